//! The server looks at the wall before it serves anybody, and leaves nothing bound behind.

use api::{
    config,
    db::Database as Doors,
    http::{Facts, Failure},
};
use perftrack_tests::{Database, Server, db::run};
use shared::{operation::Method, problem::Code};

use super::Tenant;

#[test]
fn it_refuses_a_role_that_nothing_holds_back() {
    let database = Database::fresh();
    let url = database.admin_url();
    for setting in ["DATABASE_URL", "DATABASE_AUTH_URL"] {
        let log = Server::try_start(database.clone(), &[(setting, &url)]).err().expect("it doesn't start");
        assert!(log.contains("is a superuser"), "{log}");
    }
}

#[test]
fn it_refuses_a_table_without_a_fence() {
    let holes = [
        "ALTER TABLE teams DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE teams NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY fence ON teams",
        "ALTER POLICY fence ON teams WITH CHECK (true)",
        "ALTER POLICY fence ON teams USING (org_id IS NOT NULL) WITH CHECK (org_id IS NOT NULL)",
        "ALTER POLICY fence ON teams TO pt_jobs",
    ];
    for hole in holes {
        let database = Database::fresh();
        run(&mut database.admin(), hole);
        let log = Server::try_start(database, &[]).err().expect("it doesn't start");
        assert!(log.contains("table teams is not fenced"), "{log}");
    }
}

#[test]
fn it_refuses_a_role_that_may_make_things_beside_ours_until_that_is_taken_back() {
    for role in ["PUBLIC", "pt_app", "pt_auth"] {
        let database = Database::fresh();
        run(&mut database.admin(), &format!("GRANT CREATE ON SCHEMA public TO {role}"));
        let log = Server::try_start(database.clone(), &[]).err().expect("it doesn't start");
        assert!(log.contains("may create things in the schema public"), "{log}");
        database.migrate();
        assert!(Server::try_start(database, &[]).is_ok(), "{role}");
    }
}

#[test]
fn it_refuses_an_empty_database() {
    let log = Server::try_start(Database::empty(), &[]).err().expect("it doesn't start");
    assert!(log.contains("run `perftrack migrate`"), "{log}");
}

/// On one connection, as the next request would find it.
#[test]
fn a_panic_or_an_error_leaves_nothing_bound() {
    let (ours, theirs, database) = (Tenant::new(), Tenant::new(), Database::shared());
    let settings =
        config::Database { app: database.secret_url("pt_app"), auth: database.secret_url("pt_auth"), connections: 2 };
    let doors = Doors::connect(&settings).unwrap();
    let address = [127, 0, 0, 1].into();
    let facts = || Facts { request_id: "test".into(), address, device: String::new(), tls: None };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let failed = doors.tenant(ours.session, Method::Post, facts(), |_| Err::<(), _>(Code::Conflict.into())).await;
        assert_eq!(failed.unwrap_err().code(), Code::Conflict);
        let panicked = doors.tenant(ours.session, Method::Post, facts(), |_| -> Result<(), Failure> {
            std::panic::panic_any("a test panics on purpose")
        });
        assert_eq!(panicked.await.unwrap_err().code(), Code::Internal);

        let gone = shared::wire::SessionId(uuid::Uuid::now_v7());
        let nobody = doors.tenant(gone, Method::Get, facts(), |tx| Ok(tx.actor.org)).await;
        assert_eq!(nobody.unwrap_err().code(), Code::Unauthenticated);
        let actor = doors.tenant(theirs.session, Method::Get, facts(), |tx| Ok(tx.actor)).await.unwrap();
        assert_eq!((actor.org, actor.person), (theirs.org, theirs.person));
    });
}
