//! What somebody works at beside teams: check-ins, measurements and comments, none of which may be lost, read by a program.

use std::{collections::BTreeSet, sync::atomic::Ordering, time::Duration};

use chrono::{Days, Utc};
use serde_json::{Value, json};

use super::{Traffic, World, ear, expect};
use crate::unique;

/// So many of each are made; from then on they are read.
const MOST: u64 = 40;

/// So often something is said until somebody hears it, and how long each time: a replica that has just found its database
/// again may not listen to it yet.
const MOST_WORDS: usize = 12;
const HEARD_WITHIN: Duration = Duration::from_secs(5);

/// An objective and a KPI, and a program that looks at them.
pub(super) struct Work {
    /// The program's API token.
    secret: String,
    objective: String,
    places: [Place; 3],
    turn: usize,
}

/// Where things are added.
struct Place {
    path: String,
    query: &'static str,
    /// What tells them apart: measurements are one a day.
    named: &'static str,
    /// The next of them, by how many there are.
    next: fn(u64) -> Value,
    made: BTreeSet<String>,
}

impl Work {
    /// Makes what is worked at.
    pub(super) fn begin(by: &Traffic, world: &World) -> Result<Self, String> {
        let today = Utc::now().date_naive();
        let period = json!({ "name": format!("Period {}", unique()), "starts_on": today - Days::new(30),
                             "ends_on": today + Days::new(60) });
        let period = made(by, world, "/api/v1/periods", &period)?;
        let objective = json!({
            "level": "person", "title": "Fewer late deliveries", "period_id": period["id"],
            "visibility": "chain", "state": "active",
            "key_results": [{ "title": "Late deliveries a week", "kind": "number", "direction": "decrease",
                              "start": 20.0, "target": 2.0 }],
        });
        let objective = made(by, world, "/api/v1/objectives", &objective)?;
        let kpi = json!({
            "name": "Late deliveries", "visibility": "chain", "kind": "number", "frequency": "day",
            "aggregation": "sum", "gauge": { "direction": "lower", "target": 2.0, "unhealthy": 10.0 },
        });
        let kpi = made(by, world, "/api/v1/kpis", &kpi)?;
        let token = json!({ "name": "Soak", "scopes": ["goals:read", "kpis:read"], "days": 30 });
        let (answer, _) = by.answered(world, |client| client.raw("POST", "/api/v1/me/api-tokens").json(&token))?;
        let token = expect(&answer, 201)?;
        let key_result = text(&objective["key_results"][0]["id"])?;
        let check_ins = format!("/api/v1/key-results/{key_result}/check-ins");
        let measurements = format!("/api/v1/kpis/{}/measurements", text(&kpi["kpi"]["id"])?);
        let comments = format!("/api/v1/objectives/{}/comments", text(&objective["objective"]["id"])?);
        let place = |path, query, named, next| Place { path, query, named, next, made: BTreeSet::new() };
        let places = [
            place(check_ins, "limit=100", "id", check_in as fn(u64) -> Value),
            place(measurements, "limit=100", "on", measurement),
            place(comments, "", "id", comment),
        ];
        let objective = text(&objective["objective"]["id"])?;
        Ok(Self { secret: text(&token["secret"])?, objective, places, turn: 0 })
    }

    /// Adds something where there is room, and looks whether all of it is there.
    pub(super) fn goes_on(&mut self, by: &Traffic, world: &World) -> Result<(), String> {
        self.turn += 1;
        let at = self.turn % self.places.len();
        let place = &mut self.places[at];
        let many = place.made.len() as u64;
        if many < MOST {
            let thing = made(by, world, &place.path, &(place.next)(many))?;
            place.made.insert(text(&thing[place.named])?);
            world.acknowledged.fetch_add(1, Ordering::Relaxed);
        }
        place.is_whole(by, world, &self.secret)
    }

    /// Whether who has the objective before them at that replica hears that something was said of it.
    pub(super) fn is_heard(&self, by: &Traffic, world: &World, at: usize) -> Result<(), String> {
        let watch = format!("subject=objective&thing={}", self.objective);
        let events = ear::opened(world, at, &by.token, &watch)?;
        let path = format!("/api/v1/objectives/{}/comments", self.objective);
        for _ in 0..MOST_WORDS {
            made(by, world, &path, &json!({ "body": "Does anybody hear?" }))?;
            while let Ok((name, _)) = events.recv_timeout(HEARD_WITHIN) {
                if name == "changed" {
                    return Ok(());
                }
            }
        }
        Err(format!("nobody hears at replica {at} what is said of {}", self.objective))
    }

    /// Whether everything that was acknowledged is there.
    pub(super) fn is_whole(&self, by: &Traffic, world: &World) -> Result<(), String> {
        self.places.iter().try_for_each(|place| place.is_whole(by, world, &self.secret))
    }
}

impl Place {
    /// As the program sees it: all that was made, and nothing else, for nobody else works here.
    fn is_whole(&self, by: &Traffic, world: &World, secret: &str) -> Result<(), String> {
        let (answer, _) = by.answered(world, |client| {
            let request = client.with_bearer(secret).raw("GET", &self.path);
            if self.query.is_empty() { request } else { request.query(self.query) }
        })?;
        let list = expect(&answer, 200)?;
        let items = list["items"].as_array().ok_or("a list without items")?;
        let seen = items.iter().map(|item| text(&item[self.named])).collect::<Result<BTreeSet<_>, _>>()?;
        if seen == self.made { Ok(()) } else { Err(format!("{}: made {:?}, seen {seen:?}", self.path, self.made)) }
    }
}

fn check_in(number: u64) -> Value {
    json!({ "value": 20.0 - number as f64 / 10.0, "status": "on_track" })
}

/// Of a day of its own each: of every other one, so that midnight may pass meanwhile.
fn measurement(number: u64) -> Value {
    json!({ "on": Utc::now().date_naive() - Days::new(2 + 2 * number), "value": 3.0 })
}

fn comment(number: u64) -> Value {
    json!({ "body": format!("Number {number}.") })
}

/// Makes it once, however often it has to be sent.
fn made(by: &Traffic, world: &World, path: &str, body: &Value) -> Result<Value, String> {
    let key = unique();
    let make = |client: &crate::Client| client.raw("POST", path).json(body).header("idempotency-key", &key);
    let (answer, _) = by.answered(world, make)?;
    expect(&answer, 201)
}

fn text(value: &Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("no text: {value}"))
}
