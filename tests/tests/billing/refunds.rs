//! Paying back when something goes wrong: two ask at once, no answer comes, or the organisation is gone meanwhile. Nothing is
//! paid back twice, and nothing is forgotten.

use std::{thread, time::Duration};

use flutterwave::Mood;
use perftrack_tests::{db::count, eventually};
use shared::billing::{InvoiceState, PaymentFlag};

use super::{
    amounts::major,
    id_of,
    kept::closes,
    numbers::{list, perftrack},
    payers::Shop,
    subscriber,
};

const REFUND: &str = "POST /transactions/{id}/refund";

#[test]
fn of_two_operators_at_once_one_pays_back() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.attempts(&tx_ref, |attempt| attempt.amount = major(invoice.total.minor + 500));
    assert_eq!(buyer.checks(&tx_ref).flag, Some(PaymentFlag::Greater));
    let said: Vec<_> = thread::scope(|scope| {
        let ask = || perftrack(&buyer, &["refund", &invoice.number]);
        [(); 3].map(|()| scope.spawn(ask)).into_iter().map(|one| one.join().expect("it ends")).collect()
    });
    assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
    let refunds = buyer.shop.stand_in.refunds();
    assert_eq!(refunds.iter().map(|refund| refund.amount_minor).collect::<Vec<_>>(), [500]);
}

#[test]
fn what_no_answer_came_to_is_not_asked_for_again_until_somebody_has_looked() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, stand_in) = (list(&buyer).remove(0), &buyer.shop.stand_in);
    stand_in.will(REFUND, &[Mood::DoesAndHangsUp]);
    let complaint = perftrack(&buyer, &["refund", &invoice.number]).expect_err("nobody knows");
    assert!(complaint.contains("dashboard") && complaint.contains("--known"), "{complaint}");
    assert!(perftrack(&buyer, &["refund", &invoice.number]).expect_err("not yet").contains("nothing of"));
    assert_eq!(stand_in.refunds().len(), 1);

    let refund = stand_in.refunds()[0].id.to_string();
    perftrack(&buyer, &["refund", &invoice.number, "--known", &refund]).expect("it is noted");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunding);
    stand_in.finish_refunds();
    perftrack(&buyer, &["reconcile"]).expect("it is asked");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunded);
    let complaint = perftrack(&buyer, &["refund", &invoice.number, "--again"]).expect_err("it has its number");
    assert!(complaint.contains("without an answer"), "{complaint}");
    assert_eq!(stand_in.refunds().len(), 1);
}

#[test]
fn what_the_provider_never_heard_of_is_asked_for_again() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, stand_in) = (list(&buyer).remove(0), &buyer.shop.stand_in);
    stand_in.will(REFUND, &[Mood::Breaks]);
    perftrack(&buyer, &["refund", &invoice.number]).expect_err("nobody knows");
    assert_eq!(stand_in.refunds().len(), 0);
    perftrack(&buyer, &["refund", &invoice.number, "--again"]).expect("it is begun");
    assert_eq!((stand_in.refunds().len(), buyer.invoice(&invoice).state), (1, InvoiceState::Refunding));
}

#[test]
fn what_the_provider_refuses_is_there_to_be_asked_for_again() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, stand_in) = (list(&buyer).remove(0), &buyer.shop.stand_in);
    stand_in.will(REFUND, &[Mood::Says(401)]);
    let complaint = perftrack(&buyer, &["refund", &invoice.number]).expect_err("it is refused");
    assert!(complaint.contains("doesn't refund") && !complaint.contains("dashboard"), "{complaint}");
    perftrack(&buyer, &["refund", &invoice.number]).expect("it is begun");
    assert_eq!((stand_in.refunds().len(), buyer.invoice(&invoice).state), (1, InvoiceState::Refunding));
}

#[test]
fn when_the_organisation_is_gone_before_the_answer_it_is_noted_in_the_books() {
    let shop = Shop::alone();
    let gone = subscriber(shop.buyer());
    let (number, org) = (list(&gone).remove(0).number, id_of(&gone));
    shop.stand_in.will(REFUND, &[Mood::Slowly(Duration::from_secs(5))]);
    thread::scope(|scope| {
        let asks = scope.spawn(|| perftrack(&gone, &["refund", &number]));
        eventually("the provider is asked", || shop.stand_in.heard().iter().any(|call| call == REFUND));
        closes(&shop, org);
        asks.join().expect("it ends").expect("it is begun")
    });
    let refund = shop.stand_in.refunds()[0].id;
    let noted = format!("kept_payments WHERE refund_id = {refund} AND refunding_minor IS NOT NULL");
    let mut conn = shop.server.database.admin();
    assert_eq!(count(&mut conn, &noted), 1);
    shop.stand_in.finish_refunds();
    perftrack(&gone, &["reconcile"]).expect("it is asked");
    assert_eq!(count(&mut conn, &format!("kept_invoices WHERE number = '{number}' AND state = 'refunded'")), 1);
}
