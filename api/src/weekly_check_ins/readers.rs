//! Who reads what somebody writes by the week: the same for each week of theirs, written or to be.

use shared::{
    readers::{Matter, RecordSight},
    weekly_check_ins::{ListWeeklyReaders, VIEW},
};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    people::PersonRow,
    readers::{self, Record},
};

pub(super) fn list(ask: &Ask<ListWeeklyReaders>, tx: &mut TenantTx<'_>) -> Answered<ListWeeklyReaders> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let record = Record { matter: Matter::Week, about: &[person.id], author: None, permission: &VIEW };
    Ok(Reply::new(readers::of(tx, &record, |_, _| Some(RecordSight::All))?))
}
