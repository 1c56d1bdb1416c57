//! Webhooks and the list of events that they push, against real receivers: each test is a rule a receiver can rely on.

pub mod cases;
mod events;
mod receiving;
mod stopping;
mod verify;

use perftrack_tests::{
    Org, Server,
    client::Request,
    db::{run, text},
    stand_in::{Heard, StandIn},
    unique,
};
use serde_json::{Value, json};

/// An organisation on a server that sends events, without any pause if asked to.
struct Place {
    org: Org,
}

impl Place {
    fn new() -> Self {
        Self { org: Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])) }
    }

    /// Has these events sent to `receiver`; the webhook's id and its secret.
    fn hook(&self, receiver: &StandIn, types: &[&str]) -> (String, String) {
        let body = json!({ "url": receiver.address(), "types": types });
        let made = self.done(self.org.admin().raw("POST", "/api/v1/webhooks").json(&body));
        let id = made["id"].as_str().expect("an id").to_owned();
        let secret = self.renew(&id);
        (id, secret)
    }

    fn renew(&self, id: &str) -> String {
        let secret = self.done(self.org.admin().raw("PUT", &format!("/api/v1/webhooks/{id}/secret")));
        secret["secret"].as_str().expect("a secret").to_owned()
    }

    fn hooked(&self, id: &str) -> Value {
        self.done(self.org.admin().raw("GET", &format!("/api/v1/webhooks/{id}")))
    }

    fn edit(&self, id: &str, changes: Value) -> Value {
        let version = format!("\"{}\"", self.hooked(id)["version"]);
        let request = self.org.admin().raw("PATCH", &format!("/api/v1/webhooks/{id}"));
        self.done(request.json(&changes).header("if-match", &version))
    }

    /// What was sent there, latest first.
    fn deliveries(&self, id: &str) -> Vec<Value> {
        let list = self.done(self.org.admin().raw("GET", &format!("/api/v1/webhooks/{id}/deliveries?limit=100")));
        list["items"].as_array().expect("a list").clone()
    }

    fn state_of_last(&self, id: &str) -> String {
        let deliveries = self.deliveries(id);
        let last = deliveries.first().and_then(|last| last["state"].as_str());
        last.unwrap_or_default().to_owned()
    }

    /// Something happens; the team's name.
    fn team(&self) -> String {
        let name = format!("Heron {}", unique());
        self.done(self.org.admin().raw("POST", "/api/v1/teams").json(&json!({ "name": name })));
        name
    }

    fn done(&self, request: Request) -> Value {
        let response = request.send();
        assert!(response.is_success(), "{}", response.text());
        if response.status == 204 { Value::Null } else { response.json() }
    }

    fn sql(&self, statement: &str) {
        run(&mut self.org.server.database.admin(), statement);
    }

    /// One text, by a query that names it `text`.
    fn read(&self, query: &str) -> String {
        text(&mut self.org.server.database.admin(), query)
    }

    /// Has what waits sent now, whatever it waits for.
    fn hurry(&self) {
        self.sql(
            "UPDATE webhook_deliveries SET due_at = now() WHERE state = 'waiting';
             UPDATE webhook_endpoints SET resting_until = now();
             UPDATE webhook_rounds SET due_at = now()",
        );
    }
}

/// The id by which an event was sent.
fn id_of(heard: &Heard) -> String {
    heard.header("webhook-id").to_owned()
}
