//! The same, heard again: by a provider that sends twice, or by somebody who overheard a notification.

use flutterwave::{HASH, Shape};
use perftrack_tests::eventually;
use shared::billing::PaymentState;

use super::payers::Shop;

#[test]
fn a_notification_heard_five_times_grants_once() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    (0..5).for_each(|_| buyer.shop.tell(attempt));
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
    let paid = buyer.invoice(&invoice);
    (0..3).for_each(|_| buyer.shop.tell(attempt));
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    assert_eq!(buyer.invoice(&invoice), paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn both_shapes_of_it_count_once() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    for shape in [Shape::Flat, Shape::Enveloped, Shape::Flat] {
        assert_eq!(buyer.shop.notify(Some(HASH), &buyer.shop.stand_in.notification(attempt, shape)).status, 200);
    }
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn the_legacy_shape_alone_is_enough() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    assert_eq!(buyer.shop.notify(Some(HASH), &buyer.shop.stand_in.notification(attempt, Shape::Flat)).status, 200);
    eventually("it is paid", || buyer.has_paid(&invoice));
}

#[test]
fn what_was_paid_for_one_invoice_pays_for_no_other() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    let term = buyer.billing().subscription;
    // Told of the old payment once more, the server makes nothing new of it.
    buyer.shop.tell(attempt);
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    assert_eq!(buyer.billing().subscription, term);
    buyer.got_one_term(&invoice);
}
