//! No password, token or link is left anywhere it could be read later.

use perftrack_tests::{Client, Database, Server, db, org::try_log_in};
use serde_json::json;

use super::address;

/// Every row of every table as text.
fn db_everything(database: &Database) -> String {
    let mut conn = database.admin();
    let tables = db::texts(
        &mut conn,
        "SELECT quote_ident(tablename) AS text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    let rows = |table: &String| {
        let query = format!("SELECT t::text || '' AS text FROM {table} t");
        db::texts(&mut database.admin(), &query).join("\n")
    };
    tables.iter().map(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_typed_and_sent_is_in_no_row_and_no_log() {
    let server = Server::start(Database::fresh(), &[("PERFTRACK_LOG", "debug")]);
    let visitor = Client::visitor(&server);
    let post = |client: &Client, path: &str, body: serde_json::Value| {
        client.raw("POST", path).header("user-agent", "canary-agent").json(&body).send()
    };
    let email = address();
    let (first, second, wrong) = ("canary-first-7f3a", "canary-second-9c1e", "canary-wrong-2b8d");
    let sign_up = json!({ "organisation": "Herons", "name": "Ada", "email": email, "password": first });
    assert_eq!(post(&visitor, "/api/v1/sign-up", sign_up).status, 204);
    let link = server.mailbox.first_to(&email).secret();
    assert_eq!(post(&visitor, "/api/v1/sign-up/verify", json!({ "token": link })).status, 201);
    let log_in = try_log_in(&visitor, &email, first);
    let session = log_in.session().unwrap();
    try_log_in(&visitor, &email, wrong);
    let ada = visitor.with_token(session.as_str());
    let change = json!({ "current_password": wrong, "new_password": second });
    assert_eq!(post(&ada, "/api/v1/me/password", change).status, 422);
    assert_eq!(post(&visitor, "/api/v1/password-reset", json!({ "email": email })).status, 204);
    let reset_link = server.mailbox.wait_for(&email, 3).secret();
    let reset = json!({ "token": reset_link, "new_password": second });
    assert_eq!(post(&visitor, "/api/v1/password-reset/confirm", reset).status, 204);
    // A secret where none belongs: in the query, in a path, in a broken body.
    visitor.raw("GET", &format!("/api/v1/me?token={first}")).send();
    visitor.raw("POST", "/api/v1/log-in").body("application/json", format!("{{\"password\": \"{first}\"")).send();
    server.mailbox.wait_for(&email, 4);

    let device = log_in.headers.get_all("set-cookie").iter().next_back().unwrap().to_str().unwrap();
    let device = device.split(['=', ';']).nth(1).unwrap().to_owned();
    let signature = session.rsplit('.').next().unwrap().to_owned();
    let secrets = [first, second, wrong, &link, &reset_link, &session, &signature, &device];
    // Sent mails are emptied by the worker right after; give it a moment.
    let waiting = "mails WHERE sent_at IS NULL OR text_body <> ''";
    for _ in 0..100 {
        if db::count(&mut server.database.admin(), waiting) == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let (rows, log) = (db_everything(&server.database), server.log());
    assert!(rows.contains(&email) && log.contains("answered"), "we look in the right place");
    for secret in secrets {
        assert!(!rows.contains(secret), "{secret} is in the database");
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
