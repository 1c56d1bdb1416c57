//! Reminding of the steps of development plans.

mod queries;

use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder},
};

/// Reminds of the organisation's steps. One that is done shows in no notice any more.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for due in queries::due(tx, ladder::span(today))? {
        let Some(step) = ladder::step(due.on, today) else { continue };
        let occasion = ladder::occasion(due.on, step);
        notifications::remind(tx, NoticeKind::DevelopmentDue, due.id, &occasion, &[due.person])?;
    }
    Ok(())
}
