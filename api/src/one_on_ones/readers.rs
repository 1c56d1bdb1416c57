//! Who knows of a meeting, and who of them reads what is said in it.

use shared::{
    access::{Relation, Role, can},
    one_on_ones::{ListMeetingReaders, OPEN, VIEW},
    readers::{Matter, RecordSight},
};

use super::rows::MeetingRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    readers::{self, Record},
};

pub(super) fn list(ask: &Ask<ListMeetingReaders>, tx: &mut TenantTx<'_>) -> Answered<ListMeetingReaders> {
    let two = ask.read::<MeetingRow>(tx, ask.params.id)?.two();
    let record = Record { matter: Matter::Meeting, about: &two, author: None, permission: &VIEW };
    Ok(Reply::new(readers::of(tx, &record, sight)?))
}

/// The two read it; an Admin does once both are told why.
fn sight(role: Role, relation: Relation) -> Option<RecordSight> {
    Some(match relation {
        Relation::Own => RecordSight::All,
        _ if can(role, &OPEN, relation) => RecordSight::Reason,
        _ => RecordSight::Presence,
    })
}
