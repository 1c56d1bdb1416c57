//! A dump of the tables joins nobody to an answer, though every row names the transaction that wrote it last and lies
//! where it was written.

use std::collections::{BTreeMap, BTreeSet};

use perftrack_tests::db::{count, text, texts};
use serde_json::json;
use shared::{
    operation::Nothing,
    pulse::{Slip, WithdrawAnswer, ballot::token},
    wire::PulseId,
};

use super::{Ground, answer, answers, ballot, org_id, take, vote};
use perftrack_tests::Client;

/// What a dump says of the answers of an open pulse: by group and transaction how many lie there, and whether one is held.
fn mixtures(conn: &mut diesel::PgConnection, id: PulseId) -> BTreeMap<(String, i64), (usize, bool)> {
    let rows = texts(
        conn,
        &format!(
            "SELECT concat_ws(' ', group_id, xmin, count(*), bool_or(held)) AS text FROM pulse_ballots
             WHERE survey_id = '{id}' GROUP BY group_id, xmin"
        ),
    );
    let row = |row: &String| {
        let parts: Vec<_> = row.split(' ').collect();
        let number = |at: usize| parts[at].parse::<i64>().expect("a number");
        ((parts[0].to_owned(), number(1)), (usize::try_from(number(2)).expect("a count"), parts[3] == "t"))
    };
    rows.iter().map(row).collect()
}

/// After somebody answered, their answer lies in the latest mixture of their group, and with enough others of it.
fn hides_the_newest(conn: &mut diesel::PgConnection, id: PulseId, slip: &Slip) {
    let group = slip.group_id.to_string();
    let all = mixtures(conn, id);
    let of_group: Vec<_> = all.iter().filter(|((of, _), _)| *of == group).collect();
    let here: usize = of_group.iter().map(|(_, (many, _))| many).sum();
    let ((_, latest), (mixed, held)) = of_group.last().expect("an answer");
    assert!(*mixed >= here.min(4), "{mixed} of {here} are told from the others of their group");
    assert_eq!(*held, here < 4, "answers go only when their group has enough");
    let mine = place(conn, slip, "xmin");
    assert_eq!(mine, latest.to_string());
    let others = format!(
        "pulse_invitations i JOIN pulse_ballots b ON b.survey_id = i.survey_id
         WHERE i.survey_id = '{id}' AND i.blinded IS NOT NULL AND i.xmin = b.xmin"
    );
    assert_eq!(count(conn, &others), 0, "never one transaction");
}

/// A system column of an answer.
fn place(conn: &mut diesel::PgConnection, slip: &Slip, column: &str) -> String {
    let bytes: String = token(slip).expect("a token").iter().map(|byte| format!("{byte:02x}")).collect();
    let row = format!("SELECT {column}::text AS text FROM pulse_ballots WHERE token_hash = sha256('\\x{bytes}')");
    text(conn, &row)
}

#[test]
fn the_first_of_several_groups_are_not_joined_to_their_answers() {
    let ground = Ground::of(8, 8);
    let id = ground.open(json!({}));
    let mut conn = ground.org.server.database.admin();
    // By turns, everybody answers right after they took their ballot: the worst that can happen.
    for voters in ground.platform_people.iter().zip(&ground.mobile_people) {
        for voter in [voters.0, voters.1] {
            let slip = ballot(voter, id);
            answer(&ground.org, &slip, answers(7, 3, "A")).expect("an answer");
            hides_the_newest(&mut conn, id, &slip);
        }
    }
    assert_eq!(count(&mut conn, &format!("pulse_ballots WHERE survey_id = '{id}' AND held")), 0);
}

#[test]
fn a_changed_and_a_withdrawn_answer_are_mixed_again() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let mut conn = ground.org.server.database.admin();
    let slips: Vec<Slip> = ground.platform_people.iter().map(|voter| ballot(voter, id)).collect();
    for slip in slips.iter().chain(&slips[..2]) {
        answer(&ground.org, slip, answers(7, 3, "A")).expect("an answer");
        hides_the_newest(&mut conn, id, slip);
    }
    for slip in &slips[..4] {
        let nobody = Client::visitor(ground.org.server);
        nobody.call::<WithdrawAnswer>(Nothing {}, Nothing {}, slip.clone()).expect("it is withdrawn");
    }
    answer(&ground.org, &slips[0], answers(7, 3, "A")).expect("an answer");
    hides_the_newest(&mut conn, id, &slips[0]);
}

#[test]
fn the_newest_answer_has_no_place_of_its_own() {
    let ground = Ground::of(24, 6);
    let id = ground.open(json!({}));
    let mut conn = ground.org.server.database.admin();
    let group = |slip: &Slip| format!("survey_id = '{id}' AND group_id = '{}'", slip.group_id);
    let mut ranks = BTreeSet::new();
    for (at, voter) in ground.platform_people.iter().enumerate() {
        let slip = ballot(voter, id);
        answer(&ground.org, &slip, answers(7, 3, "A")).expect("an answer");
        if at >= 4 {
            let (xmin, mine) = (place(&mut conn, &slip, "xmin"), place(&mut conn, &slip, "ctid"));
            let before = format!("pulse_ballots WHERE {} AND xmin = '{xmin}' AND ctid < '{mine}'", group(&slip));
            ranks.insert(count(&mut conn, &before));
        }
    }
    // Twenty times the same of four places would be one in a billion.
    assert!(ranks.len() > 1, "{ranks:?}");
}

#[test]
fn who_took_part_and_what_was_answered_have_nothing_in_common_but_the_group() {
    let ground = Ground::of(8, 8);
    let id = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, id, 7, "A");
    let mut conn = ground.org.server.database.admin();
    let values = |conn: &mut _, table: &str| -> BTreeSet<String> {
        let all = format!(
            "SELECT DISTINCT v.value AS text FROM {table} t, jsonb_each_text(to_jsonb(t) - 'org_id' - 'survey_id') v
             WHERE t.survey_id = '{id}' AND v.value IS NOT NULL"
        );
        texts(conn, &all).into_iter().collect()
    };
    let [people, ballots] = ["pulse_invitations", "pulse_ballots"].map(|table| values(&mut conn, table));
    let groups: BTreeSet<String> = texts(
        &mut conn,
        &format!(
            "SELECT group_id::text AS text FROM pulse_ballots WHERE survey_id = '{id}' GROUP BY 1 HAVING count(*) >= 4"
        ),
    )
    .into_iter()
    .collect();
    let common: BTreeSet<String> = people.intersection(&ballots).cloned().collect();
    assert_eq!(common, groups, "a group is all they share, and one of enough");
    // Nor a time, and nothing that grows with it.
    let columns = texts(
        &mut conn,
        "SELECT column_name::text AS text FROM information_schema.columns
         WHERE table_name IN ('pulse_invitations', 'pulse_ballots', 'pulse_texts', 'pulse_cells')
           AND (data_type LIKE '%time%' OR data_type = 'date' OR column_default LIKE 'nextval%')",
    );
    assert!(columns.is_empty(), "{columns:?}");
}

#[test]
fn nothing_notes_when_somebody_took_their_ballot_or_came_back_for_it() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let voter = &ground.platform_people[1];
    let envelope = shared::pulse::ballot::Envelope::new(perftrack_tests::stage::random_bytes).expect("an envelope");
    let mut conn = ground.org.server.database.admin();
    let body = json!({ "blinded": envelope.blinded() });
    let path = format!("/api/v1/pulses/{id}/ballot");
    assert!(voter.raw("PUT", &path).json(&body).header("idempotency-key", "mine").send().is_success());
    assert_eq!(count(&mut conn, &format!("idempotency_keys WHERE person_id = '{}'", voter.id)), 0);
    let row = format!(
        "SELECT xmin::text AS text FROM pulse_invitations WHERE survey_id = '{id}' AND person_id = '{}'",
        voter.id
    );
    let before = text(&mut conn, &row);
    take(voter, id, &envelope).expect("the same ballot");
    assert_eq!(text(&mut conn, &row), before, "asked again it writes nothing");
    // The notice that asked for it says no more than before.
    let noted = format!(
        "notices WHERE about = '{id}' AND person_id = '{}' AND (settled_at IS NOT NULL OR read_at IS NOT NULL)",
        voter.id
    );
    assert_eq!(count(&mut conn, &noted), 0);
}

#[test]
fn each_group_name_is_shared_by_enough() {
    let ground = Ground::of(9, 3);
    let id = ground.open(json!({}));
    let mut conn = ground.org.server.database.admin();
    let small =
        format!("(SELECT FROM pulse_invitations WHERE survey_id = '{id}' GROUP BY group_id HAVING count(*) < 4) small");
    assert_eq!(count(&mut conn, &small), 0);
}

#[test]
fn answers_are_sealed_and_gone_at_the_close() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let slip = ballot(&ground.platform_people[1], id);
    answer(&ground.org, &slip, answers(3, 2, "Nobody should know these words.")).expect("an answer");
    let mut conn = ground.org.server.database.admin();
    let words = format!("pulse_ballots WHERE survey_id = '{id}' AND position('Nobody' in encode(sheet, 'escape')) > 0");
    assert_eq!(count(&mut conn, &words), 0);
    ground.close(id);
    assert_eq!(count(&mut conn, &format!("pulse_ballots WHERE survey_id = '{id}'")), 0);
    assert_eq!(count(&mut conn, &format!("pulse_texts WHERE survey_id = '{id}'")), 0, "one text is too few");
}

#[test]
fn neither_audit_nor_log_tells_who_answered() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let org = org_id(&ground.org);
    let mut conn = ground.org.server.database.admin();
    let events = format!("audit_events WHERE org_id = '{org}'");
    let before = count(&mut conn, &events);
    vote(&ground.org, &ground.platform_people, id, 7, "Unmistakable words.");
    assert_eq!(count(&mut conn, &events), before);
    let log = ground.org.server.log();
    assert!(!log.contains("Unmistakable") && !log.contains(&ground.platform_people[1].id.to_string()));
}
