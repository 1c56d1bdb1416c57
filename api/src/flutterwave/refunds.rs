//! Giving money back. What was begun is done when the provider says so, later.

use serde::{Deserialize, Serialize};

use super::{
    Client, ProviderError,
    amounts::{self, Amount},
    answers::{Id, Text},
    asking::Call,
};

/// A refund that the provider has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Started {
    /// The provider's number of the refund.
    pub id: i64,
    /// How far it is.
    pub state: RefundState,
}

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundState {
    /// The payer has it.
    Done,
    /// It is under way.
    UnderWay,
    /// It won't be.
    Failed,
}

#[derive(Serialize)]
struct Body {
    amount: String,
}

#[derive(Deserialize)]
pub(super) struct Refund {
    id: Id,
    tx_id: Id,
    amount_refunded: Amount,
    #[serde(default)]
    status: Text,
}

impl Client {
    /// Gives back so much of a transaction, in minor units of its currency. Asked once: when the outcome is
    /// [unclear](ProviderError::Unclear), somebody looks in the provider's dashboard before it is asked again.
    pub async fn refund(
        &self,
        transaction_id: i64,
        amount_minor: i64,
        currency: &str,
    ) -> Result<Started, ProviderError> {
        let body = Body { amount: amounts::major(amount_minor, currency) };
        let answer = self.ask(Call::post(&format!("/transactions/{transaction_id}/refund"), &body)?).await?;
        answer.done()?.data::<Refund>()?.started(transaction_id, amount_minor, currency)
    }
}

impl Refund {
    fn started(self, transaction_id: i64, amount_minor: i64, currency: &str) -> Result<Started, ProviderError> {
        if self.tx_id.number() != transaction_id {
            return Err(ProviderError::Odd("it refunded another transaction"));
        }
        if self.amount_refunded.minor(currency) != Some(amount_minor) {
            return Err(ProviderError::Odd("it refunded another amount"));
        }
        Ok(Started { id: self.id.number(), state: self.state() })
    }

    /// Begun isn't done: whatever isn't known to be either is under way.
    fn state(&self) -> RefundState {
        let status = self.status.as_str();
        match status {
            "completed" => RefundState::Done,
            _ if status.starts_with("failed") => RefundState::Failed,
            _ => RefundState::UnderWay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refund(text: &str) -> Refund {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_refund_is_of_this_transaction_and_this_amount_or_somebody_has_to_look() {
        let text = r#"{"id": 88001, "tx_id": 9900000001, "amount_refunded": 50, "status": "processing"}"#;
        let started = refund(text).started(9_900_000_001, 5000, "GHS");
        assert_eq!(started, Ok(Started { id: 88001, state: RefundState::UnderWay }));
        assert!(refund(text).started(9_900_000_002, 5000, "GHS").is_err());
        assert!(refund(text).started(9_900_000_001, 50, "GHS").is_err());
    }

    #[test]
    fn begun_is_not_done() {
        for (status, state) in [
            ("completed", RefundState::Done),
            ("processing", RefundState::UnderWay),
            ("pending-momo", RefundState::UnderWay),
            ("new-word", RefundState::UnderWay),
            ("failed", RefundState::Failed),
        ] {
            let text = format!(r#"{{"id": 1, "tx_id": 2, "amount_refunded": "1", "status": "{status}"}}"#);
            assert_eq!(refund(&text).state(), state, "{status}");
        }
    }
}
