//! Without an organisation there are no rows, however the binding came to be missing.

use diesel::Connection;
use perftrack_tests::{
    Database,
    db::{count, run, text},
};
use shared::wire::SessionId;
use uuid::Uuid;

use super::{Tenant, connect_as};
use crate::catalogue::tables;

#[test]
fn never_bound_sees_no_rows() {
    Tenant::new();
    for role in ["pt_app", "pt_jobs"] {
        let mut conn = connect_as(role);
        for table in tables("tenant") {
            assert_eq!(count(&mut conn, table), 0, "{role} sees rows of {table}");
        }
    }
}

#[test]
fn bound_in_an_earlier_transaction_sees_no_rows() {
    let tenant = Tenant::new();
    let mut conn = connect_as("pt_app");
    run(&mut conn, &format!("BEGIN; SET LOCAL app.org_id = '{}'; COMMIT", tenant.org));
    // Now the setting is empty rather than missing.
    assert_eq!(text(&mut conn, "SELECT current_setting('app.org_id') AS text"), "");
    for table in tables("tenant") {
        assert_eq!(count(&mut conn, table), 0, "rows of {table}");
    }
}

#[test]
fn an_opened_session_binds_nothing_beyond_its_transaction() {
    let tenant = Tenant::new();
    let mut conn = connect_as("pt_app");
    let open = format!("SELECT org_id::text AS text FROM enter_tenant('{}')", tenant.session);
    let failed = conn.transaction::<(), diesel::result::Error, _>(|conn| {
        assert_eq!(text(conn, &open), tenant.org.to_string());
        assert_eq!(count(conn, "people"), 1);
        Err(diesel::result::Error::RollbackTransaction)
    });
    assert!(failed.is_err());
    assert_eq!(count(&mut conn, "people"), 0);
    conn.transaction::<(), diesel::result::Error, _>(|conn| {
        text(conn, &open);
        Ok(())
    })
    .unwrap();
    assert_eq!(count(&mut conn, "people"), 0);
}

#[test]
fn sessions_that_are_over_bind_nothing() {
    let ends = [
        "UPDATE sessions SET revoked_at = now() WHERE id = ",
        "UPDATE sessions SET expires_at = now() WHERE id = ",
        "UPDATE people SET status = 'deactivated' FROM sessions s WHERE people.id = s.person_id AND s.id = ",
    ];
    for end in ends {
        let tenant = Tenant::new();
        run(&mut Database::shared().admin(), &format!("{end}'{}'", tenant.session));
        opens_nothing(tenant.session);
    }
    opens_nothing(SessionId(Uuid::now_v7()));
}

fn opens_nothing(session: SessionId) {
    let mut conn = connect_as("pt_app");
    run(&mut conn, "BEGIN");
    let org = text(&mut conn, &format!("SELECT coalesce(org_id::text, '') AS text FROM enter_tenant('{session}')"));
    assert_eq!(org, "");
    assert_eq!(count(&mut conn, "people"), 0);
}

#[test]
fn only_the_runtime_role_opens_sessions() {
    let tenant = Tenant::new();
    for role in ["pt_jobs", "pt_backup"] {
        super::forbidden(&mut connect_as(role), tenant.org, &format!("SELECT enter_tenant('{}')", tenant.session));
    }
}
