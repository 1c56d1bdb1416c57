//! What it remembers.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// How it treats a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Says this status, and does nothing.
    Says(u16),
    /// Says half of something that isn't JSON, and does nothing.
    Breaks,
    /// Closes the connection, and does nothing.
    HangsUp,
    /// Leads there with this status, and does nothing.
    LeadsTo(u16, SocketAddr),
    /// Begins as if it was done and says on and on, and does nothing.
    Floods,
    /// Does it after a while.
    Slowly(Duration),
    /// Does it, and says this status.
    DoesAndSays(u16),
    /// Does it, and closes the connection.
    DoesAndHangsUp,
}

/// A checkout that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    /// The caller's reference.
    pub tx_ref: String,
    /// What is to be paid, in hundredths.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Where the browser goes afterwards.
    pub redirect_url: String,
    /// The payer's address.
    pub email: String,
    /// The payer's name.
    pub name: String,
    /// What the caller keeps with it.
    pub meta: Value,
    /// The page on which it is paid.
    pub link: String,
    /// Whether it can be paid there, until it expires.
    pub is_open: bool,
    /// When nobody can pay there any more.
    pub expires_at: DateTime<Utc>,
}

impl Payment {
    /// Whether somebody can pay on its page now.
    pub(crate) fn takes(&self) -> bool {
        self.is_open && self.expires_at > Utc::now()
    }
}

/// An attempt to pay, which is what the documents call a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Its number.
    pub id: i64,
    /// The caller's reference.
    pub tx_ref: String,
    /// What was asked, in major units: a number, or a text that is one.
    pub amount: Value,
    /// What the payer was charged, the same.
    pub charged_amount: Value,
    /// ISO 4217.
    pub currency: String,
    /// `successful`, `failed`, `pending` or another word.
    pub status: String,
    /// The payer's address.
    pub email: String,
    /// What the caller keeps with the checkout.
    pub meta: Value,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Money on its way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Refund {
    /// Its number.
    pub id: i64,
    /// Of which attempt.
    pub transaction_id: i64,
    /// How much, in hundredths.
    pub amount_minor: i64,
    /// `completed` when it is begun, as the provider says; `completed-mpgs` or `failed` in the end.
    pub status: String,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

/// All of it.
pub(crate) struct Kept {
    pub(crate) payments: Vec<Payment>,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) refunds: Vec<Refund>,
    pub(crate) moods: VecDeque<(String, Mood)>,
    pub(crate) heard: Vec<String>,
    pub(crate) floods: Vec<usize>,
    pub(crate) not_found: u16,
    pub(crate) verifies_first: bool,
    last_id: i64,
}

impl Default for Kept {
    fn default() -> Self {
        // Numbers that no earlier run gave: what a database remembers must not come again.
        let last_id = Utc::now().timestamp_millis() * 10;
        let (payments, attempts, refunds) = Default::default();
        let (moods, heard, floods) = Default::default();
        Self { payments, attempts, refunds, moods, heard, floods, not_found: 400, verifies_first: false, last_id }
    }
}

impl Kept {
    /// A number that nothing else has.
    pub(crate) fn number(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    /// What to do with a question of this name.
    pub(crate) fn mood(&mut self, call: &str) -> Option<Mood> {
        let place = self.moods.iter().position(|(of, _)| of == call)?;
        self.moods.remove(place).map(|(_, mood)| mood)
    }

    /// The checkout of a reference.
    pub(crate) fn payment(&self, tx_ref: &str) -> Option<Payment> {
        self.payments.iter().find(|payment| payment.tx_ref == tx_ref).cloned()
    }

    /// An attempt that pays what is asked, as `shape` changes it.
    pub(crate) fn attempt(&mut self, tx_ref: &str, shape: impl FnOnce(&mut Attempt)) -> i64 {
        let payment = self.payment(tx_ref).unwrap_or_else(|| panic!("nothing is to be paid as {tx_ref}"));
        let amount = major(payment.amount_minor);
        let mut attempt = Attempt {
            id: self.number(),
            tx_ref: payment.tx_ref,
            charged_amount: amount.clone(),
            amount,
            currency: payment.currency,
            status: "successful".to_owned(),
            email: payment.email,
            meta: payment.meta,
            created_at: Utc::now(),
        };
        shape(&mut attempt);
        let id = attempt.id;
        self.attempts.push(attempt);
        id
    }
}

/// Hundredths as the provider writes them: a number in major units.
pub fn major(minor: i64) -> Value {
    json!(minor as f64 / 100.0)
}

/// Hundredths of what a body holds: a number, or a text that is one.
pub(crate) fn minor(amount: &Value) -> Option<i64> {
    let text = match amount {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    if fraction.len() > 2 && fraction[2..].bytes().any(|digit| digit != b'0') {
        return None;
    }
    let fraction: String = fraction.chars().chain(['0', '0']).take(2).collect();
    [whole, &fraction].concat().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_or_texts() {
        for (amount, hundredths) in [(json!(187.5), 18_750), (json!("187.50"), 18_750), (json!(45_000), 4_500_000)] {
            assert_eq!(minor(&amount), Some(hundredths));
        }
        assert_eq!((minor(&json!("0.07")), minor(&json!("1.001")), minor(&json!("a"))), (Some(7), None, None));
        assert_eq!(major(18_750), json!(187.5));
    }
}
