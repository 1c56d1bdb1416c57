//! Reconciling: what the provider took is compared with what we know, for payments whose notification never came.

use chrono::{TimeDelta, Utc};

use super::{checkout::failure, desk::Desk, queries::payments, settling::settle};
use crate::{flutterwave::ListedTransaction, http::Failure};

/// More than anybody pays in a few days.
const MOST_PAGES: u32 = 200;

/// Settles what the provider's list of the last days has and we don't; how many payments that were.
pub(super) async fn reconcile(desk: &Desk<'_>, days: i64) -> Result<usize, Failure> {
    let today = Utc::now().date_naive();
    // Its days may be other than ours.
    let (from, to) = (today - TimeDelta::days(days), today + TimeDelta::days(1));
    let mut settled = 0;
    for page in 1..=MOST_PAGES {
        let listed = desk.client.transactions(from, to, page).await.map_err(failure)?;
        for transaction in listed.transactions.iter().filter(|transaction| transaction.is_paid) {
            settled += usize::from(settle_listed(desk, transaction).await?);
        }
        if !listed.more {
            break;
        }
    }
    Ok(settled)
}

/// Settles one unless it is known; whether it wasn't.
async fn settle_listed(desk: &Desk<'_>, listed: &ListedTransaction) -> Result<bool, Failure> {
    let tx_ref = listed.tx_ref.clone();
    let again = [tx_ref.clone(), listed.id.to_string()].join(".");
    let found = desk.database.accounts(move |tx| {
        let recorded_apart = payments::found(tx.conn(), &again)?.is_some();
        Ok(payments::found(tx.conn(), &tx_ref)?.filter(|_| !recorded_apart))
    });
    match found.await? {
        Some(found) if found.transaction_id != Some(listed.id) => settle(desk, &listed.tx_ref, Some(listed.id)).await,
        _ => Ok(false),
    }
}
