//! Who reads how somebody stands and what they plan.

use shared::{
    development::{ListDevelopmentReaders, VIEW},
    readers::{Matter, RecordSight},
};

use super::DevelopmentRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    readers::{self, Record},
};

pub(super) fn list(ask: &Ask<ListDevelopmentReaders>, tx: &mut TenantTx<'_>) -> Answered<ListDevelopmentReaders> {
    let development = ask.read::<DevelopmentRow>(tx, ask.params.id)?;
    let record = Record { matter: Matter::Development, about: &[development.id], author: None, permission: &VIEW };
    Ok(Reply::new(readers::of(tx, &record, |_, _| Some(RecordSight::All))?))
}
