//! What arrives, read from a real socket and a real folder.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread::JoinHandle,
};

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::config::{self, Delivery, Origin};

const EVIL: &str = "Eve <b>\r\nBcc: victim@example.org\r\n\r\nhttps://evil.example/<script>";

fn origin() -> Origin {
    Origin::of_listener("127.0.0.1:8080".parse().unwrap())
}

fn moment() -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn closes<'a>(name: &'a str, step: ClosingStep<'a>) -> Box<dyn Letter + 'a> {
    Box::new(OrganisationCloses { name, organisation: name, step })
}

fn credited(is_gone: bool) -> BillingNews<'static> {
    let (number, credit_note) = ("INV-2026-000001", "CRN-2026-000001");
    BillingNews::Credited { number, credit_note, total: "GH₵405.00", vat: "GH₵67.50", is_gone }
}

fn billed<'a>(organisation: &'a str, news: BillingNews<'a>) -> Box<dyn Letter + 'a> {
    Box::new(BillingLetter { organisation, news })
}

fn letters(name: &str) -> Vec<Mail> {
    let organisation = name;
    let secret = "sEcReT-sEcReT_sEcReT";
    let letters: Vec<Box<dyn Letter + '_>> = vec![
        Box::new(VerifySignUp { name, organisation, secret }),
        Box::new(AlreadyRegistered { name }),
        Box::new(Invitation { name, inviter: name, organisation, secret }),
        Box::new(PasswordReset { secret }),
        Box::new(ConfirmEmail { secret }),
        Box::new(AddressInUse),
        Box::new(EmailChangeAsked { at: moment() }),
        Box::new(EmailChanged { at: moment() }),
        Box::new(ExternalReviewInvitation {
            name,
            inviter: name,
            subject: name,
            organisation,
            until: "20 Jul 2026",
            secret,
        }),
        Box::new(NewDevice {
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            device: name,
            address: [198, 51, 100, 7].into(),
        }),
        Box::new(PasswordChanged { at: DateTime::from_timestamp(1_800_000_000, 0).unwrap() }),
        Box::new(BackupOverdue { last: DateTime::from_timestamp(1_800_000_000, 0) }),
        Box::new(CertificateEnds { at: DateTime::from_timestamp(1_800_000_000, 0).unwrap() }),
        Box::new(SecondFactorChanged {
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            change: FactorChange::Added,
        }),
        Box::new(RecoveryCodeUsed { at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(), left: 2, few: true }),
        Box::new(DomainLost { name, domain: name, organisation }),
        Box::new(ApiTokenMade { at: moment(), name, address: [198, 51, 100, 7].into() }),
        Box::new(ServiceTokenMade { at: moment(), name, service: name, address: [198, 51, 100, 7].into() }),
        Box::new(AppAllowed { at: moment(), app: name, may_change: true, address: [198, 51, 100, 7].into() }),
        Box::new(AppStopped { at: moment(), app: name }),
        Box::new(Welcome { name, organisation }),
        billed(
            name,
            BillingNews::Issued {
                number: "INV-2026-000001",
                total: "GH₵405.00",
                due_on: moment().date_naive(),
                secret,
            },
        ),
        billed(name, BillingNews::Paid { number: "INV-2026-000001", receipt: "REC-2026-000001", total: "GH₵405.00" }),
        billed(name, credited(false)),
        billed(name, credited(true)),
        billed(name, BillingNews::Overdue { read_only_on: moment().date_naive(), secret: None }),
        billed(name, BillingNews::Overdue { read_only_on: moment().date_naive(), secret: Some(secret) }),
        billed(name, BillingNews::ReadOnly { secret: None }),
        billed(name, BillingNews::ReadOnly { secret: Some(secret) }),
        closes(name, ClosingStep::Begun { by: name, at: moment() }),
        closes(name, ClosingStep::Near { at: moment() }),
        closes(name, ClosingStep::Kept { by: name }),
        closes(name, ClosingStep::Closed),
        Box::new(OrganisationExportReady { name, organisation, until: moment() }),
        Box::new(RetentionSet {
            name,
            organisation,
            by: name,
            what: "feedback is deleted",
            months: 12,
            from: moment().date_naive(),
        }),
    ];
    letters.iter().map(|letter| letter.to("anna@example.com", &origin()).unwrap()).collect()
}

#[test]
fn a_letter_reads_well() {
    let invitation = Invitation { name: "Anna", inviter: "Bola", organisation: "Acme & Sons", secret: "abc" };
    let mail = invitation.to("anna@example.com", &origin()).unwrap();
    assert_eq!(mail.subject, "Bola invites you to Acme & Sons on PerfTrack");
    assert!(mail.text.starts_with("Hello Anna,\n\nBola invites you to Acme & Sons on PerfTrack,"));
    assert!(mail.text.contains("\nhttp://127.0.0.1:8080/invitation#abc\n"));
    assert!(mail.html.contains("You are invited to Acme &#38; Sons"), "{}", mail.html);
    assert!(mail.html.contains("href=\"http://127.0.0.1:8080/invitation#abc\""));
}

#[test]
fn links_lead_to_us_whatever_people_call_themselves() {
    for mail in letters(EVIL) {
        for body in [&mail.text, &mail.html] {
            let ours = body.matches("http://127.0.0.1:8080/").count();
            assert!(ours >= 1, "{}", mail.subject);
            assert_eq!(body.matches("http").count(), ours + body.matches("https evil").count(), "{body}");
            assert!(!body.contains("evil.example") && !body.contains("www."));
        }
        assert!(!mail.html.contains("<script") && !mail.html.contains("<b>"));
        assert!(!mail.subject.contains(['\r', '\n']));
    }
}

#[test]
fn secrets_of_links_stand_behind_the_hash() {
    for mail in letters("Anna") {
        for (at, _) in mail.text.match_indices("sEcReT-") {
            assert_eq!(&mail.text[at - 1..at], "#");
        }
    }
}

#[test]
fn debug_output_shows_no_body_and_no_address() {
    for mail in letters("Anna") {
        let shown = format!("{mail:?}");
        assert!(!shown.contains("sEcReT") && !shown.contains("anna@"), "{shown}");
    }
}

fn post(delivery: Delivery) -> Post {
    let from = "PerfTrack <no-reply@example.com>".parse().unwrap();
    Post::new(&config::Mail { from, delivery, operator: None }).unwrap()
}

/// A mail server that takes one mail and gives back what it heard.
fn server() -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let (mut heard, mut in_data) = (Vec::new(), false);
        stream.write_all(b"220 ready\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            let answer = match line.as_str() {
                "." if in_data => "250 taken\r\n",
                _ if in_data => "",
                "DATA" => "354 go on\r\n",
                "QUIT" => "221 bye\r\n",
                line if line.contains("refused@") => "550 nobody here\r\n",
                _ => "250 fine\r\n",
            };
            in_data = line == "DATA" || (in_data && line != ".");
            let last = answer.starts_with("250 taken") || answer.starts_with("550");
            heard.push(line);
            stream.write_all(answer.as_bytes()).unwrap();
            if last {
                break;
            }
        }
        heard
    });
    (url, heard)
}

#[tokio::test]
async fn nothing_typed_becomes_a_header_on_the_wire() {
    let (url, heard) = server();
    let mail = Mail {
        to: "anna@example.com".into(),
        subject: "Hello\r\nBcc: victim@example.org".into(),
        text: "line one\r\n.\r\nQUIT\r\n".into(),
        html: "<p>é</p>".into(),
        unsubscribe: Some("https://perftrack.example.com/off?token=t".into()),
        reply_to: Some("check-in+00ff@reply.example.com".into()),
    };
    post(Delivery::Smtp(url.into())).send(Uuid::nil(), &mail).await.unwrap();
    let heard = heard.join().unwrap();
    assert_eq!(heard.iter().filter(|line| line.starts_with("RCPT TO")).count(), 1);
    assert!(!heard.iter().any(|line| line.starts_with("Bcc")));
    assert!(heard.contains(&"From: PerfTrack <no-reply@example.com>".to_owned()));
    assert!(heard.contains(&format!("Message-ID: <{}@example.com>", Uuid::nil())));
    assert!(heard.contains(&"..".to_owned()), "a lone dot is doubled");
    assert!(heard.contains(&"List-Unsubscribe: <https://perftrack.example.com/off?token=t>".to_owned()), "{heard:?}");
    assert!(heard.contains(&"Reply-To: PerfTrack <check-in+00ff@reply.example.com>".to_owned()), "{heard:?}");
    assert!(heard.contains(&"List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned()));
}

#[tokio::test]
async fn what_is_refused_for_good_is_told_from_what_may_work_later() {
    let (url, _heard) = server();
    let mail = |to: &str| Mail {
        to: to.into(),
        subject: "s".into(),
        text: "t".into(),
        html: "h".into(),
        unsubscribe: None,
        reply_to: None,
    };
    let outcome = post(Delivery::Smtp(url.into())).send(Uuid::nil(), &mail("refused@example.com")).await;
    assert!(matches!(outcome, Err(PostError::Hopeless(_))), "{outcome:?}");
    let nobody = post(Delivery::Smtp("smtp://127.0.0.1:1".into()));
    assert!(matches!(nobody.send(Uuid::nil(), &mail("anna@example.com")).await, Err(PostError::Later(_))));
    for address in ["", "anna", "anna@example.com\r\nRCPT TO:<b@example.org>", "a@b@c", "<a@b.co>"] {
        assert!(matches!(nobody.send(Uuid::nil(), &mail(address)).await, Err(PostError::Hopeless(_))), "{address}");
    }
}

#[tokio::test]
async fn in_development_mails_land_in_a_folder_only_their_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = std::env::temp_dir().join(format!("perftrack-mail-{}", Uuid::new_v4()));
    let post = post(Delivery::Folder(folder.clone()));
    let mail = letters("Zoë").swap_remove(0);
    post.send(Uuid::nil(), &mail).await.unwrap();
    let file = folder.join(format!("{}.eml", Uuid::nil()));
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(&folder)), (0o600, 0o700));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("To: anna@example.com") && text.contains("Subject: Confirm your address for PerfTrack"));
    std::fs::remove_dir_all(folder).unwrap();
}
