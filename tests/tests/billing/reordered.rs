//! Things heard in another order than they happened, and several attempts under one reference.

use perftrack_tests::eventually;
use shared::billing::{InvoiceState, PaymentFlag, PaymentState, PlanName};

use super::payers::Shop;

#[test]
fn a_failure_heard_after_the_payment_takes_nothing_away() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.shop.tell(buyer.pays(&tx_ref));
    eventually("it is paid", || buyer.has_paid(&invoice));
    // From now on this is what the provider answers about the reference.
    buyer.shop.tell(buyer.attempts(&tx_ref, |attempt| attempt.status = "failed".to_owned()));
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn after_a_failed_attempt_the_next_one_pays() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.shop.tell(buyer.attempts(&tx_ref, |attempt| attempt.status = "failed".to_owned()));
    assert_ne!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_nothing(&invoice);
    buyer.shop.tell(buyer.pays(&tx_ref));
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn a_payment_counts_though_the_provider_answers_with_the_attempt_that_failed() {
    let shop = Shop::alone();
    shop.stand_in.verifies_first_attempts();
    let buyer = shop.buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.attempts(&tx_ref, |attempt| attempt.status = "failed".to_owned());
    // Its number is in the notification, by which it can be asked about.
    shop.tell(buyer.pays(&tx_ref));
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn a_transfer_that_takes_its_time_is_paid_when_it_arrives() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    for word in ["pending", "pending auth", "a-new-word"] {
        let attempt = buyer.attempts(&tx_ref, |attempt| attempt.status = word.to_owned());
        buyer.shop.tell(attempt);
        assert_ne!(buyer.checks(&tx_ref).state, PaymentState::Paid, "{word}");
    }
    buyer.got_nothing(&invoice);
    let attempt = buyer.attempts(&tx_ref, |attempt| attempt.status = "pending".to_owned());
    buyer.shop.stand_in.change(attempt, |attempt| attempt.status = "successful".to_owned());
    buyer.shop.tell(attempt);
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn nobody_has_to_come_back_or_to_be_notified_for_a_payment_to_be_found_by_asking() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::LinkIssued);
    buyer.pays(&tx_ref);
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn the_page_of_an_offer_that_was_given_up_pays_for_nothing() {
    let buyer = Shop::shared().buyer();
    let (given_up, tx_ref) = buyer.begins_to_pay();
    let other = buyer.chooses(PlanName::Business);
    assert_eq!(buyer.invoice(&given_up).state, InvoiceState::Void);
    buyer.pays(&tx_ref);
    let check = buyer.checks(&tx_ref);
    assert_eq!((check.state, check.flag), (PaymentState::Flagged, Some(PaymentFlag::Again)), "it is to be paid back");
    buyer.got_nothing(&other);
}
