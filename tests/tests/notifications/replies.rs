//! Mails that ask for a check-in are answered by mail: what counts, what is refused, and what is told of it.

use perftrack_tests::{Client, Persona, client::Response, db::count, eventually, mailbox::Mail, server::REPLY_KEYS};
use serde_json::json;
use shared::{
    access::Role,
    goals::{CheckIn, CheckInFilter, KeyResultPath, ListCheckIns, ObjectiveDetail, rules::kinds::CheckInStatus},
    operation::{Nothing, Operation},
    replies::ReceiveReply,
    weekly_check_ins::{ReadMyWeek, WeekQuery, WeeklyCheckIn},
};

use super::{Ground, told};

impl Ground {
    /// Somebody with a key result that wants a check-in today, and the mail that says so.
    fn reminded(&self) -> (ObjectiveDetail, Mail) {
        let objective = self.made(&self.owner, json!({ "visibility": "chain" }));
        self.days_pass(7);
        eventually("the owner is reminded", || !told(&self.owner).is_empty());
        (objective, self.mail_of_the_morning_after(&self.owner))
    }

    /// What waits for the next morning is mailed now.
    fn mail_of_the_morning_after(&self, to: &Persona) -> Mail {
        self.sql("UPDATE notices SET created_at = created_at - interval '1 day'");
        self.another_round();
        self.org.server.mailbox.first_to(&to.email)
    }

    /// Brings a mail as the mail server does.
    fn bring(&self, mail: &str) -> Response {
        let (_, key) = REPLY_KEYS.split_once(':').expect("a key");
        let courier = Client::visitor(self.org.server).raw("POST", ReceiveReply::PATH).without("origin");
        courier.header("authorization", &format!("Bearer {key}")).body("message/rfc822", mail).send()
    }

    fn check_ins(&self, objective: &ObjectiveDetail) -> Vec<CheckIn> {
        let path = KeyResultPath { id: objective.key_results[0].id };
        self.owner.call::<ListCheckIns>(path, CheckInFilter::default(), ()).expect("check-ins").items
    }
}

/// Where the answer to a mail goes.
fn reply_to(mail: &Mail) -> String {
    let unfolded = mail.raw.replace("\n ", " ");
    let line = unfolded.lines().find(|line| line.starts_with("Reply-To:")).expect("an address for answers");
    let (_, address) = line.rsplit_once(' ').expect("an address");
    address.trim_matches(['<', '>']).to_owned()
}

/// An answer as a mail program writes it, quoting what it answers.
fn answer(from: &str, mail: &Mail, id: &str, text: &str) -> String {
    let quoted: String = mail.text.lines().map(|line| format!("> {line}\r\n")).collect();
    format!(
        "From: Anna <{from}>\r\nTo: PerfTrack <{}>\r\nMessage-ID: <{id}@example.org>\r\nSubject: Re: {}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nOn Friday, PerfTrack wrote:\r\n\r\n{quoted}",
        reply_to(mail),
        mail.subject
    )
}

#[test]
fn an_answer_is_a_check_in_and_counts_once() {
    let ground = Ground::with_rounds();
    let (objective, mail) = ground.reminded();
    assert!(mail.text.contains("(1)") && mail.text.contains("1: 42"), "{}", mail.text);
    let answer = answer(&ground.owner.email, &mail, "once", "1: 4, at risk, two are late\r\n\r\nBest, Anna");
    for _ in 0..2 {
        assert_eq!(ground.bring(&answer).status, 204);
    }
    let check_ins = ground.check_ins(&objective);
    assert_eq!(check_ins.len(), 1);
    let check_in = &check_ins[0];
    assert_eq!((check_in.value, check_in.status), (4.0, CheckInStatus::AtRisk));
    assert_eq!((check_in.comment.as_str(), check_in.author.id), ("two are late", ground.owner.id));
    let told = ground.org.server.mailbox.wait_for(&ground.owner.email, 2);
    assert!(told.text.contains("> Best, Anna") && !told.text.contains("> 1: 4"), "{}", told.text);
    assert!(told.text.contains(&format!("/goals/{}", objective.objective.id)));
    // How it looks stays as it was said last.
    ground.bring(&self::answer(&ground.owner.email, &mail, "later", "1: 6"));
    assert_eq!(ground.check_ins(&objective)[0].status, CheckInStatus::AtRisk);
    assert_eq!(count(&mut ground.org.server.database.admin(), "check_ins"), 2);
}

#[test]
fn what_cannot_be_taken_in_comes_back_and_nothing_of_it_counts() {
    let ground = Ground::with_rounds();
    let (objective, mail) = ground.reminded();
    let mails = &ground.org.server.mailbox;
    let tries = [
        ("1: 15.000", "no clear value"),
        ("1: 4\r\nmood: 3", "didn't ask for your week"),
        ("2: 4", "nothing with the number 2"),
        ("All is well.", "no line in it"),
        (&format!("1: 4, {}", "x".repeat(2001)), "longer than fits"),
    ];
    for (at, (text, why)) in tries.into_iter().enumerate() {
        assert_eq!(ground.bring(&answer(&ground.owner.email, &mail, &format!("try{at}"), text)).status, 204);
        let told = mails.wait_for(&ground.owner.email, at + 2);
        assert!(told.text.contains(why), "{text}: {}", told.text);
        assert!(text.lines().all(|line| told.text.contains(&format!("> {line}"))), "{}", told.text);
    }
    assert!(ground.check_ins(&objective).is_empty());
    ground.sql("UPDATE reply_addresses SET sent_on = sent_on - 15");
    ground.bring(&answer(&ground.owner.email, &mail, "late", "1: 4"));
    assert!(mails.wait_for(&ground.owner.email, 7).text.contains("two weeks old"));
    ground.sql("UPDATE reply_addresses SET sent_on = sent_on + 15");
    ground.sql("UPDATE objectives SET state = 'cancelled', closed_at = now()");
    ground.bring(&answer(&ground.owner.email, &mail, "closed", "1: 4"));
    assert!(mails.wait_for(&ground.owner.email, 8).text.contains("number 1: a closed objective"));
    assert!(ground.check_ins(&objective).is_empty());
}

#[test]
fn an_answer_counts_only_from_its_reader_at_its_address_by_the_mail_server() {
    let ground = Ground::with_rounds();
    let (objective, mail) = ground.reminded();
    let good = answer(&ground.owner.email, &mail, "good", "1: 4");
    let elsewhere = good.replace(&reply_to(&mail), "check-in+00000000000000000000000000000000@reply.example.com");
    let automatic = good.replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:");
    for nothing in [&answer(&ground.guest.email, &mail, "other", "1: 4"), &elsewhere, &automatic, "", "no mail"] {
        assert_eq!(ground.bring(nothing).status, 204);
    }
    let courier = Client::visitor(ground.org.server).raw("POST", ReceiveReply::PATH).without("origin");
    let courier = courier.body("message/rfc822", good.as_str());
    for key in ["Bearer ", "Bearer AAAA", "Basic dGVzdA=="] {
        assert_eq!(courier.clone().header("authorization", key).send().status, 401, "{key}");
    }
    assert_eq!(courier.send().status, 401);
    ground.sql(&format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", ground.owner.id));
    assert_eq!(ground.bring(&good).status, 204);
    ground.sql(&format!("UPDATE people SET status = 'active' WHERE id = '{}'", ground.owner.id));
    assert!(ground.check_ins(&objective).is_empty());
    assert_eq!(ground.org.server.mailbox.all_to(&ground.owner.email).len(), 1, "nobody is answered");
    ground.bring(&good);
    assert_eq!(ground.check_ins(&objective).len(), 1);
}

/// What they wrote of the week that is due.
fn week_of(person: &Persona) -> Option<WeeklyCheckIn> {
    person.call::<ReadMyWeek>(Nothing {}, WeekQuery::default(), ()).expect("the week").check_in
}

#[test]
fn a_week_is_said_by_mail_too() {
    let ground = Ground::with_rounds();
    let manager = ground.org.db_person(Role::Manager, None);
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    ground.sql("UPDATE people SET start_date = NULL");
    ground.sql(
        "UPDATE weekly_settings s SET enabled = true, mood = true, due_weekday =
             (SELECT trim(to_char(now() AT TIME ZONE o.time_zone, 'day')) FROM organisations o WHERE o.org_id = s.org_id)",
    );
    ground.another_round();
    eventually("they are reminded", || !told(&report).is_empty());
    let mail = ground.mail_of_the_morning_after(&report);
    assert!(mail.text.contains("did: the offer is out") && !mail.text.contains("1: 42"), "{}", mail.text);
    let text = "did: the offer\r\nthe call\r\nnext: visits\r\nmood: 4";
    ground.bring(&answer(&report.email, &mail, "week", text));
    let week = week_of(&report).expect("what they wrote");
    assert_eq!((week.did, week.mood), (vec!["the offer".to_owned(), "the call".to_owned()], Some(4)));
    assert_eq!(week.will_do.len(), 1);
    ground.org.server.mailbox.wait_for(&report.email, 2);
    ground.bring(&answer(&report.email, &mail, "again", "did: more"));
    let told = ground.org.server.mailbox.wait_for(&report.email, 3);
    assert!(told.text.contains("it was said already"), "{}", told.text);
}
