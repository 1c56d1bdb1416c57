//! Links of mails by which whoever has one pays an invoice, without an account.

use perftrack_tests::{
    Client, Refused,
    client::Called,
    db::{count, run},
    eventually,
};
use shared::{
    billing::{
        CheckLinkPayment, Checkout, Invoice, LinkPayment, LinkPaymentCheck, LinkedInvoice, PayByLink, PayLink,
        PaymentState, ReadPayLink,
    },
    operation::Nothing,
    problem::Code,
};

use super::{
    days_are_over, days_left,
    payers::{Buyer, Shop},
    subscriber,
};

fn visitor(buyer: &Buyer) -> Client {
    Client::visitor(buyer.shop.server)
}

fn read(buyer: &Buyer, link: &PayLink) -> Called<ReadPayLink> {
    visitor(buyer).call::<ReadPayLink>(Nothing {}, Nothing {}, link.clone())
}

fn try_pay(buyer: &Buyer, link: &PayLink) -> Called<PayByLink> {
    visitor(buyer).call::<PayByLink>(Nothing {}, Nothing {}, link.clone())
}

fn checks_out(buyer: &Buyer, link: &PayLink) -> Checkout {
    try_pay(buyer, link).expect("a page")
}

fn try_check(buyer: &Buyer, tx_ref: &str) -> Called<CheckLinkPayment> {
    visitor(buyer).call::<CheckLinkPayment>(Nothing {}, Nothing {}, LinkPayment { tx_ref: tx_ref.to_owned() })
}

fn checks(buyer: &Buyer, tx_ref: &str) -> LinkPaymentCheck {
    try_check(buyer, tx_ref).expect("how it stands")
}

/// The link of the newest mail with this subject to an address.
fn link_of(buyer: &Buyer, address: &str, subject: &str) -> PayLink {
    PayLink { token: buyer.shop.server.mailbox.wait_for_subject(address, subject, 1).secret() }
}

/// The invoice of the next term, and the link that whoever is billed was mailed.
fn mailed(buyer: &Buyer) -> (Invoice, PayLink) {
    days_are_over(buyer, days_left(buyer) - 7);
    let invoice = buyer.billing().open.remove(0);
    let subject = format!("Invoice {} for PerfTrack: {}", invoice.number, buyer.org.name);
    let link = link_of(buyer, "accounts@example.com", &subject);
    let admins = link_of(buyer, &buyer.org.admin().email, &subject);
    assert_eq!(admins.token, link.token, "Admins get the same letter");
    (invoice, link)
}

#[test]
fn whoever_has_the_link_pays_without_an_account_and_it_is_dead_then() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, link) = mailed(&buyer);
    let told = LinkedInvoice {
        organisation: buyer.org.name.clone(),
        number: invoice.number.clone(),
        total: invoice.total,
        due_on: invoice.due_on,
    };
    assert_eq!(read(&buyer, &link).expect("what there is to pay"), told);

    let checkout = checks_out(&buyer, &link);
    let payment = buyer.shop.stand_in.payment(&checkout.tx_ref);
    assert_eq!((payment.link.as_str(), payment.amount_minor), (checkout.link.as_str(), invoice.total.minor));
    assert!(payment.redirect_url.ends_with("/pay/return"), "{}", payment.redirect_url);
    assert_eq!(checks_out(&buyer, &link).tx_ref, checkout.tx_ref, "in a moment it is the same page");
    let noted = "audit_events WHERE kind = 'billing.checkout_begun' AND after ->> 'by_link' = 'true'";
    assert_eq!(count(&mut buyer.shop.server.database.admin(), noted), 1, "and it is noted once");
    let now = checks(&buyer, &checkout.tx_ref);
    assert_eq!((now.state, now.is_paid, now.invoice), (PaymentState::LinkIssued, false, told));

    buyer.pays(&checkout.tx_ref);
    for _ in 0..2 {
        let now = checks(&buyer, &checkout.tx_ref);
        assert_eq!((now.state, now.is_paid), (PaymentState::Paid, true));
    }
    assert!(buyer.has_paid(&invoice));
    read(&buyer, &link).refused(Code::NotFound);
    try_pay(&buyer, &link).refused(Code::NotFound);
    assert_eq!(count(&mut buyer.shop.server.database.admin(), "pay_links"), 0);
}

#[test]
fn every_reminder_has_a_link_and_those_of_earlier_letters_go_on_working() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, first) = mailed(&buyer);
    days_are_over(&buyer, 8);
    let overdue = format!("{} has not paid for PerfTrack yet", buyer.org.name);
    let second = link_of(&buyer, "accounts@example.com", &overdue);
    days_are_over(&buyer, 13);
    let read_only = format!("{} can be read, but not changed", buyer.org.name);
    let third = link_of(&buyer, "accounts@example.com", &read_only);
    for link in [&first, &second, &third] {
        assert_eq!(read(&buyer, link).expect("it works").number, invoice.number);
    }
    let tx_ref = checks_out(&buyer, &third).tx_ref;
    buyer.pays(&tx_ref);
    assert_eq!(checks(&buyer, &tx_ref).state, PaymentState::Paid);
    for link in [&first, &second, &third] {
        read(&buyer, link).refused(Code::NotFound);
    }
}

#[test]
fn a_link_opens_one_invoice_as_long_as_it_is_to_be_paid() {
    let shop = Shop::alone();
    let (one, other) = (subscriber(shop.buyer()), subscriber(shop.buyer()));
    let (invoice, link) = mailed(&one);
    let by_an_admin = one.checks_out(&invoice);
    try_check(&one, &by_an_admin).refused(Code::NotFound);
    assert_ne!(checks_out(&one, &link).tx_ref, by_an_admin, "each comes back to a page of their own");
    read(&other, &PayLink { token: "A".repeat(43) }).refused(Code::NotFound);
    read(&other, &PayLink { token: invoice.id.to_string() }).refused(Code::NotFound);
    try_check(&other, "pt-0").refused(Code::NotFound);
    let number = &invoice.number;
    run(&mut shop.server.database.admin(), &format!("UPDATE invoices SET state = 'void' WHERE number = '{number}'"));
    read(&one, &link).refused(Code::NotFound);
    try_pay(&one, &link).refused(Code::NotFound);
}

#[test]
fn who_comes_when_the_page_has_expired_gets_another() {
    let buyer = subscriber(Shop::alone().buyer());
    let (invoice, link) = mailed(&buyer);
    let stand_in = &buyer.shop.stand_in;
    let old = checks_out(&buyer, &link);
    assert!(stand_in.takes(&old.link));
    stand_in.expire_pages();
    assert!(!stand_in.takes(&old.link));
    let earlier = format!("UPDATE payments SET created_at = now() - interval '1 hour' WHERE tx_ref = '{}'", old.tx_ref);
    run(&mut buyer.shop.server.database.admin(), &earlier);
    let new = checks_out(&buyer, &link);
    assert!(new.tx_ref != old.tx_ref && stand_in.takes(&new.link));
    buyer.pays(&new.tx_ref);
    assert_eq!(checks(&buyer, &new.tx_ref).state, PaymentState::Paid);
    assert!(buyer.has_paid(&invoice));
    let late = checks(&buyer, &old.tx_ref);
    assert!(late.is_paid && late.state != PaymentState::Paid, "{late:?}");
}

#[test]
fn a_page_that_was_never_paid_on_is_given_up_after_some_days() {
    let buyer = subscriber(Shop::alone().buyer());
    let (_, link) = mailed(&buyer);
    let tx_ref = checks_out(&buyer, &link).tx_ref;
    let earlier = format!(
        "UPDATE payments SET created_at = now() - interval '4 days', check_at = now() WHERE tx_ref = '{tx_ref}'"
    );
    run(&mut buyer.shop.server.database.admin(), &earlier);
    let failed = format!("payments WHERE tx_ref = '{tx_ref}' AND state = 'failed'");
    eventually("it is given up", || count(&mut buyer.shop.server.database.admin(), &failed) == 1);
    eventually("it is closed", || !buyer.shop.stand_in.payment(&tx_ref).is_open);
    let asked = || buyer.shop.stand_in.heard().iter().filter(|call| call.contains("verify")).count();
    let before = asked();
    assert_eq!(checks(&buyer, &tx_ref).state, PaymentState::Failed);
    assert_eq!(asked(), before, "nobody has us ask about it for ever");
    checks_out(&buyer, &link);
}

#[test]
fn nobody_tries_links_for_ever() {
    let shop = Shop::alone_with(&[("PERFTRACK_VISITOR_REQUESTS", "20")]);
    let visitor = Client::visitor(shop.server);
    let tries = || {
        let link = PayLink { token: "A".repeat(43) };
        visitor.call::<ReadPayLink>(Nothing {}, Nothing {}, link).expect_err("there is none").code
    };
    let answers: Vec<Code> = (0..50).map(|_| tries()).collect();
    assert!(answers.contains(&Code::NotFound) && answers.contains(&Code::TooManyRequests), "{answers:?}");
}
