//! Reminding of shares that end soon, a week before: who granted one can renew it, who got one, by name or with their
//! team, knows until when.

mod queries;

use shared::notifications::NoticeKind;

use super::queries::people_of;
use crate::{db::TenantTx, http::Failure, notifications};

/// Days before its end.
const DAYS: i64 = 7;

/// Reminds of the organisation's shares.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for ending in queries::ending(tx, DAYS)? {
        let mut concerned = match ending.team {
            Some(team) => people_of(tx, team)?,
            None => ending.person.into_iter().collect(),
        };
        concerned.push(ending.granted_by);
        let occasion = ending.ends_at.date_naive().to_string();
        notifications::remind(tx, NoticeKind::ShareEnding, ending.id, &occasion, &concerned)?;
    }
    Ok(())
}
