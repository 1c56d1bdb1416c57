//! A cycle as it is typed.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    people::PersonRef,
    problem::{FieldError, Problem},
    reviews::{
        NewReviewCycle, ReviewCycleChanges, ReviewCycleDetail, ReviewNaming, USUAL_MINIMUM, USUAL_RELEASE,
        rules::stages::Terms,
    },
    wire::Patch,
};

use crate::{
    drafts::Value,
    text::{format, review_appointments, review_ends, review_waivers, reviews as text},
    ui::Choice,
};

/// The fields.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub template: RwSignal<String>,
    pub period_from: RwSignal<Option<NaiveDate>>,
    pub period_to: RwSignal<Option<NaiveDate>>,
    pub nominate_by: RwSignal<Option<NaiveDate>>,
    pub write_by: RwSignal<Option<NaiveDate>>,
    pub share_by: RwSignal<Option<NaiveDate>>,
    pub peers_least: RwSignal<String>,
    pub peers_most: RwSignal<String>,
    pub peer_load: RwSignal<String>,
    pub naming: RwSignal<String>,
    pub minimum: RwSignal<String>,
    pub calibrates: RwSignal<bool>,
    pub explains_changes: RwSignal<bool>,
    pub by_date: RwSignal<bool>,
    pub grace_days: RwSignal<String>,
    pub release_after: RwSignal<String>,
    pub team: RwSignal<String>,
    pub manager: RwSignal<Option<Choice>>,
    pub started_until: RwSignal<Option<NaiveDate>>,
    pub included: RwSignal<Vec<Choice>>,
    pub excluded: RwSignal<Vec<Choice>>,
    pub managers_appoint: RwSignal<bool>,
}

impl Draft {
    /// As it is, or a new one over the last half-year.
    pub fn of(detail: Option<&ReviewCycleDetail>) -> Self {
        let cycle = detail.map(|detail| &detail.cycle);
        let setup = detail.and_then(|detail| detail.setup.as_ref());
        let today = format::today();
        let day = |known: Option<NaiveDate>, usual: NaiveDate| RwSignal::new(Some(known.unwrap_or(usual)));
        let number = |known: Option<u8>, usual: u8| RwSignal::new(known.unwrap_or(usual).to_string());
        let people = |named: Option<&Vec<PersonRef>>| {
            let choice = |person: &PersonRef| Choice::new(person.id.to_string(), person.name.clone());
            RwSignal::new(named.into_iter().flatten().map(choice).collect::<Vec<_>>())
        };
        Self {
            name: RwSignal::new(cycle.map(|cycle| cycle.name.clone()).unwrap_or_default()),
            template: RwSignal::new(setup.map(|setup| setup.template_id.to_string()).unwrap_or_default()),
            period_from: day(cycle.map(|cycle| cycle.period_from), today - Days::new(181)),
            period_to: day(cycle.map(|cycle| cycle.period_to), today),
            nominate_by: RwSignal::new(match cycle {
                Some(cycle) => cycle.nominate_by,
                None => Some(today + Days::new(7)),
            }),
            write_by: day(cycle.map(|cycle| cycle.write_by), today + Days::new(21)),
            share_by: day(cycle.map(|cycle| cycle.share_by), today + Days::new(35)),
            peers_least: number(cycle.map(|cycle| cycle.peers_least), USUAL_MINIMUM),
            peers_most: number(cycle.map(|cycle| cycle.peers_most), USUAL_MINIMUM + 2),
            peer_load: number(cycle.map(|cycle| cycle.peer_load), 8),
            naming: RwSignal::new(cycle.map_or(ReviewNaming::Unnamed, |cycle| cycle.naming).to_string()),
            minimum: number(cycle.map(|cycle| cycle.minimum), USUAL_MINIMUM),
            calibrates: RwSignal::new(cycle.is_some_and(|cycle| cycle.calibrates)),
            explains_changes: RwSignal::new(cycle.is_some_and(|cycle| cycle.explains_changes)),
            by_date: RwSignal::new(cycle.is_some_and(|cycle| cycle.by_date)),
            grace_days: number(cycle.map(|cycle| cycle.grace_days), 2),
            release_after: number(cycle.map(|cycle| cycle.release_after), USUAL_RELEASE),
            team: RwSignal::new(
                setup.and_then(|setup| setup.team.as_ref()).map(|team| team.id.to_string()).unwrap_or_default(),
            ),
            manager: RwSignal::new(
                setup
                    .and_then(|setup| setup.manager.as_ref())
                    .map(|manager| Choice::new(manager.id.to_string(), manager.name.clone())),
            ),
            started_until: RwSignal::new(setup.and_then(|setup| setup.started_until)),
            included: people(setup.map(|setup| &setup.included)),
            excluded: people(setup.map(|setup| &setup.excluded)),
            managers_appoint: RwSignal::new(setup.is_some_and(|setup| setup.managers_appoint)),
        }
    }

    /// What is kept on the device, with what each is called.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::NAME, self.name.into()),
            (text::TEMPLATE, self.template.into()),
            (text::FROM, self.period_from.into()),
            (text::TO, self.period_to.into()),
            (text::NOMINATE_BY, self.nominate_by.into()),
            (text::WRITE_BY, self.write_by.into()),
            (text::SHARE_BY, self.share_by.into()),
            (text::BY_DATE, self.by_date.into()),
            (text::GRACE_DAYS, self.grace_days.into()),
            (review_ends::RELEASE_AFTER, self.release_after.into()),
            (text::TEAM, self.team.into()),
            (review_waivers::BY_MANAGER, self.manager.into()),
            (text::STARTED_UNTIL, self.started_until.into()),
            (text::INCLUDED, self.included.into()),
            (text::EXCLUDED, self.excluded.into()),
            (text::PEERS_LEAST, self.peers_least.into()),
            (text::PEERS_MOST, self.peers_most.into()),
            (text::PEER_LOAD, self.peer_load.into()),
            (text::NAMING, self.naming.into()),
            (text::MINIMUM, self.minimum.into()),
            (text::CALIBRATES, self.calibrates.into()),
            (text::EXPLAINS_CHANGES, self.explains_changes.into()),
            (review_appointments::MANAGERS_APPOINT, self.managers_appoint.into()),
        ]
    }

    /// What is to be sent, or all that is wrong with it.
    pub fn read(self) -> Result<NewReviewCycle, Problem> {
        let mut faults = Vec::new();
        let mut day = |field: &str, typed: RwSignal<Option<NaiveDate>>| {
            let day = typed.get_untracked();
            if day.is_none() {
                faults.push(FieldError::new(field, "required"));
            }
            day.unwrap_or_default()
        };
        let (period_from, period_to) = (day("period_from", self.period_from), day("period_to", self.period_to));
        let (write_by, share_by) = (day("write_by", self.write_by), day("share_by", self.share_by));
        let template_id = self.template.read_untracked().parse().ok();
        if template_id.is_none() {
            faults.push(FieldError::new("template_id", "required"));
        }
        let mut number = |field: &str, typed: RwSignal<String>| {
            typed.read_untracked().trim().parse::<u8>().unwrap_or_else(|_| {
                faults.push(FieldError::new(field, "not_whole"));
                0
            })
        };
        let peers_least = number("peers_least", self.peers_least);
        let peers_most = number("peers_most", self.peers_most);
        let peer_load = number("peer_load", self.peer_load);
        let minimum = number("minimum", self.minimum);
        let release_after = number("release_after", self.release_after);
        let by_date = self.by_date.get_untracked();
        let grace_days = if by_date { number("grace_days", self.grace_days) } else { 0 };
        let naming = ReviewNaming::parse(&self.naming.read_untracked()).unwrap_or(ReviewNaming::Unnamed);
        let nominate_by = self.nominate_by.get_untracked();
        if faults.is_empty() {
            let terms = Terms {
                period: (period_from, period_to),
                nominate_by,
                write_by,
                share_by,
                peers: (peers_least, peers_most),
                naming,
                minimum,
            };
            faults = terms.faults();
        }
        let Some(template_id) = template_id.filter(|_| faults.is_empty()) else { return Err(Problem::invalid(faults)) };
        let people = |picked: RwSignal<Vec<Choice>>| {
            picked.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect()
        };
        Ok(NewReviewCycle {
            name: self.name.read_untracked().trim().to_owned(),
            template_id,
            period_from,
            period_to,
            nominate_by,
            write_by,
            share_by,
            peers_least,
            peers_most,
            peer_load: Some(peer_load),
            naming,
            minimum: Some(minimum),
            calibrates: self.calibrates.get_untracked(),
            explains_changes: self.explains_changes.get_untracked(),
            by_date,
            grace_days,
            release_after: Some(release_after),
            team_id: self.team.read_untracked().parse().ok(),
            manager_id: self.manager.read_untracked().as_ref().and_then(|manager| manager.value.parse().ok()),
            started_until: self.started_until.get_untracked(),
            included: people(self.included),
            excluded: people(self.excluded),
            managers_appoint: self.managers_appoint.get_untracked(),
        })
    }
}

/// A draft takes all of it anew; what is launched its name, its days, how it goes on and its minimum.
pub fn changes(new: NewReviewCycle, is_draft: bool) -> ReviewCycleChanges {
    let always = ReviewCycleChanges {
        name: Some(new.name),
        nominate_by: Patch::from(new.nominate_by),
        write_by: Some(new.write_by),
        share_by: Some(new.share_by),
        by_date: Some(new.by_date),
        grace_days: Some(new.grace_days),
        release_after: new.release_after,
        minimum: new.minimum,
        ..ReviewCycleChanges::default()
    };
    if !is_draft {
        return always;
    }
    ReviewCycleChanges {
        template_id: Some(new.template_id),
        period_from: Some(new.period_from),
        period_to: Some(new.period_to),
        peers_least: Some(new.peers_least),
        peers_most: Some(new.peers_most),
        peer_load: new.peer_load,
        naming: Some(new.naming),
        calibrates: Some(new.calibrates),
        explains_changes: Some(new.explains_changes),
        team_id: Patch::from(new.team_id),
        manager_id: Patch::from(new.manager_id),
        started_until: Patch::from(new.started_until),
        included: Some(new.included),
        excluded: Some(new.excluded),
        managers_appoint: Some(new.managers_appoint),
        ..always
    }
}
