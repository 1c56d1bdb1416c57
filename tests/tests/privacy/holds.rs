//! Legal holds: what is held isn't deleted, by no rule and by nobody, until the hold is lifted. Then it is.

use chrono::{Timelike, Utc};
use perftrack_tests::{
    Client, Org, Refused, Server,
    client::Called,
    db::{run, text},
    eventually,
};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    people::PersonPath,
    privacy::{
        CloseOrganisation, ClosingConfirmation, DeletedCount, Keeping, LegalHold, LegalHoldLifting, LegalHoldPath,
        LiftLegalHold, ListDeletions, ListLegalHolds, NewLegalHold, PlaceLegalHold, PreviewErasure, ReadClosing,
        ReadKeeping, ReadRetention, RetentionChange, RetentionKind, SetRetention,
    },
    problem::Code,
    wire::{LegalHoldId, PersonId},
};
use uuid::Uuid;

use super::{Ground, made};

const WHY: &str = "A dispute about overtime.";

fn places(by: &Client, on: Option<PersonId>) -> Called<PlaceLegalHold> {
    by.call::<PlaceLegalHold>(Nothing {}, Nothing {}, NewLegalHold { person_id: on, reason: WHY.to_owned() })
}

fn lifts(by: &Client, id: LegalHoldId) -> Called<LiftLegalHold> {
    let body = LegalHoldLifting { reason: "It is settled.".to_owned() };
    by.call::<LiftLegalHold>(LegalHoldPath { id }, Nothing {}, body)
}

fn first(holds: Vec<LegalHold>) -> LegalHold {
    holds.into_iter().next().expect("a hold")
}

/// How many of a kind its rule would delete today.
fn due(by: &Client, kind: RetentionKind) -> Option<i64> {
    let all = by.call::<ReadRetention>(Nothing {}, Nothing {}, ()).expect("the rules");
    all.rules.into_iter().find(|rule| rule.kind == kind).map(|rule| rule.due)
}

/// The kinds of which `ages` makes one each.
const AGED: [RetentionKind; 5] = [
    RetentionKind::Reviews,
    RetentionKind::OneOnOnes,
    RetentionKind::Goals,
    RetentionKind::Development,
    RetentionKind::ImprovementPlans,
];

/// Of each of `AGED` the leaver has one that is years old, and the organisation keeps each for a year.
fn ages(ground: &Ground) {
    let closing =
        json!({ "transition": "cancel", "score": 0.1, "score_comment": "Barely begun.", "learning": "A lot." });
    let objective = ground.objective["objective"]["id"].as_str().expect("an id");
    made(&ground.leaver, &format!("/api/v1/objectives/{objective}/move"), &closing);
    let (org, leaver, manager, admin) = (ground.org_id(), ground.leaver.id, ground.manager.id, ground.org.admin().id);
    let [template, cycle, packet, review, plan, part, act, step] = [(); 8].map(|()| Uuid::now_v7());
    // It is noon there, whatever time it is here; `Etc` counts the other way round.
    let zone = format!("Etc/GMT{:+}", i64::from(Utc::now().hour()) - 12);
    run(
        &mut ground.org.server.database.admin(),
        &format!(
            "UPDATE organisations SET time_zone = '{zone}';
             UPDATE objectives SET closed_at = '2023-01-02' WHERE id = '{objective}';
             UPDATE meetings SET state = 'held', occurs_on = '2023-01-02' WHERE id = '{meeting}';
             INSERT INTO development_steps
                 (org_id, id, person_id, body, progress, agreed_by_person, agreed_by_manager, created_by)
             VALUES ('{org}', '{step}', '{leaver}', 'Speak in public.', 100, true, true, '{leaver}');
             UPDATE development_steps SET done_at = '2023-01-02';
             INSERT INTO improvement_plans (org_id, id, person_id, state, starts_on, ends_on, started_at, ended_at)
             VALUES ('{org}', '{plan}', '{leaver}', 'met', '2022-10-01', '2023-01-02', '2022-10-01', '2023-01-02');
             INSERT INTO improvement_sections (org_id, id, plan_id, place, kind, audience, body, edition)
             VALUES ('{org}', '{part}', '{plan}', 1, 'expected', 'person', 'Fewer late deliveries.', 1);
             INSERT INTO improvement_acts (org_id, id, plan_id, act, actor_id, audience, edition)
             VALUES ('{org}', '{act}', '{plan}', 'met', '{manager}', 'person', 1);
             INSERT INTO review_templates (org_id, id, name, description) VALUES ('{org}', '{template}', 'Yearly', '');
             INSERT INTO review_forms (org_id, template_id, number, form, created_by)
             VALUES ('{org}', '{template}', 1, '{{}}', '{admin}');
             INSERT INTO review_cycles
                 (org_id, id, name, stage, template_id, form_number, period_from, period_to, write_by, share_by,
                  peers_least, peers_most, peer_load, naming, minimum, created_by)
             VALUES ('{org}', '{cycle}', 'Of 2022', 'closed', '{template}', 1, '2022-01-01', '2022-12-31', '2023-01-01',
                     '2023-01-02', 0, 3, 5, 'named', 3, '{admin}');
             INSERT INTO review_packets (org_id, id, cycle_id, subject_id)
             VALUES ('{org}', '{packet}', '{cycle}', '{leaver}');
             INSERT INTO reviews (org_id, id, packet_id, author_id, relation, state, submitted_at)
             VALUES ('{org}', '{review}', '{packet}', '{manager}', 'manager', 'submitted', '2023-01-01');
             INSERT INTO review_submissions (org_id, review_id, number, answers) VALUES ('{org}', '{review}', 1, '{{}}');
             INSERT INTO review_pauses (org_id, packet_id, from_on, until_on, covers, paused_by)
             VALUES ('{org}', '{packet}', '2022-12-01', '2022-12-09', 'all', '{admin}');
             INSERT INTO review_waivers (org_id, cycle_id, person_id, lack, reason, waived_by)
             VALUES ('{org}', '{cycle}', '{leaver}', 'peers', 'They worked alone.', '{admin}');
             INSERT INTO retention_rules (org_id, kind, months, acts_from)
             SELECT '{org}', kind, 12, '2026-01-01'
             FROM unnest(ARRAY['reviews', 'one_on_ones', 'goals', 'development', 'improvement_plans']) kind",
            meeting = ground.meeting
        ),
    );
}

#[test]
fn a_rule_passes_over_whom_it_holds_and_deletes_all_of_it_once_it_is_lifted() {
    let ground = Ground::on(Server::alone(&[]));
    let (admin, database) = (ground.org.admin(), &ground.org.server.database);
    ages(&ground);
    let hold = first(places(admin, Some(ground.leaver.id)).expect("a hold").items);
    run(
        &mut database.admin(),
        &format!(
            "INSERT INTO retention_deletions (org_id, day, kind, number)
             VALUES ('{}', date_trunc('month', current_date)::date - 10, 'feedback', 2)",
            ground.org_id()
        ),
    );
    let worker = || Server::start(database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    let first_morning = worker();
    let reminded = "SELECT count(reminded_on)::text AS text FROM notice_rounds";
    eventually("a morning has passed", || text(&mut database.admin(), reminded) == "1");
    for table in ["review_packets", "development_steps", "improvement_plans", "retention_deletions"] {
        assert_eq!(ground.count(table), "1", "{table}");
    }
    let told = format!("notices WHERE kind = 'deletions_reported' AND person_id = '{}'", admin.id);
    assert_eq!(ground.count(&told), "1", "last month's report is there");
    assert_eq!(ground.count("objectives WHERE state = 'cancelled'"), "1");
    drop(first_morning);

    lifts(admin, hold.id).expect("it is lifted");
    run(&mut database.admin(), "UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
    let _second_morning = worker();
    eventually("all of it is gone", || ground.count("retention_deletions") == (AGED.len() + 1).to_string());
    for gone in [
        "review_packets",
        "reviews",
        "review_submissions",
        "review_packet_versions",
        "review_states",
        "review_pauses",
        "review_waivers",
        "check_ins",
        "private_notes",
        "development_steps",
        "improvement_plans",
        "improvement_acts",
        "objectives WHERE state = 'cancelled'",
        "meetings WHERE state = 'held'",
    ] {
        assert_eq!(ground.count(gone), "0", "{gone}");
    }
    assert_eq!(ground.count("review_cycles"), "1", "what it was called stays");
    let report = admin.call::<ListDeletions>(Nothing {}, Nothing {}, ()).expect("the report");
    let counts: Vec<_> = report.months.into_iter().flat_map(|month| month.counts).collect();
    assert_eq!(ground.count(&told), "1", "nobody is told twice");
    assert_eq!(counts.len(), AGED.len() + 1);
    for kind in AGED {
        assert!(counts.contains(&DeletedCount { kind, count: 1 }), "{kind}");
    }
}

#[test]
fn nobody_who_is_held_is_erased_and_the_reason_is_told() {
    let ground = Ground::on(Server::shared());
    let admin = ground.org.admin();
    ground.leaves();
    let hold = first(places(admin, Some(ground.leaver.id)).expect("a hold").items);
    assert_eq!((hold.reason.as_str(), hold.person.as_ref().map(|it| it.id)), (WHY, Some(ground.leaver.id)));
    ground.erases(admin, &ground.leaver.name).refused_at("name", "held");
    let path = || PersonPath { id: ground.leaver.id };
    let preview = || admin.call::<PreviewErasure>(path(), Nothing {}, ()).expect("a preview");
    assert_eq!(preview().hold.as_deref(), Some(WHY));
    let lifted = first(lifts(admin, hold.id).expect("it is lifted").items);
    assert_eq!(lifted.lifted.map(|lifted| lifted.reason).as_deref(), Some("It is settled."));
    lifts(admin, hold.id).refused_at("lifted", "not_allowed_now");
    assert_eq!(preview().hold, None);
    for kind in ["people.hold_placed", "people.hold_lifted"] {
        let events = format!("audit_events WHERE kind = '{kind}' AND resource_id = '{}'", ground.leaver.id);
        assert_eq!(ground.count(&events), "1", "{kind}");
    }
    ground.erases(admin, &ground.leaver.name).expect("they are erased");
    places(admin, Some(ground.leaver.id)).refused_at("person_id", "erased");
}

#[test]
fn an_organisation_with_a_hold_does_not_close() {
    let org = Org::db_on(Server::shared());
    let admin = org.admin();
    let name = admin.call::<ReadClosing>(Nothing {}, Nothing {}, ()).expect("how it stands").name;
    let closes = || {
        let confirmed = ClosingConfirmation { name: name.clone() };
        admin.call::<CloseOrganisation>(Nothing {}, Nothing {}, confirmed)
    };
    let hold = first(places(admin, None).expect("a hold").items);
    assert_eq!(hold.person, None);
    closes().refused_at("name", "held");
    lifts(admin, hold.id).expect("it is lifted");
    closes().expect("it is to close");

    // One that is to close already stays, and isn't gone as soon as the hold is lifted.
    let standing = || admin.call::<ReadClosing>(Nothing {}, Nothing {}, ()).expect("how it stands").closes_at;
    assert!(standing().is_some());
    places(admin, Some(PersonId(Uuid::now_v7()))).refused_at("person_id", "unknown");
    assert!(standing().is_some(), "no hold, no change");
    let hold = first(places(admin, Some(admin.id)).expect("a hold").items);
    assert_eq!(standing(), None);
    org.server.mailbox.wait_for_subject(&admin.email, &format!("{name} stays on PerfTrack"), 1);
    lifts(admin, hold.id).expect("it is lifted");
    assert_eq!(standing(), None, "whoever wants it gone asks for it again");
}

#[test]
fn what_a_leaver_noted_about_somebody_who_is_held_keeps_them_from_being_erased() {
    let ground = Ground::on(Server::shared());
    let admin = ground.org.admin();
    let body = json!({ "kind": "note", "subject_id": ground.peer.id, "body": "About the peer.", "purpose": "growth",
                       "audience": { "person": false, "manager": false, "chain": false, "later_managers": false } });
    made(&ground.leaver, "/api/v1/feedback", &body);
    ground.leaves();
    let long_ago = "UPDATE people SET deactivated_at = now() - interval '7 months'";
    run(&mut ground.org.server.database.admin(), &format!("{long_ago} WHERE id = '{}'", ground.leaver.id));
    let rule = RetentionChange { kind: RetentionKind::Leavers, months: Some(6) };
    admin.call::<SetRetention>(Nothing {}, Nothing {}, rule).expect("a rule");
    let due = || due(admin, RetentionKind::Leavers);
    assert_eq!(due(), Some(1));
    let hold = first(places(admin, Some(ground.peer.id)).expect("a hold").items);
    assert_eq!(due(), Some(0), "what they noted would go with them");
    let preview = admin.call::<PreviewErasure>(PersonPath { id: ground.leaver.id }, Nothing {}, ()).expect("a preview");
    assert_eq!(preview.hold.as_deref(), Some(WHY));
    ground.erases(admin, &ground.leaver.name).refused_at("name", "held");
    lifts(admin, hold.id).expect("it is lifted");
    assert_eq!(due(), Some(1));
    ground.erases(admin, &ground.leaver.name).expect("they are erased");
}

#[test]
fn a_guest_who_is_held_keeps_the_meeting_and_whoever_met_in_it() {
    let ground = Ground::on(Server::shared());
    let admin = ground.org.admin();
    let held = "UPDATE meetings SET state = 'held', occurs_on = '2023-01-02'";
    run(
        &mut ground.org.server.database.admin(),
        &format!("{held}, guest_id = '{}' WHERE id = '{}'", ground.peer.id, ground.meeting),
    );
    ground.leaves();
    let rule = RetentionChange { kind: RetentionKind::OneOnOnes, months: Some(12) };
    admin.call::<SetRetention>(Nothing {}, Nothing {}, rule).expect("a rule");
    let due = || due(admin, RetentionKind::OneOnOnes);
    assert_eq!(due(), Some(1));
    let hold = first(places(admin, Some(ground.peer.id)).expect("a hold").items);
    assert_eq!(due(), Some(0));
    ground.erases(admin, &ground.leaver.name).refused_at("name", "held");
    lifts(admin, hold.id).expect("it is lifted");
    assert_eq!(due(), Some(1));
    ground.erases(admin, &ground.leaver.name).expect("they are erased");
}

#[test]
fn holds_are_for_admins_and_what_is_kept_is_known_to_everybody() {
    let org = Org::db_on(Server::shared());
    let admin = org.admin();
    let hold = first(places(admin, None).expect("a hold").items);
    let rule = RetentionChange { kind: RetentionKind::Goals, months: Some(24) };
    admin.call::<SetRetention>(Nothing {}, Nothing {}, rule).expect("a rule");
    for role in [Role::Employee, Role::Manager] {
        let person = org.db_person(role, None);
        places(&person, Some(person.id)).refused(Code::Forbidden);
        lifts(&person, hold.id).refused(Code::Forbidden);
        person.call::<ListLegalHolds>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
        person.call::<ListDeletions>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
        let Keeping { times } = person.call::<ReadKeeping>(Nothing {}, Nothing {}, ()).expect("what is kept");
        assert_eq!(times.iter().map(|time| (time.kind, time.months)).collect::<Vec<_>>(), [(RetentionKind::Goals, 24)]);
    }
    let elsewhere = Org::db_on(Server::shared());
    places(admin, Some(elsewhere.admin().id)).refused_at("person_id", "unknown");
    lifts(elsewhere.admin(), hold.id).refused(Code::NotFound);
}
