//! What the provider took between two days, for finding payments whose notification never came.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    Client, ProviderError,
    answers::{Id, Text},
    asking::Call,
    verifying::PAID,
};

/// A page of transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transactions {
    /// What stands on it.
    pub transactions: Vec<ListedTransaction>,
    /// Whether another follows.
    pub more: bool,
}

/// A transaction as it is listed: enough to know which to verify. Nothing is granted by a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTransaction {
    /// The provider's number.
    pub id: i64,
    /// Ours, or somebody else's who uses the same account.
    pub tx_ref: String,
    /// Whether the list says it was paid.
    pub is_paid: bool,
}

#[derive(Deserialize)]
pub(super) struct Listed {
    id: Id,
    #[serde(default)]
    tx_ref: Text,
    #[serde(default)]
    status: Text,
}

impl Client {
    /// The transactions of these days (both included, by the provider's clock), page by page from 1.
    pub async fn transactions(&self, from: NaiveDate, to: NaiveDate, page: u32) -> Result<Transactions, ProviderError> {
        let (from, to, page) = (from.to_string(), to.to_string(), page.to_string());
        let call = Call::get("/transactions", &[("from", from.as_str()), ("to", to.as_str()), ("page", page.as_str())]);
        let (listed, more) = self.ask(call).await?.done()?.page::<Listed>()?;
        Ok(Transactions { transactions: listed.into_iter().map(ListedTransaction::from).collect(), more })
    }
}

impl From<Listed> for ListedTransaction {
    fn from(listed: Listed) -> Self {
        let is_paid = listed.status.as_str() == PAID;
        Self { id: listed.id.number(), tx_ref: listed.tx_ref.into(), is_paid }
    }
}
