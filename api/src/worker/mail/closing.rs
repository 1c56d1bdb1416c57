//! What Admins hear when their organisation closes or its data is there to be taken.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use shared::pages;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// An organisation is to close, or isn't any more, or has.
pub struct OrganisationCloses<'a> {
    /// Who reads it.
    pub name: &'a str,
    /// What closes.
    pub organisation: &'a str,
    /// How far it is.
    pub step: ClosingStep<'a>,
}

/// How far an organisation is on its way to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingStep<'a> {
    /// Somebody has asked for it.
    Begun {
        /// Who.
        by: &'a str,
        /// When it ends.
        at: DateTime<Utc>,
    },
    /// It is soon.
    Near {
        /// When it ends.
        at: DateTime<Utc>,
    },
    /// It is kept after all.
    Kept {
        /// By whom.
        by: &'a str,
    },
    /// It is gone.
    Closed,
}

/// Something isn't kept for ever any more.
pub struct RetentionSet<'a> {
    /// Who reads it.
    pub name: &'a str,
    /// Where.
    pub organisation: &'a str,
    /// Who said so.
    pub by: &'a str,
    /// What happens to what.
    pub what: &'a str,
    /// After so many months.
    pub months: i32,
    /// From which day on.
    pub from: NaiveDate,
}

/// A file of all that the organisation has can be taken.
pub struct OrganisationExportReady<'a> {
    /// Who asked for it.
    pub name: &'a str,
    /// Whose data it is.
    pub organisation: &'a str,
    /// When it is deleted.
    pub until: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "mail/organisation_closes.txt")]
struct Text<'a> {
    name: &'a str,
    what: &'a str,
    then: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/organisation_closes.html")]
struct Html<'a> {
    name: &'a str,
    heading: &'a str,
    what: &'a str,
    then: &'a str,
    button: &'a str,
    link: &'a str,
}

/// Where Admins take out what the organisation has, and have it closed.
const DATA: &str = "/settings?tab=data";
const SETTINGS: &str = "Open the settings";
const LOG_IN: &str = "Open PerfTrack";

impl Letter for OrganisationCloses<'_> {
    fn subject(&self) -> String {
        let organisation = harmless(self.organisation);
        match self.step {
            ClosingStep::Begun { .. } => format!("{organisation} will be deleted from PerfTrack"),
            ClosingStep::Near { .. } => format!("{organisation} will be deleted from PerfTrack soon"),
            ClosingStep::Kept { .. } => format!("{organisation} stays on PerfTrack"),
            ClosingStep::Closed => format!("{organisation} is deleted from PerfTrack"),
        }
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let organisation = harmless(self.organisation);
        let settings = address(origin, DATA);
        let keep = "Until then everything goes on as before. Any Admin keeps the organisation with one click, and takes out \
                    what it has, in the settings.";
        let (what, then, button, link) = match self.step {
            ClosingStep::Begun { by, at } => (
                format!(
                    "{} asked for {organisation} to be closed. On {} it is deleted with everything in it, for good.",
                    harmless(by),
                    day(at)
                ),
                keep,
                SETTINGS,
                settings,
            ),
            ClosingStep::Near { at } => (
                format!("on {} {organisation} is deleted with everything in it, for good.", day(at)),
                keep,
                SETTINGS,
                settings,
            ),
            ClosingStep::Kept { by } => (
                format!("{} decided that {organisation} stays.", harmless(by)),
                "Nothing is deleted.",
                SETTINGS,
                settings,
            ),
            ClosingStep::Closed => (
                format!("{organisation} and everything in it has been deleted, as it was asked for thirty days ago."),
                "Backups still hold it until they are deleted in their turn. Accounts that are used in another \
                 organisation stay.",
                LOG_IN,
                address(origin, pages::LOG_IN),
            ),
        };
        filled(&harmless(self.name), &self.subject(), (what.as_str(), then), (button, link.as_str()))
    }
}

impl Letter for RetentionSet<'_> {
    fn subject(&self) -> String {
        format!("What {} keeps, and for how long", harmless(self.organisation))
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (by, organisation, from) = (harmless(self.by), harmless(self.organisation), self.from.format("%-d %B %Y"));
        let Self { what, months, .. } = self;
        let what =
            format!("{by} decided that in {organisation} {what} after {months} months, for good, from {from} on.");
        let then = "The settings show how many that would be today. Until then any Admin can change it.";
        let link = address(origin, DATA);
        filled(&harmless(self.name), &self.subject(), (what.as_str(), then), (SETTINGS, link.as_str()))
    }
}

impl Letter for OrganisationExportReady<'_> {
    fn subject(&self) -> String {
        format!("The data of {} is ready", harmless(self.organisation))
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let what = format!(
            "the file that you asked for, with all that {} has, is ready. It is there for you alone until {}.",
            harmless(self.organisation),
            day(self.until)
        );
        let link = address(origin, DATA);
        filled(
            &harmless(self.name),
            &self.subject(),
            (what.as_str(), "Download it in the settings."),
            (SETTINGS, link.as_str()),
        )
    }
}

fn filled(
    name: &str,
    heading: &str,
    (what, then): (&str, &str),
    (button, link): (&str, &str),
) -> askama::Result<(String, String)> {
    let text = Text { name, what, then, link }.render()?;
    Ok((text, Html { name, heading, what, then, button, link }.render()?))
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y at %H:%M (UTC)").to_string()
}
