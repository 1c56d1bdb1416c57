//! Whatever the provider says, or somebody who passes for it.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

use super::{
    ListedTransaction, Refused, Verified,
    answers::{Body, Envelope, Id},
    listing::Listed,
    notification::read,
    verifying::Transaction,
};
use crate::http::nasty;

const HASH: &str = "0123456789abcdef0123456789abcdef";
const VERIFIED: [&str; 2] = [include_str!("samples/verify_paid.json"), include_str!("samples/verify_failed.json")];
const NOTIFIED: [&str; 4] = [
    include_str!("samples/webhook_paid.json"),
    include_str!("samples/webhook_legacy_flat.json"),
    include_str!("samples/webhook_refund_flat.json"),
    include_str!("samples/webhook_v4.json"),
];
const LISTED: &str = r#"{"status":"success","message":"fetched","meta":{"page_info":{"total":2,"current_page":1,"total_pages":1}},"data":[{"id":7,"tx_ref":"inv_1","status":"successful"},{"id":"8","tx_ref":null,"status":"failed"}]}"#;

fn headers(hash: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.append(HeaderName::from_static("verif-hash"), HeaderValue::from_str(hash).unwrap());
    headers
}

proptest! {
    #[test]
    fn a_notification_leads_to_nothing_but_well_formed_references(body in nasty::bytes(&NOTIFIED)) {
        let notice = read(&[HASH.into()], &headers(HASH), &body).unwrap();
        if let Some(tx_ref) = notice.tx_ref {
            prop_assert!((1..=100).contains(&tx_ref.len()));
            prop_assert!(tx_ref.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)), "{}", tx_ref);
        }
        prop_assert!(notice.transaction_id.is_none_or(|id| id >= 0));
    }

    #[test]
    fn no_other_word_is_taken_for_the_secret(hash in "[ -~]{0,40}|[0-9a-f]{31,33}", body in nasty::bytes(&NOTIFIED)) {
        prop_assume!(hash != HASH);
        prop_assert_eq!(read(&[HASH.into()], &headers(&hash), &body), Err(Refused));
    }

    #[test]
    fn only_what_has_an_amount_and_a_number_was_paid(said in nasty::bytes(&VERIFIED)) {
        if let Ok(transaction) = Body::new(said).data::<Transaction>()
            && let Ok(Verified::Paid(paid)) = transaction.verified()
        {
            prop_assert!(paid.id >= 0 && paid.amount_minor >= 0, "{:?}", paid);
            prop_assert!(!paid.currency.bytes().any(|letter| letter.is_ascii_lowercase()));
        }
    }

    #[test]
    fn a_page_lists_no_more_than_was_sent(said in nasty::bytes(&[LISTED])) {
        let braces = said.iter().filter(|byte| b"{[".contains(byte)).count();
        if let Ok((listed, _)) = Body::new(said).page::<Listed>() {
            prop_assert!(listed.len() <= braces);
            prop_assert!(listed.into_iter().map(ListedTransaction::from).all(|one| one.id >= 0));
        }
    }

    #[test]
    fn a_reason_is_short_and_names_nobody(message in nasty::text(&["ada@example.test", "Invalid key FLWSECK-0a1b2c"])) {
        let said = serde_json::json!({ "status": "error", "message": message }).to_string();
        let reason = Envelope::read(said.as_bytes()).unwrap().reason();
        prop_assert!(reason.chars().count() <= 20 * 21);
        prop_assert!(!reason.contains('@') && !reason.contains('/') && !reason.bytes().any(|b| b.is_ascii_digit()));
    }

    #[test]
    fn whatever_wraps_an_answer_it_worked_or_it_did_not(said in nasty::bytes(&VERIFIED)) {
        if let Some(envelope) = Envelope::read(&said) {
            prop_assert!(!(envelope.is_success() && envelope.is_error()));
            prop_assert!(envelope.is_error() || !envelope.is_not_found());
        }
    }

    #[test]
    fn a_number_is_the_same_as_a_text(number in any::<i64>()) {
        let read = |said: String| serde_json::from_str::<Id>(&said).ok().map(Id::number);
        let expected = (number >= 0).then_some(number);
        prop_assert_eq!(read(number.to_string()), expected);
        prop_assert_eq!(read(format!("\"{number}\"")), expected);
    }
}
