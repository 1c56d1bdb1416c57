//! The hosted page: plain buttons for what a payer may come to.

use url::{Url, form_urlencoded};

use crate::{
    calling::{Shape, body},
    kept::{Kept, Payment},
    wire::{Answer, Request},
};

const PAGE: &str = include_str!("checkout.html");
/// Where a server hears of payments. The provider's dashboard says so; here it is the origin that browsers return to.
const NOTIFICATIONS: &str = "/api/v1/billing/flutterwave/notifications";

/// What is to be called out: where, and what.
pub(crate) type Calls = Vec<(String, String)>;

/// A visit, and what it leads to.
pub(crate) fn answer(kept: &mut Kept, request: &Request) -> (Answer, Calls) {
    let named = |payment: &&Payment| Url::parse(&payment.link).is_ok_and(|link| link.path() == request.path);
    let Some(payment) = kept.payments.iter().find(named).cloned() else {
        return (Answer::page(404, "There is no such checkout.".to_owned()), Calls::new());
    };
    if !payment.takes() {
        return (Answer::page(400, "This payment link is currently inactive.".to_owned()), Calls::new());
    }
    let sent = form_urlencoded::parse(&request.body).find(|(name, _)| name == "does");
    let does = sent.map(|(_, does)| does.into_owned()).filter(|_| request.method == "POST").unwrap_or_default();
    match does.as_str() {
        "cancel" => (returned(&payment, "cancelled", None), Calls::new()),
        "fail" => {
            // The page stays open for another attempt under the same reference.
            let id = kept.attempt(&payment.tx_ref, |attempt| attempt.status = "failed".to_owned());
            (shown(&payment, "The payment failed. Try again."), calls(kept, &payment, id))
        }
        "pay" | "pay-completed" | "pay-twice" | "pay-silently" => {
            let id = kept.attempt(&payment.tx_ref, |_| {});
            kept.payments.iter_mut().filter(|one| one.tx_ref == payment.tx_ref).for_each(|one| one.is_open = false);
            let once = calls(kept, &payment, id);
            let calls = match does.as_str() {
                "pay-silently" => Calls::new(),
                "pay-twice" => [once.clone(), once].concat(),
                _ => once,
            };
            let status = if does == "pay-completed" { "completed" } else { "successful" };
            (returned(&payment, status, Some(id)), calls)
        }
        _ => (shown(&payment, ""), Calls::new()),
    }
}

/// Back to where the caller said, with what the documents say; without a number where nothing was attempted.
fn returned(payment: &Payment, status: &str, id: Option<i64>) -> Answer {
    let Ok(mut address) = Url::parse(&payment.redirect_url) else {
        return Answer::page(200, "There is no way back.".to_owned());
    };
    address.query_pairs_mut().append_pair("status", status).append_pair("tx_ref", &payment.tx_ref);
    if let Some(id) = id {
        address.query_pairs_mut().append_pair("transaction_id", &id.to_string());
    }
    Answer::redirect(303, address.as_str())
}

fn calls(kept: &Kept, payment: &Payment, id: i64) -> Calls {
    let attempt = kept.attempts.iter().find(|attempt| attempt.id == id);
    let address = Url::parse(&payment.redirect_url).and_then(|address| address.join(NOTIFICATIONS));
    match (attempt, address) {
        (Some(attempt), Ok(address)) => vec![(address.into(), body(attempt, Shape::Enveloped).to_string())],
        _ => Calls::new(),
    }
}

fn shown(payment: &Payment, note: &str) -> Answer {
    let amount = format!("{} {}.{:02}", payment.currency, payment.amount_minor / 100, payment.amount_minor % 100);
    let texts = [
        ("{amount}", amount.as_str()),
        ("{name}", payment.name.as_str()),
        ("{tx_ref}", payment.tx_ref.as_str()),
        ("{note}", note),
    ];
    let filled = texts.into_iter().fold(PAGE.to_owned(), |page, (place, text)| page.replace(place, &escaped(text)));
    Answer::page(200, filled)
}

/// Text within a page, which can't be anything else; braces too, or one text could name another's place.
fn escaped(text: &str) -> String {
    let unsafe_here = |c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '_'));
    text.chars().map(|c| if unsafe_here(c) { format!("&#{};", u32::from(c)) } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_text_and_a_way_back_has_no_number_unless_something_was_attempted() {
        let mut kept = Kept::default();
        kept.payments.push(Payment {
            tx_ref: "a1".to_owned(),
            amount_minor: 18_750,
            currency: "GHS".to_owned(),
            redirect_url: "http://127.0.0.1:1/billing/return?x=1".to_owned(),
            email: "a@example.test".to_owned(),
            name: "<b>{note}</b>".to_owned(),
            meta: json!({}),
            link: "http://127.0.0.1:2/checkout/flwlnk-1".to_owned(),
            is_open: true,
            expires_at: Utc::now() + TimeDelta::minutes(30),
        });
        let visit = |method: &str, does: &str| Request {
            method: method.to_owned(),
            path: "/checkout/flwlnk-1".to_owned(),
            query: Default::default(),
            authorization: None,
            body: format!("does={does}").into_bytes(),
        };
        let (page, calls) = answer(&mut kept, &visit("GET", ""));
        assert_eq!((page.status, calls.len()), (200, 0));
        assert!(page.text().contains("GHS 187.50") && !page.text().contains("<b>"));
        let (back, calls) = answer(&mut kept, &visit("POST", "cancel"));
        assert!(back.text().contains("?x=1&status=cancelled&tx_ref=a1\r\n") && calls.is_empty());
        let (again, calls) = answer(&mut kept, &visit("POST", "fail"));
        assert_eq!((again.status, calls.len()), (200, 1));
        let (back, calls) = answer(&mut kept, &visit("POST", "pay"));
        assert!(back.text().contains("status=successful&tx_ref=a1&transaction_id="));
        assert_eq!(calls[0].0, "http://127.0.0.1:1/api/v1/billing/flutterwave/notifications");
        assert_eq!(answer(&mut kept, &visit("POST", "pay")).0.status, 400);
        kept.payments[0].is_open = true;
        assert_eq!(answer(&mut kept, &visit("GET", "")).0.status, 200);
        kept.payments[0].expires_at = Utc::now();
        assert_eq!(answer(&mut kept, &visit("GET", "")).0.status, 400);
    }
}
