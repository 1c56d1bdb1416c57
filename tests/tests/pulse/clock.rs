//! What comes by the clock.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use chrono::{Days, Timelike, Utc};
use perftrack_tests::{
    Database, Org, Server,
    db::{count, run, text},
};
use serde_json::json;
use shared::{
    notifications::NoticeKind,
    pulse::{PulseState, PulseStep},
    wire::PulseId,
};

use super::{Ground, ballot, results, see, step, today, told, unread};

/// A server whose clock goes.
fn ground(platform: usize, mobile: usize) -> Ground {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let server = SERVER.get_or_init(|| Server::start(Database::fresh(), &[("PERFTRACK_ROUNDS", "on")]));
    Ground::on(Org::db_on(server), platform, mobile)
}

fn until(what: &str, is: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(90);
    while !is() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// One that waits for a day of the future.
fn scheduled(ground: &Ground, with: serde_json::Value) -> PulseId {
    let mut days = json!({ "opens_on": today() + Days::new(30), "closes_on": today() + Days::new(36) });
    for (field, value) in with.as_object().expect("fields") {
        days[field] = value.clone();
    }
    let id = ground.draft(days).pulse.id;
    step(ground.org.admin(), id, PulseStep::Open).expect("it is scheduled");
    id
}

/// Time goes by.
fn days_pass(ground: &Ground, id: PulseId, days: u32) {
    let over = format!(
        "UPDATE pulse_surveys SET opens_on = opens_on - {days}, closes_on = closes_on - {days},
                opened_on = opened_on - {days} WHERE id = '{id}'"
    );
    run(&mut ground.org.server.database.admin(), &over);
}

fn state(ground: &Ground, id: PulseId) -> PulseState {
    see(ground.org.admin(), id).expect("it").pulse.state
}

#[test]
fn it_opens_what_is_due_and_tells_who_is_asked() {
    let ground = ground(6, 6);
    let id = scheduled(&ground, json!({}));
    assert_eq!(unread(&ground.platform_people[1]), 0);
    days_pass(&ground, id, 30);
    until("it stays shut", || state(&ground, id) == PulseState::Open);
    assert_eq!([unread(&ground.platform_people[1]), unread(&ground.mobile_people[1])], [1, 1]);
}

#[test]
fn it_closes_what_is_over() {
    let ground = ground(6, 6);
    let id = ground.open(json!({}));
    days_pass(&ground, id, 9);
    until("it stays open", || state(&ground, id) == PulseState::Closed);
    assert!(results(ground.org.admin(), id).expect("results").questions.iter().all(|one| one.cells.is_empty()));
    assert_eq!(unread(&ground.platform_people[1]), 0, "nobody is asked any more");
}

/// It is noon in the organisation, on the same day as here, and its morning is still to be looked after.
fn another_noon(ground: &Ground) {
    let org = super::org_id(&ground.org);
    // `Etc` counts the other way round.
    let behind = i64::from(Utc::now().hour()) - 12;
    run(
        &mut ground.org.server.database.admin(),
        &format!(
            "UPDATE organisations SET time_zone = 'Etc/GMT{behind:+}' WHERE org_id = '{org}';
             INSERT INTO notice_rounds (org_id) VALUES ('{org}') ON CONFLICT DO NOTHING;
             UPDATE notice_rounds SET reminded_on = NULL, due_at = now() WHERE org_id = '{org}'"
        ),
    );
}

#[test]
fn who_has_not_answered_is_reminded_three_days_before_the_end_and_on_the_last_day() {
    let ground = ground(6, 6);
    let id = ground.open(json!({}));
    let [voter, silent] = [&ground.platform_people[1], &ground.platform_people[2]];
    ballot(voter, id);
    let given = |to: &perftrack_tests::Persona| {
        let rows = format!("notices WHERE about = '{id}' AND kind = 'pulse_closing' AND person_id = '{}'", to.id);
        count(&mut ground.org.server.database.admin(), &rows)
    };
    days_pass(&ground, id, 3);
    another_noon(&ground);
    until("nobody is reminded", || told(silent, NoticeKind::PulseClosing) == 1);
    another_noon(&ground);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(given(silent), 1, "once");
    days_pass(&ground, id, 3);
    another_noon(&ground);
    until("nobody is reminded on the last day", || given(silent) == 2);
    assert_eq!(told(silent, NoticeKind::PulseClosing), 1, "the later gives way for the earlier");
    assert_eq!(told(voter, NoticeKind::PulseClosing), 0);
    assert_eq!(given(voter), 2, "no row says who had taken part by when");
    ground.close(id);
    assert_eq!(told(silent, NoticeKind::PulseClosing), 0);
}

#[test]
fn a_wave_that_missed_its_days_waits_for_the_next() {
    let ground = ground(6, 6);
    let (again, once) = (scheduled(&ground, json!({ "every_weeks": 2 })), scheduled(&ground, json!({})));
    // They were to close yesterday.
    [again, once].iter().for_each(|id| days_pass(&ground, *id, 37));
    until("the draft stays scheduled", || state(&ground, once) == PulseState::Draft);
    until("the wave keeps its days", || see(ground.org.admin(), again).expect("it").pulse.closes_on > today());
    let now = see(ground.org.admin(), again).expect("it").pulse;
    assert_eq!((now.state, now.wave, now.opens_on), (PulseState::Scheduled, 1, today() + Days::new(7)));
    assert_eq!(unread(&ground.platform_people[1]), 0);
    let asked = format!("pulse_invitations WHERE survey_id IN ('{again}', '{once}')");
    assert_eq!(count(&mut ground.org.server.database.admin(), &asked), 0, "nobody's rest is used up");
}

#[test]
fn one_organisation_cannot_stop_the_others() {
    let (stuck, other) = (ground(6, 6), ground(6, 6));
    let mut conn = stuck.org.server.database.admin();
    let org = super::org_id(&stuck.org);
    // Six hundred that ask nobody, due since long before the other's.
    run(
        &mut conn,
        &format!(
            "INSERT INTO pulse_surveys (org_id, id, series_id, title, state, opens_on, closes_on, started_from, created_by)
             SELECT '{org}', id, id, 'Stuck', 'scheduled', current_date - 3, current_date + 30, '2100-01-01', '{}'
             FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 600)) new",
            stuck.org.admin().id
        ),
    );
    let id = scheduled(&other, json!({}));
    days_pass(&other, id, 30);
    until("another organisation's have to wait for it", || state(&other, id) == PulseState::Open);
    let tried = format!("SELECT max(tries)::text AS text FROM pulse_surveys WHERE org_id = '{org}'");
    until("no try is noted", || text(&mut stuck.org.server.database.admin(), &tried) != "0");
    std::thread::sleep(Duration::from_secs(20));
    assert_eq!(text(&mut conn, &tried), "1", "the next try has to wait");
}
