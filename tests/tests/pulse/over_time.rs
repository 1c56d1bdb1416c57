//! Comparing one time with another shows nobody who came, went or moved.

use perftrack_tests::db::run;
use serde_json::json;
use shared::{pulse::EditPulse, wire::PulseId};

use super::{Ground, published, results, seat, see, vote};

/// Everybody who is asked answers, and it closes.
fn wave(ground: &Ground, id: PulseId) -> PulseId {
    let everybody = ground.platform_people.iter().chain(&ground.mobile_people);
    let asked: Vec<_> =
        everybody.filter(|person| see(person, id).is_ok_and(|seen| seen.pulse.asks_me)).cloned().collect();
    vote(&ground.org, &asked, id, 9, "Fine.");
    ground.close(id);
    id
}

/// How many answers are published of the whole and of both teams.
fn shown(ground: &Ground, id: PulseId) -> [Option<i64>; 3] {
    let all = results(ground.org.admin(), id).expect("results");
    [None, Some(ground.platform.id), Some(ground.mobile.id)].map(|team| published(&all, 0, team))
}

#[test]
fn who_joined_a_team_is_not_the_difference_of_two_waves() {
    let mut ground = Ground::of(6, 6);
    let first = wave(&ground, ground.open(json!({})));
    assert_eq!(shown(&ground, first), [Some(12), Some(6), Some(6)]);
    let newcomer = ground.org.db_person(shared::access::Role::Employee, None);
    seat(&ground.org, &newcomer, ground.platform.id);
    ground.platform_people.push(newcomer);
    let second = wave(&ground, ground.open(json!({})));
    assert_eq!(shown(&ground, second), [None, None, Some(6)], "only the other team is as it was");
    let all = results(ground.org.admin(), second).expect("results");
    assert_eq!(all.questions[2].texts.len(), 6, "texts stand under published groups only");
    // Four newcomers are enough to stand together.
    for _ in 0..3 {
        let another = ground.org.db_person(shared::access::Role::Employee, None);
        seat(&ground.org, &another, ground.platform.id);
        ground.platform_people.push(another);
    }
    let third = wave(&ground, ground.open(json!({})));
    assert_eq!(shown(&ground, third), [Some(16), Some(10), Some(6)], "the second wave gave nothing to compare with");
}

#[test]
fn two_pulses_that_leave_one_out_are_not_compared() {
    let ground = Ground::of(6, 6);
    wave(&ground, ground.open(json!({})));
    let left_out = json!({ "title": "Another", "excluded": [ground.mobile_people[0].id] });
    let second = wave(&ground, ground.open(left_out));
    assert_eq!(shown(&ground, second), [None, Some(6), None]);
    // Nor one that asks only the team: it is the same people as that team was, with a comma more in the question.
    let team = json!({
        "team_id": ground.platform.id, "excluded": [ground.mobile_people[0].id], "minimum": 3,
        "questions": [{ "kind": "enps", "text": "How likely, would you recommend US?" }],
    });
    let mut asked = ground.platform_people.clone();
    for _ in 0..5 {
        let another = ground.org.db_person(shared::access::Role::Employee, None);
        seat(&ground.org, &another, ground.platform.id);
        asked.push(another);
    }
    let third = ground.open(team.clone());
    for voter in &asked {
        let slip = super::ballot(voter, third);
        let said = vec![shared::pulse::Answer { number: Some(9), ..shared::pulse::Answer::to(0) }];
        super::answer(&ground.org, &slip, said).expect("an answer");
    }
    ground.close(third);
    assert_eq!(shown(&ground, third)[0], Some(11), "five more are enough");
}

#[test]
fn a_third_wave_is_held_against_the_first() {
    let ground = Ground::of(8, 8);
    let first = wave(&ground, ground.open(json!({})));
    // Four leave the team, and three of them come back.
    let gone: Vec<_> = ground.platform_people[4..8].to_vec();
    gone.iter().for_each(|person| seat(&ground.org, person, ground.mobile.id));
    let second = wave(&ground, ground.open(json!({})));
    gone[..3].iter().for_each(|person| seat(&ground.org, person, ground.platform.id));
    let third = wave(&ground, ground.open(json!({})));
    assert_eq!(shown(&ground, first), [Some(16), Some(8), Some(8)]);
    assert_eq!(shown(&ground, second), [Some(16), Some(4), Some(12)], "four moved");
    assert_eq!(shown(&ground, third), [Some(16), None, None], "one is missing from the first");
}

#[test]
fn who_left_is_not_the_difference_either() {
    let ground = Ground::of(6, 7);
    wave(&ground, ground.open(json!({})));
    let leaver = &ground.mobile_people[6];
    run(
        &mut ground.org.server.database.admin(),
        &format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", leaver.id),
    );
    let second = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, second, 9, "");
    vote(&ground.org, &ground.mobile_people[..6], second, 9, "");
    ground.close(second);
    assert_eq!(shown(&ground, second), [None, Some(6), None]);
}

#[test]
fn a_risen_minimum_is_held_against_other_waves() {
    let ground = Ground::of(10, 10);
    let first = wave(&ground, ground.open(json!({})));
    ground.platform_people[6..10].iter().for_each(|person| seat(&ground.org, person, ground.mobile.id));
    let second = wave(&ground, ground.open(json!({})));
    assert_eq!(shown(&ground, second), [Some(20), Some(6), Some(14)]);
    let admin = ground.org.admin();
    let raise = shared::pulse::PulseChanges { minimum: Some(5), ..Default::default() };
    let version = see(admin, second).expect("it").pulse.version;
    admin.change::<EditPulse>(shared::pulse::PulsePath { id: second }, version, raise).expect("it rises");
    assert_eq!(shown(&ground, second), [Some(20), None, None], "four who moved are fewer than five");
    assert_eq!(shown(&ground, first), [Some(20), Some(10), Some(10)]);
}
