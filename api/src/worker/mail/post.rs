//! How a mail leaves: to a mail server, or into a folder on a developer's machine.

use std::{
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    path::PathBuf,
    time::Duration,
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::Mail;
use crate::config::{self, Delivery};

const TIMEOUT: Duration = Duration::from_secs(20);

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// Trying again will not help: the address is no address, or the server refused it for good.
    #[error("refused for good: {0}")]
    Hopeless(String),
    /// It may work later.
    #[error("not now: {0}")]
    Later(String),
}

/// Sends mails.
pub struct Post {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Post {
    /// By the settings; connects to nothing yet.
    pub fn new(settings: &config::Mail) -> anyhow::Result<Self> {
        let way = match &settings.delivery {
            Delivery::Smtp(url) => {
                let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())?;
                Way::Smtp(smtp.timeout(Some(TIMEOUT)).build())
            }
            Delivery::Folder(folder) => {
                std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
                Way::Folder(folder.clone())
            }
        };
        Ok(Post { from: settings.from.clone(), way })
    }

    /// Sends one mail. The same `id` gives the same Message-ID, so that a mail program that gets it
    /// twice, because we stopped between sending and noting it, can show it once.
    pub async fn send(&self, id: Uuid, mail: &Mail) -> Result<(), PostError> {
        let message = self.message(id, mail)?;
        match &self.way {
            Way::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(PostError::Hopeless(error.to_string())),
                Err(error) => Err(PostError::Later(error.to_string())),
            },
            Way::Folder(folder) => {
                let path = folder.join(format!("{id}.eml"));
                let written = tokio::task::spawn_blocking(move || write(&path, &message.formatted())).await;
                written.map_err(|e| PostError::Later(e.to_string()))?.map_err(|e| PostError::Later(e.to_string()))?;
                announce(mail);
                Ok(())
            }
        }
    }

    fn message(&self, id: Uuid, mail: &Mail) -> Result<Message, PostError> {
        let hopeless = |error: &dyn std::fmt::Display| PostError::Hopeless(error.to_string());
        let to: Address = mail.to.parse().map_err(|error| hopeless(&error))?;
        let mut message = Message::builder();
        if let Some(address) = &mail.unsubscribe {
            message = message.header(Unsubscribe(format!("<{address}>"))).header(UnsubscribePost);
        }
        if let Some(address) = &mail.reply_to {
            let address: Address = address.parse().map_err(|error| hopeless(&error))?;
            message = message.reply_to(Mailbox::new(self.from.name.clone(), address));
        }
        message
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| hopeless(&error))
    }
}

/// `List-Unsubscribe`: where one click takes the reader off.
#[derive(Clone)]
struct Unsubscribe(String);

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        // An address of ours: nothing in it needs encoding, and it must not be cut.
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
    }
}

/// `List-Unsubscribe-Post`: that it takes one click indeed (RFC 8058).
#[derive(Clone)]
struct UnsubscribePost;

impl Header for UnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Whole or not at all, readable by its owner only: it holds a link that proves who somebody is.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension("part");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    std::fs::rename(unfinished, path)
}

/// A developer has no mailbox: the link is shown on the console, never in the log.
fn announce(mail: &Mail) {
    let link = mail.text.lines().find(|line| line.starts_with("http"));
    println!("mail to {}: {}{}", mail.to, mail.subject, link.map(|link| format!("\n  {link}")).unwrap_or_default());
}
