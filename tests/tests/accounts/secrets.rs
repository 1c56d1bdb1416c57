//! No password, token or link is left anywhere it could be read later.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use data_encoding::BASE32_NOPAD;
use perftrack_tests::{Client, Database, Org, Server, authenticator::Authenticator, db, org::try_log_in};
use serde_json::{Value, json};
use shared::{
    api_tokens::Scope,
    oauth::{CreateOauthApp, NewOauthApp, OauthAppPath, RenewOauthAppSecret},
    operation::Nothing,
};

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

/// Sent mails are emptied by the worker right after; gives it a moment.
fn mails_are_emptied(server: &Server) {
    let waiting = "mails WHERE sent_at IS NULL OR text_body <> ''";
    for _ in 0..100 {
        if db::count(&mut server.database.admin(), waiting) == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// As it would stand in a row: in letters, or as the bytes that they are or stand for.
fn traces(secret: &str) -> Vec<String> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let coded = secret.rsplit('_').next().unwrap_or(secret).as_bytes();
    // Codes that people type are base32, in groups and in small letters.
    let typed = secret.replace('-', "").to_ascii_uppercase();
    let typed = BASE32_NOPAD.decode(typed.as_bytes()).ok();
    let decoded = [STANDARD.decode(coded).ok(), URL_SAFE_NO_PAD.decode(coded).ok(), typed];
    let bytes = decoded.into_iter().flatten().filter(|bytes| bytes.len() >= 10);
    let mut traces: Vec<String> = bytes.map(|bytes| hex(&bytes)).collect();
    traces.extend([secret.to_owned(), hex(secret.as_bytes())]);
    traces
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
    mails_are_emptied(&server);
    let (rows, log) = (db_everything(&server.database), server.log());
    assert!(rows.contains(&email) && log.contains("answered"), "we look in the right place");
    for secret in secrets {
        assert!(!rows.contains(secret), "{secret} is in the database");
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[test]
fn what_is_shown_once_is_in_no_row_and_no_log() {
    let server = Server::start(Database::fresh(), &[("PERFTRACK_LOG", "debug")]).until_the_test_ends();
    let org = Org::on(server);
    let admin = org.admin();
    let made = |method: &str, path: &str, body: &Value| {
        let answer = admin.raw(method, path).json(body).send();
        assert!(answer.is_success(), "{path}: {}", answer.text());
        answer.json()
    };
    let word = |value: &Value| value.as_str().expect("a text").to_owned();

    let token = json!({ "name": "Canary", "scopes": ["goals:read"], "days": 30 });
    let token = word(&made("POST", "/api/v1/me/api-tokens", &token)["secret"]);
    assert!(admin.with_bearer(token.as_str()).raw("GET", "/api/v1/objectives").send().is_success());
    // Where none belongs.
    Client::visitor(server).raw("GET", &format!("/api/v1/me?token={token}")).send();

    let webhook = json!({ "url": "http://127.0.0.1:9/hook", "types": ["objective.created"] });
    let webhook = word(&made("POST", "/api/v1/webhooks", &webhook)["id"]);
    let renewed = admin.raw("PUT", &format!("/api/v1/webhooks/{webhook}/secret")).send();
    let webhook = word(&renewed.json()["secret"]);

    let app = NewOauthApp {
        name: "Canary".to_owned(),
        redirect_uris: vec!["https://payroll.example.com/back".to_owned()],
        scopes: vec![Scope::GoalsRead],
        is_confidential: true,
    };
    let app = admin.call::<CreateOauthApp>(Nothing {}, Nothing {}, app).unwrap();
    let app = admin.call::<RenewOauthAppSecret>(OauthAppPath { id: app.id }, Nothing {}, ()).unwrap().secret;

    let phone = Authenticator::of_somebody(&server.database, admin);
    assert!(phone.recovery_codes.len() > 4, "{:?}", phone.recovery_codes);
    let mut secrets = vec![token, webhook, app, phone.secret()];
    secrets.extend(phone.recovery_codes);

    mails_are_emptied(server);
    let (rows, log) = (db_everything(&server.database), server.log());
    assert!(rows.contains(&admin.email) && log.contains("answered"), "we look in the right place");
    for secret in secrets {
        for trace in traces(&secret) {
            assert!(!rows.contains(&trace), "{secret} is in the database, as {trace}");
            assert!(!log.contains(&trace), "{secret} is in the log, as {trace}");
        }
    }
}
