//! What it says, in the shapes of the documents.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::{
    kept::{Attempt, Refund, major},
    wire::Answer,
};

/// The call worked.
pub(crate) fn success(message: &str, data: &Value) -> Answer {
    Answer::json(200, json!({ "status": "success", "message": message, "data": data }).to_string())
}

/// A page of a list.
pub(crate) fn list(message: &str, data: &[Value], page: usize, pages: usize, total: usize) -> Answer {
    let info = json!({ "total": total, "current_page": page, "total_pages": pages });
    let body = json!({ "status": "success", "message": message, "meta": { "page_info": info }, "data": data });
    Answer::json(200, body.to_string())
}

/// It did not.
pub(crate) fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, json!({ "status": "error", "message": message, "data": null }).to_string())
}

/// An attempt as it is verified, with everything that is to be left unread.
pub(crate) fn transaction(attempt: &Attempt) -> Value {
    let created_at = attempt.created_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let is_paid = attempt.status == "successful";
    json!({
        "id": attempt.id,
        "tx_ref": attempt.tx_ref,
        "flw_ref": flw_ref(attempt),
        "device_fingerprint": "N/A",
        "amount": attempt.amount,
        "currency": attempt.currency,
        "charged_amount": attempt.charged_amount,
        "app_fee": if is_paid { json!(3.66) } else { Value::Null },
        "merchant_fee": 0,
        "processor_response": if is_paid { "Approved" } else { "Insufficient Funds" },
        "auth_model": "PIN",
        "ip": "203.0.113.7",
        "narration": "CARD Transaction ",
        "status": attempt.status,
        "payment_type": "card",
        "created_at": created_at,
        "account_id": 10001,
        "card": {
            "first_6digits": "000000", "last_4digits": "0000", "issuer": "EXAMPLE BANK", "country": "GH",
            "type": "VISA", "token": "flw-t1nf-exampletoken-m03k", "expiry": "01/30",
        },
        "meta": attempt.meta,
        "amount_settled": Value::Null,
        "customer": {
            "id": 500_001, "name": "Example Payer", "phone_number": "N/A",
            // Sandboxes mangle addresses, so nobody may go by them.
            "email": format!("ravesb_0a1b2c_{}", attempt.email),
            "created_at": created_at,
        },
    })
}

/// The same in a list, where numbers are texts.
pub(crate) fn listed(attempt: &Attempt) -> Value {
    let mut transaction = transaction(attempt);
    transaction["id"] = json!(attempt.id.to_string());
    transaction
}

/// A refund as it stands.
pub(crate) fn refund(refund: &Refund) -> Value {
    json!({
        "id": refund.id,
        "account_id": 10001,
        "tx_id": refund.transaction_id,
        "flw_ref": format!("FLW-MOCK-{:016}", refund.transaction_id),
        "wallet_id": 70001,
        "amount_refunded": major(refund.amount_minor),
        "status": refund.status,
        "destination": "payment_source",
        "meta": { "source": "availablebalance" },
        "created_at": refund.created_at.to_rfc3339_opts(SecondsFormat::Millis, true),
    })
}

/// The provider's own reference.
pub(crate) fn flw_ref(attempt: &Attempt) -> String {
    format!("FLW-MOCK-{:016}", attempt.id)
}
