//! What an import leaves in the audit log: of each person what they were and what they are, as if somebody had
//! changed them one by one.

use std::collections::HashMap;

use shared::{notifications::NoticeKind, people::PersonStatus, wire::PersonId};

use crate::{
    audit::Event,
    db::TenantTx,
    http::Failure,
    notifications::{News, remind_all},
    people::{PersonRow, queries},
};

/// Notes everybody of `written` with what changed from `rows`, what people were, and tells those whose role did.
pub(super) fn note_people(tx: &mut TenantTx<'_>, rows: &[PersonRow], written: &[PersonId]) -> Result<(), Failure> {
    let role = tx.actor.role;
    let before: HashMap<PersonId, &PersonRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut now: HashMap<PersonId, PersonRow> =
        queries::of_ids(tx, written)?.into_iter().map(|row| (row.id, row)).collect();
    let mut events = Vec::with_capacity(written.len());
    let mut moved = Vec::new();
    for id in written {
        let Some(now) = now.remove(id) else { continue };
        let before = before.get(id).copied();
        moved.extend(before.filter(|before| before.role != now.role).map(|_| *id));
        let event = Event::new(kind(before, &now), *id);
        let event = match before {
            Some(before) => event.before(&before.clone().seen_by(role)),
            None => event,
        };
        events.push(event.after(&now.seen_by(role)));
    }
    let news = moved.iter().map(|id| News {
        kind: NoticeKind::RoleChanged,
        about: id.0,
        occasion: "",
        to: std::slice::from_ref(id),
    });
    // Before anything is noted: whoever holds the log waits for nobody.
    remind_all(tx, &news.collect::<Vec<_>>())?;
    tx.note_all(&events)
}

fn kind(before: Option<&PersonRow>, now: &PersonRow) -> &'static str {
    let has_left = |row: &PersonRow| row.status == PersonStatus::Deactivated;
    match before.map(|before| (has_left(before), has_left(now))) {
        None => "people.created",
        Some((false, true)) => "people.deactivated",
        Some((true, false)) => "people.reactivated",
        Some(_) => "people.edited",
    }
}
