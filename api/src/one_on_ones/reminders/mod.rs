//! Reminding of what somebody agreed to do by a day.

mod queries;

use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder},
};

/// Reminds of the organisation's action items. What is done shows in no notice any more.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for due in queries::due(tx, ladder::span(today))? {
        let Some(step) = ladder::step(due.on, today) else { continue };
        let occasion = ladder::occasion(due.on, step);
        notifications::remind(tx, NoticeKind::ActionItemDue, due.id, &occasion, &[due.owner])?;
    }
    Ok(())
}
