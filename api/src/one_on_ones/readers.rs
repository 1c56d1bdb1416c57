//! Who knows of a meeting, and who of them reads what is said in it.

use shared::{
    access::{Relation, Role, can},
    one_on_ones::{ListMeetingReaders, OPEN, VIEW},
    readers::{Matter, RecordSight},
};

use super::{guests, rows::MeetingRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    readers::{self, Record},
};

pub(super) fn list(ask: &Ask<ListMeetingReaders>, tx: &mut TenantTx<'_>) -> Answered<ListMeetingReaders> {
    let meeting = ask.read::<MeetingRow>(tx, ask.params.id)?;
    let two = meeting.two();
    let record = Record { matter: Matter::Meeting, about: &two, author: None, permission: &VIEW };
    let mut found = readers::of(tx, &record, sight)?;
    guests::among(tx, &meeting, &mut found)?;
    Ok(Reply::new(found))
}

/// The two read it, as does their guest; an Admin does once both are told why.
fn sight(role: Role, relation: Relation) -> Option<RecordSight> {
    Some(match relation {
        Relation::Own => RecordSight::All,
        _ if can(role, &OPEN, relation) => RecordSight::Reason,
        _ => RecordSight::Presence,
    })
}
