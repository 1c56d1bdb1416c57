//! Reviews: how much of what was due in a period is written, released and answered, and which ratings came of it.

mod queries;
mod ratings;
mod sheet;

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use serde::{Deserialize, Serialize};
use shared::{
    analytics::{
        DashboardFilter, ExportReviewsCsv, ExportReviewsPdf, ExportReviewsXlsx, ListReviewStandings,
        ReadReviewDashboard, ReviewCounts, ReviewDashboard, ReviewStanding, ReviewStandingFilter, TeamReviews,
    },
    people::{PersonRef, TeamRef},
    reviews::ReviewCycleRef,
    wire::{ReviewPacketId, TeamId},
};

use self::{
    queries::Standing,
    ratings::{Scales, ratings},
};
use super::{
    look::Look,
    report::{self, Report},
    teams,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply, paging::List},
    reviews, sheets,
};

/// Where a page ends.
#[derive(Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
struct Position(String, ReviewPacketId);

impl Position {
    fn of(row: &ReviewStanding) -> Self {
        Self(row.subject.name.to_lowercase(), row.packet)
    }
}

pub(super) fn show(ask: &Ask<ReadReviewDashboard>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewDashboard> {
    Ok(Reply::new(Counted::of(tx, &ask.query)?.dashboard()))
}

pub(super) fn list(ask: &Ask<ListReviewStandings>, tx: &mut TenantTx<'_>) -> Answered<ListReviewStandings> {
    let filter = ReviewStandingFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("review_standings", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position::<Position>(ask.query.cursor.as_deref())?;
    let mut counted = Counted::of(tx, &filter.dashboard())?;
    counted.rows.retain(|row| row.is_asked_for(&filter));
    let rows = counted.standings();
    Ok(Reply::new(list.page_of_all(rows, limit, after.as_ref(), Position::of)?))
}

pub(super) fn as_csv(ask: &Ask<ExportReviewsCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportReviewsCsv> {
    let standings = Counted::of(tx, &ask.query)?.standings();
    Ok(Reply::new(sheets::csv(&sheet::rows(standings)?)?).as_file("reviews.csv"))
}

pub(super) fn as_xlsx(ask: &Ask<ExportReviewsXlsx>, tx: &mut TenantTx<'_>) -> Answered<ExportReviewsXlsx> {
    Ok(Reply::new(report(tx, &ask.query)?.xlsx()?).as_file("reviews.xlsx"))
}

pub(super) async fn as_pdf(call: MemberCall<ExportReviewsPdf>) -> Answered<ExportReviewsPdf> {
    report::pdf(call, report, "reviews.pdf").await
}

fn report(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Report, Failure> {
    let counted = Counted::of(tx, filter)?;
    let (look, figures) = (counted.look.clone(), sheet::by_team(&counted.dashboard()));
    Report::of(tx, "Reviews", &look, figures, sheet::rows(counted.standings())?)
}

/// What a dashboard counts, with the words of the cycles' scales. The list behind its numbers is this list.
struct Counted {
    look: Look,
    rows: Vec<Standing>,
    before: Option<Vec<Standing>>,
    scales: Scales,
}

impl Counted {
    fn of(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Self, Failure> {
        if filter.as_of.is_some() {
            return Err(Failure::field("as_of", "not_used_here"));
        }
        let look = Look::of(tx, filter)?;
        let rows = queries::standings(tx, &look, look.period.as_ref())?;
        let before = look.before.as_ref().map(|before| queries::standings(tx, &look, Some(before))).transpose()?;
        let mut scales = HashMap::new();
        for row in rows.iter().chain(before.iter().flatten()).filter(|row| row.rating().is_some()) {
            if let Entry::Vacant(unknown) = scales.entry(row.cycle_id) {
                unknown.insert(reviews::scale(tx, row.template_id, row.form_number)?);
            }
        }
        Ok(Self { look, rows, before, scales })
    }

    fn dashboard(&self) -> ReviewDashboard {
        let (mut total, mut total_before) = (ReviewCounts::default(), ReviewCounts::default());
        let mut teams: BTreeMap<Option<TeamId>, (&str, ReviewCounts, ReviewCounts)> = BTreeMap::new();
        let now = self.rows.iter().map(|row| (row, true));
        for (row, is_now) in now.chain(self.before.iter().flatten().map(|row| (row, false))) {
            let name = row.team_name.as_deref().unwrap_or_default();
            let team = teams.entry(row.team_id).or_insert((name, ReviewCounts::default(), ReviewCounts::default()));
            let (all, of_team) = if is_now { (&mut total, &mut team.1) } else { (&mut total_before, &mut team.2) };
            all.add(row.state, row.reviews, row.submitted);
            of_team.add(row.state, row.reviews, row.submitted);
        }
        let has_before = self.before.is_some();
        let mut teams: Vec<TeamReviews> = teams
            .into_iter()
            .map(|(team, (name, counts, before))| TeamReviews {
                team: team.map(|id| TeamRef { id, name: name.to_owned() }),
                counts,
                before: has_before.then_some(before),
            })
            .collect();
        teams::order(&mut teams, |row| row.team.as_ref());
        ReviewDashboard {
            period: self.look.period.clone(),
            before: self.look.before.clone(),
            total,
            total_before: has_before.then_some(total_before),
            teams,
            ratings: ratings(&self.rows, self.before.as_deref().unwrap_or_default(), &self.scales),
        }
    }

    /// By name.
    fn standings(self) -> Vec<ReviewStanding> {
        let Self { rows, scales, .. } = self;
        let mut rows: Vec<ReviewStanding> = rows.into_iter().map(|row| standing(row, &scales)).collect();
        rows.sort_by_cached_key(|row| {
            let Position(name, id) = Position::of(row);
            (name, id)
        });
        rows
    }
}

fn standing(row: Standing, scales: &Scales) -> ReviewStanding {
    let step = row.rating().flatten().and_then(|step| step.checked_sub(1));
    let word = step.and_then(|step| scales.get(&row.cycle_id)?.get(step).cloned());
    ReviewStanding {
        packet: row.id,
        cycle: ReviewCycleRef { id: row.cycle_id, name: row.cycle_name },
        stage: row.stage,
        write_by: row.write_by,
        subject: PersonRef { id: row.subject_id, name: row.subject_name },
        team: row.team_id.zip(row.team_name).map(|(id, name)| TeamRef { id, name }),
        manager: row.manager_id.zip(row.manager_name).map(|(id, name)| PersonRef { id, name }),
        state: row.state,
        reviews: row.reviews,
        submitted: row.submitted,
        rating: word,
    }
}
