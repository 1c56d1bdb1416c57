//! Notifications that lie: whoever sends them, only what the provider says when it is asked counts.

use flutterwave::{HASH, Shape};
use perftrack_tests::{Refused, eventually};
use serde_json::{Value, json};
use shared::{billing::PaymentState, problem::Code};

use super::payers::Shop;

#[test]
fn without_the_secret_nothing_is_taken() {
    let buyer = Shop::shared().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let body = json!({ "event": "charge.completed", "data": { "id": 1, "tx_ref": tx_ref, "status": "successful" } });
    let capitals = HASH.to_ascii_uppercase();
    for wrong in [None, Some(""), Some("x"), Some(&HASH[1..]), Some(capitals.as_str())] {
        let answer = buyer.shop.notify(wrong, &body.to_string());
        assert_eq!(answer.problem().status, 401, "{wrong:?}");
    }
    buyer.got_nothing(&invoice);
}

#[test]
fn with_the_secret_a_lie_leads_to_a_question_and_to_nothing_else() {
    let buyer = Shop::alone().buyer();
    let (invoice, tx_ref) = buyer.begins_to_pay();
    let amount = invoice.total.minor / 100 + 1;
    let data = json!({ "id": 1, "tx_ref": tx_ref, "status": "successful", "amount": amount, "currency": "GHS" });
    let lie = json!({ "event": "charge.completed", "data": data });
    assert_eq!(buyer.shop.notify(Some(HASH), &lie.to_string()).status, 200);
    buyer.shop.is_asked(1);
    assert_eq!(buyer.checks(&tx_ref).state, PaymentState::LinkIssued);
    buyer.got_nothing(&invoice);
    // And it takes nothing from who pays later.
    buyer.shop.tell(buyer.pays(&tx_ref));
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);
}

#[test]
fn another_organisations_payment_pays_nothing_here() {
    let shop = Shop::alone();
    let (pays, waits) = (shop.buyer(), shop.buyer());
    let ((theirs, their_ref), (ours, our_ref)) = (pays.begins_to_pay(), waits.begins_to_pay());
    // True in all but whose it is.
    let attempt = pays.pays(&their_ref);
    let mut body: Value = serde_json::from_str(&shop.stand_in.notification(attempt, Shape::Enveloped)).unwrap();
    body["data"]["tx_ref"] = json!(our_ref);
    assert_eq!(shop.notify(Some(HASH), &body.to_string()).status, 200);
    shop.is_asked(1);
    assert_ne!(waits.checks(&our_ref).state, PaymentState::Paid);
    waits.got_nothing(&ours);
    assert_eq!(pays.checks(&their_ref).state, PaymentState::Paid);
    pays.got_one_term(&theirs);
    waits.got_nothing(&ours);
}

#[test]
fn nobody_asks_about_another_organisations_payment() {
    let shop = Shop::shared();
    let (owner, stranger) = (shop.buyer(), shop.buyer());
    let (invoice, tx_ref) = owner.begins_to_pay();
    owner.pays(&tx_ref);
    stranger.try_check(&tx_ref).refused(Code::NotFound);
    stranger.try_check("inv_of_nobody").refused(Code::NotFound);
    stranger.try_check_out(&invoice).refused(Code::NotFound);
    owner.got_nothing(&invoice);
    assert_eq!(owner.checks(&tx_ref).state, PaymentState::Paid);
}

#[test]
fn what_nobody_understands_is_taken_and_changes_nothing() {
    let buyer = Shop::shared().buyer();
    let (invoice, _) = buyer.begins_to_pay();
    for body in [
        "",
        "[]",
        "{",
        r#"{"event": "test_assess"}"#,
        r#"{"event": "charge.completed", "data": {"id": "chg_1", "reference": "x"}}"#,
        r#"{"event": "charge.completed", "data": {"id": 1, "tx_ref": "a'; DROP TABLE invoices"}}"#,
        r#"{"event": "charge.completed", "data": {"id": 9223372036854775807, "tx_ref": "inv_of_nobody"}}"#,
        include_str!("../../../api/src/flutterwave/samples/webhook_subscription_cancelled.json"),
        include_str!("../../../api/src/flutterwave/samples/webhook_refund_flat.json"),
        include_str!("../../../api/src/flutterwave/samples/webhook_v4.json"),
    ] {
        // Anything else than 200, and the provider would send it again and again.
        assert_eq!(buyer.shop.notify(Some(HASH), body).status, 200, "{body}");
    }
    buyer.got_nothing(&invoice);
}
