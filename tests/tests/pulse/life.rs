//! From draft to closed, and what can't be meant.

use chrono::Days;
use perftrack_tests::{Refused, db::count};
use serde_json::json;
use shared::{
    access::Role,
    home::ReadHome,
    notifications::NoticeKind,
    operation::Nothing,
    problem::Code,
    pulse::{
        Barrier, EditPulse, ListPulses, PreviewPulse, PulseChanges, PulseFilter, PulsePath, PulseState, PulseStep,
    },
};

use super::{Ground, ballot, create, see, step, today, told, unread, vote};

#[test]
fn a_draft_is_the_admins_until_it_opens() {
    let ground = Ground::of(6, 6);
    let draft = ground.draft(json!({}));
    let id = draft.pulse.id;
    let member = &ground.platform_people[1];
    see(member, id).refused(Code::NotFound);
    see(&ground.platform_lead, id).refused(Code::NotFound);
    step(&ground.platform_lead, id, PulseStep::Open).refused(Code::Forbidden);

    let open = step(ground.org.admin(), id, PulseStep::Open).expect("it opens");
    assert_eq!((open.pulse.state, open.pulse.asked), (PulseState::Open, Some(12)));
    let seen = see(member, id).expect("it is seen");
    assert!(seen.pulse.asks_me && !seen.pulse.took_ballot && seen.audience.is_none());
    let home = member.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    assert_eq!(home.open_pulses[0].id, id);
    ballot(member, id);
    let home = member.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    assert!(home.open_pulses.is_empty(), "who took part isn't asked again");

    ground.close(id);
    assert_eq!(see(member, id).expect("it is seen").pulse.state, PulseState::Closed);
    step(ground.org.admin(), id, PulseStep::Open).refused(Code::Conflict);
}

#[test]
fn with_fewer_than_ten_nothing_is_called_anonymous() {
    let ground = Ground::of(4, 5);
    let id = ground.draft(json!({})).pulse.id;
    let preview = ground.org.admin().call::<PreviewPulse>(PulsePath { id }, Nothing {}, ()).expect("a preview");
    assert_eq!((preview.asked, preview.barrier), (9, Some(Barrier::TooFew)));
    step(ground.org.admin(), id, PulseStep::Open).refused(Code::Conflict);
}

#[test]
fn groups_below_the_minimum_are_counted_in_the_next_larger() {
    let ground = Ground::of(9, 3);
    let id = ground.draft(json!({})).pulse.id;
    let preview = ground.org.admin().call::<PreviewPulse>(PulsePath { id }, Nothing {}, ()).expect("a preview");
    let teams: Vec<_> = preview.groups.iter().filter_map(|group| group.team_id).collect();
    assert!(!teams.contains(&ground.mobile.id), "three are too few");
    assert!(!teams.contains(&ground.platform.id), "the three would be what is left beside them");
    assert_eq!(preview.groups[0].asked, 12);
}

#[test]
fn one_pulse_at_a_time_asks_a_person() {
    let ground = Ground::of(6, 6);
    ground.open(json!({}));
    let second = ground.draft(json!({ "team_id": null })).pulse.id;
    let preview = ground.org.admin().call::<PreviewPulse>(PulsePath { id: second }, Nothing {}, ()).expect("a preview");
    assert_eq!(preview.barrier, Some(Barrier::Overlap));
    step(ground.org.admin(), second, PulseStep::Open).refused(Code::Conflict);
}

#[test]
fn whoever_was_asked_lately_rests() {
    let ground = Ground::of(12, 12);
    let first = ground.open(json!({ "team_id": ground.platform.id }));
    ground.close(first);
    let second = ground.open(json!({ "rest_weeks": 4 }));
    assert_eq!(see(ground.org.admin(), second).expect("it").pulse.asked, Some(12));
    see(&ground.platform_people[1], second).refused(Code::NotFound);
}

#[test]
fn a_sample_asks_a_part_by_lot() {
    let ground = Ground::of(12, 12);
    let id = ground.open(json!({ "sample_percent": 50 }));
    assert_eq!(see(ground.org.admin(), id).expect("it").pulse.asked, Some(12));
}

#[test]
fn rules_choose_whom_it_asks() {
    let ground = Ground::of(12, 12);
    let left_out: Vec<_> = ground.platform_people.iter().take(2).map(|person| person.id).collect();
    let id = ground.open(json!({ "team_id": ground.platform.id, "excluded": left_out }));
    assert_eq!(see(ground.org.admin(), id).expect("it").pulse.asked, Some(10));
    see(&ground.mobile_people[0], id).refused(Code::NotFound);
    see(&ground.platform_people[1], id).refused(Code::NotFound);
}

#[test]
fn the_minimum_can_rise_and_never_fall() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({ "minimum": 5 }));
    let admin = ground.org.admin();
    let now = see(admin, id).expect("it").pulse.version;
    let to = |minimum| PulseChanges { minimum: Some(minimum), ..PulseChanges::default() };
    admin.change::<EditPulse>(PulsePath { id }, now, to(4)).refused_at("minimum", "can_only_rise");
    let raised = admin.change::<EditPulse>(PulsePath { id }, now, to(6)).expect("it rises");
    assert_eq!(raised.pulse.minimum, 6);
    let other = PulseChanges { title: Some("Another".to_owned()), ..PulseChanges::default() };
    admin.change::<EditPulse>(PulsePath { id }, raised.pulse.version, other).refused(Code::Conflict);
}

#[test]
fn a_later_day_schedules_it() {
    let ground = Ground::of(6, 6);
    let days = json!({ "opens_on": today() + Days::new(3), "closes_on": today() + Days::new(9) });
    let id = ground.draft(days).pulse.id;
    let admin = ground.org.admin();
    assert_eq!(step(admin, id, PulseStep::Open).expect("a step").pulse.state, PulseState::Scheduled);
    see(&ground.platform_people[1], id).refused(Code::NotFound);
    assert_eq!(step(admin, id, PulseStep::CallBack).expect("a step").pulse.state, PulseState::Draft);
}

#[test]
fn what_comes_again_gets_its_next_wave() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({ "every_weeks": 2 }));
    ground.close(id);
    let filter = PulseFilter { state: Some(PulseState::Scheduled), ..PulseFilter::default() };
    let next = ground.org.admin().call::<ListPulses>(Nothing {}, filter, ()).expect("a list").items;
    assert_eq!((next.len(), next[0].wave, next[0].opens_on), (1, 2, today() + Days::new(14)));
    assert_eq!(see(ground.org.admin(), next[0].id).expect("it").questions.len(), 3);
}

#[test]
fn what_would_ask_too_few_is_not_scheduled() {
    let ground = Ground::of(4, 5);
    let days = json!({ "opens_on": today() + Days::new(3), "closes_on": today() + Days::new(9) });
    let id = ground.draft(days).pulse.id;
    step(ground.org.admin(), id, PulseStep::Open).refused(Code::Conflict);
}

#[test]
fn being_asked_is_over_with_ones_ballot_and_for_all_with_the_close() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let [voter, silent] = [&ground.platform_people[1], &ground.platform_people[2]];
    assert_eq!([unread(voter), unread(silent)], [1, 1]);
    ballot(voter, id);
    assert_eq!([unread(voter), unread(silent)], [0, 1]);
    ground.close(id);
    assert_eq!([unread(voter), unread(silent)], [0, 0]);
    let waiting = format!("notices WHERE about = '{id}' AND settled_at IS NULL");
    assert_eq!(count(&mut ground.org.server.database.admin(), &waiting), 0);
}

/// Who is told that the results of a pulse are there, which so many of each team answered: another Admin, the lead of a
/// team, one of each team.
fn told_of_results(with: serde_json::Value, voters: usize) -> [usize; 4] {
    let ground = Ground::of(6, 6);
    let admin = ground.org.db_person(Role::Admin, None);
    let id = ground.open(with);
    vote(&ground.org, &ground.platform_people[..voters], id, 9, "More of it.");
    vote(&ground.org, &ground.mobile_people[..voters], id, 7, "Less of it.");
    ground.close(id);
    let people = [&admin, &ground.platform_lead, &ground.platform_people[1], &ground.mobile_people[1]];
    people.map(|person| told(person, NoticeKind::PulseResults))
}

#[test]
fn that_results_are_there_is_told_to_those_who_may_read_them() {
    assert_eq!(told_of_results(json!({}), 6), [1, 1, 0, 0]);
    assert_eq!(told_of_results(json!({ "share_total": true }), 6), [1, 1, 1, 1]);
    assert_eq!(told_of_results(json!({ "share_total": true }), 1), [0; 4], "of two answers nothing is published");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let ground = Ground::of(6, 6);
    let good = || {
        let draft = json!({ "title": "A", "opens_on": today(), "closes_on": today(),
                            "questions": [{ "kind": "enps", "text": "Q" }] });
        draft.as_object().expect("fields").clone()
    };
    let refused = |field: &str, value: serde_json::Value, at: &str, code: &str| {
        let mut body = good();
        body.insert(field.to_owned(), value);
        let new = serde_json::from_value(body.into()).expect("a pulse to be");
        create(ground.org.admin(), new).refused_at(at, code);
    };
    refused("questions", json!([]), "questions", "required");
    refused("minimum", json!(2), "minimum", "number_out_of_range");
    refused("closes_on", json!(today() - Days::new(1)), "closes_on", "ends_before_start");
    let asks = |question: serde_json::Value| json!([question]);
    refused("questions", asks(json!({ "kind": "scale", "text": "Q" })), "questions[0].options", "too_few");
    refused(
        "questions",
        asks(json!({ "kind": "enps", "text": "Q", "options": ["A"] })),
        "questions[0].options",
        "not_used_here",
    );
    refused(
        "questions",
        asks(json!({ "kind": "choice", "text": "Q", "options": ["A", "a"] })),
        "questions[0].options",
        "twice",
    );
    refused(
        "questions",
        asks(json!({ "kind": "text", "text": "Q", "multiple": true })),
        "questions[0].multiple",
        "not_used_here",
    );
}
