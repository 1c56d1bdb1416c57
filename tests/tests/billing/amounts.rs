//! What came in against what was asked: the currency, and every minor unit.

use serde_json::{Value, json};
use shared::billing::{PaymentFlag, PaymentState};

use super::payers::{Buyer, Shop};

/// So many minor units as a text of major ones, which no float has touched.
pub(super) fn major(minor: i64) -> Value {
    json!(format!("{}.{:02}", minor / 100, minor % 100))
}

/// Somebody pays, with something changed; what the payment comes to.
fn paid_as(buyer: &Buyer, shape: impl FnOnce(i64, &mut flutterwave::Attempt)) -> (PaymentState, Option<PaymentFlag>) {
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.attempts(&tx_ref, |attempt| shape(invoice.total.minor, attempt));
    let check = buyer.checks(&tx_ref);
    (check.state, check.flag)
}

#[test]
fn a_minor_unit_less_pays_nothing_and_is_looked_at() {
    let buyer = Shop::shared().buyer();
    let outcome = paid_as(&buyer, |asked, attempt| attempt.amount = major(asked - 1));
    assert_eq!(outcome, (PaymentState::Flagged, Some(PaymentFlag::Less)));
    buyer.got_nothing(&buyer.billing().open[0]);
}

#[test]
fn the_same_number_in_another_currency_pays_nothing() {
    let buyer = Shop::shared().buyer();
    let outcome = paid_as(&buyer, |_, attempt| attempt.currency = "NGN".to_owned());
    assert_eq!(outcome, (PaymentState::Flagged, Some(PaymentFlag::Other)));
    buyer.got_nothing(&buyer.billing().open[0]);
}

#[test]
fn more_than_was_asked_pays_and_is_looked_at() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.attempts(&tx_ref, |attempt| attempt.amount = major(invoice.total.minor + 1));
    assert_eq!(buyer.checks(&tx_ref).flag, Some(PaymentFlag::Greater));
    buyer.got_one_term(&invoice);
}

#[test]
fn what_the_payer_was_charged_for_fees_does_not_matter() {
    for charged in [-3, 37] {
        let buyer = Shop::shared().buyer();
        let outcome = paid_as(&buyer, |asked, attempt| attempt.charged_amount = major(asked + charged));
        assert_eq!(outcome, (PaymentState::Paid, None));
    }
}

#[test]
fn an_amount_may_come_as_a_number_or_as_a_text() {
    let shop = Shop::shared();
    let text = paid_as(&shop.buyer(), |asked, attempt| attempt.amount = major(asked));
    let number = paid_as(&shop.buyer(), |asked, attempt| attempt.amount = json!(asked as f64 / 100.0));
    let zeros = paid_as(&shop.buyer(), |asked, attempt| {
        attempt.amount = json!(format!("{}000", major(asked).as_str().unwrap_or_default()));
    });
    assert_eq!([text, number, zeros], [(PaymentState::Paid, None); 3]);
}

#[test]
fn what_is_no_amount_of_the_currency_pays_nothing() {
    let shop = Shop::shared();
    for odd in [Value::Null, json!("a lot"), json!("1000000.001"), json!(-1), json!("1,000,000.00"), json!([1])] {
        let buyer = shop.buyer();
        let (invoice, tx_ref) = buyer.begins_to_pay();
        buyer.attempts(&tx_ref, |attempt| attempt.amount = odd.clone());
        // Whether it is told so or asked to wait, nobody is told that it is paid.
        let check = buyer.try_check(&tx_ref);
        assert!(!matches!(&check, Ok(check) if check.state == PaymentState::Paid), "{odd}: {check:?}");
        buyer.got_nothing(&invoice);
    }
}

#[test]
fn an_answer_about_another_reference_pays_nothing() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.attempts(&tx_ref, |attempt| attempt.tx_ref = "somebody-elses".to_owned());
    buyer.shop.tell(attempt);
    assert_ne!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_nothing(&invoice);
}
