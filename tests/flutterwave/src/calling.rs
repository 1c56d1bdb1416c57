//! Notifications: their bodies, and sending them.

use std::{sync::OnceLock, time::Duration};

use serde_json::{Value, json};
use ureq::{Agent, http};

use crate::{
    answers::{flw_ref, transaction},
    kept::Attempt,
};

/// In which shape an account sends its notifications, which its settings decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An event with its data.
    Enveloped,
    /// All in one, with names of its own.
    Flat,
}

/// What is called out about an attempt.
pub(crate) fn body(attempt: &Attempt, shape: Shape) -> Value {
    match shape {
        Shape::Enveloped => {
            let mut data = transaction(attempt);
            // Notifications carry no token, and what the caller kept stands beside.
            data["card"]["token"] = Value::Null;
            let meta = data["meta"].take();
            let kind = "CARD_TRANSACTION";
            json!({ "event": "charge.completed", "data": data, "meta_data": meta, "event.type": kind })
        }
        Shape::Flat => json!({
            "id": attempt.id,
            "txRef": attempt.tx_ref,
            "flwRef": flw_ref(attempt),
            "orderRef": "URF_EXAMPLE_1",
            "paymentPlan": null,
            "createdAt": attempt.created_at.to_rfc3339(),
            "amount": attempt.amount,
            "charged_amount": attempt.charged_amount,
            "status": attempt.status,
            "IP": "203.0.113.7",
            "currency": attempt.currency,
            "appfee": 3.66,
            "customer": { "id": 500_001, "fullName": "Example Payer", "email": attempt.email },
            "entity": { "card6": "000000", "card_last4": "0000", "card_country_iso": "GH" },
            "event.type": "CARD_TRANSACTION",
        }),
    }
}

/// Sends a notification; gives the status of the answer, of which 200 alone is one.
pub fn called(address: &str, hash: &str, body: &str) -> Option<u16> {
    let request = http::Request::builder().method("POST").uri(address).header("content-type", "application/json");
    let request = request.header("verif-hash", hash).body(body.as_bytes().to_vec()).ok()?;
    agent().run(request).ok().map(|answer| answer.status().as_u16())
}

fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            // As the provider waits.
            .timeout_global(Some(Duration::from_secs(60)));
        config.build().into()
    })
}
