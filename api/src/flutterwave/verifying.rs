//! What became of a payment, from the only mouth that is believed.

use serde::Deserialize;

use super::{
    Client, ProviderError,
    amounts::Amount,
    answers::{Id, Text},
    asking::{Asked, Call},
};

/// The one word for money that has arrived.
pub(super) const PAID: &str = "successful";

/// How a payment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Nobody has tried to pay, or the reference is none of the provider's: perhaps later.
    Unknown,
    /// Somebody has begun, or it stands in a word that nobody knows: not paid, perhaps later.
    Pending,
    /// This attempt failed. The page stays open, so another attempt may follow under the same reference.
    Failed {
        /// The provider's number of the attempt.
        id: i64,
    },
    /// The provider has the money. Whether it is *the* money, the caller compares: reference, currency and amount.
    Paid(PaidTransaction),
}

/// A payment that the provider took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidTransaction {
    /// The provider's number.
    pub id: i64,
    /// Ours.
    pub tx_ref: String,
    /// ISO 4217, in capitals.
    pub currency: String,
    /// What was asked for, in minor units of the currency: compare this. What the payer was charged may be more, when
    /// they bear the fees, and is not read.
    pub amount_minor: i64,
}

/// What is read of a transaction, and nothing else: no card, no customer, no address.
#[derive(Deserialize)]
pub(super) struct Transaction {
    id: Id,
    status: Text,
    #[serde(default)]
    tx_ref: Text,
    #[serde(default)]
    currency: Text,
    amount: Option<Amount>,
}

impl Client {
    /// Asks by our reference. Where there were several attempts under it, the provider doesn't say which it answers
    /// with: one that failed says nothing of another that a notification names, which [`Self::verify`] asks about.
    pub async fn verify_by_reference(&self, tx_ref: &str) -> Result<Verified, ProviderError> {
        let verified = self.verified(Call::get("/transactions/verify_by_reference", &[("tx_ref", tx_ref)])).await?;
        match &verified {
            Verified::Paid(paid) if paid.tx_ref != tx_ref => Err(ProviderError::Odd("it verified another reference")),
            _ => Ok(verified),
        }
    }

    /// Asks by the provider's number. Its reference may be any: compare it.
    pub async fn verify(&self, transaction_id: i64) -> Result<Verified, ProviderError> {
        let verified = self.verified(Call::get(&format!("/transactions/{transaction_id}/verify"), &[])).await?;
        match &verified {
            Verified::Paid(paid) if paid.id != transaction_id => {
                Err(ProviderError::Odd("it verified another transaction"))
            }
            _ => Ok(verified),
        }
    }

    async fn verified(&self, call: Call) -> Result<Verified, ProviderError> {
        match self.ask(call).await? {
            Asked::Refused { not_found: true, .. } => Ok(Verified::Unknown),
            answer => answer.done()?.data::<Transaction>()?.verified(),
        }
    }
}

impl Transaction {
    /// The call's own success says nothing: this status does.
    pub(super) fn verified(self) -> Result<Verified, ProviderError> {
        match self.status.as_str() {
            PAID => self.paid().map(Verified::Paid),
            "failed" | "cancelled" => Ok(Verified::Failed { id: self.id.number() }),
            _ => Ok(Verified::Pending),
        }
    }

    fn paid(self) -> Result<PaidTransaction, ProviderError> {
        let currency = self.currency.as_str().to_ascii_uppercase();
        let amount = self.amount.and_then(|amount| amount.minor(&currency));
        Ok(PaidTransaction {
            id: self.id.number(),
            amount_minor: amount.ok_or(ProviderError::Odd("an amount that isn't one of its currency"))?,
            tx_ref: self.tx_ref.into(),
            currency,
        })
    }
}
