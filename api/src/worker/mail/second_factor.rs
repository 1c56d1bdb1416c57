//! What somebody hears of the second step of their log-in.

use askama::Template;
use chrono::{DateTime, Utc};
use shared::pages;

use super::{Letter, letters::address};
use crate::config::Origin;

/// What became of a second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorChange {
    /// There is one now.
    Added,
    /// Its owner took it off, and there is no other.
    Removed,
    /// Its owner took the app off, and a passkey is left.
    AppRemoved,
    /// There is a passkey more.
    PasskeyAdded,
    /// There is a passkey less, and another factor is left.
    PasskeyRemoved,
    /// An Admin took it away.
    Taken,
    /// The recovery codes are new ones.
    NewCodes,
}

/// The second step has changed.
pub struct SecondFactorChanged {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub change: FactorChange,
}

/// Somebody came in by a recovery code.
pub struct RecoveryCodeUsed {
    /// When.
    pub at: DateTime<Utc>,
    /// How many are left.
    pub left: u32,
    /// Whether that is few.
    pub few: bool,
}

#[derive(Template)]
#[template(path = "mail/second_factor.txt")]
struct Text<'a>(&'a Said);

#[derive(Template)]
#[template(path = "mail/second_factor.html")]
struct Html<'a>(&'a Said);

struct Said {
    title: &'static str,
    what: &'static str,
    then: String,
    when: String,
    link: String,
    reset_link: String,
}

impl Said {
    fn of(title: &'static str, what: &'static str, then: String, at: DateTime<Utc>, origin: &Origin) -> Self {
        let when = at.format("%H:%M on %-d %B %Y (UTC)").to_string();
        let (link, reset_link) = (address(origin, pages::ACCOUNT), address(origin, pages::REQUEST_RESET));
        Self { title, what, then, when, link, reset_link }
    }

    fn rendered(&self) -> askama::Result<(String, String)> {
        Ok((Text(self).render()?, Html(self).render()?))
    }
}

impl Letter for SecondFactorChanged {
    fn subject(&self) -> String {
        match self.change {
            FactorChange::Added => "Two-step log-in is on for your PerfTrack account",
            FactorChange::Removed | FactorChange::Taken => "Two-step log-in is off for your PerfTrack account",
            FactorChange::AppRemoved => "Your PerfTrack account has no authenticator app any more",
            FactorChange::PasskeyAdded => "Your PerfTrack account has a new passkey",
            FactorChange::PasskeyRemoved => "A passkey of your PerfTrack account was removed",
            FactorChange::NewCodes => "You have new PerfTrack recovery codes",
        }
        .to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (title, what, then) = match self.change {
            FactorChange::Added => (
                "Two-step log-in is on",
                "Two-step log-in was set up for your PerfTrack account",
                "From now on a log-in asks for a code of your authenticator app after the password.",
            ),
            FactorChange::Removed => (
                "Two-step log-in is off",
                "Two-step log-in was taken off your PerfTrack account",
                "From now on your password alone opens it.",
            ),
            FactorChange::Taken => (
                "Two-step log-in is off",
                "An Admin of your organisation took two-step log-in off your PerfTrack account",
                "From now on your password alone opens it, until you set two-step log-in up again.",
            ),
            FactorChange::AppRemoved => (
                "Your authenticator app was removed",
                "The authenticator app was taken off your PerfTrack account",
                "From now on a log-in asks for a passkey, or a recovery code after the password.",
            ),
            FactorChange::PasskeyAdded => (
                "You have a new passkey",
                "A passkey was added to your PerfTrack account",
                "It logs you in by itself, and your password alone opens nothing.",
            ),
            FactorChange::PasskeyRemoved => (
                "A passkey was removed",
                "A passkey was removed from your PerfTrack account",
                "It logs nobody in any more.",
            ),
            FactorChange::NewCodes => (
                "You have new recovery codes",
                "New recovery codes were made for your PerfTrack account",
                "The old ones no longer work.",
            ),
        };
        Said::of(title, what, then.to_owned(), self.at, origin).rendered()
    }
}

impl Letter for RecoveryCodeUsed {
    fn subject(&self) -> String {
        "A recovery code of your PerfTrack account was used".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let left = match self.left {
            0 => "None is left.".to_owned(),
            1 => "One is left.".to_owned(),
            left => format!("{left} are left."),
        };
        let then = if self.few { format!("{left} Make new ones on your account page.") } else { left };
        let what = "One of your recovery codes was used for your PerfTrack account";
        Said::of("A recovery code was used", what, then, self.at, origin).rendered()
    }
}
