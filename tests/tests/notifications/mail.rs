//! Mails of what one was told: when they come, what stands in them, and how one gets rid of them.

use std::time::Duration;

use perftrack_tests::{Client, db::count, eventually, mailbox::Mail};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{OneClick, Unsubscribe, UnsubscribeByOneClick, UnsubscribeLink},
    operation::{Nothing, Operation},
    problem::Code,
};

use super::Ground;

/// Longer than the worker takes to find that there is nothing to do.
const A_WHILE: Duration = Duration::from_millis(3500);

impl Ground {
    fn mails_to_owner(&self) -> Vec<Mail> {
        self.org.server.mailbox.all_to(&self.owner.email)
    }

    fn waiting(&self) -> i64 {
        count(&mut self.org.server.database.admin(), "notice_mails")
    }
}

/// The address that a mail program would post to.
fn one_click(mail: &Mail) -> String {
    let unfolded = mail.raw.replace("\n ", "");
    let line = unfolded.lines().find(|line| line.starts_with("List-Unsubscribe:")).expect("the header");
    line.trim_start_matches("List-Unsubscribe:").trim().trim_matches(['<', '>']).to_owned()
}

#[test]
fn who_is_given_access_is_written_to_at_once() {
    let ground = Ground::with_rounds();
    let objective = ground.hidden();
    ground.share(&objective, "view");
    let mail = ground.org.server.mailbox.first_to(&ground.guest.email);
    assert!(mail.text.contains(&objective.objective.title), "{}", mail.text);
    assert!(mail.text.contains(&format!("/goals/{}", objective.objective.id)));
    assert!(!mail.raw.contains("List-Unsubscribe"), "nobody can do without it");
    ground.share(&ground.hidden(), "view");
    ground.org.server.mailbox.wait_for(&ground.guest.email, 2);
}

#[test]
fn what_one_can_do_without_comes_once_a_day() {
    let ground = Ground::with_rounds();
    ground.assign("Quiet nights");
    let mail = ground.org.server.mailbox.first_to(&ground.owner.email);
    assert!(mail.subject.contains("Quiet nights") || mail.text.contains("Quiet nights"));
    assert!(mail.raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    ground.assign("Fast mornings");
    std::thread::sleep(A_WHILE);
    assert_eq!((ground.mails_to_owner().len(), ground.waiting()), (1, 1), "it waits for tomorrow");

    // Tomorrow it comes in the morning, however many look after it.
    ground.sql("UPDATE notice_letters SET on_day = on_day - 1");
    ground.sql("UPDATE notices SET created_at = created_at - interval '1 day'");
    ground.another_round();
    let mail = ground.org.server.mailbox.wait_for(&ground.owner.email, 2);
    assert!(mail.text.contains("Fast mornings") && !mail.text.contains("Quiet nights"), "{}", mail.text);
    assert_eq!(ground.waiting(), 0);
}

#[test]
fn what_is_gone_or_read_by_then_is_not_in_it() {
    let ground = Ground::with_rounds();
    // It is noon, and quiet.
    ground.sql(&format!(
        "INSERT INTO notice_settings (org_id, person_id, quiet_from, quiet_to)
         SELECT org_id, id, 11, 14 FROM people WHERE id IN ('{}', '{}')",
        ground.owner.id, ground.guest.id
    ));
    let objective = ground.hidden();
    let share = ground.share(&objective, "view");
    ground.assign("Quiet nights");
    std::thread::sleep(A_WHILE);
    assert_eq!(ground.waiting(), 2, "nothing leaves in quiet hours");
    let path = format!("/api/v1/shares/{}", share["id"].as_str().expect("an id"));
    assert_eq!(ground.owner.raw("DELETE", &path).send().status, 204);
    let id = super::notices(&ground.owner, Default::default())[0].id;
    ground.post(&ground.owner, "/api/v1/notifications/read", json!({ "ids": [id] }));
    ground.sql("UPDATE notice_settings SET quiet_from = NULL, quiet_to = NULL");
    ground.another_round();
    eventually("nothing is kept", || ground.waiting() == 0);
    assert!(ground.mails_to_owner().is_empty());
    assert!(ground.org.server.mailbox.all_to(&ground.guest.email).is_empty());
}

#[test]
fn a_comment_waits_for_the_morning_and_a_kind_that_is_off_for_nothing() {
    let ground = Ground::with_rounds();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    ground.comment(&ground.guest, &objective, "A secret word.");
    std::thread::sleep(A_WHILE);
    assert!(ground.mails_to_owner().is_empty(), "it is past eight");
    ground.sql("UPDATE notices SET created_at = created_at - interval '1 day'");
    ground.another_round();
    let mail = ground.org.server.mailbox.first_to(&ground.owner.email);
    assert!(mail.text.contains("commented on") && !mail.text.contains("secret"), "{}", mail.text);
}

#[test]
fn one_click_stops_them_all_but_what_nobody_can_do_without() {
    let ground = Ground::with_rounds();
    ground.assign("Quiet nights");
    let mail = ground.org.server.mailbox.first_to(&ground.owner.email);
    let address = one_click(&mail);
    let path = address.strip_prefix(&ground.org.server.url).expect("our own address");
    // As a mail program does: no cookie, no origin, a form as the body.
    let visitor = Client::visitor(ground.org.server);
    let click = visitor.raw("POST", path).without("origin");
    let click = click.body("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").send();
    assert_eq!(click.status, 204, "{}", click.text());

    ground.sql("UPDATE notice_letters SET on_day = on_day - 1");
    ground.assign("Fast mornings");
    eventually("it is dropped, not kept", || ground.waiting() == 0);
    std::thread::sleep(A_WHILE);
    assert_eq!(ground.mails_to_owner().len(), 1);
    let objective = ground.made(&ground.guest, json!({}));
    let share = json!({ "grantee": "person", "person_id": ground.owner.id, "level": "view", "reason": "To know." });
    ground.post(&ground.guest, &format!("/api/v1/objectives/{}/shares", objective.objective.id), share);
    ground.org.server.mailbox.wait_for(&ground.owner.email, 2);

    // The link in the mail does the same from a page, as often as one likes.
    let link = mail.text.lines().find(|line| line.contains("/unsubscribe#")).expect("the link").trim();
    let token = link.split_once('#').expect("a secret").1.to_owned();
    for _ in 0..2 {
        visitor.call::<Unsubscribe>(Nothing {}, Nothing {}, UnsubscribeLink { token: token.clone() }).expect("stopped");
    }
}

#[test]
fn secrets_that_are_none_stop_nothing() {
    let ground = Ground::new();
    let visitor = Client::visitor(ground.org.server);
    for token in ["t", "AAAAAAAA", &"A".repeat(120)] {
        let body = UnsubscribeLink { token: token.to_owned() };
        let refused = visitor.call::<Unsubscribe>(Nothing {}, Nothing {}, body).expect_err("it is none");
        assert_eq!(refused.code, Code::LinkSpent);
        let query = OneClick { token: token.to_owned() };
        let refused = visitor.call::<UnsubscribeByOneClick>(Nothing {}, query, ()).expect_err("it is none");
        assert_eq!(refused.code, Code::LinkSpent);
    }
    let huge = visitor.raw("POST", UnsubscribeByOneClick::PATH).query("token=t").body("text/plain", "x".repeat(9000));
    assert_eq!(huge.send().problem().code, Code::TooLarge);
}

#[test]
fn those_who_wait_for_their_morning_keep_nobody_from_what_cannot_wait() {
    let ground = Ground::with_rounds();
    let known = ground.made(&ground.owner, json!({ "visibility": "organisation" }));
    // More than one round looks after.
    for _ in 0..210 {
        ground.org.db_person(Role::Employee, None);
    }
    ground.sql(&format!(
        "INSERT INTO notices (org_id, id, person_id, kind, subject, about)
         SELECT org_id, gen_random_uuid(), id, 'objective_commented', 'objective', '{}' FROM people
         WHERE id NOT IN ('{}', '{}')",
        known.objective.id, ground.owner.id, ground.guest.id
    ));
    ground.share(&ground.hidden(), "view");
    ground.org.server.mailbox.first_to(&ground.guest.email);
    let again = || count(&mut ground.org.server.database.admin(), "notice_mails WHERE due_at > now()");
    eventually("all are looked at again when their clock strikes", || again() >= 210 && again() == ground.waiting());
}
