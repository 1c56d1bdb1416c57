//! How long what is kept: nothing goes before a rule has been known for thirty days, and then what is too old.

use chrono::{Days, Timelike, Utc};
use perftrack_tests::{
    Client, Org, Refused, Server,
    client::Called,
    db::{run, text},
    eventually,
};
use shared::{
    access::Role,
    operation::Nothing,
    privacy::{
        RETENTION_NOTICE_DAYS, ReadRetention, Retention, RetentionChange, RetentionKind, RetentionRule, SetRetention,
    },
    problem::Code,
};

use super::Ground;

fn sets(by: &Client, kind: RetentionKind, months: Option<u16>) -> Called<SetRetention> {
    by.call::<SetRetention>(Nothing {}, Nothing {}, RetentionChange { kind, months })
}

fn rule(retention: &Retention, kind: RetentionKind) -> RetentionRule {
    retention.rules.iter().find(|rule| rule.kind == kind).expect("a rule for each kind").clone()
}

#[test]
fn what_is_too_old_goes_in_the_morning_and_nothing_else() {
    let ground = Ground::on(Server::alone(&[]));
    let (admin, database) = (ground.org.admin(), &ground.org.server.database);
    ground.leaves();
    // It is noon there, whatever time it is here; `Etc` counts the other way round.
    let noon = format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", i64::from(Utc::now().hour()) - 12);
    run(
        &mut database.admin(),
        &format!(
            "{noon};
             UPDATE weekly_check_ins SET week = week - 700;
             UPDATE feedback SET created_at = now() - interval '3 years' WHERE body = 'Said to them.';
             UPDATE people SET deactivated_at = now() - interval '7 months' WHERE id = '{}'",
            ground.leaver.id
        ),
    );
    sets(admin, RetentionKind::WeeklyCheckIns, Some(12)).expect("a rule");
    sets(admin, RetentionKind::Feedback, Some(24)).expect("a rule");
    let all = sets(admin, RetentionKind::Leavers, Some(6)).expect("a rule");
    for kind in [RetentionKind::WeeklyCheckIns, RetentionKind::Feedback, RetentionKind::Leavers] {
        let rule = rule(&all, kind);
        assert_eq!((rule.due, rule.soon), (1, 0), "{kind}");
    }
    let worker = || Server::start(database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    let first = worker();
    let reminded = "SELECT count(reminded_on)::text AS text FROM notice_rounds";
    eventually("a morning has passed", || text(&mut database.admin(), reminded) == "1");
    assert_eq!(ground.count("weekly_check_ins"), "1", "no rule acts before its day");
    assert_eq!(ground.count("erasures"), "0");
    drop(first);

    run(
        &mut database.admin(),
        "UPDATE retention_rules SET acts_from = acts_from - 31; UPDATE notice_rounds SET reminded_on = NULL, due_at = now()",
    );
    let _second = worker();
    eventually("they are erased", || ground.count("erasures WHERE erased_by IS NULL") == "1");
    assert_eq!(ground.count("weekly_check_ins"), "0");
    assert_eq!(ground.count("feedback"), "1", "what isn't as old stays");
    assert_eq!(ground.count("people WHERE name = 'Former colleague 1'"), "1");
    let noted = "SELECT after::text AS text FROM audit_events WHERE kind = 'organisations.retention_applied'";
    let noted: serde_json::Value = serde_json::from_str(&text(&mut database.admin(), noted)).expect("JSON");
    assert_eq!(noted, serde_json::json!({ "weekly_check_ins": 1, "feedback": 1, "leavers": 1 }));
}

#[test]
fn a_stricter_rule_waits_and_is_told_and_a_milder_one_is_neither() {
    let org = Org::db_on(Server::shared());
    let (admin, kind) = (org.admin(), RetentionKind::Feedback);
    let none = admin.call::<ReadRetention>(Nothing {}, Nothing {}, ()).expect("the rules");
    assert!(none.rules.iter().all(|rule| rule.months.is_none() && rule.acts_from.is_none()), "all is kept for ever");

    let first = rule(&sets(admin, kind, Some(24)).expect("a rule"), kind);
    let from = first.acts_from.expect("a day");
    let waits = (from - Days::new(RETENTION_NOTICE_DAYS)).signed_duration_since(Utc::now().date_naive());
    assert!(waits.num_days().abs() <= 1, "{from}");
    let mail = org.server.mailbox.first_to(&admin.email);
    assert!(mail.subject.ends_with("keeps, and for how long") && mail.text.contains("24 months"), "{}", mail.text);

    let here = format!("(SELECT org_id FROM people WHERE id = '{}')", admin.id);
    let acts = format!("UPDATE retention_rules SET acts_from = '2026-01-01' WHERE org_id = {here}");
    run(&mut org.server.database.admin(), &acts);
    let milder = rule(&sets(admin, kind, Some(36)).expect("a rule"), kind);
    assert_eq!(milder.acts_from.map(|day| day.to_string()).as_deref(), Some("2026-01-01"));
    let stricter = rule(&sets(admin, kind, Some(12)).expect("a rule"), kind);
    assert_eq!(stricter.acts_from, Some(from));
    let subject = mail.subject;
    org.server.mailbox.wait_for_subject(&admin.email, &subject, 2);
    let kept = rule(&sets(admin, kind, None).expect("no rule"), kind);
    assert_eq!((kept.months, kept.acts_from), (None, None));
    assert_eq!(org.server.mailbox.all_to(&admin.email).len(), 2);
}

#[test]
fn only_admins_say_so_and_within_bounds() {
    let org = Org::db_on(Server::shared());
    for role in [Role::Employee, Role::Manager] {
        let person = org.db_person(role, None);
        sets(&person, RetentionKind::Feedback, Some(12)).refused(Code::Forbidden);
        person.call::<ReadRetention>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
    for months in [0, 2, 121] {
        sets(org.admin(), RetentionKind::Leavers, Some(months)).refused(Code::Invalid);
    }
}
