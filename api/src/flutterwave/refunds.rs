//! Giving money back. What was begun is done when the provider says so, later.

use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    #[serde(flatten)]
    standing: Standing,
}

/// What an answer says of how far a refund is. Its other fields are named otherwise from answer to answer.
#[derive(Deserialize)]
struct Standing {
    #[serde(default)]
    status: Text,
    /// An object, or a text that is one.
    #[serde(default)]
    meta: Value,
}

#[derive(Deserialize)]
struct Asked {
    id: Id,
    #[serde(flatten)]
    standing: Standing,
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

impl Client {
    /// How far a refund is that was begun.
    pub async fn refund_state(&self, refund_id: i64) -> Result<RefundState, ProviderError> {
        let answer = self.ask(Call::get(&format!("/refunds/{refund_id}"), &[])).await?;
        let refund = answer.done()?.data::<Asked>()?;
        if refund.id.number() == refund_id {
            Ok(refund.standing.state())
        } else {
            Err(ProviderError::Odd("it told of another refund"))
        }
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
        Ok(Started { id: self.id.number(), state: self.standing.state() })
    }
}

impl Standing {
    /// Begun isn't done: whatever isn't known to be either is under way. A mere `completed` is what the provider says of one
    /// that was just begun; with the way on which the money went (`completed-momo`), or once that was disbursed, the payer has it.
    fn state(&self) -> RefundState {
        let (status, disbursed) = (self.status.as_str(), self.disbursed());
        if status.starts_with("failed") || disbursed == "failed" {
            RefundState::Failed
        } else if status.starts_with("completed-") || (status == "completed" && disbursed == "successful") {
            RefundState::Done
        } else {
            RefundState::UnderWay
        }
    }

    /// How the disbursement went, if that is said.
    fn disbursed(&self) -> String {
        let text = self.meta.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let meta = text.as_ref().unwrap_or(&self.meta);
        meta.get("disburse_status").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase()
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
        let state = |text: &str| serde_json::from_str::<Asked>(text).unwrap().standing.state();
        for (status, expected) in [
            ("completed", RefundState::UnderWay),
            ("completed-mpgs", RefundState::Done),
            ("completed-momo", RefundState::Done),
            ("completed-bank-transfer", RefundState::Done),
            ("processing", RefundState::UnderWay),
            ("pending-momo", RefundState::UnderWay),
            ("new-word", RefundState::UnderWay),
            ("failed", RefundState::Failed),
        ] {
            let text = format!(r#"{{"id": 1, "tx_id": 2, "amount_refunded": "1", "status": "{status}"}}"#);
            assert_eq!(refund(&text).standing.state(), expected, "{status}");
            // When it is asked for, the other fields may have other names.
            let text = format!(r#"{{"id": 1, "TransactionId": 2, "AmountRefunded": 1, "status": "{status}"}}"#);
            assert_eq!(state(&text), expected, "{status}");
        }
        let disbursed = |how: &str| format!(r#"{{"id": 1, "status": "completed", "meta": {how}}}"#);
        assert_eq!(state(&disbursed(r#"{"source": "availablebalance"}"#)), RefundState::UnderWay);
        assert_eq!(state(&disbursed(r#"{"disburse_status": "successful"}"#)), RefundState::Done);
        assert_eq!(state(&disbursed(r#""{\"disburse_status\": \"successful\"}""#)), RefundState::Done);
        assert_eq!(state(&disbursed(r#"{"disburse_status": "failed"}"#)), RefundState::Failed);
        assert_eq!(state(&disbursed("null")), RefundState::UnderWay);
    }
}
