//! A provider that is away, slow, broken or tired of us: nothing is granted wrongly, and nothing is lost.

use std::{io::ErrorKind, net::TcpListener, time::Duration};

use flutterwave::{HASH, KEY, Mood};
use perftrack_tests::eventually;
use shared::billing::PaymentState;

use super::payers::{Buyer, Shop};

const CHECKOUT: &str = "POST /payments";
const VERIFY: &str = "GET /transactions/verify_by_reference";

/// A checkout fails with a word for people, and the invoice stays as it was.
#[track_caller]
fn cannot_check_out(buyer: &Buyer, invoice: &shared::billing::Invoice) {
    let problem = buyer.try_check_out(invoice).expect_err("nobody can pay now");
    assert_ne!(problem.status, 500, "{problem:?}");
    buyer.got_nothing(invoice);
}

#[test]
fn a_checkout_that_fails_can_be_begun_again() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    for mood in [Mood::Says(503), Mood::Says(500), Mood::Says(400), Mood::Breaks, Mood::HangsUp] {
        buyer.shop.stand_in.will(CHECKOUT, &[mood]);
        cannot_check_out(&buyer, &invoice);
    }
    let tx_ref = buyer.checks_out(&invoice);
    buyer.pays(&tx_ref);
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn what_makes_a_page_is_asked_once_and_never_with_a_reference_again() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    for mood in [Mood::DoesAndSays(503), Mood::DoesAndHangsUp, Mood::DoesAndSays(502)] {
        buyer.shop.stand_in.will(CHECKOUT, &[mood]);
        cannot_check_out(&buyer, &invoice);
    }
    buyer.checks_out(&invoice);
    let asked = buyer.shop.stand_in.heard().iter().filter(|call| *call == CHECKOUT).count();
    let made = buyer.shop.stand_in.payments();
    assert_eq!((asked, made.len()), (4, 4), "each click asks once");
    let mut refs: Vec<_> = made.iter().map(|payment| payment.tx_ref.as_str()).collect();
    refs.sort_unstable();
    refs.dedup();
    assert_eq!(refs.len(), 4);
}

#[test]
fn whoever_pays_on_a_page_whose_answer_was_lost_has_paid() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    buyer.shop.stand_in.will(CHECKOUT, &[Mood::DoesAndHangsUp]);
    cannot_check_out(&buyer, &invoice);
    let lost = buyer.shop.stand_in.payments().swap_remove(0).tx_ref;
    let attempt = buyer.pays(&lost);
    buyer.shop.tell(attempt);
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn while_the_provider_cannot_be_asked_nothing_is_granted_and_afterwards_all_is_found() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.pays(&tx_ref);
    for mood in [Mood::Says(503), Mood::Breaks, Mood::HangsUp, Mood::Says(404), Mood::Says(400)] {
        buyer.shop.stand_in.will(VERIFY, &[mood]);
        let check = buyer.try_check(&tx_ref);
        assert!(!matches!(&check, Ok(check) if check.state == PaymentState::Paid), "{mood:?}: {check:?}");
        buyer.got_nothing(&invoice);
    }
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn with_whichever_status_nothing_is_found_it_means_not_yet() {
    let shop = Shop::alone();
    let buyer = shop.buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    for status in [200, 400, 404] {
        shop.stand_in.says_not_found_with(status);
        assert_eq!(buyer.checks(&tx_ref).state, PaymentState::LinkIssued, "{status}");
    }
    buyer.got_nothing(&invoice);
}

#[test]
fn a_slow_provider_is_waited_for() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    buyer.shop.stand_in.will(CHECKOUT, &[Mood::Slowly(Duration::from_secs(3))]);
    let tx_ref = buyer.checks_out(&invoice);
    assert_eq!(buyer.shop.stand_in.payment(&tx_ref).amount_minor, invoice.total.minor);
}

#[test]
fn a_provider_that_has_had_enough_is_left_alone_for_a_while() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    buyer.shop.stand_in.will(CHECKOUT, &[Mood::Says(429)]);
    cannot_check_out(&buyer, &invoice);
    // At once it isn't even asked.
    cannot_check_out(&buyer, &invoice);
    let asked = |buyer: &Buyer| buyer.shop.stand_in.heard().iter().filter(|call| *call == CHECKOUT).count();
    assert_eq!(asked(&buyer), 1);
    eventually("it can be asked again", || buyer.try_check_out(&invoice).is_ok());
}

#[test]
fn a_key_that_is_not_taken_is_told_to_the_operator_and_no_secret_is() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    buyer.shop.stand_in.will(CHECKOUT, &[Mood::Says(401)]);
    cannot_check_out(&buyer, &invoice);
    let tx_ref = buyer.checks_out(&invoice);
    buyer.shop.tell(buyer.pays(&tx_ref));
    eventually("it is paid", || buyer.has_paid(&invoice));
    let log = buyer.shop.server.log();
    assert!(log.contains("PERFTRACK_FLUTTERWAVE_SECRET_KEY"), "{log}");
    let payment = buyer.shop.stand_in.payment(&tx_ref);
    for secret in [KEY, HASH, &payment.link, &payment.email] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[test]
fn a_provider_that_leads_elsewhere_leads_nobody_there() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a port");
    let there = elsewhere.local_addr().expect("an address");
    let ways = [301, 302, 303, 307, 308].map(|status| Mood::LeadsTo(status, there));
    for way in ways {
        buyer.shop.stand_in.will(CHECKOUT, &[way]);
        cannot_check_out(&buyer, &invoice);
    }
    let asked = buyer.shop.stand_in.heard().iter().filter(|call| *call == CHECKOUT).count();
    assert_eq!(asked, ways.len(), "each click asks once");
    let tx_ref = buyer.checks_out(&invoice);
    buyer.pays(&tx_ref);
    for way in ways {
        buyer.shop.stand_in.will(VERIFY, &[way]);
        let check = buyer.try_check(&tx_ref);
        assert!(!matches!(&check, Ok(check) if check.state == PaymentState::Paid), "{way:?}: {check:?}");
        buyer.got_nothing(&invoice);
    }
    // Whoever had come would stand in line here, with the key and what is to be paid.
    elsewhere.set_nonblocking(true).expect("to look without waiting");
    assert!(elsewhere.accept().is_err_and(|error| error.kind() == ErrorKind::WouldBlock), "somebody went there");
    let (log, payment) = (buyer.shop.server.log(), buyer.shop.stand_in.payment(&tx_ref));
    for secret in [KEY, HASH, &payment.link, &payment.email] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn an_answer_without_end_is_not_heard_out() {
    let buyer = Shop::alone().buyer();
    let invoice = buyer.first_invoice();
    buyer.shop.stand_in.will(CHECKOUT, &[Mood::Floods]);
    cannot_check_out(&buyer, &invoice);
    let tx_ref = buyer.checks_out(&invoice);
    buyer.pays(&tx_ref);
    buyer.shop.stand_in.will(VERIFY, &[Mood::Floods]);
    let check = buyer.try_check(&tx_ref);
    assert!(!matches!(&check, Ok(check) if check.state == PaymentState::Paid), "{check:?}");
    buyer.got_nothing(&invoice);
    eventually("the server has hung up", || buyer.shop.stand_in.floods().len() == 2);
    // It takes a megabyte; what was on its way by then the machine keeps.
    let floods = buyer.shop.stand_in.floods();
    assert!(floods.iter().all(|bytes| *bytes < 64 << 20), "{floods:?}");
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::Paid);
    buyer.got_one_term(&invoice);
}

#[test]
fn what_the_provider_is_told_is_what_is_to_be_paid() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let payment = buyer.shop.stand_in.payment(&tx_ref);
    assert_eq!((payment.amount_minor, payment.currency.as_str()), (invoice.total.minor, "GHS"));
    assert!(payment.redirect_url.starts_with(&buyer.shop.server.url), "{}", payment.redirect_url);
    let ours = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    assert!((20..=100).contains(&tx_ref.len()) && tx_ref.bytes().all(ours), "{tx_ref} can be guessed or isn't taken");
}
