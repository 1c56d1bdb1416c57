//! Reminders: each step of the ladder once, and none once it is done.

use std::time::Duration;

use perftrack_tests::{Client, Server, eventually, unique};
use serde_json::json;
use shared::{
    access::Role,
    notifications::NoticeKind,
    operation::Nothing,
    teams::{CreateTeam, NewTeam},
};

use super::{Ground, told};

impl Ground {
    /// Moves everything about the owner's key results into the past.
    pub(super) fn days_pass(&self, days: u32) {
        self.sql(&format!("UPDATE objectives SET starts_on = starts_on - {days}"));
        self.sql(&format!("UPDATE key_results SET created_at = created_at - interval '{days} days'"));
        self.another_round();
    }
}

#[test]
fn a_check_in_is_asked_for_step_by_step_and_once_each() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let objective = ground.made(&report, json!({ "visibility": "chain" }));
    // Another replica looks after the same organisation.
    let _other = Server::start(ground.org.server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    let mine = || told(&report);
    ground.days_pass(4);
    eventually("three days before, one is reminded", || mine() == [NoticeKind::CheckInDue]);
    ground.another_round();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(mine(), [NoticeKind::CheckInDue], "once");
    ground.days_pass(3);
    eventually("the reminder of the day takes its place", || {
        mine() == [NoticeKind::CheckInDue] && super::unread(&report) == 1
    });
    assert!(told(&manager).is_empty());
    ground.days_pass(3);
    eventually("three days later the manager knows", || told(&manager) == [NoticeKind::CheckInLate]);
    assert_eq!(mine(), [NoticeKind::CheckInDue]);

    let path = format!("/api/v1/key-results/{}/check-ins", objective.key_results[0].id);
    ground.post(&report, &path, json!({ "value": 1.0, "status": "on_track" }));
    assert_eq!((mine(), told(&manager)), (vec![], vec![]), "what is done asks nobody any more");
    ground.another_round();
    std::thread::sleep(Duration::from_secs(2));
    assert!(mine().is_empty());
}

#[test]
fn both_sides_know_a_week_before_a_share_ends() {
    let ground = Ground::with_rounds();
    let share = ground.share(&ground.hidden(), "view");
    ground.sql("UPDATE shares SET ends_at = now() + interval '5 days'");
    ground.another_round();
    let has = |of: &Client| told(of).contains(&NoticeKind::ShareEnding);
    eventually("both are told", || has(&ground.owner) && has(&ground.guest));
    // Renewed, it is no news any more.
    let path = format!("/api/v1/shares/{}", share["id"].as_str().expect("an id"));
    let later = json!({ "ends_at": chrono::Utc::now() + chrono::TimeDelta::days(60) });
    assert!(ground.owner.raw("PATCH", &path).json(&later).header("if-match", "\"1\"").send().is_success());
    assert!(!has(&ground.owner) && !has(&ground.guest));
}

#[test]
fn whoever_got_a_share_with_their_team_knows_when_it_ends() {
    let ground = Ground::with_rounds();
    let new = NewTeam { name: unique(), parent_id: None, lead_id: None };
    let team = ground.org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
    ground.sql(&format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", ground.guest.id));
    let path = format!("/api/v1/objectives/{}/shares", ground.hidden().objective.id);
    let body = json!({ "grantee": "team", "team_id": team, "level": "view", "reason": "They help." });
    ground.post(&ground.owner, &path, body);
    ground.sql("UPDATE shares SET ends_at = now() + interval '5 days'");
    ground.another_round();
    let has = |of: &Client| told(of).contains(&NoticeKind::ShareEnding);
    eventually("the team and whoever shared it are told", || has(&ground.owner) && has(&ground.guest));
    assert!(!has(ground.org.admin()), "who is in no team of it is not");
}
