//! What Admins see of what is promised: as it is now, and nothing that isn't known.

use perftrack_tests::{
    Database, Org, Refused, Server,
    db::{count, organisation_of, run, text},
    eventually,
};
use shared::{
    access::Role,
    operation::Nothing,
    problem::Code,
    trust::{
        IsolationReport, ReadTrust, TrustEvidence, TrustStanding, TrustTopic, TryIsolation, WallAttempt, WallCrossing,
    },
};

use crate::catalogue::tables;

fn evidence(org: &Org, topic: TrustTopic) -> TrustEvidence {
    let trust = org.admin().call::<ReadTrust>(Nothing {}, Nothing {}, ()).expect("the evidence");
    let mut found = trust.items.into_iter().filter(|item| item.topic == topic);
    let item = found.next().unwrap_or_else(|| panic!("nothing about {topic}"));
    assert!(found.next().is_none(), "{topic} once");
    item
}

fn try_isolation(org: &Org) -> IsolationReport {
    org.admin().call::<TryIsolation>(Nothing {}, Nothing {}, ()).expect("a trial")
}

#[test]
fn there_is_a_piece_of_evidence_for_every_topic() {
    let org = Org::db_new();
    for topic in TrustTopic::ALL {
        assert!(!evidence(&org, *topic).words.is_empty(), "{topic}");
    }
}

#[test]
fn the_revision_is_the_hosts_where_the_build_says_none() {
    let org = Org::db_on(Server::alone(&[("RENDER_GIT_COMMIT", "1f0c9a7")]));
    let words = evidence(&org, TrustTopic::Version).words;
    assert!(words.ends_with(", revision 1f0c9a7."), "{words}");
}

#[test]
fn it_is_for_admins() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        let somebody = org.db_person(role, None);
        somebody.call::<ReadTrust>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
        somebody.call::<TryIsolation>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
}

#[test]
fn every_tenant_table_is_tried_and_none_can_be_crossed() {
    let (org, _another) = (Org::db_new(), Org::db_new());
    let report = try_isolation(&org);
    assert!(report.crossed.is_empty(), "{:?}", report.crossed);
    assert_eq!(report.tables as usize, tables_with_organisations());
    assert_eq!(report.attempts, report.tables * 3);
    assert!(report.holds());
}

/// Tenant tables, and what is global and knows of an organisation.
fn tables_with_organisations() -> usize {
    let mut conn = Database::shared().admin();
    let query = "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'org_id'";
    let found = usize::try_from(count(&mut conn, query)).expect("a number");
    assert!(found >= tables("tenant").count());
    found
}

#[test]
fn what_is_tried_is_undone_and_remembered() {
    let org = Org::db_new();
    let mut conn = Database::shared().admin();
    let id = organisation_of(&mut conn, org.admin().id);
    assert_eq!(evidence(&org, TrustTopic::Isolation).standing, TrustStanding::Unknown);
    let people = count(&mut conn, &format!("people WHERE org_id = '{id}'"));
    let report = try_isolation(&org);
    assert_eq!(count(&mut conn, &format!("people WHERE org_id = '{id}'")), people);
    let noted = format!("audit_events WHERE org_id = '{id}' AND kind = 'trust.isolation_tried'");
    assert_eq!(count(&mut conn, &noted), 1);
    let item = evidence(&org, TrustTopic::Isolation);
    assert_eq!((item.standing, item.at), (TrustStanding::Ok, Some(report.at)));
}

/// The trial is worth something only if it finds a hole: a fence is taken down under a server that runs already.
#[test]
fn a_table_whose_fence_is_down_is_named() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let (org, another) = (Org::db_on(server), Org::db_on(server));
    let mut conn = database.admin();
    let other = organisation_of(&mut conn, another.admin().id);
    run(
        &mut conn,
        &format!(
            "ALTER TABLE teams DISABLE ROW LEVEL SECURITY;
             BEGIN; SET LOCAL app.org_id = '{other}';
             INSERT INTO teams (org_id, id, name) VALUES ('{other}', gen_random_uuid(), 'Theirs'); COMMIT"
        ),
    );
    let report = try_isolation(&org);
    let through = [WallAttempt::ReadOthers, WallAttempt::ReadUnbound, WallAttempt::AddToOther];
    assert_eq!(report.crossed, through.map(|attempt| WallCrossing { table: "teams".to_owned(), attempt }));
    assert!(!report.holds());
    assert_eq!(evidence(&org, TrustTopic::Isolation).standing, TrustStanding::Warning);
    assert_eq!(text(&mut conn, "SELECT count(*)::text AS text FROM teams"), "1", "what got in is taken back");
}

#[test]
fn an_unencrypted_development_server_does_not_call_its_connection_safe() {
    let org = Org::db_new();
    assert_eq!(evidence(&org, TrustTopic::Connection).standing, TrustStanding::Warning);
    assert_eq!(evidence(&org, TrustTopic::Sessions).standing, TrustStanding::Warning);
}

#[test]
fn the_log_is_whole_until_its_last_event_is_another() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::db_on(server);
    try_isolation(&org);
    assert_eq!(evidence(&org, TrustTopic::Audit).standing, TrustStanding::Ok);
    run(&mut database.admin(), "UPDATE audit_heads SET hash = '\\x00'");
    assert_eq!(evidence(&org, TrustTopic::Audit).standing, TrustStanding::Warning);
}

#[test]
fn a_backup_counts_once_it_was_read_back() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::db_on(server);
    assert_eq!(evidence(&org, TrustTopic::Backup).standing, TrustStanding::Warning);
    let mut conn = database.admin();
    run(&mut conn, "INSERT INTO backups (id, name, finished_at) VALUES (gen_random_uuid(), 'one', now())");
    assert_eq!(evidence(&org, TrustTopic::Backup).standing, TrustStanding::Warning);
    run(&mut conn, "UPDATE backups SET verified_at = now()");
    assert_eq!(evidence(&org, TrustTopic::Backup).standing, TrustStanding::Ok);
    run(&mut conn, "UPDATE backups SET started_at = now() - interval '27 hours'");
    assert_eq!(evidence(&org, TrustTopic::Backup).standing, TrustStanding::Warning);
}

#[test]
fn admins_without_a_second_factor_are_counted() {
    let org = Org::db_new();
    let item = evidence(&org, TrustTopic::SecondFactor);
    assert_eq!(item.standing, TrustStanding::Warning);
    assert!(item.words.starts_with("0 of 1 Admins"), "{}", item.words);
}

#[test]
fn passwords_that_were_hashed_otherwise_are_counted() {
    let org = Org::db_new();
    let words = evidence(&org, TrustTopic::Passwords).words;
    assert!(words.contains("bcrypt at cost") && words.contains("common passwords"), "{words}");
    let older = format!(
        "UPDATE accounts SET password_hash = 'gone' || password_hash
         WHERE id = (SELECT account_id FROM people WHERE id = '{}')",
        org.admin().id
    );
    run(&mut Database::shared().admin(), &older);
    let item = evidence(&org, TrustTopic::Passwords);
    assert_eq!(item.standing, TrustStanding::Warning);
    assert!(item.words.contains("1 of 1 passwords"), "{}", item.words);
}

#[test]
fn without_tls_there_is_no_certificate() {
    assert_eq!(evidence(&Org::db_new(), TrustTopic::Certificate).standing, TrustStanding::Warning);
}

#[test]
fn keys_are_as_old_as_servers_noted() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::db_on(server);
    eventually("the server has noted them", || evidence(&org, TrustTopic::Keys).standing == TrustStanding::Ok);
    let words = evidence(&org, TrustTopic::Keys).words;
    assert!(words.contains("PERFTRACK_JWT_KEYS since") && words.contains("PERFTRACK_PEPPERS since"), "{words}");
    let mut conn = database.admin();
    run(&mut conn, "UPDATE key_uses SET first_at = now() - interval '400 days'");
    assert_eq!(evidence(&org, TrustTopic::Keys).standing, TrustStanding::Warning);
    run(&mut conn, "UPDATE key_uses SET last_at = now() - interval '1 day'");
    assert_eq!(evidence(&org, TrustTopic::Keys).standing, TrustStanding::Unknown);
}

#[test]
fn no_card_is_taken_until_a_column_would_take_one() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::db_on(server);
    let item = evidence(&org, TrustTopic::Payments);
    assert_eq!(item.standing, TrustStanding::Ok, "{}", item.words);
    assert!(item.words.starts_with("Billing is on"), "{}", item.words);
    assert!(item.words.ends_with("isn't searched."), "only names were looked at: {}", item.words);
    run(&mut database.admin(), "CREATE TABLE wallets (card_number text)");
    let item = evidence(&org, TrustTopic::Payments);
    assert_eq!(item.standing, TrustStanding::Warning);
    assert!(item.words.contains("wallets.card_number"), "{}", item.words);
}

#[test]
fn what_is_open_to_anybody_is_named_and_nothing_else() {
    let item = evidence(&Org::db_new(), TrustTopic::PublicOperations);
    for declared in shared::every_operation() {
        let is_open = declared.access == shared::operation::Access::Public;
        let named = item.words.split([' ', ',', '.']).any(|word| word == declared.id());
        assert_eq!(named, is_open, "{}", declared.name);
    }
    assert_eq!(item.link.as_deref(), Some(shared::pages::ACCESS_GUIDE));
}

#[test]
fn roles_are_counted() {
    let org = Org::db_new();
    org.db_person(Role::Manager, None);
    org.db_person(Role::Employee, None);
    org.db_person(Role::Employee, None);
    let item = evidence(&org, TrustTopic::Roles);
    assert!(item.words.starts_with("Admins: 1. Managers: 1. Employees: 2. "), "{}", item.words);
}

#[test]
fn a_report_that_waits_too_long_is_seen() {
    let database = Database::fresh();
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    let org = Org::db_on(server);
    assert_eq!(evidence(&org, TrustTopic::Disclosure).standing, TrustStanding::Ok);
    let mut conn = database.admin();
    run(
        &mut conn,
        "INSERT INTO vulnerability_reports (id, reference, subject, what, received_at)
         VALUES (gen_random_uuid(), 'PT-2026-00000001', 'A hole', 'There is one.', now() - interval '49 hours')",
    );
    assert_eq!(evidence(&org, TrustTopic::Disclosure).standing, TrustStanding::Warning);
    run(&mut conn, "UPDATE vulnerability_reports SET acknowledged_at = now()");
    assert_eq!(evidence(&org, TrustTopic::Disclosure).standing, TrustStanding::Ok);
}
