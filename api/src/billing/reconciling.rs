//! Reconciling: what the provider took is compared with what we know, for payments whose notification never came.

use chrono::{TimeDelta, Utc};

use super::{
    checkout::{OURS, failure},
    desk::Desk,
    queries::{kept, payments},
    settling::settle,
};
use crate::{flutterwave::ListedTransaction, http::Failure};

/// More than anybody pays in a few days.
const MOST_PAGES: u32 = 200;

/// What comparing comes to.
#[derive(Debug, Default)]
pub(super) struct Reconciled {
    /// How many payments were settled that nobody told us of.
    pub settled: usize,
    /// What came in for an invoice that nobody here has, such as of an organisation that closed while its page was open. It can be
    /// granted to nobody: whoever runs this has to pay it back.
    pub strange: Vec<ListedTransaction>,
}

/// What one of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    /// Also where it is somebody else's.
    Known,
    Settled,
    Strange,
}

/// Settles what the provider's list of the last days has and we don't.
pub(super) async fn reconcile(desk: &Desk<'_>, days: i64) -> Result<Reconciled, Failure> {
    let today = Utc::now().date_naive();
    // Its days may be other than ours.
    let (from, to) = (today - TimeDelta::days(days), today + TimeDelta::days(1));
    let mut all = Reconciled::default();
    for page in 1..=MOST_PAGES {
        let listed = desk.client.transactions(from, to, page).await.map_err(failure)?;
        for transaction in listed.transactions.into_iter().filter(|transaction| transaction.is_paid) {
            match settle_listed(desk, &transaction).await? {
                Listed::Known => {}
                Listed::Settled => all.settled += 1,
                Listed::Strange => {
                    let (id, tx_ref) = (transaction.id, &transaction.tx_ref);
                    tracing::error!(transaction = id, %tx_ref, "a payment came in for an invoice that nobody here has");
                    all.strange.push(transaction);
                }
            }
        }
        if !listed.more {
            break;
        }
    }
    Ok(all)
}

/// Settles one unless it is known.
async fn settle_listed(desk: &Desk<'_>, listed: &ListedTransaction) -> Result<Listed, Failure> {
    let (id, tx_ref) = (listed.id, listed.tx_ref.clone());
    let again = [tx_ref.clone(), id.to_string()].join(".");
    let found = desk.database.accounts(move |tx| {
        let is_recorded_apart = payments::found(tx.conn(), &again)?.is_some() || kept::is_known(tx.conn(), id)?;
        Ok((payments::found(tx.conn(), &tx_ref)?, is_recorded_apart))
    });
    match found.await? {
        (Some(found), false) if found.transaction_id != Some(id) => {
            let is_settled = settle(desk, &listed.tx_ref, Some(id)).await?;
            Ok(if is_settled { Listed::Settled } else { Listed::Known })
        }
        // Others may take payments by the same account.
        (None, false) if listed.tx_ref.starts_with(OURS) => Ok(Listed::Strange),
        _ => Ok(Listed::Known),
    }
}
