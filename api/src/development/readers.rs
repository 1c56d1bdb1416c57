//! Who reads how somebody stands and what they plan.

use diesel::QueryResult;
use shared::{
    development::{ListDevelopmentReaders, VIEW},
    readers::{Matter, RecordReaders, RecordSight},
    wire::PersonId,
};

use super::DevelopmentRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    readers::{self, Record},
};

pub(super) fn list(ask: &Ask<ListDevelopmentReaders>, tx: &mut TenantTx<'_>) -> Answered<ListDevelopmentReaders> {
    let development = ask.read::<DevelopmentRow>(tx, ask.params.id)?;
    Ok(Reply::new(of(tx, development.id)?))
}

/// Who reads what is about this person.
pub(super) fn of(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<RecordReaders> {
    let record = Record { matter: Matter::Development, about: &[person], author: None, permission: &VIEW };
    readers::of(tx, &record, |_, _| Some(RecordSight::All))
}
