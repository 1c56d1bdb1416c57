//! A dump of the tables joins nobody to an answer.

use std::collections::BTreeSet;

use perftrack_tests::db::{count, texts};
use serde_json::json;

use super::{Ground, answer, answers, ballot, org_id, vote};

#[test]
fn who_took_part_and_what_was_answered_have_nothing_in_common() {
    let ground = Ground::of(8, 8);
    let id = ground.open(json!({}));
    // Everybody takes their ballot and answers right away: the worst that can happen.
    vote(&ground.org, &ground.platform_people, id, 7, "A");
    let mut conn = ground.org.server.database.admin();
    let column = |conn: &mut _, select: &str| -> Vec<String> { texts(conn, select) };

    let took = column(
        &mut conn,
        &format!("SELECT xmin::text AS text FROM pulse_invitations WHERE survey_id = '{id}' AND blinded IS NOT NULL"),
    );
    let answered = column(&mut conn, &format!("SELECT xmin::text AS text FROM pulse_ballots WHERE survey_id = '{id}'"));
    assert_eq!((took.len(), answered.len()), (8, 8));
    let [took, answered]: [BTreeSet<String>; 2] = [took, answered].map(|all| all.into_iter().collect());
    assert!(took.is_disjoint(&answered), "never one transaction");
    assert_eq!(answered.len(), 2, "answers are written together, four at a time");
    assert_eq!(count(&mut conn, &format!("pulse_ballots WHERE survey_id = '{id}' AND held")), 0);

    // No value of one table stands in the other but the pulse and the group.
    let values = |conn: &mut _, table: &str| -> BTreeSet<String> {
        let all = format!(
            "SELECT DISTINCT v.value AS text FROM {table} t, jsonb_each_text(to_jsonb(t) - 'org_id' - 'survey_id' - 'group_id') v
             WHERE t.survey_id = '{id}' AND v.value IS NOT NULL"
        );
        texts(conn, &all).into_iter().collect()
    };
    let [people, ballots] = ["pulse_invitations", "pulse_ballots"].map(|table| values(&mut conn, table));
    assert!(people.is_disjoint(&ballots));
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
