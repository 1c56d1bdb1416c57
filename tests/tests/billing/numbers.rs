//! Numbers without gaps, papers, and the operator's commands.

use std::process::Command;

use perftrack_tests::{db::run, eventually, program};
use shared::{
    billing::{Invoice, InvoiceState, InvoicesQuery, ListInvoices, PlanName},
    operation::Nothing,
    wire::Limit,
};

use super::{
    pay,
    payers::{Buyer, Shop},
    subscriber,
};

pub(super) fn number_of(text: &str) -> u32 {
    text.rsplit('-').next().and_then(|number| number.parse().ok()).expect("a number")
}

/// What `perftrack billing` says, or its complaint.
pub(super) fn perftrack(buyer: &Buyer, words: &[&str]) -> Result<String, String> {
    let (server, settings) = (buyer.shop.server, buyer.shop.stand_in.settings());
    let output = Command::new(program())
        .arg("billing")
        .args(words)
        .envs([("PERFTRACK_MODE", "development"), ("PERFTRACK_ORIGIN", server.url.as_str())])
        .envs(settings.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        .env("DATABASE_URL", server.database.url("pt_app"))
        .env("DATABASE_AUTH_URL", server.database.url("pt_auth"))
        .output()
        .expect("the program runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
}

#[test]
fn invoices_are_numbered_without_gaps_through_all_organisations() {
    let shop = Shop::alone();
    let (one, other) = (shop.buyer(), shop.buyer());
    let mut numbers = Vec::new();
    for buyer in [&one, &other, &one, &other, &one] {
        numbers.push(number_of(&buyer.chooses(PlanName::Team).number));
        // What is refused takes no number.
        assert!(
            buyer
                .org
                .admin()
                .raw("POST", "/api/v1/billing/seats")
                .json(&serde_json::json!({ "seats": 1 }))
                .send()
                .status
                >= 400
        );
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let all: Vec<Invoice> = list(&one);
    assert_eq!(all.iter().map(|invoice| number_of(&invoice.number)).collect::<Vec<_>>(), [5, 3, 1]);
    assert_eq!(all.iter().filter(|invoice| invoice.state == InvoiceState::Void).count(), 2, "they keep their numbers");
    for (buyer, receipt) in [(&other, 1), (&one, 2)] {
        let invoice = buyer.billing().open.remove(0);
        pay(buyer, &invoice);
        assert_eq!(number_of(&buyer.invoice(&invoice).receipt_number.expect("a receipt")), receipt);
    }
}

/// All, page by page.
pub(super) fn list(buyer: &Buyer) -> Vec<Invoice> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let query = InvoicesQuery { cursor: cursor.take(), limit: Limit::new(2) };
        let page = buyer.org.admin().call::<ListInvoices>(Nothing {}, query, ()).expect("a page");
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

#[test]
fn an_invoice_and_its_receipt_are_there_to_be_printed() {
    let buyer = subscriber(Shop::shared().buyer());
    let invoice = list(&buyer).remove(0);
    for paper in ["invoice", "receipt"] {
        let path = format!("/api/v1/billing/invoices/{}/{paper}.pdf", invoice.id);
        let response = buyer.org.admin().raw("GET", &path).send();
        assert!(response.is_success() && response.body.starts_with(b"%PDF"), "{paper}");
    }
}

#[test]
fn the_operator_pays_an_invoice_back() {
    let buyer = subscriber(Shop::alone().buyer());
    let invoice = list(&buyer).remove(0);
    let said = perftrack(&buyer, &["refund", &invoice.number]).expect("it is paid back");
    assert!(said.contains(&invoice.number), "{said}");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunding, "begun isn't done");
    perftrack(&buyer, &["reconcile"]).expect("it is asked");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunding);
    assert_eq!(buyer.shop.stand_in.refunds().len(), 1);
    let complaint = perftrack(&buyer, &["refund", &invoice.number]).expect_err("once is enough");
    assert!(complaint.contains("nothing of"), "{complaint}");
    assert_eq!(buyer.shop.stand_in.refunds().len(), 1);
    buyer.shop.stand_in.finish_refunds();
    let said = perftrack(&buyer, &["reconcile"]).expect("it is asked");
    assert!(said.contains("1 refunds came to an end"), "{said}");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunded);
    assert!(perftrack(&buyer, &["refund", &invoice.number]).expect_err("once is enough").contains("nothing of"));
    assert!(
        perftrack(&buyer, &["refund", "INV-1999-000001"]).expect_err("there is none").contains("there is no invoice")
    );
}

#[test]
fn what_could_not_be_paid_back_can_be_tried_again() {
    let buyer = subscriber(Shop::alone().buyer());
    let invoice = list(&buyer).remove(0);
    perftrack(&buyer, &["refund", &invoice.number]).expect("it is begun");
    buyer.shop.stand_in.fail_refunds();
    perftrack(&buyer, &["reconcile"]).expect("it is asked");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Paid);
    perftrack(&buyer, &["refund", &invoice.number]).expect("it is begun again");
    buyer.shop.stand_in.finish_refunds();
    perftrack(&buyer, &["reconcile"]).expect("it is asked");
    assert_eq!(buyer.invoice(&invoice).state, InvoiceState::Refunded);
}

#[test]
fn a_payment_that_nobody_told_us_of_is_found_in_the_providers_list() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.pays(&tx_ref);
    let said = perftrack(&buyer, &["reconcile", "--days", "2"]).expect("the lists are compared");
    assert!(said.starts_with("1 payments"), "{said}");
    buyer.got_one_term(&invoice);
    assert!(perftrack(&buyer, &["reconcile"]).expect("again").starts_with("0 payments"));
}

#[test]
fn a_payment_that_nobody_told_us_of_is_asked_about_by_the_clock() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.pays(&tx_ref);
    let due = format!("UPDATE payments SET check_at = now() WHERE tx_ref = '{tx_ref}'");
    run(&mut buyer.shop.server.database.admin(), &due);
    eventually("it is found", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}
