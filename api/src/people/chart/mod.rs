//! The organisation chart, one level at a time.

mod queries;

use shared::people::{Chart, ReadChart};

use super::rows::PersonRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(ask: &Ask<ReadChart>, tx: &mut TenantTx<'_>) -> Answered<ReadChart> {
    let path = match ask.query.person {
        Some(person) => {
            let person = ask.read::<PersonRow>(tx, person)?;
            queries::path(tx, person.id)?
        }
        None => Vec::new(),
    };
    let reports = queries::reports(tx, ask.query.person)?;
    Ok(Reply::new(Chart { path, reports }))
}
