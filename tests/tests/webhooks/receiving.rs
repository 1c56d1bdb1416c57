//! What a receiver gets: signed, thin, at least once, as long as it doesn't take it.

use base64::{Engine, engine::general_purpose::STANDARD};
use perftrack_tests::{
    Org, Server,
    db::{count, texts},
    eventually,
    stand_in::{Does, Heard, OK, StandIn},
};
use serde_json::{Value, json};
use shared::problem::Code;

use super::{Place, id_of, verify::verify};

/// Whether one of the signatures is by this secret, as the guide has receivers find out.
fn is_signed(heard: &Heard, secret: &str) -> bool {
    let [id, moment, signatures] =
        ["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| heard.header(name));
    verify(secret, id, moment, signatures, &heard.body)
}

#[test]
fn an_event_arrives_once_signed_and_quotes_nothing() {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let (id, secret) = place.hook(&receiver, &["team.created"]);
    // Another replica sends for the same organisation.
    let _other = Server::start(place.org.server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    let name = place.team();
    let heard = receiver.hears(1).remove(0);
    assert!(is_signed(&heard, &secret));
    assert!(!is_signed(&heard, &format!("whsec_{}", STANDARD.encode([7_u8; 32]))));
    assert!(heard.line.starts_with("POST /services/"));
    assert_eq!(heard.header("content-type"), "application/json");
    assert!(heard.header("webhook-timestamp").parse::<i64>().is_ok());
    assert_eq!((&heard.json["type"], &heard.json["id"]), (&json!("team.created"), &json!(id_of(&heard))));
    assert_eq!(heard.json["data"]["actor_id"], json!(place.org.admin().id));
    assert!(!String::from_utf8_lossy(&heard.body).contains(&name));

    let list = place.done(place.org.admin().raw("GET", "/api/v1/events?types=team.created"));
    assert_eq!(list["items"][0], heard.json, "the list says the same");
    eventually("it is written down", || place.state_of_last(&id) == "delivered");
    let delivery = place.deliveries(&id).remove(0);
    assert_eq!((&delivery["attempts"][0]["status"], &delivery["attempts"][1]), (&json!(200), &Value::Null));
    assert!(place.hooked(&id)["delivered_at"].is_string());
    assert_eq!(receiver.heard().len(), 1);
}

#[test]
fn only_what_was_asked_for_is_sent_and_only_of_ones_own_organisation() {
    let place = Place::new();
    let other = Place { org: Org::db_on(place.org.server) };
    let (mine, theirs) = (StandIn::doing(&[]), StandIn::doing(&[]));
    place.hook(&mine, &["period.created"]);
    other.hook(&theirs, &[]);
    place.team();
    let period = json!({ "name": "A period", "starts_on": "2026-01-01", "ends_on": "2026-03-31" });
    place.done(place.org.admin().raw("POST", "/api/v1/periods").json(&period));
    other.team();
    assert_eq!(mine.hears(1)[0].json["type"], "period.created");
    assert_eq!(theirs.hears(1)[0].json["data"]["actor_id"], json!(other.org.admin().id));
    eventually("nothing waits", || {
        count(&mut place.org.server.database.admin(), "webhook_deliveries WHERE state = 'waiting'") == 0
    });
    assert_eq!((mine.heard().len(), theirs.heard().len()), (1, 1));
}

#[test]
fn what_is_refused_is_sent_again_under_the_same_id() {
    let place = Place::new();
    let receiver = StandIn::doing(&[Does::Says(500, "", "out of order"), Does::HangsUp, OK]);
    let (id, secret) = place.hook(&receiver, &["team.created"]);
    place.team();
    receiver.hears(1);
    let tried = |times: usize| {
        let attempts = place.deliveries(&id).first().and_then(|last| last["attempts"].as_array().map(Vec::len));
        attempts == Some(times)
    };
    eventually("the first try is written down", || tried(1));
    let delivery = place.deliveries(&id).remove(0);
    assert_eq!((&delivery["state"], &delivery["attempts"][0]["outcome"]), (&json!("waiting"), &json!("refused")));
    assert!(delivery["due_at"].is_string() && place.hooked(&id)["failing_since"].is_string());
    place.hurry();
    eventually("the second as well", || tried(2));
    assert_eq!(place.deliveries(&id)[0]["attempts"][1]["outcome"], "unreachable");
    place.hurry();
    let heard = receiver.hears(3);
    eventually("it arrived", || place.state_of_last(&id) == "delivered");
    assert!(heard.iter().all(|heard| is_signed(heard, &secret)));
    assert_eq!((id_of(&heard[0]), heard[0].body.clone()), (id_of(&heard[2]), heard[2].body.clone()));
    assert_eq!(place.hooked(&id)["failing_since"], Value::Null);
    // What was answered is kept nowhere.
    let kept =
        texts(&mut place.org.server.database.admin(), "SELECT row_to_json(a)::text AS text FROM webhook_attempts a");
    assert!(kept.len() == 3 && !kept.iter().any(|row| row.contains("out of order")));
}

#[test]
fn who_asks_to_wait_is_left_alone_for_as_long() {
    let place = Place::new();
    let receiver = StandIn::doing(&[Does::Says(503, "retry-after: 300\r\n", "")]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.team();
    receiver.hears(1);
    let rest = "SELECT extract(epoch FROM resting_until - now())::bigint::text AS text FROM webhook_endpoints";
    eventually("it rests", || (1..=300).contains(&place.read(rest).parse::<i64>().expect("seconds")));
    place.team();
    eventually("the other event waits as well", || place.hooked(&id)["waiting"] == 2);
    assert_eq!(receiver.heard().len(), 1);
    place.hurry();
    receiver.hears(3);
}

#[test]
fn one_that_hangs_keeps_nobody_else_waiting() {
    let place = Place::new();
    let (slow, quick) = (StandIn::doing(&[Does::Hangs; 4]), StandIn::doing(&[]));
    let (hangs, _) = place.hook(&slow, &["team.created"]);
    place.hook(&quick, &["team.created"]);
    place.team();
    slow.hears(1);
    (0..3).for_each(|_| drop(place.team()));
    quick.hears(4);
    assert_eq!(place.hooked(&hangs)["delivered_at"], Value::Null);
}

#[test]
fn a_new_secret_signs_beside_the_old_one_for_a_while() {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let (id, old) = place.hook(&receiver, &["team.created"]);
    let new = place.renew(&id);
    assert_ne!(old, new);
    assert!(place.hooked(&id)["old_secret_until"].is_string());
    place.team();
    let heard = receiver.hears(1).remove(0);
    assert!(is_signed(&heard, &old) && is_signed(&heard, &new));
    place.sql("UPDATE webhook_endpoints SET old_secret_until = now() - interval '1 second'");
    place.team();
    let heard = receiver.hears(2).remove(1);
    assert!(is_signed(&heard, &new) && !is_signed(&heard, &old));
    // Neither is kept in the open, nor in the log.
    let mut conn = place.org.server.database.admin();
    let kept = texts(&mut conn, "SELECT encode(secret, 'escape') AS text FROM webhook_endpoints");
    let noted = texts(&mut conn, "SELECT concat(before, after) AS text FROM audit_events");
    let [old, new] = [&old, &new].map(|secret| secret.trim_start_matches("whsec_").to_owned());
    assert!(!kept.iter().chain(&noted).any(|text| text.contains(&old) || text.contains(&new)));
    assert!(!place.org.server.log().contains(&new));
}

#[test]
fn a_ping_says_what_became_of_it() {
    let place = Place::new();
    let receiver = StandIn::doing(&[OK, Does::Says(302, "location: /elsewhere\r\n", ""), Does::Says(410, "", "")]);
    let (id, secret) = place.hook(&receiver, &["team.created"]);
    let ping = || {
        place.sql("UPDATE webhook_endpoints SET tried_at = NULL");
        place.done(place.org.admin().raw("POST", &format!("/api/v1/webhooks/{id}/ping")))
    };
    for (outcome, status) in [("delivered", 200), ("refused", 302), ("gone", 410)] {
        let ping = ping();
        assert_eq!((&ping["outcome"], &ping["status"]), (&json!(outcome), &json!(status)));
    }
    let heard = receiver.heard();
    assert!(heard.iter().all(|heard| heard.json["type"] == "webhook.ping" && is_signed(heard, &secret)));
    assert!(heard.iter().all(|heard| !heard.line.contains("elsewhere")), "no redirect is followed");
    assert_eq!(place.hooked(&id)["state"], "on", "a ping changes nothing");
    let again = place.org.admin().raw("POST", &format!("/api/v1/webhooks/{id}/ping")).send();
    assert_eq!(again.problem().code, Code::TooManyRequests);
}

#[test]
fn an_address_of_ones_own_network_is_refused() {
    let strict = Server::alone(&[("PERFTRACK_OUTGOING_LOOPBACK", "off")]);
    let org = Org::db_on(strict);
    for (url, code) in [
        ("https://169.254.169.254/latest/meta-data", "not_public"),
        ("https://localhost/hook", "not_public"),
        ("https://[::1]/hook", "not_public"),
        ("http://hooks.example.com/hook", "not_https"),
        ("https://user:secret@hooks.example.com/hook", "bad_address"),
    ] {
        let refused = org.admin().raw("POST", "/api/v1/webhooks").json(&json!({ "url": url })).send().problem();
        assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code.as_str()), ("url", code), "{url}");
    }
}
