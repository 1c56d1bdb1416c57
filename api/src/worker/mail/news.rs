//! What somebody was told, as a letter.

use askama::Template;
use shared::{
    notifications::{Notice, Topic},
    pages,
    wire::NoticeId,
};

use super::{
    Letter,
    letters::{address, secret_link},
    names::harmless,
};
use crate::config::Origin;

/// What an answer stands above, so that what a mail program quotes below it is told from it.
pub const ANSWER_ABOVE: &str = "== To check in by mail, write above this line ==";

/// Where the mail can be answered, and what is answered there.
#[derive(Debug)]
pub struct Answering {
    /// The address.
    pub address: String,
    /// Those that ask for a check-in, in the order of their numbers, from 1.
    pub numbered: Vec<NoticeId>,
    /// Whether it asks for the reader's week.
    pub weekly: bool,
}

/// What somebody was told and hasn't read.
pub struct News<'a> {
    /// Who is told.
    pub name: &'a str,
    /// What, oldest first; at least one thing.
    pub notices: &'a [&'a Notice],
    /// The page on which one says how one wants to be told.
    pub settings: &'a str,
    /// The secret of the link that stops such letters; none if one can't do without.
    pub secret: Option<&'a str>,
    /// Where it can be answered, if it can.
    pub answering: Option<&'a Answering>,
}

/// Some of it under one heading.
struct Section {
    heading: &'static str,
    lines: Vec<Line>,
}

struct Line {
    /// To answer it by.
    number: Option<usize>,
    sentence: String,
    link: String,
}

#[derive(Template)]
#[template(path = "mail/news.txt")]
struct Text<'a> {
    words: &'a Words,
}

#[derive(Template)]
#[template(path = "mail/news.html")]
struct Html<'a> {
    words: &'a Words,
}

struct Words {
    name: String,
    subject: String,
    sections: Vec<Section>,
    link: String,
    settings_link: String,
    unsubscribe_link: Option<String>,
    answer_above: &'static str,
    /// Whether key results, and whether the week, can be answered.
    answers: Option<(bool, bool)>,
}

impl News<'_> {
    fn section(&self, topic: Topic, origin: &Origin) -> Option<Section> {
        let of_topic = self.notices.iter().filter(|notice| notice.kind.facts().topic == topic);
        let line = |notice: &&Notice| Line {
            number: self.number(notice.id),
            sentence: sentence(notice),
            link: address(origin, &notice.page()),
        };
        let lines: Vec<_> = of_topic.map(line).collect();
        (!lines.is_empty()).then_some(Section { heading: topic.name(), lines })
    }

    fn number(&self, notice: NoticeId) -> Option<usize> {
        let position = self.answering?.numbered.iter().position(|numbered| *numbered == notice)?;
        Some(position + 1)
    }
}

impl Letter for News<'_> {
    fn subject(&self) -> String {
        match self.notices {
            [only] => sentence(only),
            several => format!("{} things for you on PerfTrack", several.len()),
        }
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let words = Words {
            name: harmless(self.name),
            subject: self.subject(),
            sections: Topic::ALL.iter().filter_map(|topic| self.section(*topic, origin)).collect(),
            link: address(origin, pages::NOTIFICATIONS),
            settings_link: address(origin, self.settings),
            answer_above: ANSWER_ABOVE,
            answers: self.answering.map(|answering| (!answering.numbered.is_empty(), answering.weekly)),
            unsubscribe_link: self.secret.map(|secret| secret_link(origin, pages::UNSUBSCRIBE, secret)),
        };
        Ok((Text { words: &words }.render()?, Html { words: &words }.render()?))
    }

    fn unsubscribe(&self, origin: &Origin) -> Option<String> {
        self.secret.map(|secret| format!("{origin}/api/v1/notifications/unsubscribe/one-click?token={secret}"))
    }

    fn reply_to(&self) -> Option<String> {
        self.answering.map(|answering| answering.address.clone())
    }
}

/// What a line says: of discreet things only that there is something.
fn sentence(notice: &Notice) -> String {
    let facts = notice.kind.facts();
    if facts.discreet {
        return facts.name.to_owned();
    }
    let actor = notice.actor.as_ref().map(|actor| harmless(&actor.name));
    notice.kind.sentence(actor.as_deref(), &harmless(&notice.title))
}

#[cfg(test)]
mod tests {
    use shared::{
        notifications::{NoticeKind, Subject},
        people::PersonRef,
    };
    use uuid::Uuid;

    use super::*;
    use crate::worker::mail::Mail;

    fn notice(kind: NoticeKind, title: &str) -> Notice {
        Notice {
            id: Uuid::nil().into(),
            kind,
            subject: Subject::Objective,
            about: Uuid::nil(),
            place: Uuid::nil(),
            title: title.to_owned(),
            actor: Some(PersonRef { id: Uuid::nil().into(), name: "Eve www.evil.example".to_owned() }),
            created_at: chrono::DateTime::UNIX_EPOCH,
            read: false,
        }
    }

    fn mail(notices: &[&Notice], secret: Option<&str>) -> Mail {
        let origin = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
        let news = News { name: "Anna", notices, settings: "/notifications/settings", secret, answering: None };
        news.to("anna@example.com", &origin).unwrap()
    }

    #[test]
    fn one_thing_is_the_subject_and_several_are_counted() {
        let shared = notice(NoticeKind::ObjectiveShared, "Quiet nights");
        let commented = notice(NoticeKind::ObjectiveCommented, "<b>Loud</b> days");
        let one = mail(&[&shared], None);
        assert_eq!(one.subject, "Eve www·evil·example shared “Quiet nights” with you");
        assert!(one.text.contains("http://127.0.0.1:8080/goals/00000000"));
        assert!(one.unsubscribe.is_none() && !one.text.contains("unsubscribe#"));
        let both = mail(&[&shared, &commented], Some("s3cret"));
        assert_eq!(both.subject, "2 things for you on PerfTrack");
        assert!(both.text.contains("http://127.0.0.1:8080/unsubscribe#s3cret"));
        assert!(both.html.contains("&#60;b&#62;Loud") && !both.html.contains("<b>"));
        let one_click = "http://127.0.0.1:8080/api/v1/notifications/unsubscribe/one-click?token=s3cret";
        assert_eq!(both.unsubscribe.as_deref(), Some(one_click));
    }
    #[test]
    fn what_can_be_answered_has_a_number_and_says_how() {
        let [first, second] = [1, 2].map(|id| Notice {
            id: Uuid::from_u128(id).into(),
            ..notice(NoticeKind::CheckInDue, if id == 1 { "Calls" } else { "Visits" })
        });
        let answering = Answering {
            address: "check-in+00ff@reply.example.com".to_owned(),
            numbered: vec![second.id, first.id],
            weekly: false,
        };
        let origin = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
        let news = News {
            name: "Anna",
            notices: &[&first, &second],
            settings: "/notifications/settings",
            secret: None,
            answering: Some(&answering),
        };
        let mail = news.to("anna@example.com", &origin).unwrap();
        assert_eq!(mail.reply_to.as_deref(), Some("check-in+00ff@reply.example.com"));
        assert!(mail.text.starts_with(ANSWER_ABOVE), "{}", mail.text);
        let line = |what: &str| mail.text.lines().find(|line| line.contains(what)).unwrap_or_default().to_owned();
        assert!(line("“Calls”").ends_with("(2)") && line("“Visits”").ends_with("(1)"), "{}", mail.text);
        assert!(mail.text.contains("1: 42") && !mail.text.contains("stuck:"));
        assert!(mail.html.contains("1: 42") && mail.html.contains(ANSWER_ABOVE), "{}", mail.html);
    }
}
