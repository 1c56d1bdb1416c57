//! What comes by the day: plans start, end soon, and wait to be taken over.

use chrono::Days;
use shared::{
    improvement::rules::{ImprovementAudience, ImprovementDeed, ImprovementState},
    notifications::NoticeKind,
    wire::{ImprovementPlanId, PersonId},
};

use super::{
    queries,
    writes::{self, Act},
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::Failure,
    notifications::{self, tell},
    people,
};

/// So many days before the end it is told.
const SOON: Days = Days::new(3);

/// Starts the plans whose day has come, however late somebody looks.
pub(crate) fn begin_due(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let due = queries::due(tx)?;
    begin(tx, &due)
}

/// Starts those of these whose day has come: from now on their people see them, and are told.
pub(super) fn begin(tx: &mut TenantTx<'_>, these: &[ImprovementPlanId]) -> Result<(), Failure> {
    if these.is_empty() {
        return Ok(());
    }
    let begun = writes::begin(tx, these)?;
    let act = Act {
        deed: ImprovementDeed::Started,
        by: None,
        audience: ImprovementAudience::Person,
        edition: 1,
        day: None,
        said: "",
    };
    let mut events = Vec::with_capacity(begun.len());
    for (id, person) in begun {
        writes::keep_act(tx, id, &act)?;
        let told = with_person(tx, person)?;
        tell(tx, NoticeKind::ImprovementStarted, id, &told)?;
        events.push(Event::new("improvement_plans.started", id).after(&ImprovementState::Running));
    }
    tx.note_all(&events)
}

/// Everybody who sees the plan of somebody that has started.
fn with_person(tx: &mut TenantTx<'_>, person: PersonId) -> Result<Vec<PersonId>, Failure> {
    let mut all = people::admins(tx, Some(person))?;
    all.push(person);
    all.extend(queries::manager(tx, person)?);
    Ok(all)
}

/// Reminds of plans that end soon, and managers of those that they are to take over.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for (id, person, ends_on) in queries::ending(tx, SOON)? {
        // Only an Admin can end it or give it more time, also once its last day is over.
        let (occasion, told) = if ends_on < tx.calendar.today {
            (format!("{ends_on} over"), people::admins(tx, Some(person))?)
        } else {
            (ends_on.to_string(), with_person(tx, person)?)
        };
        notifications::remind(tx, NoticeKind::ImprovementEnding, id, &occasion, &told)?;
    }
    for (id, manager, line) in queries::to_take_over(tx)? {
        // Who leads them once more is asked once more.
        notifications::remind(tx, NoticeKind::ImprovementTakeOver, id, &line.to_string(), &[manager])?;
    }
    Ok(())
}
