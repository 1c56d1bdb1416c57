//! What moves when somebody gets another manager, told before it is saved. It moves by triggers, however a line changes.

mod queries;

use shared::people::{ManagerMove, PersonRef, PreviewManagerMove};

use super::rows::PersonRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn preview(ask: &Ask<PreviewManagerMove>, tx: &mut TenantTx<'_>) -> Answered<PreviewManagerMove> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let manager = person.manager_id.zip(person.manager_name.clone());
    let manager = manager.map(|(id, name)| PersonRef { id, name });
    let moves = if manager.is_some() { queries::moves(tx, person.id)? } else { Vec::new() };
    Ok(Reply::new(ManagerMove { manager, moves }))
}
