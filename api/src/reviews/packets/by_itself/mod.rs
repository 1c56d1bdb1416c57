//! What nobody releases is released by itself (`workflows.md` 2.2): its manager is warned before.

mod queries;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::json;
use shared::{
    notifications::NoticeKind,
    reviews::{
        PacketState,
        rules::release::{ByItself, by_itself},
    },
    wire::{PersonId, ReviewCycleId},
};

use self::queries::{Released, Sharing};
use crate::{
    audit::Event,
    db::TenantTx,
    http::Failure,
    notifications::{self, News},
    reviews::cycles::rows::small,
};

/// Warns managers of what is released by itself soon, and releases what nobody has, however late somebody looks.
pub(crate) fn release(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for cycle in queries::sharing(tx)? {
        // Where nobody knows since when, it counts from today.
        let since = cycle.sharing_since.unwrap_or(today);
        let now = by_itself(since, small(cycle.release_after), today);
        if now == ByItself::Release {
            let released = queries::release(tx, cycle.id, None)?;
            tell(tx, &released)?;
        }
        if now != ByItself::Wait {
            warn(tx, &cycle, since)?;
        }
    }
    Ok(())
}

/// Warns managers as many days later as those were away whom it is about.
fn warn(tx: &mut TenantTx<'_>, cycle: &Sharing, since: NaiveDate) -> Result<(), Failure> {
    let (today, mut by_day) = (tx.calendar.today, BTreeMap::<NaiveDate, Vec<PersonId>>::new());
    for (manager, away) in queries::managers(tx, cycle, since)? {
        let Some(since) = since.checked_add_days(Days::new(away)) else { continue };
        by_day.entry(since).or_default().push(manager);
    }
    for (since, managers) in by_day {
        if let ByItself::Warn(days) = by_itself(since, small(cycle.release_after), today) {
            let occasion = format!("{since} before {days}");
            notifications::remind(tx, NoticeKind::ReviewReleasesSoon, cycle.id, &occasion, &managers)?;
        }
    }
    Ok(())
}

/// Releases what nobody has, all at once, as an Admin asks for; how many that were.
pub(super) fn release_by_hand(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<i64, Failure> {
    let released = queries::release(tx, cycle, Some(tx.actor.person))?;
    let kind = NoticeKind::ReviewReleased;
    let news: Vec<_> = released
        .iter()
        .map(|it| News { kind, about: it.id.0, occasion: "", to: std::slice::from_ref(&it.subject_id) })
        .collect();
    notifications::remind_all(tx, &news)?;
    let after = json!({ "state": PacketState::Released });
    let event = |it: &Released| Event::new("review_packets.released", it.id).after(&after);
    tx.note_all(&released.iter().map(event).collect::<Vec<_>>())?;
    let count = i64::try_from(released.len()).unwrap_or(i64::MAX);
    // That it was asked for, where nobody was left, too.
    tx.note(Event::new("review_cycles.released", cycle).after(&json!({ "count": count })))?;
    Ok(count)
}

/// Tells those whom it is about and those who lead them.
fn tell(tx: &mut TenantTx<'_>, released: &[Released]) -> Result<(), Failure> {
    if released.is_empty() {
        return Ok(());
    }
    let concerned = |it: &Released| -> Vec<PersonId> { it.manager_id.into_iter().chain([it.subject_id]).collect() };
    let told: Vec<_> = released.iter().map(concerned).collect();
    let kind = NoticeKind::ReviewReleasedByItself;
    let news: Vec<_> = released
        .iter()
        .zip(&told)
        .map(|(it, to)| News { kind, about: it.id.0, occasion: "", to: to.as_slice() })
        .collect();
    notifications::remind_all(tx, &news)?;
    let after = json!({ "state": PacketState::Released });
    let event = |it: &Released| Event::new("review_packets.released_by_itself", it.id).after(&after);
    let events: Vec<_> = released.iter().map(event).collect();
    tx.note_all(&events)
}
