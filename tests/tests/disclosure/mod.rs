//! Whoever finds a vulnerability can say so without an account, hears at once that it arrived, and a person is held to
//! answering within 48 hours.

mod clock;
mod proofs;
mod security_txt;

use perftrack_tests::{
    Client, Refused, Server,
    db::{count, text},
    unique,
};
use serde_json::{Value, json};
use shared::{
    disclosure::{NewVulnerabilityReport, ReportReceipt, ReportVulnerability},
    operation::Nothing,
    problem::Code,
};

/// Where a server of its own tells of reports.
const OPERATOR: &str = "operator@example.com";

fn finding(email: Option<&str>) -> NewVulnerabilityReport {
    NewVulnerabilityReport {
        subject: "Notes of others can be read".to_owned(),
        what: "I asked for a note that isn't mine,\nand got it.".to_owned(),
        place: Some("/api/v1/notes".to_owned()),
        email: email.map(str::to_owned),
        ..NewVulnerabilityReport::default()
    }
}

fn report(client: &Client, finding: NewVulnerabilityReport) -> ReportReceipt {
    client.call::<ReportVulnerability>(Nothing {}, Nothing {}, finding).expect("it is taken in")
}

fn somebody() -> String {
    format!("finder-{}@example.com", unique())
}

/// How many reports of a reference are kept.
fn kept(server: &Server, reference: &str) -> i64 {
    count(&mut server.database.admin(), &format!("vulnerability_reports WHERE reference = '{reference}'"))
}

#[test]
fn a_report_is_kept_and_acknowledged_by_mail_at_once() {
    let (server, email) = (Server::shared(), somebody());
    let receipt = report(&Client::visitor(server), finding(Some(&email)));
    assert!(receipt.by_mail);
    assert_eq!(kept(server, &receipt.reference), 1);
    let mail = server.mailbox.first_to(&email);
    assert_eq!(mail.subject, format!("{}: your report has arrived", receipt.reference));
    assert!(mail.text.contains("A person reads it and answers you by"), "{}", mail.text);
    // Anybody can give anybody's address: what was typed goes to nobody but the operator.
    assert!(!mail.raw.contains("Notes of others"), "{}", mail.raw);
}

#[test]
fn the_operator_is_told_all_of_it() {
    let server = Server::alone(&[("PERFTRACK_OPERATOR_MAIL", OPERATOR)]);
    let receipt = report(&Client::visitor(server), finding(None));
    let mail = server.mailbox.first_to(OPERATOR);
    assert_eq!(mail.subject, format!("{}: Notes of others can be read", receipt.reference));
    for said in ["I asked for a note that isn't mine,", "and got it.", "/api/v1/notes", "who left no address"] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    assert!(mail.text.contains(&format!("perftrack reports acknowledge {}", receipt.reference)), "{}", mail.text);
}

#[test]
fn a_report_from_nobody_is_kept_and_nobody_is_written_to() {
    let server = Server::shared();
    let receipt = report(&Client::visitor(server), finding(None));
    assert!(!receipt.by_mail);
    assert_eq!(kept(server, &receipt.reference), 1);
}

#[test]
fn whatever_fills_in_what_people_do_not_see_is_heard_and_not_written_to() {
    let (server, email) = (Server::alone(&[("PERFTRACK_OPERATOR_MAIL", OPERATOR)]), somebody());
    let filled =
        NewVulnerabilityReport { leave_empty: Some("https://spam.example".to_owned()), ..finding(Some(&email)) };
    let receipt = report(&Client::visitor(server), filled);
    assert!(!receipt.by_mail);
    assert_eq!(kept(server, &receipt.reference), 1, "a browser may have filled it in for somebody");
    let mail = server.mailbox.first_to(OPERATOR);
    assert!(mail.subject.starts_with(&receipt.reference) && mail.text.contains(&email), "{}", mail.text);
    let mails = count(&mut server.database.admin(), &format!("mails WHERE recipient = '{email}'"));
    assert_eq!(mails, 0, "nobody else is written to");
}

#[test]
fn a_subject_can_not_carry_another_header() {
    let client = Client::visitor(Server::shared());
    let report = |field: &str, value: Value| {
        let mut body = json!({ "subject": "Hole", "what": "It is open" });
        body[field] = value;
        client.raw("POST", "/api/v1/vulnerability-reports").json(&body).send().problem()
    };
    for (field, value) in [
        ("subject", "Hole\r\nBcc: everybody@example.com"),
        ("name", "Eve\nBcc: everybody@example.com"),
        ("email", "eve@example.com\r\nBcc: everybody@example.com"),
        ("email", "eve@example.com, everybody@example.com"),
    ] {
        let problem = report(field, json!(value));
        assert_eq!((problem.code, problem.errors[0].field.as_str()), (Code::Invalid, field), "{value}");
    }
    assert_eq!(report("what", json!("x".repeat(6001))).errors[0].code, "too_long");
}

#[test]
fn one_address_can_not_flood_the_operator() {
    let client = Client::visitor(Server::shared());
    let sent: Vec<_> =
        (0..4).map(|_| client.call::<ReportVulnerability>(Nothing {}, Nothing {}, finding(None))).collect();
    assert_eq!(sent.iter().filter(|answer| answer.is_ok()).count(), 4, "the pause begins after the fourth");
    client.call::<ReportVulnerability>(Nothing {}, Nothing {}, finding(None)).refused(Code::TooManyRequests);
}

#[test]
fn another_site_can_not_report_through_a_visitor() {
    let client = Client::visitor(Server::shared());
    let body = json!({ "subject": "Hole", "what": "It is open" });
    let request = client.raw("POST", "/api/v1/vulnerability-reports").json(&body);
    let response = request.without("origin").header("origin", "https://evil.example").send();
    assert_eq!(response.problem().code, Code::CrossSite);
}

#[test]
fn what_was_closed_a_year_ago_is_deleted() {
    let database = perftrack_tests::Database::fresh();
    let mut conn = database.admin();
    for (reference, days) in [("PT-OLD", 366), ("PT-NEW", 364)] {
        perftrack_tests::db::run(
            &mut conn,
            &format!(
                "INSERT INTO vulnerability_reports (id, reference, subject, what, closed_at)
                 VALUES (gen_random_uuid(), '{reference}', 'Hole', 'Open', now() - interval '{days} days')"
            ),
        );
    }
    // Sweeping is among the first things that a server does.
    let server = Server::start(database.clone(), &[]).until_the_test_ends();
    perftrack_tests::eventually("the old one is gone", || kept(server, "PT-OLD") == 0);
    let left = text(&mut conn, "SELECT string_agg(reference, ',') AS text FROM vulnerability_reports");
    assert_eq!(left, "PT-NEW");
}
