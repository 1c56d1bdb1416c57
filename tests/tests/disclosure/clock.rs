//! The operator's side: the command line, and being reminded.

use std::process::Command;

use perftrack_tests::{
    Client, Database, Server,
    db::{count, run},
    eventually, program,
};

use super::{OPERATOR, finding, report, somebody};

/// `perftrack reports …` beside a server; what it says, or what it complains of.
fn reports(server: &Server, words: &[&str]) -> Result<String, String> {
    let output = Command::new(program())
        .arg("reports")
        .args(words)
        .envs([("PERFTRACK_MODE", "development"), ("PERFTRACK_ORIGIN", server.url.as_str())])
        .env("DATABASE_URL", server.database.url("pt_app"))
        .env("DATABASE_AUTH_URL", server.database.url("pt_auth"))
        .output()
        .expect("the program runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
}

fn received(database: &Database, reference: &str, hours_ago: u32) {
    let moved = format!(
        "UPDATE vulnerability_reports SET received_at = now() - interval '{hours_ago} hours' WHERE reference = '{reference}'"
    );
    run(&mut database.admin(), &moved);
}

#[test]
fn the_operator_acknowledges_and_whoever_reported_hears_of_it() {
    let (server, email) = (Server::alone(&[]), somebody());
    let reference = report(&Client::visitor(server), finding(Some(&email))).reference;
    server.mailbox.first_to(&email);
    let listed = reports(server, &["list"]).unwrap();
    assert!(listed.contains(&reference) && listed.contains("due in 47 h"), "{listed}");
    let shown = reports(server, &["show", &reference]).unwrap();
    assert!(shown.contains("I asked for a note that isn't mine,\nand got it.") && shown.contains(&email), "{shown}");

    reports(server, &["acknowledge", &reference]).unwrap();
    let mail = server.mailbox.wait_for(&email, 2);
    assert_eq!(mail.subject, format!("{reference}: we have read your report"));
    reports(server, &["acknowledge", &reference]).unwrap();
    let mails = count(&mut server.database.admin(), &format!("mails WHERE recipient = '{email}'"));
    assert_eq!(mails, 2, "who acknowledges twice writes once");
    let listed = reports(server, &["list"]).unwrap();
    assert!(listed.contains("acknowledged after 0 h"), "{listed}");

    reports(server, &["close", &reference]).unwrap();
    assert!(reports(server, &["list"]).unwrap().contains("closed at"));
}

#[test]
fn a_report_that_waited_too_long_is_called_overdue() {
    let server = Server::alone(&[]);
    let reference = report(&Client::visitor(server), finding(None)).reference;
    received(&server.database, &reference, 50);
    let listed = reports(server, &["list"]).unwrap();
    assert!(listed.contains("OVERDUE by 2 h"), "{listed}");
}

#[test]
fn an_unknown_reference_is_said_to_be_one() {
    let server = Server::alone(&[]);
    let complaint = reports(server, &["acknowledge", "PT-2026-NOTHING0"]).unwrap_err();
    assert_eq!(complaint, "perftrack: there is no report PT-2026-NOTHING0\n");
    assert_eq!(reports(server, &["list"]).unwrap(), "no reports\n");
}

/// Two workers at once, and a third later: each occasion is told once.
#[test]
fn the_operator_is_reminded_once_for_each_occasion() {
    let database = Database::fresh();
    let settings = [("PERFTRACK_OPERATOR_MAIL", OPERATOR), ("PERFTRACK_ROUNDS", "on")];
    let quiet = Server::start(database.clone(), &[]).until_the_test_ends();
    let reference = report(&Client::visitor(quiet), finding(None)).reference;
    let told = |subject: &str| {
        let mails = format!("mails WHERE recipient = '{OPERATOR}' AND subject LIKE '{subject}'");
        count(&mut database.admin(), &mails)
    };
    let reminders = || told("PT-% waits for you%");

    received(&database, &reference, 25);
    let _workers = [(); 2].map(|()| Server::start(database.clone(), &settings).until_the_test_ends());
    eventually("the first reminder is written", || reminders() == 1);
    received(&database, &reference, 41);
    let _third = Server::start(database.clone(), &settings).until_the_test_ends();
    eventually("the second reminder is written", || reminders() == 2);

    // A worker that has just begun looks at once, and finds both told.
    let fourth = Server::start(database.clone(), &settings).until_the_test_ends();
    let other = report(&Client::visitor(fourth), finding(None)).reference;
    received(&database, &other, 25);
    eventually("the new report's first reminder is written", || told(&format!("{other} waits for you%")) == 1);
    assert_eq!(reminders(), 3);
}

#[test]
fn what_is_acknowledged_reminds_nobody() {
    let database = Database::fresh();
    let quiet = Server::start(database.clone(), &[]).until_the_test_ends();
    let [settled, waiting] = [(); 2].map(|()| report(&Client::visitor(quiet), finding(None)).reference);
    reports(quiet, &["acknowledge", &settled]).unwrap();
    received(&database, &settled, 30);
    received(&database, &waiting, 30);
    let settings = [("PERFTRACK_OPERATOR_MAIL", OPERATOR), ("PERFTRACK_ROUNDS", "on")];
    let _worker = Server::start(database.clone(), &settings).until_the_test_ends();
    let told = |reference: &str| {
        count(&mut database.admin(), &format!("mails WHERE recipient = '{OPERATOR}' AND subject LIKE '{reference}%'"))
    };
    eventually("the one that waits is told of", || told(&waiting) == 1);
    assert_eq!(told(&settled), 0);
}
