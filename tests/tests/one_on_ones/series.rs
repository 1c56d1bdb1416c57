//! A series plans ahead by its rule, and ends with what joined the two.

use chrono::{NaiveTime, Timelike, Utc};
use perftrack_tests::{Client, Org, Persona, Refused, Server, db::run};
use shared::{
    access::{Relation, Role},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    one_on_ones::{
        EditOneOnOne, EndOneOnOne, EndReason, ListMeetings, ListMissingOneOnOnes, ListOneOnOnes, Meeting,
        MeetingFilter, NewOneOnOne, OneOnOneChanges, OneOnOneFilter, OneOnOnePath,
    },
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{Patch, PersonId},
};

use super::{Pair, agenda, meeting, puts, series, set_up, weekly};

fn planned(by: &Client) -> Vec<Meeting> {
    by.call::<ListMeetings>(Nothing {}, MeetingFilter::default(), ()).expect("meetings").items
}

fn moves(org: &Org, person: &Persona, under: Option<PersonId>) {
    let path = PersonPath { id: person.id };
    let version = org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: under.map_or(Patch::Clear, Patch::Set), ..Default::default() };
    org.admin().change::<EditPerson>(path, version, changes).expect("they move");
}

#[test]
fn the_next_four_meetings_are_planned_for_both() {
    let pair = Pair::new();
    for one in [&pair.manager, &pair.report] {
        let planned = planned(one);
        assert_eq!(planned.len(), 4);
        assert!(planned.iter().all(|meeting| meeting.relation == Relation::Own && meeting.place == "Room 7"));
        assert!(planned.windows(2).all(|two| (two[1].starts_at - two[0].starts_at).num_days() == 7));
    }
}

#[test]
fn whom_nobody_looks_after_is_planned_ahead_every_morning() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let pair = Pair::on(Org::db_on(server));
    let sql = |statement: &str| run(&mut server.database.admin(), statement);
    // It is noon there, whatever time it is here; `Etc` counts the other way round.
    sql(&format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", i64::from(Utc::now().hour()) - 12));
    let other = pair.org.db_person(Role::Employee, None);
    let ended = set_up(&pair.manager, other.id).expect("another");
    other.call::<EndOneOnOne>(OneOnOnePath { id: ended.id }, Nothing {}, ()).expect("it ends");
    for _ in 0..5 {
        pair.db_a_week_passes();
    }
    let to_come = || {
        let now = Utc::now();
        planned(&pair.report).into_iter().filter(|meeting| meeting.starts_at > now).collect::<Vec<_>>()
    };
    perftrack_tests::eventually("four are planned", || {
        // A round that was under way has noted the day once more.
        sql("UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
        to_come().len() >= 4
    });
    let meetings = to_come();
    assert_eq!(meetings.len(), 4);
    assert!(meetings.iter().all(|meeting| meeting.one_on_one_id == pair.series.id), "of what goes on");
    assert!(meetings.windows(2).all(|two| (two[1].starts_at - two[0].starts_at).num_days() == 7));
}

#[test]
fn two_people_have_one_one_on_one() {
    let pair = Pair::new();
    set_up(&pair.report, pair.manager.id).refused_at("partner_id", "taken");
    set_up(&pair.report, pair.report.id).refused_at("partner_id", "oneself");
    pair.report.call::<EndOneOnOne>(OneOnOnePath { id: pair.series.id }, Nothing {}, ()).expect("it ends");
    set_up(&pair.report, pair.manager.id).expect("another one");
}

#[test]
fn what_a_rule_cannot_say_is_refused() {
    let pair = Pair::new();
    let other = pair.org.db_person(Role::Employee, None);
    let refused = |new: NewOneOnOne, field: &str, code: &str| {
        pair.manager.call::<shared::one_on_ones::CreateOneOnOne>(Nothing {}, Nothing {}, new).refused_at(field, code);
    };
    refused(NewOneOnOne { rule: "FREQ=SECONDLY".to_owned(), ..weekly(other.id) }, "rule", "bad_rule");
    refused(NewOneOnOne { time_zone: Some("Mars/Base".to_owned()), ..weekly(other.id) }, "time_zone", "unknown");
    let never = "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31".to_owned();
    let february = "2026-02-01".parse().expect("a day");
    refused(NewOneOnOne { rule: never, starts_on: february, ..weekly(other.id) }, "rule", "never");
}

#[test]
fn a_rule_as_calendars_write_it_is_kept_as_one_says_it() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let starts_on: chrono::NaiveDate = "2100-12-07".parse().expect("a Tuesday");
    for (rule, kept, count) in [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU", 4),
        ("FREQ=WEEKLY;WKST=SU;COUNT=2;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;COUNT=2", 2),
        ("FREQ=WEEKLY;UNTIL=21001220T235959Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=21001220", 2),
    ] {
        let partner = org.db_person(Role::Employee, None);
        let new = NewOneOnOne { rule: rule.to_owned(), starts_on, ..weekly(partner.id) };
        let made = manager.call::<shared::one_on_ones::CreateOneOnOne>(Nothing {}, Nothing {}, new).expect("made");
        assert_eq!((made.rule.as_str(), planned(&partner).len()), (kept, count), "{rule}");
    }
    let other = org.db_person(Role::Employee, None);
    let over = NewOneOnOne { rule: "FREQ=WEEKLY;UNTIL=21001206".to_owned(), starts_on, ..weekly(other.id) };
    let over = manager.call::<shared::one_on_ones::CreateOneOnOne>(Nothing {}, Nothing {}, over);
    over.refused_at("rule", "never");
}

#[test]
fn a_rule_that_ends_sooner_leaves_out_what_is_planned_after_it() {
    let pair = Pair::new();
    let last = planned(&pair.manager)[3].id;
    puts(&pair.report, last, &["The move"]);
    let until = planned(&pair.manager)[1].starts_at.date_naive();
    let rule = format!("{};UNTIL={}", pair.series.rule, until.format("%Y%m%d"));
    let path = OneOnOnePath { id: pair.series.id };
    let changes = OneOnOneChanges { rule: Some(rule.clone()), ..Default::default() };
    let after = pair.manager.change::<EditOneOnOne>(path, pair.series.version, changes).expect("it changes");
    assert_eq!(after.rule, rule);
    let left = planned(&pair.manager);
    assert_eq!(left.len(), 2);
    assert_eq!(agenda(&meeting(&pair.manager, left[1].id).expect("it is seen")), [("The move".to_owned(), 0)]);
}

#[test]
fn it_is_over_by_itself_when_its_rule_is() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let pair = Pair::on(Org::db_on(server));
    let sql = |statement: &str| run(&mut server.database.admin(), statement);
    sql(&format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", i64::from(Utc::now().hour()) - 12));
    sql("UPDATE one_on_ones SET rule = rule || ';COUNT=1', starts_on = starts_on - 70");
    sql("UPDATE meetings SET state = 'skipped'");
    perftrack_tests::eventually("it ends", || {
        // A round that was under way has noted the day once more.
        sql("UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
        let now = series(&pair.report, pair.series.id).expect("it is still seen");
        now.ended_because == Some(EndReason::Over)
    });
}

#[test]
fn a_new_rule_moves_what_is_planned_with_all_that_is_on_it() {
    let pair = Pair::new();
    let next = pair.next();
    puts(&pair.report, next, &["The move"]);
    let changes = OneOnOneChanges {
        rule: Some("FREQ=MONTHLY;BYDAY=-1FR".to_owned()),
        starts_at: NaiveTime::from_hms_opt(16, 30, 0),
        ..Default::default()
    };
    let path = OneOnOnePath { id: pair.series.id };
    pair.report.change::<EditOneOnOne>(path.clone(), 7, changes.clone()).refused(Code::VersionMismatch);
    let after = pair.report.change::<EditOneOnOne>(path, pair.series.version, changes).expect("it changes");
    assert_eq!(after.next_meeting_id, Some(next));
    let planned = planned(&pair.manager);
    assert_eq!(planned.len(), 4);
    assert!(planned.iter().all(|meeting| meeting.starts_at.time() == NaiveTime::from_hms_opt(16, 30, 0).unwrap()));
    assert_eq!(agenda(&meeting(&pair.manager, next).expect("it is seen")), [("The move".to_owned(), 0)]);
}

#[test]
fn a_change_of_manager_ends_it_and_both_keep_what_was_written() {
    let pair = Pair::new();
    let held = pair.holds();
    let new = pair.org.db_person(Role::Manager, None);
    moves(&pair.org, &pair.report, Some(new.id));

    for one in [&pair.manager, &pair.report] {
        let ended = series(one, pair.series.id).expect("it is still seen");
        assert_eq!(ended.ended_because, Some(EndReason::ManagerChanged));
        assert!(meeting(one, held).expect("its meetings too").content.is_some());
        assert_eq!(planned(one), [], "nothing is to come");
        let puts = shared::one_on_ones::NewAgendaItems { items: vec!["More".to_owned()] };
        one.call::<shared::one_on_ones::CreateAgendaItems>(
            shared::one_on_ones::MeetingPath { id: held },
            Nothing {},
            puts,
        )
        .refused(Code::Conflict);
    }
    let seen = meeting(&new, held).expect("the new manager sees that they met");
    assert_eq!((seen.meeting.relation, seen.content), (Relation::Report, None));

    let missing = |by: &Client| {
        let missing = by.call::<ListMissingOneOnOnes>(Nothing {}, Nothing {}, ()).expect("what is missing");
        missing.items.into_iter().map(|one| (one.person.id, one.is_manager)).collect::<Vec<_>>()
    };
    assert_eq!(missing(&pair.report), [(new.id, true)]);
    assert_eq!(missing(&new), [(pair.report.id, false)]);
    set_up(&new, pair.report.id).expect("a new one");
    assert_eq!(missing(&pair.report), []);
}

#[test]
fn who_ends_it_tells_the_other() {
    let pair = Pair::new();
    pair.report.call::<EndOneOnOne>(OneOnOnePath { id: pair.series.id }, Nothing {}, ()).expect("it ends");
    let told = |of: &Client| {
        let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices");
        notices.items.into_iter().filter(|notice| notice.kind == NoticeKind::OneOnOneEnded).count()
    };
    assert_eq!((told(&pair.manager), told(&pair.report)), (1, 0));
}

#[test]
fn a_change_back_within_two_days_finds_it_as_it_was() {
    let pair = Pair::new();
    let next = pair.next();
    let new = pair.org.db_person(Role::Manager, None);
    moves(&pair.org, &pair.report, Some(new.id));
    moves(&pair.org, &pair.report, Some(pair.manager.id));
    let back = series(&pair.report, pair.series.id).expect("it is seen");
    assert_eq!((back.ended_at, back.next_meeting_id), (None, Some(next)));

    moves(&pair.org, &pair.report, Some(new.id));
    let mut conn = pair.org.server.database.admin();
    run(
        &mut conn,
        &format!("UPDATE one_on_ones SET ended_at = now() - interval '49 hours' WHERE id = '{}'", pair.series.id),
    );
    moves(&pair.org, &pair.report, Some(pair.manager.id));
    assert!(series(&pair.report, pair.series.id).expect("it is seen").ended_at.is_some());
}

#[test]
fn a_change_of_another_kind_leaves_it() {
    let pair = Pair::new();
    let path = PersonPath { id: pair.report.id };
    let version = pair.org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { job_title: Patch::Set("Pilot".to_owned()), ..Default::default() };
    pair.org.admin().change::<EditPerson>(path, version, changes).expect("they are renamed");
    assert_eq!(series(&pair.report, pair.series.id).expect("it is seen").ended_at, None);
}

#[test]
fn it_ends_when_one_of_the_two_leaves() {
    let pair = Pair::new();
    let path = PersonPath { id: pair.report.id };
    pair.org.admin().call::<DeactivatePerson>(path, Nothing {}, ()).expect("they leave");
    let ended = series(&pair.manager, pair.series.id).expect("it is seen");
    assert_eq!(ended.ended_because, Some(EndReason::Left));
}

#[test]
fn lists_hold_what_one_may_know_of() {
    let pair = Pair::new();
    let stranger = pair.org.db_person(Role::Manager, None);
    let ids = |by: &Client| {
        let page = by.call::<ListOneOnOnes>(Nothing {}, OneOnOneFilter::default(), ()).expect("the list");
        page.items.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    for by in [&*pair.manager, &*pair.report, &**pair.org.admin()] {
        assert_eq!(ids(by), [pair.series.id]);
    }
    assert_eq!(ids(&stranger), []);
    series(&stranger, pair.series.id).refused(Code::NotFound);
}
