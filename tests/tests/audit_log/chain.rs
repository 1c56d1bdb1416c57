//! The chain: what was written can't be altered unnoticed, by whoever it is.

use diesel::connection::SimpleConnection;
use perftrack_tests::{
    Org,
    db::{count, db_organisation, run, text},
};
use shared::audit_log::{Breach, BrokenLink};

use super::{audit, found, id_of, period, said, tamper};

/// An organisation with ten events of its own.
fn with_ten() -> Org {
    let org = Org::db_new();
    (0..10).for_each(|_| drop(period(org.admin())));
    org
}

fn broken(number: i64, breach: Breach) -> Option<BrokenLink> {
    Some(BrokenLink { number, breach })
}

/// What the command says of one organisation, and whether it was content.
fn verified(org: &Org) -> (bool, String) {
    let output = audit(org.server, &["verify", "--organisation", &id_of(org).to_string()]);
    (output.status.success(), said(&output))
}

#[test]
fn what_was_written_holds() {
    let org = with_ten();
    assert_eq!(found(&org), None);
    let (content, said) = verified(&org);
    assert!(content && said.contains("whole, 11 events"), "{said}");
}

#[test]
fn an_event_that_was_edited_is_named() {
    for column in [
        "kind = 'periods.edited'",
        "at = at + interval '1 microsecond'",
        "actor_id = NULL",
        "session_id = NULL",
        "resource_id = gen_random_uuid()",
        "before = '{}'",
        "after = jsonb_set(after, '{name}', '\"Another\"')",
        "address = '10.0.0.1'",
        "request_id = ''",
        "id = gen_random_uuid()",
        "resource_kind = 'people'",
        "hash = sha256('x')",
    ] {
        let org = with_ten();
        tamper(&org, &format!("UPDATE audit_events SET {column} WHERE org_id = $org AND seq = 4"));
        assert_eq!(found(&org), broken(4, Breach::Altered), "{column}");
        let (content, said) = verified(&org);
        assert!(!content && said.contains("BROKEN, event 4 isn't what it was"), "{column}: {said}");
    }
}

#[test]
fn an_event_that_was_removed_is_named() {
    let org = with_ten();
    tamper(&org, "DELETE FROM audit_events WHERE org_id = $org AND seq = 4");
    assert_eq!(found(&org), broken(4, Breach::Missing));
    // Moving the others up doesn't hide it.
    tamper(&org, "UPDATE audit_events SET seq = seq - 1000 WHERE org_id = $org AND seq > 4");
    tamper(&org, "UPDATE audit_events SET seq = seq + 999 WHERE org_id = $org AND seq < 0");
    assert_eq!(found(&org), broken(4, Breach::Altered));
    let (content, said) = verified(&org);
    assert!(!content && said.contains("event 4"), "{said}");
}

#[test]
fn two_events_that_changed_places_are_named() {
    let org = with_ten();
    tamper(&org, "UPDATE audit_events SET seq = -3 WHERE org_id = $org AND seq = 3");
    tamper(&org, "UPDATE audit_events SET seq = 3 WHERE org_id = $org AND seq = 7");
    tamper(&org, "UPDATE audit_events SET seq = 7 WHERE org_id = $org AND seq = -3");
    assert_eq!(found(&org), broken(3, Breach::Altered));
}

#[test]
fn a_tail_that_was_cut_is_named_by_the_head() {
    let org = with_ten();
    tamper(&org, "DELETE FROM audit_events WHERE org_id = $org AND seq >= 9");
    assert_eq!(found(&org), broken(9, Breach::Missing));
    let (content, said) = verified(&org);
    assert!(!content && said.contains("event 9 is missing"), "{said}");
}

#[test]
fn a_head_that_was_altered_or_lost_is_told() {
    let org = with_ten();
    tamper(&org, "UPDATE audit_heads SET hash = sha256('x') WHERE org_id = $org");
    assert_eq!(found(&org), broken(10, Breach::Head));
    let org = with_ten();
    tamper(&org, "DELETE FROM audit_heads WHERE org_id = $org");
    let (content, said) = verified(&org);
    assert!(!content && said.contains("its head is missing"), "{said}");
}

#[test]
fn both_ways_to_compute_a_link_agree_on_anything() {
    let org = Org::db_new();
    let (org_id, admin) = (id_of(&org), org.admin().id);
    let mut conn = org.server.database.admin();
    let texts = ["", "plain", "Grüße, 世界 🦅", "it''s \"quoted\" \\ {}", "a  b\tc", "ß\u{301}"];
    let documents = [
        "NULL",
        "'{}'",
        "'{\"b\": 1.50, \"a\": [1e2, null, true, \"é\\u00e9\"], \"b\": 2}'",
        "'\"text\"'",
        "'null'",
        "'[0.1000, -0, 1e-7, 123456789012345678901234567890]'",
    ];
    for (place, text) in texts.iter().enumerate() {
        for document in documents {
            let actor = if place % 2 == 0 { "NULL".to_owned() } else { format!("'{admin}'") };
            run(
                &mut conn,
                &format!(
                    "BEGIN; SET LOCAL TimeZone = 'Asia/Kathmandu'; SET LOCAL DateStyle = 'German'; SET LOCAL bytea_output = 'escape';
                     SELECT append_event('{org_id}', gen_random_uuid(), {actor}, NULL, '{text}', '{text}', gen_random_uuid(),
                                         {document}, {document}, '{text}', '{text}'); COMMIT"
                ),
            );
        }
    }
    assert_eq!(found(&org), None);
}

#[test]
fn many_events_at_once_are_linked_too() {
    let org = with_ten();
    let org_id = id_of(&org);
    run(
        &mut org.server.database.connect_as("pt_app"),
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org_id}';
             SELECT append_events('{org_id}', NULL, NULL, '', 'many', array_agg(gen_random_uuid()), array_agg('a.b' || n),
                                  array_agg('a'::text), array_agg(NULL::uuid),
                                  array_agg(CASE WHEN n % 2 = 0 THEN jsonb_build_object('n', n) END), array_agg(NULL::jsonb))
             FROM generate_series(1, 500) n; COMMIT"
        ),
    );
    period(org.admin());
    assert_eq!(found(&org), None);
    let mut conn = org.server.database.admin();
    assert_eq!(count(&mut conn, &format!("audit_events WHERE org_id = '{org_id}' AND request_id = 'many'")), 500);
}

/// The version before knows no hashes, and serves beside this one while it is replaced.
#[test]
fn what_the_version_before_writes_is_linked_too() {
    let org = with_ten();
    let org_id = id_of(&org);
    run(
        &mut org.server.database.connect_as("pt_app"),
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{org_id}';
             WITH head AS (
                 UPDATE audit_heads SET seq = seq + 3 WHERE org_id = '{org_id}' RETURNING seq - 3 AS taken
             )
             INSERT INTO audit_events (org_id, seq, id, kind, resource_kind, address, request_id)
             SELECT '{org_id}', head.taken + event.place, gen_random_uuid(), 'people.created', 'people', '', ''
             FROM head, generate_series(1, 3) AS event (place); COMMIT"
        ),
    );
    period(org.admin());
    assert_eq!(found(&org), None);
}

#[test]
fn those_who_write_at_once_make_one_chain() {
    let org = Org::db_new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..5).for_each(|_| drop(period(org.admin()))));
        }
    });
    assert_eq!(found(&org), None);
    assert!(verified(&org).1.contains("whole, 41 events"));
}

#[test]
fn not_even_the_owner_changes_events_by_mistake() {
    let org = with_ten();
    let mut conn = org.server.database.admin();
    for statement in ["UPDATE audit_events SET kind = 'x'", "DELETE FROM audit_events", "TRUNCATE audit_events"] {
        let refusal = conn.batch_execute(statement).expect_err("refused").to_string();
        assert!(refusal.contains("the audit log only grows"), "{statement}: {refusal}");
    }
}

#[test]
fn events_from_before_the_chain_are_linked_by_the_migration() {
    let database = perftrack_tests::Database::fresh();
    let mut conn = database.admin();
    let org = db_organisation(&mut conn);
    let event = |n: i32| {
        format!(
            "SELECT append_event('{org}', gen_random_uuid(), NULL, NULL, 'k{n}', 'k', NULL, NULL, '{{\"n\": {n}}}', '', '')"
        )
    };
    (0..5).for_each(|n| run(&mut conn, &event(n)));
    let hashes = "SELECT string_agg(encode(hash, 'hex'), ' ' ORDER BY seq) AS text FROM audit_events";
    let before = text(&mut conn, hashes);
    let steps = |name: &str| {
        let path = format!("../migrations/2026-11-29-001600_audit_chain/{name}.sql");
        std::fs::read_to_string(path).expect("the migration")
    };
    run(
        &mut conn,
        &format!("SET ROLE pt_owner; BEGIN; {} COMMIT; BEGIN; {} COMMIT; RESET ROLE", steps("down"), steps("up")),
    );
    assert_eq!(text(&mut conn, hashes), before);
}

#[test]
fn a_role_that_sees_nothing_finds_nothing_to_be_well() {
    let org = with_ten();
    let mut command = std::process::Command::new(perftrack_tests::program());
    let output =
        command.args(["audit", "verify"]).env("DATABASE_BACKUP_URL", org.server.database.url("pt_app")).output();
    let output = output.expect("the program runs");
    assert!(!output.status.success() && said(&output).contains("sees no organisation"), "{}", said(&output));
}
