//! Everything at once: the browser that returns, notifications, and somebody who presses the button twice.

use std::{collections::BTreeSet, thread};

use flutterwave::{HASH, Mood, Shape};
use perftrack_tests::{db::run, eventually};
use shared::billing::{PaymentFlag, PaymentState, PlanName};

use super::payers::Shop;

#[test]
fn whichever_hears_of_it_first_grants_and_the_others_change_nothing() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    thread::scope(|scope| {
        for turn in 0..8 {
            let (buyer, tx_ref) = (&buyer, tx_ref.as_str());
            scope.spawn(move || {
                if turn % 2 == 0 {
                    buyer.shop.tell(attempt);
                } else {
                    assert_eq!(buyer.checks(tx_ref).state, PaymentState::Paid);
                }
            });
        }
    });
    buyer.got_one_term(&invoice);
}

#[test]
fn of_two_pages_for_one_invoice_that_were_both_paid_one_counts_and_the_other_is_to_be_paid_back() {
    let shop = Shop::alone();
    let buyer = shop.buyer();
    let invoice = buyer.first_invoice();
    // A page whose answer was lost, as when the server is killed between making it and hearing of it; then another.
    shop.stand_in.will("POST /payments", &[Mood::DoesAndHangsUp]);
    assert!(buyer.try_check_out(&invoice).is_err());
    let second = buyer.checks_out(&invoice);
    let first = shop.stand_in.payments().swap_remove(0).tx_ref;
    assert_ne!(first, second, "a reference is for one attempt");
    for tx_ref in [&first, &second] {
        let attempt = buyer.pays(tx_ref);
        shop.tell(attempt);
    }
    eventually("it is paid", || buyer.has_paid(&invoice));
    let outcome = |tx_ref: &str| {
        let check = buyer.checks(tx_ref);
        (check.state, check.flag)
    };
    let mut both = [outcome(&first), outcome(&second)];
    // Whichever was first.
    both.sort_by_key(|(_, flag)| flag.is_some());
    assert_eq!(both, [(PaymentState::Paid, None), (PaymentState::Flagged, Some(PaymentFlag::Again))]);
    buyer.got_one_term(&invoice);
}

#[test]
fn two_who_check_out_at_once_pay_once() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    // One who comes just after the other is led to the same page: that is one attempt.
    let refs: BTreeSet<String> = thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| buyer.try_check_out(&invoice).ok().map(|checkout| checkout.tx_ref)));
        both.into_iter().filter_map(|one| one.join().expect("it ends")).collect()
    });
    assert!(!refs.is_empty(), "nobody can pay");
    let made = buyer.shop.stand_in.payments();
    assert!(made.iter().all(|payment| payment.amount_minor == invoice.total.minor && payment.currency == "GHS"));
    for payment in &made {
        let attempt = buyer.pays(&payment.tx_ref);
        let body = buyer.shop.stand_in.notification(attempt, Shape::Enveloped);
        assert_eq!(buyer.shop.notify(Some(HASH), &body).status, 200);
    }
    eventually("it is paid", || buyer.has_paid(&invoice));
    let states: Vec<PaymentState> = refs.iter().map(|tx_ref| buyer.checks(tx_ref).state).collect();
    assert!(states.iter().filter(|state| **state == PaymentState::Paid).count() <= 1, "{states:?}");
    buyer.got_one_term(&invoice);
}

#[test]
fn when_an_invoice_is_paid_or_void_its_other_pages_are_closed_at_once() {
    let shop = Shop::shared();
    let buyer = shop.buyer();
    let (invoice, first) = buyer.begins_to_pay();
    // Whoever comes later gets another page; the first would go on taking payments.
    let earlier = format!("UPDATE payments SET created_at = now() - interval '30 minutes' WHERE tx_ref = '{first}'");
    run(&mut shop.server.database.admin(), &earlier);
    let second = buyer.checks_out(&invoice);
    assert_ne!(first, second);
    buyer.pays(&second);
    assert_eq!(buyer.checks(&second).state, PaymentState::Paid);
    eventually("the other page is closed", || !shop.stand_in.payment(&first).is_open);

    let other = shop.buyer();
    let (_, given_up) = other.begins_to_pay();
    other.chooses(PlanName::Business);
    eventually("the page of what is void is closed", || !shop.stand_in.payment(&given_up).is_open);
}
