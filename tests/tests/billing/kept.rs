//! The books of who sells: invoices are kept when the organisation that they were for is gone.

use perftrack_tests::{
    db::{count, run},
    eventually,
};
use shared::{
    billing::{PaymentState, PlanName},
    wire::id::OrganisationId,
};

use super::{id_of, numbers::perftrack, payers::Shop, subscriber};

/// What the operator's list says, line by line.
fn listed(by: &super::payers::Buyer) -> Vec<String> {
    perftrack(by, &["invoices"]).expect("a list").lines().map(str::to_owned).collect()
}

/// The organisation is gone.
#[track_caller]
pub(super) fn closes(shop: &Shop, org: OrganisationId) {
    let mut admin = shop.server.database.admin();
    run(&mut admin, &format!("UPDATE organisations SET closes_at = now() WHERE org_id = '{org}'"));
    eventually("it is gone", || {
        count(&mut shop.server.database.admin(), &format!("organisations WHERE org_id = '{org}'")) == 0
    });
}

#[test]
fn numbers_have_no_hole_when_an_organisation_is_gone_and_its_invoice_is_still_paid_back() {
    let shop = Shop::alone();
    let gone = subscriber(shop.buyer());
    let stays = shop.buyer();
    stays.chooses(PlanName::Team);
    let org = id_of(&gone);
    let mut admin = shop.server.database.admin();
    closes(&shop, org);
    assert_eq!(count(&mut admin, &format!("invoices WHERE org_id = '{org}'")), 0);
    stays.chooses(PlanName::Business);

    let lines = listed(&stays);
    let numbers: Vec<_> = lines.iter().filter_map(|line| line.split_whitespace().next()?.rsplit('-').next()).collect();
    assert_eq!(numbers, ["000001", "000002", "000003"]);
    let is_gone: Vec<_> = lines.iter().map(|line| line.contains("of an organisation that is gone")).collect();
    assert_eq!(is_gone, [true, false, false], "{lines:?}");
    assert_eq!(
        count(&mut admin, "kept_invoices WHERE billed_email = 'accounts@example.com' AND receipt_number <> ''"),
        1
    );

    let number = lines[0].split_whitespace().next().expect("a number");
    let said = perftrack(&stays, &["refund", number]).expect("it is paid back");
    assert!(said.contains(number), "{said}");
    assert_eq!(shop.stand_in.refunds().len(), 1);
    assert!(perftrack(&stays, &["refund", number]).expect_err("once is enough").contains("nothing of"));
    assert!(listed(&stays)[0].contains("refunding"), "begun isn't done");
    shop.stand_in.finish_refunds();
    perftrack(&stays, &["reconcile"]).expect("it is asked");
    let line = listed(&stays).remove(0);
    assert!(line.contains("refunded") && line.contains("-000001, of an organisation that is gone"), "{line}");
    let mailed = line.split_once("credit note ").and_then(|(_, rest)| rest.split_once(',')).expect("a credit note").0;
    let subject = format!("Credit note {mailed} for PerfTrack: {}", gone.org.name);
    let mail = shop.server.mailbox.wait_for_subject("accounts@example.com", &subject, 1);
    assert!(mail.text.contains(number) && mail.text.contains("of which VAT"), "{}", mail.text);
    perftrack(&stays, &["reconcile"]).expect("it is asked again");
    assert_eq!(listed(&stays).remove(0), line, "one is enough");
}

#[test]
fn a_credit_note_goes_on_into_the_books() {
    let shop = Shop::alone();
    let gone = subscriber(shop.buyer());
    let number = super::numbers::list(&gone).remove(0).number;
    perftrack(&gone, &["refund", &number]).expect("it is begun");
    shop.stand_in.finish_refunds();
    perftrack(&gone, &["reconcile"]).expect("it is asked");
    let note = super::numbers::list(&gone).remove(0).credit_note.expect("a credit note");
    closes(&shop, id_of(&gone));
    let kept = format!("kept_invoices WHERE credit_note_number = '{}' AND credited_at IS NOT NULL", note.number);
    assert_eq!(count(&mut shop.server.database.admin(), &kept), 1);
}

#[test]
fn what_is_paid_when_the_organisation_is_gone_is_told_to_whoever_runs_this() {
    let shop = Shop::alone();
    let (gone, stays) = (shop.buyer(), shop.buyer());
    let (invoice, late) = gone.begins_to_pay();
    let earlier = format!("UPDATE payments SET created_at = now() - interval '30 minutes' WHERE tx_ref = '{late}'");
    run(&mut shop.server.database.admin(), &earlier);
    let in_time = gone.checks_out(&invoice);
    gone.pays(&in_time);
    assert_eq!(gone.checks(&in_time).state, PaymentState::Paid);
    closes(&shop, id_of(&gone));
    let transaction = gone.pays(&late);
    let said = perftrack(&stays, &["reconcile", "--days", "2"]).expect("the lists are compared");
    let lines: Vec<_> = said.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("0 payments"), "what is in the books is known: {said}");
    assert!(lines[1].contains(&transaction.to_string()) && lines[1].contains(&late), "{said}");
}

#[test]
fn the_accounts_role_reads_of_nobody_who_was_billed_and_changes_no_amount() {
    let mut conn = Shop::shared().server.database.connect_as("pt_auth");
    for statement in [
        "SELECT billed_name FROM kept_invoices",
        "SELECT billed_email FROM kept_invoices",
        "UPDATE kept_invoices SET total_minor = 0",
        "UPDATE kept_payments SET paid_minor = 0",
        "DELETE FROM kept_payments",
        "UPDATE kept_invoices SET credit_note_number = 'CRN-2026-000001'",
    ] {
        let refused = diesel::connection::SimpleConnection::batch_execute(&mut conn, statement);
        assert!(refused.is_err_and(|error| error.to_string().contains("permission denied")), "{statement}");
    }
}

#[test]
fn the_server_that_serves_requests_reads_none_of_it() {
    let shop = Shop::shared();
    let mut conn = shop.server.database.connect_as("pt_app");
    for table in ["kept_invoices", "kept_payments"] {
        let read = format!("SELECT FROM {table}");
        let refused = diesel::connection::SimpleConnection::batch_execute(&mut conn, &read);
        assert!(refused.is_err_and(|error| error.to_string().contains("permission denied")), "{table}");
    }
}
