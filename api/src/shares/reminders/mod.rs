//! Reminding of shares that end soon, a week before: who granted one can renew it, who got one knows until when.

mod queries;

use shared::notifications::NoticeKind;

use crate::{db::TenantTx, http::Failure, notifications};

/// Days before its end.
const DAYS: i64 = 7;

/// Reminds of the organisation's shares.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for ending in queries::ending(tx, DAYS)? {
        let concerned: Vec<_> = [Some(ending.granted_by), ending.person].into_iter().flatten().collect();
        let occasion = ending.ends_at.date_naive().to_string();
        notifications::remind(tx, NoticeKind::ShareEnding, ending.id, &occasion, &concerned)?;
    }
    Ok(())
}
