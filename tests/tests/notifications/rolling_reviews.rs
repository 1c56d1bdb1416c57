//! Rolling reviews: what begins on whose day, once, however late somebody looks.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use perftrack_tests::{Persona, db, eventually, samples::reviews::form, unique};
use serde_json::{Value, json};
use shared::{access::Role, notifications::NoticeKind};

use super::{Ground, told};

/// Has the worker look once more as if another day had begun, and waits until it has done all there was to do.
fn another_day(ground: &Ground) {
    let looked = || {
        // One that was looked after while it was night there would wait for the worker's next time.
        ground.sql(
            "UPDATE notice_rounds SET due_at = now()
             WHERE reminded_on IS NULL AND due_at > now() + interval '3 minutes'",
        );
        let mut conn = ground.org.server.database.admin();
        db::count(&mut conn, "notice_rounds") > 0
            && db::count(&mut conn, "notice_rounds WHERE reminded_on IS NULL") == 0
    };
    ground.sql("INSERT INTO notice_rounds (org_id) SELECT org_id FROM organisations ON CONFLICT DO NOTHING");
    eventually("the worker has looked", looked);
    ground.another_round();
    eventually("the worker has looked again", looked);
}

/// A day on which people work, so many days ago or a little longer.
fn worked(ground: &Ground, days_ago: u64) -> NaiveDate {
    let query = "SELECT ((now() AT TIME ZONE time_zone)::date)::text AS text FROM organisations";
    let today: NaiveDate = db::text(&mut ground.org.server.database.admin(), query).parse().expect("a day");
    let mut day = today - Days::new(days_ago);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day - Days::new(1);
    }
    day
}

/// A rule that has been on for long; its id.
fn rule(ground: &Ground, after_days: &[u16]) -> String {
    let admin = ground.org.admin();
    let template = ground.post(admin, "/api/v1/review-templates", json!({ "name": unique(), "form": form() }));
    let rule = ground.post(
        admin,
        "/api/v1/rolling-reviews",
        json!({
            "name": "Probation", "template_id": template["template"]["id"], "after_days": after_days,
            "writing_days": 10, "sharing_days": 7, "naming": "named", "on": true,
        }),
    );
    ground.sql("UPDATE rolling_reviews SET on_since = on_since - 400");
    rule["rule"]["id"].as_str().expect("an id").to_owned()
}

fn started(ground: &Ground, who: &Persona, day: NaiveDate) {
    ground.sql(&format!("UPDATE people SET start_date = '{day}' WHERE id = '{}'", who.id));
}

/// The cycles that an Admin lists.
fn cycles(ground: &Ground, query: &str) -> Vec<Value> {
    let list = ground.org.admin().raw("GET", &format!("/api/v1/review-cycles?{query}")).send().json();
    list["items"].as_array().expect("items").clone()
}

fn owed(by: &Persona) -> usize {
    by.raw("GET", "/api/v1/reviews?open=true").send().json()["items"].as_array().expect("items").len()
}

#[test]
fn a_cycle_begins_on_the_day_about_those_whose_day_it_is_and_once() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let newcomer = ground.org.db_person(Role::Employee, Some(&manager));
    let rule = rule(&ground, &[30, 60, 90]);
    let due = worked(&ground, 0);
    started(&ground, &newcomer, due - Days::new(30));
    another_day(&ground);

    let begun = cycles(&ground, &format!("rule={rule}"));
    assert_eq!(begun.len(), 1, "{begun:?}");
    let cycle = &begun[0];
    assert_eq!((&cycle["stage"], &cycle["by_date"]), (&json!("writing"), &json!(true)));
    assert_eq!((&cycle["period_from"], &cycle["period_to"]), (&json!(due - Days::new(30)), &json!(due)));
    assert!(cycle["name"].as_str().expect("a name").starts_with("Probation · "));
    assert_eq!(cycles(&ground, "by_hand=true"), Vec::<Value>::new());
    let path = format!("/api/v1/review-cycles/{}", cycle["id"].as_str().expect("an id"));
    let detail = ground.org.admin().raw("GET", &path).send().json();
    assert_eq!((&detail["rule"]["id"], &detail["progress"]["people"]), (&json!(rule), &json!(1)));
    assert!(told(&newcomer).contains(&NoticeKind::ReviewCycleLaunched));
    assert!(told(&manager).contains(&NoticeKind::ReviewsToWrite));
    assert_eq!((owed(&newcomer), owed(&manager), owed(&ground.owner)), (1, 1, 0));

    another_day(&ground);
    started(&ground, &newcomer, due - Days::new(31));
    another_day(&ground);
    assert_eq!(cycles(&ground, "").len(), 1, "once, though the start date is put right");
    let again = ground.org.admin().raw("DELETE", &format!("/api/v1/rolling-reviews/{rule}")).send();
    assert_eq!(again.status, 409, "it has been used");
}

#[test]
fn a_day_that_was_missed_is_made_good_for_two_weeks() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let [late, over] = [(); 2].map(|()| ground.org.db_person(Role::Employee, Some(&manager)));
    let rule = rule(&ground, &[30]);
    let (today, missed) = (worked(&ground, 0), worked(&ground, 8));
    started(&ground, &late, missed - Days::new(30));
    started(&ground, &over, worked(&ground, 15) - Days::new(30));
    another_day(&ground);
    let begun = cycles(&ground, &format!("rule={rule}"));
    assert_eq!(begun.len(), 1, "{begun:?}");
    assert_eq!(begun[0]["period_to"], json!(missed));
    let write_by: NaiveDate = begun[0]["write_by"].as_str().expect("a day").parse().expect("a day");
    assert!(write_by >= today + Days::new(5), "there is time to write all the same");
    assert_eq!((owed(&late), owed(&over)), (1, 0));
}

#[test]
fn whoever_shares_a_day_shares_a_cycle_and_anniversaries_look_back_on_the_year() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let people = [(); 2].map(|()| ground.org.db_person(Role::Employee, Some(&manager)));
    let rule = rule(&ground, &[]);
    let due = worked(&ground, 0);
    for (who, years) in people.iter().zip([4, 8]) {
        ground.sql(&format!(
            "UPDATE people SET start_date = '{due}'::date - interval '{years} years' WHERE id = '{}'",
            who.id
        ));
    }
    another_day(&ground);
    let begun = cycles(&ground, &format!("rule={rule}"));
    assert_eq!(begun.len(), 1, "{begun:?}");
    assert_eq!(begun[0]["period_to"], json!(due));
    assert_eq!(owed(&manager), 2);
}

#[test]
fn nothing_begins_for_who_has_left_or_has_no_manager_and_admins_hear_of_the_gap_once() {
    let ground = Ground::with_rounds();
    let admin = ground.org.admin();
    let manager = ground.org.db_person(Role::Manager, None);
    let (alone, left) = (&ground.owner, ground.org.db_person(Role::Employee, Some(&manager)));
    let rule = rule(&ground, &[30]);
    for who in [alone, &left] {
        started(&ground, who, worked(&ground, 0) - Days::new(30));
    }
    ground.sql(&format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", left.id));
    another_day(&ground);
    another_day(&ground);
    assert_eq!(cycles(&ground, ""), Vec::<Value>::new());
    let gaps = || {
        let told = format!("notices WHERE kind = 'rolling_review_gap' AND person_id = '{}'", admin.id);
        db::count(&mut ground.org.server.database.admin(), &told)
    };
    assert_eq!(gaps(), 1);
    assert!(told(admin).contains(&NoticeKind::RollingReviewGap));
    let due = admin.raw("GET", &format!("/api/v1/rolling-reviews/{rule}/due")).send().json();
    assert_eq!((&due["items"][0]["person"]["id"], due["items"][0].get("manager")), (&json!(alone.id), None));

    let path = format!("/api/v1/people/{}", alone.id);
    let version = admin.raw("GET", &path).send().json()["version"].clone();
    let led = admin.raw("PATCH", &path).json(&json!({ "manager_id": manager.id }));
    let led = led.header("if-match", &format!("\"{version}\"")).send();
    assert!(led.is_success(), "{}", led.text());
    another_day(&ground);
    assert_eq!(cycles(&ground, &format!("rule={rule}")).len(), 1, "now there is somebody to write");
    assert_eq!((owed(alone), gaps()), (1, 1));
}

#[test]
fn what_is_off_begins_nothing() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let newcomer = ground.org.db_person(Role::Employee, Some(&manager));
    rule(&ground, &[30]);
    ground.sql("UPDATE rolling_reviews SET on_since = NULL");
    started(&ground, &newcomer, worked(&ground, 0) - Days::new(30));
    another_day(&ground);
    assert_eq!(cycles(&ground, ""), Vec::<Value>::new());
}
