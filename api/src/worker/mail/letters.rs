//! What we write. Each letter is a pair of templates in `templates/mail`, filled with the same words.

use askama::Template;
use shared::{accounts::browser_and_system, pages};

use super::{Mail, names::harmless};
use crate::{config::Origin, http::Failure};

/// Something that can be written to somebody.
pub trait Letter {
    /// One line.
    fn subject(&self) -> String;
    /// Fills both templates; links begin with our own address and nothing else.
    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)>;

    /// Where one click takes the reader off, of letters that one can do without.
    fn unsubscribe(&self, _origin: &Origin) -> Option<String> {
        None
    }

    /// Where an answer goes, of letters that can be answered.
    fn reply_to(&self) -> Option<String> {
        None
    }

    /// The mail to `to`.
    fn to(&self, to: &str, origin: &Origin) -> Result<Mail, Failure> {
        let (text, html) = self.bodies(origin).map_err(Failure::fault)?;
        let (unsubscribe, reply_to) = (self.unsubscribe(origin), self.reply_to());
        Ok(Mail { to: to.to_owned(), subject: self.subject(), text, html, unsubscribe, reply_to })
    }
}

/// Declares the two templates of a letter and fills them with the same words.
macro_rules! bodies {
    ($text:tt $html:tt { $($word:ident: $value:expr),+ }) => {{
        #[derive(Template)]
        #[template(path = $text)]
        struct Text<'a> { $($word: &'a str),+ }
        #[derive(Template)]
        #[template(path = $html)]
        struct Html<'a> { $($word: &'a str),+ }
        $(let $word: String = $value;)+
        Ok((Text { $($word: &$word),+ }.render()?, Html { $($word: &$word),+ }.render()?))
    }};
}

/// Confirm the address of a sign-up.
pub struct VerifySignUp<'a> {
    /// Who signed up.
    pub name: &'a str,
    /// What they signed up.
    pub organisation: &'a str,
    /// The link's secret.
    pub secret: &'a str,
}

impl Letter for VerifySignUp<'_> {
    fn subject(&self) -> String {
        "Confirm your address for PerfTrack".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/verify_sign_up.txt" "mail/verify_sign_up.html" {
            name: harmless(self.name),
            organisation: harmless(self.organisation),
            link: secret_link(origin, pages::VERIFY_SIGN_UP, self.secret)
        })
    }
}

/// A sign-up with an address that has an account.
pub struct AlreadyRegistered<'a> {
    /// As they called themselves this time.
    pub name: &'a str,
}

impl Letter for AlreadyRegistered<'_> {
    fn subject(&self) -> String {
        "You already have a PerfTrack account".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/already_registered.txt" "mail/already_registered.html" {
            name: harmless(self.name),
            link: address(origin, pages::LOG_IN),
            reset_link: address(origin, pages::REQUEST_RESET)
        })
    }
}

/// Come and join an organisation.
pub struct Invitation<'a> {
    /// Who is invited.
    pub name: &'a str,
    /// By whom.
    pub inviter: &'a str,
    /// To where.
    pub organisation: &'a str,
    /// The link's secret.
    pub secret: &'a str,
}

impl Letter for Invitation<'_> {
    fn subject(&self) -> String {
        format!("{} invites you to {} on PerfTrack", harmless(self.inviter), harmless(self.organisation))
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/invitation.txt" "mail/invitation.html" {
            name: harmless(self.name),
            inviter: harmless(self.inviter),
            organisation: harmless(self.organisation),
            link: secret_link(origin, pages::INVITATION, self.secret)
        })
    }
}

/// Set a new password.
pub struct PasswordReset<'a> {
    /// The link's secret.
    pub secret: &'a str,
}

impl Letter for PasswordReset<'_> {
    fn subject(&self) -> String {
        "Set a new password for PerfTrack".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/password_reset.txt" "mail/password_reset.html" {
            link: secret_link(origin, pages::RESET_PASSWORD, self.secret)
        })
    }
}

/// The password has been changed.
pub struct PasswordChanged {
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Letter for PasswordChanged {
    fn subject(&self) -> String {
        "Your PerfTrack password was changed".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/password_changed.txt" "mail/password_changed.html" {
            when: self.at.format("%H:%M on %-d %B %Y (UTC)").to_string(),
            link: address(origin, pages::REQUEST_RESET)
        })
    }
}

/// Prove that a new address is yours. Neither the account nor its address is named: the letter may reach a stranger.
pub struct ConfirmEmail<'a> {
    /// The link's secret.
    pub secret: &'a str,
}

impl Letter for ConfirmEmail<'_> {
    fn subject(&self) -> String {
        "Confirm your new address for PerfTrack".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/confirm_email.txt" "mail/confirm_email.html" {
            link: secret_link(origin, pages::CONFIRM_EMAIL, self.secret)
        })
    }
}

/// Somebody asked to have an address that has an account.
pub struct AddressInUse;

impl Letter for AddressInUse {
    fn subject(&self) -> String {
        "Somebody asked to use your address on PerfTrack".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/address_in_use.txt" "mail/address_in_use.html" { link: address(origin, pages::LOG_IN) })
    }
}

/// The account's address is to be another; to the address it still has.
pub struct EmailChangeAsked {
    /// When that was asked for.
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Letter for EmailChangeAsked {
    fn subject(&self) -> String {
        "Your PerfTrack address is to be changed".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/email_change_asked.txt" "mail/email_change_asked.html" {
            when: self.at.format("%H:%M on %-d %B %Y (UTC)").to_string(),
            link: address(origin, pages::REQUEST_RESET)
        })
    }
}

/// The account's address is another; to both.
pub struct EmailChanged {
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Letter for EmailChanged {
    fn subject(&self) -> String {
        "Your PerfTrack address was changed".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/email_changed.txt" "mail/email_changed.html" {
            when: self.at.format("%H:%M on %-d %B %Y (UTC)").to_string(),
            link: address(origin, pages::LOG_IN)
        })
    }
}

/// Somebody has logged in from a browser that the account doesn't know.
pub struct NewDevice<'a> {
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What the browser calls itself.
    pub device: &'a str,
    /// From where.
    pub address: std::net::IpAddr,
}

impl Letter for NewDevice<'_> {
    fn subject(&self) -> String {
        "A new log-in to your PerfTrack account".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let device = match browser_and_system(self.device) {
            (Some(browser), Some(system)) => format!("{browser} on {system}"),
            (Some(browser), None) => browser.to_owned(),
            (None, _) if self.device.is_empty() => "a program that doesn't name itself".to_owned(),
            (None, _) => harmless(self.device),
        };
        bodies!("mail/new_device.txt" "mail/new_device.html" {
            when: self.at.format("%H:%M on %-d %B %Y (UTC)").to_string(),
            device: device,
            link: address(origin, pages::ACCOUNT),
            reset_link: address(origin, pages::REQUEST_RESET),
            from: self.address.to_string()
        })
    }
}

/// The server's certificate ends soon, and renewing it hasn't worked.
pub struct CertificateEnds {
    /// When it ends.
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Letter for CertificateEnds {
    fn subject(&self) -> String {
        "The certificate of your PerfTrack ends soon".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/certificate_ends.txt" "mail/certificate_ends.html" {
            when: self.at.format("%H:%M on %-d %B %Y (UTC)").to_string(),
            link: address(origin, pages::LOG_IN)
        })
    }
}

/// No backup is fresh.
pub struct BackupOverdue {
    /// The moment that the newest verified one shows, if there is any.
    pub last: Option<chrono::DateTime<chrono::Utc>>,
}

impl Letter for BackupOverdue {
    fn subject(&self) -> String {
        "Your PerfTrack has no fresh backup".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let last = self.last.map(|last| last.format("the newest shows %H:%M on %-d %B %Y (UTC)").to_string());
        bodies!("mail/backup_overdue.txt" "mail/backup_overdue.html" {
            last: last.unwrap_or_else(|| "there is none at all".to_owned()),
            link: address(origin, pages::LOG_IN)
        })
    }
}

/// A new organisation is ready.
pub struct Welcome<'a> {
    /// Its first Admin.
    pub name: &'a str,
    /// Its name.
    pub organisation: &'a str,
}

impl Letter for Welcome<'_> {
    fn subject(&self) -> String {
        format!("{} is ready on PerfTrack", harmless(self.organisation))
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        bodies!("mail/welcome.txt" "mail/welcome.html" {
            name: harmless(self.name),
            organisation: harmless(self.organisation),
            link: address(origin, pages::LOG_IN)
        })
    }
}

pub(super) fn address(origin: &Origin, page: &str) -> String {
    format!("{origin}{page}")
}

pub(super) fn secret_link(origin: &Origin, page: &str, secret: &str) -> String {
    address(origin, &pages::with_secret(page, secret))
}
