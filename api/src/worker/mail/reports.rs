//! Mails about vulnerability reports. Anybody can have one sent to anybody: so those to whoever reported hold nothing of
//! what was typed, and those to the operator are theirs alone.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use shared::pages;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// To whoever reported, at once: it has arrived, and a person will look at it.
pub struct ReportReceived<'a> {
    /// Names the report.
    pub reference: &'a str,
    /// By when a person acknowledges it.
    pub due_at: DateTime<Utc>,
}

/// To whoever reported: a person has read it.
pub struct ReportAcknowledged<'a> {
    /// Names the report.
    pub reference: &'a str,
}

/// To the operator: a report has arrived.
pub struct ReportArrived<'a> {
    /// Names the report.
    pub reference: &'a str,
    /// It in a line.
    pub subject: &'a str,
    /// What is wrong.
    pub what: &'a str,
    /// Where.
    pub place: Option<&'a str>,
    /// How to see it.
    pub steps: Option<&'a str>,
    /// Who reported.
    pub name: Option<&'a str>,
    /// Where they can be answered.
    pub email: Option<&'a str>,
    /// By when a person acknowledges it.
    pub due_at: DateTime<Utc>,
}

/// To the operator: nobody has acknowledged a report so far.
pub struct ReportWaits<'a> {
    /// Names the report.
    pub reference: &'a str,
    /// It in a line.
    pub subject: &'a str,
    /// By when a person acknowledges it.
    pub due_at: DateTime<Utc>,
    /// What time it is.
    pub now: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "mail/report_received.txt")]
struct ReceivedText<'a>(&'a Received<'a>);

#[derive(Template)]
#[template(path = "mail/report_received.html")]
struct ReceivedHtml<'a>(&'a Received<'a>);

struct Received<'a> {
    reference: &'a str,
    due: String,
    link: String,
}

impl Letter for ReportReceived<'_> {
    fn subject(&self) -> String {
        format!("{}: your report has arrived", self.reference)
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let link = address(origin, pages::SECURITY);
        let words = Received { reference: self.reference, due: moment(self.due_at), link };
        Ok((ReceivedText(&words).render()?, ReceivedHtml(&words).render()?))
    }
}

#[derive(Template)]
#[template(path = "mail/report_acknowledged.txt")]
struct AcknowledgedText<'a>(&'a Acknowledged<'a>);

#[derive(Template)]
#[template(path = "mail/report_acknowledged.html")]
struct AcknowledgedHtml<'a>(&'a Acknowledged<'a>);

struct Acknowledged<'a> {
    reference: &'a str,
    link: String,
}

impl Letter for ReportAcknowledged<'_> {
    fn subject(&self) -> String {
        format!("{}: we have read your report", self.reference)
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let words = Acknowledged { reference: self.reference, link: address(origin, pages::SECURITY) };
        Ok((AcknowledgedText(&words).render()?, AcknowledgedHtml(&words).render()?))
    }
}

#[derive(Template)]
#[template(path = "mail/report_arrived.txt")]
struct ArrivedText<'a>(&'a Arrived<'a>);

#[derive(Template)]
#[template(path = "mail/report_arrived.html")]
struct ArrivedHtml<'a>(&'a Arrived<'a>);

struct Arrived<'a> {
    reference: &'a str,
    due: String,
    from: String,
    parts: Vec<(&'static str, Vec<&'a str>)>,
}

impl Letter for ReportArrived<'_> {
    fn subject(&self) -> String {
        format!("{}: {}", self.reference, harmless(self.subject))
    }

    fn bodies(&self, _: &Origin) -> askama::Result<(String, String)> {
        let (name, email) = (self.name.unwrap_or("Somebody"), self.email.unwrap_or("who left no address"));
        let said = [
            ("What", Some(self.subject)),
            ("In more words", Some(self.what)),
            ("Where", self.place),
            ("How to see it", self.steps),
        ];
        let words = Arrived {
            reference: self.reference,
            due: moment(self.due_at),
            from: format!("{name}, {email}"),
            parts: said.into_iter().filter_map(|(what, text)| Some((what, text?.lines().collect()))).collect(),
        };
        Ok((ArrivedText(&words).render()?, ArrivedHtml(&words).render()?))
    }
}

#[derive(Template)]
#[template(path = "mail/report_waits.txt")]
struct WaitsText<'a>(&'a Waits<'a>);

#[derive(Template)]
#[template(path = "mail/report_waits.html")]
struct WaitsHtml<'a>(&'a Waits<'a>);

struct Waits<'a> {
    reference: &'a str,
    subject: String,
    due: String,
    left: String,
}

impl Letter for ReportWaits<'_> {
    fn subject(&self) -> String {
        format!("{} waits for you: {}", self.reference, left(self.due_at - self.now))
    }

    fn bodies(&self, _: &Origin) -> askama::Result<(String, String)> {
        let words = Waits {
            reference: self.reference,
            subject: harmless(self.subject),
            due: moment(self.due_at),
            left: left(self.due_at - self.now),
        };
        Ok((WaitsText(&words).render()?, WaitsHtml(&words).render()?))
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%H:%M on %-d %B %Y (UTC)").to_string()
}

fn left(time: TimeDelta) -> String {
    match time.num_minutes() {
        minutes if minutes < 0 => format!("overdue by {} h", (-minutes).div_euclid(60)),
        minutes => format!("due in {} h", minutes.div_euclid(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "Hole\r\nBcc: victim@example.org <script>alert(1)</script>";

    fn origin() -> Origin {
        Origin::of_listener("127.0.0.1:8080".parse().unwrap())
    }

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap()
    }

    #[test]
    fn the_operator_reads_all_of_it_and_nothing_of_it_becomes_markup_or_a_header() {
        let letter = ReportArrived {
            reference: "PT-2027-00000000",
            subject: EVIL,
            what: "First line\nsecond line",
            place: Some("/api/v1/people"),
            steps: None,
            name: None,
            email: Some("finder@example.org"),
            due_at: at(48),
        };
        let mail = letter.to("operator@example.com", &origin()).unwrap();
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        assert!(mail.subject.starts_with("PT-2027-00000000: Hole"), "{}", mail.subject);
        assert!(!mail.html.contains("<script"), "{}", mail.html);
        for said in ["First line", "second line", "/api/v1/people", "finder@example.org"] {
            assert!(mail.text.contains(said), "{}", mail.text);
        }
        assert!(!mail.text.contains("How to see it"), "{}", mail.text);
    }

    #[test]
    fn whoever_reported_gets_nothing_back_of_what_they_typed() {
        let mail =
            ReportReceived { reference: "PT-2027-00000000", due_at: at(48) }.to("a@example.com", &origin()).unwrap();
        assert_eq!(mail.subject, "PT-2027-00000000: your report has arrived");
        assert!(mail.text.contains("08:00 on 17 January 2027 (UTC)"), "{}", mail.text);
        assert!(mail.text.contains("\nhttp://127.0.0.1:8080/security\n"), "{}", mail.text);
    }

    #[test]
    fn a_reminder_says_how_long_there_is() {
        let waits = |now| ReportWaits { reference: "PT-1", subject: "Hole", due_at: at(48), now: at(now) }.subject();
        assert_eq!(waits(40), "PT-1 waits for you: due in 8 h");
        assert_eq!(waits(51), "PT-1 waits for you: overdue by 3 h");
    }
}
