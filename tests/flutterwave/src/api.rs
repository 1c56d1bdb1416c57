//! The calls of its API.

use chrono::{NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    KEY,
    answers::{self, error, success},
    kept::{Attempt, Kept, Payment, Refund, minor},
    wire::{Answer, Request},
};

/// How many minutes a page takes payments, unless it is told, and at most.
const SESSION: (i64, i64) = (30, 1440);
/// Few, so that lists have pages.
const PAGE: usize = 10;
const NOT_FOUND: &str = "No transaction was found for this id";

/// Which call a request is.
pub(crate) struct Call {
    /// Method and path below the base, numbers as `{id}`.
    pub(crate) name: String,
    id: Option<i64>,
}

impl Call {
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.path.strip_prefix("/v3").unwrap_or_default();
        let id = path.split('/').find_map(|part| part.parse().ok());
        let named = |part: &str| if part.parse::<i64>().is_ok() { "{id}".to_owned() } else { part.to_owned() };
        let path = path.split('/').map(named).collect::<Vec<_>>().join("/");
        Self { name: format!("{} {path}", request.method), id }
    }
}

/// Does what is asked. `checkout` is where its pages are.
pub(crate) fn answer(kept: &mut Kept, request: &Request, call: &Call, checkout: &str) -> Answer {
    let bearer = request.authorization.as_deref().and_then(|value| value.strip_prefix("Bearer "));
    if bearer != Some(KEY) {
        return error(401, "Authorization required");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    match (call.name.as_str(), call.id) {
        ("POST /payments", _) => make(kept, &body, checkout).unwrap_or_else(|wrong| error(400, &wrong)),
        ("POST /payments/link/disable", _) => disable(kept, &body),
        ("GET /transactions/verify_by_reference", _) => by_reference(kept, request),
        ("GET /transactions/{id}/verify", Some(id)) => {
            verified(kept, kept.attempts.iter().find(|attempt| attempt.id == id))
        }
        ("POST /transactions/{id}/refund", Some(id)) => refund(kept, id, &body),
        ("GET /transactions", _) => list(kept, request),
        ("GET /refunds", _) => {
            let all: Vec<Value> = kept.refunds.iter().rev().map(answers::refund).collect();
            page("Refunds fetched", &all, request)
        }
        ("GET /refunds/{id}", Some(id)) => match kept.refunds.iter().find(|refund| refund.id == id) {
            Some(refund) => success("Refund fetched", &answers::refund(refund)),
            None => error(404, "Refund not found"),
        },
        _ => error(404, "Not found"),
    }
}

/// Makes a checkout; otherwise what is wrong with what is asked.
fn make(kept: &mut Kept, body: &Value, checkout: &str) -> Result<Answer, String> {
    let text = |place: &str| {
        let text = body.pointer(place).and_then(Value::as_str).filter(|text| !text.is_empty());
        let name = place.trim_start_matches('/').replace('/', ".");
        text.map(str::to_owned).ok_or_else(|| format!("{name} is required"))
    };
    let tx_ref = text("/tx_ref")?;
    let amount_minor = body.get("amount").and_then(minor).ok_or("amount is required")?;
    let currency = text("/currency")?;
    let redirect_url = text("/redirect_url")?;
    let email = text("/customer/email")?;
    if tx_ref.len() > 100 {
        return Err("tx_ref is too long".to_owned());
    }
    if amount_minor <= 0 {
        return Err("amount must be greater than zero".to_owned());
    }
    if !["NGN", "GHS", "KES", "ZAR", "USD", "EUR", "GBP"].contains(&currency.as_str()) {
        return Err("currency is not supported".to_owned());
    }
    let minutes = body.pointer("/configurations/session_duration").and_then(Value::as_i64).unwrap_or(SESSION.0);
    if !(1..=SESSION.1).contains(&minutes) {
        return Err("configurations.session_duration is out of range".to_owned());
    }
    // What the provider does then is not documented: nobody may rely on it.
    if kept.payment(&tx_ref).is_some() {
        return Err("tx_ref was used before".to_owned());
    }
    let link = format!("{checkout}/flwlnk-{}", kept.number());
    let name = text("/customer/name").unwrap_or_default();
    let meta = body.get("meta").cloned().unwrap_or_default();
    let answer = success("Hosted Link", &json!({ "link": link }));
    kept.payments.push(Payment {
        tx_ref,
        amount_minor,
        currency,
        redirect_url,
        email,
        name,
        meta,
        link,
        is_open: true,
        expires_at: Utc::now() + TimeDelta::minutes(minutes),
    });
    Ok(answer)
}

fn disable(kept: &mut Kept, body: &Value) -> Answer {
    let link = body["link"].as_str().unwrap_or_default();
    match kept.payments.iter_mut().find(|payment| payment.link == link && payment.is_open) {
        Some(payment) => {
            payment.is_open = false;
            success("Link disabled successfully", &Value::Null)
        }
        None => error(400, "This payment link is currently inactive"),
    }
}

fn by_reference(kept: &Kept, request: &Request) -> Answer {
    let tx_ref = request.query.get("tx_ref").map(String::as_str).unwrap_or_default();
    let mut attempts = kept.attempts.iter().filter(|attempt| attempt.tx_ref == tx_ref);
    verified(kept, if kept.verifies_first { attempts.next() } else { attempts.next_back() })
}

fn verified(kept: &Kept, attempt: Option<&Attempt>) -> Answer {
    match attempt {
        Some(attempt) => success("Transaction fetched successfully", &answers::transaction(attempt)),
        None => error(kept.not_found, NOT_FOUND),
    }
}

/// Gives back at most what was paid.
fn refund(kept: &mut Kept, id: i64, body: &Value) -> Answer {
    let Some(attempt) = kept.attempts.iter().find(|attempt| attempt.id == id && attempt.status == "successful") else {
        return error(400, NOT_FOUND);
    };
    let paid = minor(&attempt.amount).unwrap_or_default();
    let back: i64 = kept
        .refunds
        .iter()
        .filter(|one| one.transaction_id == id && one.status != "failed")
        .map(|one| one.amount_minor)
        .sum();
    let amount_minor = body.get("amount").and_then(minor).unwrap_or(paid);
    if amount_minor <= 0 || back + amount_minor > paid {
        return error(400, "amount is more than what is left of the transaction");
    }
    let status = "completed".to_owned();
    let refund = Refund { id: kept.number(), transaction_id: id, amount_minor, status, created_at: Utc::now() };
    let answer = success("Transaction refund initiated", &answers::refund(&refund));
    kept.refunds.push(refund);
    answer
}

fn list(kept: &Kept, request: &Request) -> Answer {
    let asked = |name: &str| request.query.get(name);
    let day = |name: &str| asked(name).and_then(|day| day.parse::<NaiveDate>().ok());
    let (from, to) = (day("from"), day("to"));
    let is_asked = |attempt: &&Attempt| {
        let made = attempt.created_at.date_naive();
        from.is_none_or(|from| made >= from)
            && to.is_none_or(|to| made <= to)
            && asked("tx_ref").is_none_or(|tx_ref| attempt.tx_ref == *tx_ref)
            && asked("status").is_none_or(|status| attempt.status == *status)
            && asked("currency").is_none_or(|currency| attempt.currency == *currency)
    };
    let all: Vec<Value> = kept.attempts.iter().rev().filter(is_asked).map(answers::listed).collect();
    page("Transactions fetched", &all, request)
}

fn page(message: &str, all: &[Value], request: &Request) -> Answer {
    let number: usize = request.query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let pages = all.len().div_ceil(PAGE);
    let first = (number - 1).saturating_mul(PAGE).min(all.len());
    let last = (first + PAGE).min(all.len());
    answers::list(message, &all[first..last], number, pages, all.len())
}
