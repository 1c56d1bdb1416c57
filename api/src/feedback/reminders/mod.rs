//! Reminding of feedback that one is asked for.

mod queries;

use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder},
};

/// Reminds of what is asked in the organisation and neither answered nor declined.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for due in queries::due(tx, ladder::span(today))? {
        let Some(step) = ladder::step(due.on, today) else { continue };
        let occasion = ladder::occasion(due.on, step);
        notifications::remind(tx, NoticeKind::FeedbackDue, due.id, &occasion, &[due.person])?;
    }
    Ok(())
}
