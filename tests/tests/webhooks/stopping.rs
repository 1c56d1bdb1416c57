//! When sending ends, and how it goes on: nothing is lost that is asked for again.

use chrono::{TimeDelta, Utc};
use perftrack_tests::{
    Client,
    db::count,
    eventually,
    stand_in::{Does, StandIn},
};
use serde_json::{Value, json};
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
};

use super::{Place, id_of};

fn told(of: &Client) -> Vec<NoticeKind> {
    let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices");
    notices.items.into_iter().map(|notice| notice.kind).collect()
}

impl Place {
    fn waiting(&self) -> i64 {
        count(&mut self.org.server.database.admin(), "webhook_deliveries WHERE state = 'waiting'")
    }

    /// Keeps what happens from being sent until somebody is in a hurry.
    fn rest(&self) {
        self.sql("UPDATE webhook_endpoints SET resting_until = now() + interval '1 hour'");
    }

    fn replay(&self, id: &str) -> Value {
        let since = Utc::now() - TimeDelta::hours(1);
        let request = self.org.admin().raw("POST", &format!("/api/v1/webhooks/{id}/replay"));
        self.done(request.json(&json!({ "since": since })))
    }
}

#[test]
fn who_answers_gone_is_sent_nothing_more_and_admins_know() {
    let place = Place::new();
    let receiver = StandIn::doing(&[Does::Says(410, "", "")]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.team();
    eventually("it stops", || place.hooked(&id)["state"] == "stopped");
    assert_eq!(place.hooked(&id)["trouble"], "gone");
    assert_eq!(place.state_of_last(&id), "failed");
    eventually("Admins know", || told(place.org.admin()).contains(&NoticeKind::WebhookStopped));
    place.team();
    let on = place.edit(&id, json!({ "on": true }));
    assert_eq!((&on["state"], &on["trouble"]), (&json!("on"), &Value::Null));
    place.team();
    receiver.hears(2);
    eventually("what happened meanwhile isn't sent by itself", || place.waiting() == 0);
    assert_eq!(receiver.heard().len(), 2);
    assert_eq!(place.replay(&id)["queued"], 2, "the one that failed, and the one that was never sent");
    receiver.hears(4);
}

#[test]
fn after_the_last_try_an_event_has_failed_until_somebody_sends_it_again() {
    let place = Place::new();
    let receiver = StandIn::doing(&[Does::Says(500, "", "")]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.rest();
    place.team();
    eventually("it waits", || place.waiting() == 1);
    place.sql("UPDATE webhook_deliveries SET tries = 12");
    place.hurry();
    eventually("that was the last try", || place.state_of_last(&id) == "failed");
    assert_eq!(place.hooked(&id)["failed"], 1);
    let delivery = place.deliveries(&id).remove(0);
    let path = format!("/api/v1/webhooks/{id}/deliveries/{}/redeliver", delivery["id"].as_str().expect("an id"));
    assert_eq!(place.done(place.org.admin().raw("POST", &path))["state"], "waiting");
    let heard = receiver.hears(2);
    assert_eq!(id_of(&heard[0]), id_of(&heard[1]));
    eventually("it arrived", || place.state_of_last(&id) == "delivered");
    assert_eq!(place.deliveries(&id)[0]["attempts"].as_array().map(Vec::len), Some(2));
}

#[test]
fn after_five_days_of_nothing_but_failure_it_stops() {
    let place = Place::new();
    let receiver = StandIn::doing(&[Does::Says(500, "", ""); 4]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.team();
    eventually("it fails", || place.hooked(&id)["failing_since"].is_string());
    assert_eq!(place.hooked(&id)["state"], "on");
    place.sql("UPDATE webhook_endpoints SET failing_since = now() - interval '5 days'");
    place.hurry();
    eventually("it stops", || place.hooked(&id)["state"] == "stopped");
    assert_eq!((place.hooked(&id)["trouble"].clone(), place.waiting()), (json!("failing"), 0));
    eventually("Admins know", || told(place.org.admin()).contains(&NoticeKind::WebhookStopped));
}

#[test]
fn what_waits_when_it_is_turned_off_is_dropped_and_can_be_asked_for() {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.rest();
    place.team();
    eventually("it waits", || place.waiting() == 1);
    place.edit(&id, json!({ "on": false }));
    assert_eq!(place.state_of_last(&id), "dropped");
    let delivery = place.deliveries(&id).remove(0);
    let path = format!("/api/v1/webhooks/{id}/deliveries/{}/redeliver", delivery["id"].as_str().expect("an id"));
    assert_eq!(place.org.admin().raw("POST", &path).send().problem().code, Code::Conflict);
    place.edit(&id, json!({ "on": true }));
    assert!(receiver.heard().is_empty());
    assert_eq!(place.replay(&id)["queued"], 1);
    receiver.hears(1);
    eventually("it arrived", || place.state_of_last(&id) == "delivered");
    assert_eq!(place.replay(&id)["queued"], 0, "what arrived isn't sent again");
}

#[test]
fn what_waits_when_it_is_removed_goes_with_it() {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    place.rest();
    place.team();
    eventually("it waits", || place.waiting() == 1);
    place.done(place.org.admin().raw("DELETE", &format!("/api/v1/webhooks/{id}")));
    assert_eq!(place.waiting(), 0);
    let missing = place.org.admin().raw("GET", &format!("/api/v1/webhooks/{id}/deliveries")).send();
    assert_eq!(missing.problem().code, Code::NotFound);
    assert!(receiver.heard().is_empty());
}

#[test]
fn an_organisation_has_twenty_at_the_most() {
    let place = Place::new();
    let receiver = StandIn::doing(&[]);
    let add = || place.org.admin().raw("POST", "/api/v1/webhooks").json(&json!({ "url": receiver.address() })).send();
    for _ in 0..20 {
        assert!(add().is_success());
    }
    assert_eq!(add().problem().errors[0].code, "too_many");
}

#[test]
fn what_happened_in_the_last_90_days_can_be_read_and_sent_again_and_nothing_before() {
    let place = Place::new();
    let _ = [(); 2].map(|()| place.team());
    let read = |after: &str| place.org.admin().raw("GET", &format!("/api/v1/events?types=team.created{after}"));
    let listed = || -> Vec<String> {
        let list = place.done(read(""));
        let items = list["items"].as_array().expect("a list").iter();
        items.map(|event| event["id"].as_str().expect("an id").to_owned()).collect()
    };
    let all = listed();
    let [old, young] = &all[..] else { panic!("{all:?}") };
    place.sql(&format!(
        "BEGIN; SET LOCAL session_replication_role = replica;
         UPDATE audit_events SET at = now() - interval '91 days' WHERE id = '{old}';
         UPDATE audit_events SET at = now() - interval '89 days' WHERE id = '{young}'; COMMIT"
    ));
    assert_eq!(listed(), std::slice::from_ref(young));
    assert_eq!(read(&format!("&after={old}")).send().problem().code, Code::BadCursor);

    let receiver = StandIn::doing(&[]);
    let (id, _) = place.hook(&receiver, &["team.created"]);
    let replay = |days: i64| {
        let request = place.org.admin().raw("POST", &format!("/api/v1/webhooks/{id}/replay"));
        request.json(&json!({ "since": Utc::now() - TimeDelta::days(days) + TimeDelta::minutes(1) }))
    };
    let refused = replay(91).send().problem();
    assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code.as_str()), ("since", "too_long_ago"));
    assert_eq!(place.done(replay(90))["queued"], 1);
    assert_eq!(&id_of(&receiver.hears(1)[0]), young);
}
