use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use super::{About, Sample};
use crate::{
    Stage,
    db::{organisation_of, run, text},
};

/// An address at which nobody listens.
fn address() -> Value {
    json!({ "url": "http://127.0.0.1:9/hook", "description": "Payroll", "types": ["objective.created", "kpi.measured"] })
}

impl Stage<'_> {
    /// An address that events are sent to.
    fn webhook(&self) -> Value {
        let response = self.org.admin().raw("POST", "/api/v1/webhooks").json(&address()).send();
        assert!(response.is_success(), "{}", response.text());
        let id = response.json()["id"].take();
        // An organisation has few, and every sample adds one.
        self.forget_webhooks_but(&id);
        id
    }

    fn forget_webhooks_but(&self, id: &Value) {
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        let others = format!("org_id = '{org}' AND id <> '{}'", id.as_str().expect("an id"));
        run(&mut conn, &format!("DELETE FROM webhook_endpoints WHERE {others}"));
    }

    /// Something that was sent there, and failed.
    fn webhook_delivery(&self, webhook: &Value) -> String {
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        let webhook = webhook.as_str().expect("an id");
        self.team();
        text(
            &mut conn,
            &format!(
                "INSERT INTO webhook_deliveries (org_id, id, webhook_id, event_seq, event_id, event_kind, state, done_at)
                 SELECT org_id, gen_random_uuid(), '{webhook}', seq, id, kind, 'failed', now() FROM audit_events
                 WHERE org_id = '{org}' AND kind = 'teams.created' ORDER BY seq DESC LIMIT 1 RETURNING id::text AS text"
            ),
        )
    }

    /// The last thing that happened.
    fn event(&self) -> Value {
        self.team();
        let response = self.org.admin().raw("GET", "/api/v1/events?limit=1").send();
        assert!(response.is_success(), "{}", response.text());
        response.json()["items"][0]["id"].take()
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListEvents" => {
            plain.query(json!({ "after": stage.event(), "types": "team.created,team.updated", "limit": "5" }))
        }
        "ListWebhooks" => plain,
        "CreateWebhook" => plain.json(address()),
        "ReadWebhook" | "DeleteWebhook" | "RenewWebhookSecret" | "PingWebhook" => {
            plain.at(json!({ "id": stage.webhook() }))
        }
        "EditWebhook" => {
            let body = json!({
                "url": "http://127.0.0.1:9/other", "description": "Planning", "types": ["team.created"], "on": false,
            });
            plain.at(json!({ "id": stage.webhook() })).json(body).version(1)
        }
        "ListWebhookDeliveries" => {
            let id = stage.webhook();
            stage.webhook_delivery(&id);
            plain.at(json!({ "id": id })).query(json!({ "state": "failed", "limit": "5" }))
        }
        "RedeliverEvent" => {
            let id = stage.webhook();
            let delivery = stage.webhook_delivery(&id);
            plain.at(json!({ "id": id, "delivery_id": delivery }))
        }
        "ReplayEvents" => {
            let since = Utc::now() - TimeDelta::days(1);
            plain.at(json!({ "id": stage.webhook() })).json(json!({ "since": since }))
        }
        _ => return None,
    })
}
