//! Credit notes: one for each invoice that was paid back, when it is, and none for anything else.

use perftrack_tests::Response;
use shared::billing::{Invoice, InvoiceState, PaymentFlag};

use super::{
    amounts::major,
    numbers::{list, number_of, perftrack},
    payers::{Buyer, Shop},
    subscriber,
};

/// The only invoice of a buyer.
#[track_caller]
fn only(buyer: &Buyer) -> Invoice {
    let mut all = list(buyer);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The operator pays it back, and the payer has it.
#[track_caller]
fn is_paid_back(buyer: &Buyer, invoice: &Invoice) {
    perftrack(buyer, &["refund", &invoice.number]).expect("it is begun");
    buyer.shop.stand_in.finish_refunds();
    perftrack(buyer, &["reconcile"]).expect("it is asked");
}

fn paper(buyer: &Buyer, invoice: &Invoice) -> Response {
    let path = format!("/api/v1/billing/invoices/{}/credit-note.pdf", invoice.id);
    buyer.org.admin().raw("GET", &path).send()
}

#[test]
fn what_was_paid_back_has_a_credit_note_that_is_mailed_and_listed_and_printed() {
    let buyer = subscriber(Shop::alone().buyer());
    let invoice = only(&buyer);
    assert_eq!(paper(&buyer, &invoice).status, 409, "there is none yet");
    is_paid_back(&buyer, &invoice);

    let credited = only(&buyer);
    assert_eq!((credited.state, credited.total), (InvoiceState::Refunded, invoice.total));
    let note = credited.credit_note.clone().expect("a credit note");
    assert!(note.number.starts_with("CRN-"), "{}", note.number);
    assert_eq!(buyer.invoice(&invoice), credited, "one says what the list says");
    let subject = format!("Credit note {} for PerfTrack: {}", note.number, buyer.org.name);
    let mail = buyer.shop.server.mailbox.wait_for_subject("accounts@example.com", &subject, 1);
    assert!(mail.text.contains(&invoice.number) && mail.text.contains("of which VAT"), "{}", mail.text);
    let file = paper(&buyer, &invoice);
    assert!(file.is_success() && file.body.starts_with(b"%PDF"));
    let said = perftrack(&buyer, &["invoices"]).expect("a list");
    assert!(said.contains(&format!("credit note {}", note.number)), "{said}");
}

#[test]
fn credit_notes_are_numbered_without_gaps_and_what_failed_draws_no_number() {
    let shop = Shop::alone();
    let (one, other) = (subscriber(shop.buyer()), subscriber(shop.buyer()));
    let failed = only(&one);
    perftrack(&one, &["refund", &failed.number]).expect("it is begun");
    assert_eq!(only(&one).state, InvoiceState::Refunding);
    shop.stand_in.fail_refunds();
    perftrack(&one, &["reconcile"]).expect("it is asked");
    let still = only(&one);
    assert_eq!((still.state, still.credit_note), (InvoiceState::Paid, None));

    for (buyer, number) in [(&other, 1), (&one, 2)] {
        is_paid_back(buyer, &only(buyer));
        // Asked again, it stays as it is.
        perftrack(buyer, &["reconcile"]).expect("it is asked");
        assert_eq!(number_of(&only(buyer).credit_note.expect("a credit note").number), number);
    }
}

#[test]
fn what_came_in_by_mistake_is_paid_back_without_one() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    buyer.attempts(&tx_ref, |attempt| attempt.amount = major(invoice.total.minor + 500));
    assert_eq!(buyer.checks(&tx_ref).flag, Some(PaymentFlag::Greater));
    is_paid_back(&buyer, &invoice);
    assert_eq!(buyer.shop.stand_in.refunds()[0].amount_minor, 500);
    let paid = only(&buyer);
    assert_eq!((paid.state, paid.credit_note), (InvoiceState::Paid, None), "it is still paid for");

    is_paid_back(&buyer, &invoice);
    assert_eq!(only(&buyer).state, InvoiceState::Refunded);
    assert!(only(&buyer).credit_note.is_some());
}

#[test]
fn nobody_else_reads_it() {
    let shop = Shop::alone();
    let (buyer, other) = (subscriber(shop.buyer()), shop.buyer());
    let invoice = only(&buyer);
    is_paid_back(&buyer, &invoice);
    assert_eq!(paper(&other, &invoice).status, 404);
}
