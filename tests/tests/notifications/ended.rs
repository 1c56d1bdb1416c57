//! What ends by itself is told to whom it concerns, though nobody ended it.

use perftrack_tests::eventually;
use serde_json::json;
use shared::{access::Role, notifications::NoticeKind};

use super::{Ground, dues::titled};

#[test]
fn who_stays_and_a_guest_hear_of_a_one_on_one_that_ended_since_somebody_left() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let series = ground.post(
        &manager,
        "/api/v1/one-on-ones",
        json!({
            "partner_id": report.id, "rule": "FREQ=WEEKLY;BYDAY=TU", "starts_on": ground.day(3), "starts_at": "10:00:00",
            "time_zone": "UTC", "minutes": 30, "place": "",
        }),
    );
    let meeting = series["next_meeting_id"].as_str().expect("a meeting").to_owned();
    let asks =
        manager.raw("PATCH", &format!("/api/v1/meetings/{meeting}")).json(&json!({ "guest_id": ground.guest.id }));
    assert!(asks.header("if-match", "\"1\"").send().is_success());
    ground.sql(&format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", report.id));
    ground.another_round();
    eventually("who stays hears of it", || titled(&manager, NoticeKind::OneOnOneEnded).len() == 1);
    eventually("so does the guest", || titled(&ground.guest, NoticeKind::GuestMeetingOff).len() == 1);
    ground.settled();
    assert_eq!(titled(&ground.guest, NoticeKind::GuestMeetingOff).len(), 1, "once");
}
