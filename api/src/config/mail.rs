//! How mail leaves.

use std::path::PathBuf;

use lettre::{Address, message::Mailbox};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Check, given, server::is_loopback};

const SMTP: &str = "PERFTRACK_SMTP_URL";
const FOLDER: &str = "PERFTRACK_MAIL_DIR";
const FROM: &str = "PERFTRACK_MAIL_FROM";
const OPERATOR: &str = "PERFTRACK_OPERATOR_MAIL";
const DEFAULT_FOLDER: &str = "data/mail";
const DEFAULT_FROM: &str = "PerfTrack <no-reply@perftrack.localhost>";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MailSettings {
    /// Mail server, such as smtps://user:password@mail.example.com or smtp://…?tls=required.
    #[arg(long, env = SMTP, hide_env_values = true)]
    pub smtp_url: Option<SecretString>,
    /// Sender of all mails, such as `PerfTrack <no-reply@example.com>`.
    #[arg(long, env = FROM)]
    pub mail_from: Option<String>,
    /// Development: the folder that mails land in instead of being sent.
    #[arg(long, env = FOLDER)]
    pub mail_dir: Option<String>,
    /// The address of whoever runs this installation, such as operator@example.com: vulnerability reports and what goes
    /// wrong by itself are told there.
    #[arg(long, env = OPERATOR)]
    pub operator_mail: Option<String>,
}

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// To a mail server, encrypted unless it is on this machine.
    Smtp(SecretString),
    /// Into a folder, with their links printed on the console.
    Folder(PathBuf),
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Sender of all mails.
    pub from: Mailbox,
    /// Where they go.
    pub delivery: Delivery,
    /// Who runs this installation; `None` if nobody can be told.
    pub operator: Option<Address>,
}

impl MailSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Mail> {
        let delivery = self.delivery(check);
        let from = self.from(check);
        let operator = self.operator(check);
        Some(Mail { from: from?, delivery: delivery?, operator })
    }

    fn delivery(&self, check: &mut Check) -> Option<Delivery> {
        let production = check.mode.is_production();
        let smtp = self.smtp_url.as_ref().filter(|url| !url.expose_secret().trim().is_empty());
        let folder = given(&self.mail_dir);
        if production && folder.is_some() {
            check.faults.add(FOLDER, "is for development: its files hold links that log people in");
        }
        match smtp {
            Some(url) => {
                let url = url.expose_secret().trim();
                check.faults.take(SMTP, examine(url))?;
                Some(Delivery::Smtp(url.into()))
            }
            None if production => {
                let reason = "production needs a mail server, such as smtps://user:password@mail.example.com";
                check.faults.add(SMTP, reason);
                None
            }
            None => Some(Delivery::Folder(folder.unwrap_or(DEFAULT_FOLDER).into())),
        }
    }

    fn from(&self, check: &mut Check) -> Option<Mailbox> {
        let text = match given(&self.mail_from) {
            Some(text) => text,
            None if check.mode.is_production() => {
                check.faults.add(FROM, "production needs a sender, such as PerfTrack <no-reply@example.com>");
                return None;
            }
            None => DEFAULT_FROM,
        };
        let wrong = |_| format!("{text:?} is not a sender such as PerfTrack <no-reply@example.com>");
        check.faults.take(FROM, text.parse().map_err(wrong))
    }

    /// Not demanded, since an installation that runs already must go on running; but said.
    fn operator(&self, check: &mut Check) -> Option<Address> {
        let Some(text) = given(&self.operator_mail) else {
            if check.mode.is_production() {
                let missing = "PERFTRACK_OPERATOR_MAIL is not set: nobody is told of vulnerability reports";
                check.warnings.push(missing.to_owned());
            }
            return None;
        };
        let wrong = |_| format!("{text:?} is not an address such as operator@example.com");
        check.faults.take(OPERATOR, text.parse().map_err(wrong))
    }
}

/// Mail carries links that set passwords: in no mode does it travel unencrypted.
fn examine(url: &str) -> Result<(), String> {
    let url = Url::parse(url).map_err(|_| "is not an address such as smtps://mail.example.com".to_owned())?;
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        _ if url.host_str().is_none_or(str::is_empty) => Err("names no mail server".to_owned()),
        ("smtps", None) | ("smtp", Some("required")) => Ok(()),
        ("smtp", None) if is_loopback(&url) => Ok(()),
        ("smtp", _) => Err("would send unencrypted: use smtps://, or add ?tls=required for STARTTLS".to_owned()),
        _ => Err("must start with smtps:// or smtp://".to_owned()),
    }
}
