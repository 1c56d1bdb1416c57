//! Mail leaves at least once, whatever the mail server says, and one replica at a time sends it.

mod server;

use perftrack_tests::{Client, Database, Server, db, eventually, unique};
use serde_json::json;

use self::server::{Answer, MailServer};

fn sign_up(server: &Server) -> String {
    let email = format!("{}@example.com", unique());
    let body = json!({ "organisation": "Herons", "name": "Ada", "email": email, "password": "a blue heron at noon" });
    assert_eq!(Client::visitor(server).raw("POST", "/api/v1/sign-up").json(&body).send().status, 204);
    email
}

fn sending_to(database: &Database, mails: &MailServer) -> Server {
    Server::start(database.clone(), &[("PERFTRACK_SMTP_URL", &mails.url)])
}

fn state(database: &Database) -> String {
    let columns = "attempts || ' ' || (sent_at IS NOT NULL) || ' ' || (due_at > now() + interval '20 seconds') || ' ' || (text_body = '')";
    db::texts(&mut database.admin(), &format!("SELECT {columns} AS text FROM mails")).join(", ")
}

#[test]
fn a_mail_that_is_put_off_is_sent_later() {
    let (database, mails) = (Database::fresh(), MailServer::answering(Answer::Later));
    let server = sending_to(&database, &mails);
    let email = sign_up(&server);
    // Whoever has taken it shows the same state until the mail server has answered: the reason says it has.
    let why = || db::texts(&mut database.admin(), "SELECT coalesce(last_error, '') AS text FROM mails").concat();
    eventually("it was tried and waits for half a minute", || {
        state(&database) == "1 false true false" && !why().is_empty()
    });
    mails.answers(Answer::Takes);
    db::run(&mut database.admin(), "UPDATE mails SET due_at = now()");
    eventually("it was sent and emptied", || {
        state(&database).starts_with("2 true") && state(&database).ends_with("true")
    });
    let taken = mails.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].contains(&format!("RCPT TO:<{email}>")) && taken[0].contains("/sign-up/verify#"));
}

#[test]
fn a_mail_refused_for_good_is_given_up_and_keeps_no_link() {
    let (database, mails) = (Database::fresh(), MailServer::answering(Answer::Never));
    let server = sending_to(&database, &mails);
    let email = sign_up(&server);
    eventually("it was given up", || state(&database).starts_with("1 true") && state(&database).ends_with("true"));
    let error = db::text(&mut database.admin(), "SELECT last_error AS text FROM mails");
    assert!(error.contains("refused for good"), "{error}");
    assert!(!server.log().contains(&email), "no address is logged");
}

#[test]
fn what_a_dead_replica_had_taken_another_sends() {
    let (database, mails) = (Database::fresh(), MailServer::answering(Answer::Takes));
    // As if somebody had taken it and died: due again when the lease is over.
    db::run(
        &mut database.admin(),
        "INSERT INTO mails (id, recipient, subject, text_body, html_body, attempts, due_at)
         VALUES (gen_random_uuid(), 'ada@example.com', 's', 't', 'h', 1, now() + interval '3 seconds')",
    );
    let _server = sending_to(&database, &mails);
    eventually("it was sent", || state(&database).starts_with("2 true"));
    assert_eq!(mails.taken().len(), 1);
}

#[test]
fn replicas_share_the_work_and_send_nothing_twice() {
    let (database, mails) = (Database::fresh(), MailServer::answering(Answer::Takes));
    db::run(
        &mut database.admin(),
        "INSERT INTO mails (id, recipient, subject, text_body, html_body)
         SELECT gen_random_uuid(), 'p' || n || '@example.com', 's', 't', 'h' FROM generate_series(1, 120) n",
    );
    let _replicas = [sending_to(&database, &mails), sending_to(&database, &mails)];
    let waiting = || db::count(&mut database.admin(), "mails WHERE sent_at IS NULL");
    eventually("all are sent", || waiting() == 0);
    let mut recipients: Vec<String> = mails
        .taken()
        .iter()
        .filter_map(|mail| mail.lines().find(|line| line.starts_with("To: ")))
        .map(str::to_owned)
        .collect();
    let sent = recipients.len();
    recipients.sort();
    recipients.dedup();
    assert_eq!((recipients.len(), sent), (120, 120));
}
