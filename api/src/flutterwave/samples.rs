//! Every body that the provider's documents and integrators show, read as it will be.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{
    Notice, PaidTransaction, ProviderError, Refused, Verified, amounts,
    answers::{Body, Envelope},
    listing::Listed,
    notification::read,
    verifying::Transaction,
};

const PAID: &str = include_str!("samples/verify_paid.json");
const FAILED: &str = include_str!("samples/verify_failed.json");
const HASH: &str = "0123456789abcdef0123456789abcdef";
const OLDER: &str = "fedcba9876543210fedcba9876543210";
const TX_REF: &str = "inv_01J9Z0ORG42_0007_a1";

fn verified(body: &str) -> Result<Verified, ProviderError> {
    Body::new(body.as_bytes().to_vec()).data::<Transaction>()?.verified()
}

/// The paid sample with one field of its data changed.
fn paid_with(field: &str, value: Value) -> String {
    let mut body: Value = serde_json::from_str(PAID).unwrap();
    body["data"][field] = value;
    body.to_string()
}

fn headers(hashes: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for hash in hashes {
        headers.append(HeaderName::from_static("verif-hash"), HeaderValue::from_str(hash).unwrap());
    }
    headers
}

fn notice(body: &str) -> Notice {
    read(&[HASH.into()], &headers(&[HASH]), body.as_bytes()).unwrap()
}

#[test]
fn a_paid_transaction_is_its_number_reference_currency_and_amount() {
    let expected =
        PaidTransaction { id: 9_900_000_001, tx_ref: TX_REF.into(), currency: "GHS".into(), amount_minor: 18_750 };
    assert_eq!(verified(PAID), Ok(Verified::Paid(expected.clone())));
    for same in [json!("187.50"), json!(187.50)] {
        assert_eq!(verified(&paid_with("amount", same)), Ok(Verified::Paid(expected.clone())));
    }
    assert_eq!(verified(&paid_with("id", json!("9900000001"))), Ok(Verified::Paid(expected.clone())));
    // The payer bore the fees.
    assert_eq!(verified(&paid_with("charged_amount", json!(192.8))), Ok(Verified::Paid(expected)));
}

#[test]
fn only_one_word_means_paid() {
    assert_eq!(verified(FAILED), Ok(Verified::Failed { id: 9_900_000_002 }));
    assert_eq!(verified(&paid_with("status", json!("cancelled"))), Ok(Verified::Failed { id: 9_900_000_001 }));
    for status in
        [json!("pending"), json!("pending auth"), json!("Successful"), json!("success"), json!(null), json!(1)]
    {
        assert_eq!(verified(&paid_with("status", status.clone())), Ok(Verified::Pending), "{status}");
    }
}

#[test]
fn what_is_paid_in_no_amount_is_for_somebody_to_look_at() {
    for amount in [json!(null), json!(-187.5), json!("187.501"), json!("a lot"), json!([187.5]), json!(187.555)] {
        let verified = verified(&paid_with("amount", amount.clone()));
        assert!(matches!(verified, Err(ProviderError::Odd(_))), "{amount}: {verified:?}");
    }
}

#[test]
fn nothing_is_found_by_what_the_body_says() {
    let envelope = Envelope::read(include_bytes!("samples/verify_not_found.json")).unwrap();
    assert!(envelope.is_not_found() && envelope.is_error() && !envelope.is_success());
    let errors: Value = serde_json::from_str(include_str!("samples/errors.json")).unwrap();
    for status in ["400", "401", "503"] {
        let envelope = Envelope::read(errors[status].to_string().as_bytes()).unwrap();
        assert!(envelope.is_error() && !envelope.is_not_found(), "{status}");
    }
    assert!(Envelope::read(b"<html>Bad gateway</html>").is_none());
}

#[test]
fn a_reason_in_the_log_names_nobody_and_no_secret() {
    let said = json!({
        "status": "error",
        "message": "Invalid key FLWSECK-0a1b2c for ada@example.test at https://pay.example/x (currency is required)",
        "data": null,
    });
    let reason = Envelope::read(said.to_string().as_bytes()).unwrap().reason();
    assert_eq!(reason, "Invalid key … for … at … (currency is required)");
}

#[test]
fn every_shape_of_a_notification_is_read_for_its_references() {
    let about = |tx_ref: Option<&str>, transaction_id| Notice { tx_ref: tx_ref.map(str::to_owned), transaction_id };
    let paid = about(Some(TX_REF), Some(9_900_000_001));
    assert_eq!(notice(include_str!("samples/webhook_paid.json")), paid);
    assert_eq!(notice(include_str!("samples/webhook_failed.json")), about(Some(TX_REF), Some(9_900_000_002)));
    assert_eq!(notice(include_str!("samples/webhook_legacy_flat.json")), paid);
    assert_eq!(notice(include_str!("samples/webhook_refund_flat.json")), about(None, Some(9_900_000_001)));
    let nothing = Notice::default();
    assert_eq!(notice(include_str!("samples/webhook_subscription_cancelled.json")), nothing);
    assert_eq!(notice(include_str!("samples/webhook_v4.json")), nothing);
    let transfer = r#"{"event": "transfer.completed", "data": {"id": 7, "reference": "x", "status": "SUCCESSFUL"}}"#;
    assert_eq!(notice(transfer), nothing);
    for odd in ["", "null", "[]", "{", r#"{"event": "test_assess"}"#, r#"{"data": "text"}"#, r#"{"data": {"id": {}}}"#]
    {
        assert_eq!(notice(odd), nothing, "{odd}");
    }
}

#[test]
fn a_reference_that_none_of_ours_could_be_is_not_taken_along() {
    let long = "a".repeat(101);
    for odd in ["", "a b", "a'; DROP TABLE invoices", "ä", "a\u{0}", long.as_str()] {
        let body = json!({ "event": "charge.completed", "data": { "id": 1, "tx_ref": odd } });
        assert_eq!(notice(&body.to_string()), Notice::default(), "{odd}");
    }
}

#[test]
fn whoever_does_not_know_the_secret_is_refused() {
    let body = include_bytes!("samples/webhook_paid.json");
    let hashes: [SecretString; 2] = [HASH.into(), OLDER.into()];
    let answer = |given: &[&str]| read(&hashes, &headers(given), body);
    assert!(answer(&[HASH]).is_ok() && answer(&[OLDER]).is_ok());
    let (longer, capitals) = ([HASH, "0"].concat(), HASH.to_ascii_uppercase());
    let strangers: [&[&str]; 8] =
        [&[], &[""], &["x"], &[&longer], &[&capitals], &[&HASH[1..]], &[HASH, HASH], &[HASH, "x"]];
    for given in strangers {
        assert_eq!(answer(given), Err(Refused), "{given:?}");
    }
    // Without a secret of ours nobody has the right one.
    assert_eq!(read(&[], &headers(&[""]), body), Err(Refused));
}

#[test]
fn lists_have_pages_and_texts_for_numbers() {
    let item =
        |id: Value| json!({ "id": id, "tx_ref": "a", "status": "successful", "currency": "GHS", "amount": "187.50" });
    let page = |page: Value, items: Vec<Value>| {
        let info = json!({ "total": 30, "current_page": page, "total_pages": 3 });
        json!({ "status": "success", "message": "", "meta": { "page_info": info }, "data": items }).to_string()
    };
    let read = |text: String| Body::new(text.into_bytes()).page::<Listed>().map(|(listed, more)| (listed.len(), more));
    assert_eq!(read(page(json!(1), vec![item(json!("1")), item(json!(2))])), Ok((2, true)));
    assert_eq!(read(page(json!("3"), vec![item(json!("1")), json!({ "id": null }), json!(7)])), Ok((1, false)));
    assert_eq!(read(r#"{"status": "success", "data": null}"#.to_owned()), Ok((0, false)));
    assert!(read("{".to_owned()).is_err());
}

#[test]
fn what_is_sent_is_what_the_sample_sends() {
    let sample: Value = serde_json::from_str(include_str!("samples/payments_request.json")).unwrap();
    assert_eq!(sample["amount"], amounts::major(18_750, "GHS"));
    let link: Value = serde_json::from_str(include_str!("samples/payments_response.json")).unwrap();
    assert!(
        super::links::admitted(link["data"]["link"].as_str().unwrap(), &super::links::Hosts::Provider { test: false })
            .is_some()
    );
    let refund: Value = serde_json::from_str(include_str!("samples/refund_response.json")).unwrap();
    assert_eq!(refund["data"]["tx_id"], 9_900_000_001_i64);
}
