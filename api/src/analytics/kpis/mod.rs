//! KPI status: how many KPIs stand how, at the end of a period by what was known then, beside the period before.

mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::{
    analytics::{
        DashboardFilter, ExportKpisCsv, ExportKpisPdf, ExportKpisXlsx, KpiCounts, KpiDashboard, KpiMoment, KpiStanding,
        KpiStandingFilter, ListKpiStandings, ReadKpiDashboard, TeamKpis,
    },
    kpis::{KpiRef, rules::kinds::KpiState},
    people::{PersonRef, TeamRef},
    wire::{KpiId, TeamId},
};

use super::{
    look::Look,
    report::{self, Report},
    teams,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply, paging::List},
    kpis::{self, Among, KpiRow, Stood},
    sheets,
};

/// Where a page ends.
#[derive(Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
struct Position(u8, String, KpiId);

impl Position {
    /// Worst first, then by name.
    fn of(row: &KpiStanding) -> Self {
        let order = match row.now.state {
            KpiState::Unhealthy => 0,
            KpiState::Watch => 1,
            KpiState::NoData => 2,
            KpiState::Healthy => 3,
        };
        Self(order, row.kpi.name.to_lowercase(), row.kpi.id)
    }
}

pub(super) fn show(ask: &Ask<ReadKpiDashboard>, tx: &mut TenantTx<'_>) -> Answered<ReadKpiDashboard> {
    let counted = Counted::of(tx, &ask.query)?;
    Ok(Reply::new(counted.dashboard()))
}

pub(super) fn list(ask: &Ask<ListKpiStandings>, tx: &mut TenantTx<'_>) -> Answered<ListKpiStandings> {
    let filter = KpiStandingFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("kpi_standings", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position::<Position>(ask.query.cursor.as_deref())?;
    let counted = Counted::of(tx, &filter.dashboard())?;
    let rows = counted.standings().into_iter().filter(|row| filter.state.is_none_or(|state| row.now.state == state));
    Ok(Reply::new(list.page_of_all(rows, limit, after.as_ref(), Position::of)?))
}

pub(super) fn as_csv(ask: &Ask<ExportKpisCsv>, tx: &mut TenantTx<'_>) -> Answered<ExportKpisCsv> {
    let standings = Counted::of(tx, &ask.query)?.standings();
    Ok(Reply::new(sheets::csv(&sheet::rows(standings)?)?).as_file("kpis.csv"))
}

pub(super) fn as_xlsx(ask: &Ask<ExportKpisXlsx>, tx: &mut TenantTx<'_>) -> Answered<ExportKpisXlsx> {
    Ok(Reply::new(report(tx, &ask.query)?.xlsx()?).as_file("kpis.xlsx"))
}

pub(super) async fn as_pdf(call: MemberCall<ExportKpisPdf>) -> Answered<ExportKpisPdf> {
    report::pdf(call, report, "kpis.pdf").await
}

fn report(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Report, Failure> {
    let counted = Counted::of(tx, filter)?;
    let (look, figures) = (counted.look.clone(), sheet::by_team(&counted.dashboard()));
    Report::of(tx, "KPI status", &look, figures, sheet::rows(counted.standings())?)
}

/// The KPIs a dashboard counts, each with how it stood on the two days. The lists behind its numbers are this list.
struct Counted {
    look: Look,
    as_of: NaiveDate,
    rows: Vec<(KpiRow, Option<Stood>, Option<Stood>)>,
}

impl Counted {
    fn of(tx: &mut TenantTx<'_>, filter: &DashboardFilter) -> Result<Self, Failure> {
        let look = Look::of(tx, filter)?;
        let as_of = look.period.as_ref().map_or(look.day, |period| period.ends_on.min(look.day));
        let earlier = look.before.as_ref().map(|before| before.ends_on.min(look.day));
        let found = kpis::among(tx, &Among { team: look.team, owner: look.person, seen: look.sees_all() })?;
        let mut now = kpis::stood(tx, &found, as_of)?;
        let mut before = earlier.map(|day| kpis::stood(tx, &found, day)).transpose()?.unwrap_or_default();
        let with = |row: KpiRow| {
            let (now, before) = (now.remove(&row.id), before.remove(&row.id));
            (row, now, before)
        };
        Ok(Self { rows: found.into_iter().map(with).collect(), look, as_of })
    }

    fn dashboard(&self) -> KpiDashboard {
        let has_before = self.look.before.is_some();
        let (mut total, mut total_before) = (KpiCounts::default(), KpiCounts::default());
        let mut teams: BTreeMap<Option<TeamId>, (&str, KpiCounts, KpiCounts)> = BTreeMap::new();
        for (row, now, before) in self.rows.iter().filter(|(_, now, before)| now.is_some() || before.is_some()) {
            let name = row.team_name.as_deref().unwrap_or_default();
            let (_, of_team, of_team_before) =
                teams.entry(row.team_id).or_insert((name, KpiCounts::default(), KpiCounts::default()));
            for (stood, all, team) in [(now, &mut total, of_team), (before, &mut total_before, of_team_before)] {
                if let Some(stood) = stood {
                    all.add(stood.state);
                    team.add(stood.state);
                }
            }
        }
        let mut teams: Vec<TeamKpis> = teams
            .into_iter()
            .map(|(team, (name, counts, before))| TeamKpis {
                team: team.map(|id| TeamRef { id, name: name.to_owned() }),
                counts,
                before: has_before.then_some(before),
            })
            .collect();
        teams::order(&mut teams, |row| row.team.as_ref());
        KpiDashboard {
            period: self.look.period.clone(),
            before: self.look.before.clone(),
            as_of: self.as_of,
            total,
            total_before: has_before.then_some(total_before),
            teams,
        }
    }

    /// Those that are there, worst first.
    fn standings(self) -> Vec<KpiStanding> {
        let mut rows: Vec<KpiStanding> =
            self.rows.into_iter().filter_map(|(row, now, before)| Some(standing(row, now?, before))).collect();
        rows.sort_by_cached_key(|row| {
            let Position(order, name, id) = Position::of(row);
            (order, name, id)
        });
        rows
    }
}

fn standing(row: KpiRow, now: Stood, before: Option<Stood>) -> KpiStanding {
    let moment = |stood: Stood| KpiMoment { state: stood.state, value: stood.value, value_on: stood.value_on };
    KpiStanding {
        kpi: KpiRef { id: row.id, name: row.name },
        owner: PersonRef { id: row.owner_id, name: row.owner_name },
        team: row.team_id.zip(row.team_name).map(|(id, name)| TeamRef { id, name }),
        kind: row.kind,
        unit: row.unit,
        decimals: u8::try_from(row.decimals).unwrap_or(0),
        frequency: row.frequency,
        now: moment(now),
        before: before.map(moment),
    }
}
