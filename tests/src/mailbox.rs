//! The mails a server has sent: files in its mail folder.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};

/// Longer than the worker ever takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a server's mails land.
pub struct Mailbox {
    folder: PathBuf,
}

/// One mail, its text decoded.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Address of the reader.
    pub to: String,
    /// Its subject, as it stands in the file.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The whole file.
    pub raw: String,
}

impl Mail {
    /// The link it is about.
    pub fn link(&self) -> &str {
        self.text.lines().find(|line| line.starts_with("http")).expect("the mail has a link").trim()
    }

    /// The secret of that link: what stands behind `#`.
    pub fn secret(&self) -> String {
        self.link().split_once('#').expect("the link has a secret").1.to_owned()
    }

    fn read(raw: String) -> Option<Self> {
        let raw = raw.replace("\r\n", "\n");
        let (head, body) = raw.split_once("\n\n")?;
        let head = head.replace("\n ", " ");
        let header = |name: &str| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name))?;
            Some(line[name.len()..].trim().to_owned())
        };
        let to = header("to:")?.trim_matches(['<', '>']).to_owned();
        let plain = body.split("\n--").find(|part| part.contains("text/plain")).unwrap_or(body);
        let (part_head, content) = plain.split_once("\n\n").unwrap_or((&head, plain));
        let text = decoded(part_head, content);
        Some(Self { to, subject: header("subject:").unwrap_or_default(), text, raw: raw.clone() })
    }
}

impl Mailbox {
    /// The mails in `folder`.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Every mail to `address` so far, oldest first.
    pub fn all_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.all();
        mails.retain(|mail| mail.to.eq_ignore_ascii_case(address));
        mails
    }

    /// Everybody whom a mail went to so far.
    pub fn readers(&self) -> BTreeSet<String> {
        self.all().into_iter().map(|mail| mail.to).collect()
    }

    fn all(&self) -> Vec<Mail> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
        files.sort(); // named by UUIDv7, so in the order in which they were written
        files.iter().filter_map(|path| Mail::read(std::fs::read_to_string(path).ok()?)).collect()
    }

    /// The `count`th mail to `address`, waiting for it.
    pub fn wait_for(&self, address: &str, count: usize) -> Mail {
        self.waited(address, count, |_| true)
    }

    /// The `count`th mail to `address` with this subject, waiting for it.
    pub fn wait_for_subject(&self, address: &str, subject: &str, count: usize) -> Mail {
        self.waited(address, count, |mail| mail.subject == subject)
    }

    fn waited(&self, address: &str, count: usize, fits: impl Fn(&Mail) -> bool) -> Mail {
        let until = Instant::now() + PATIENCE;
        loop {
            let mut mails = self.all_to(address);
            mails.retain(&fits);
            if mails.len() >= count {
                return mails.swap_remove(count - 1);
            }
            assert!(Instant::now() < until, "{} mails to {address}, not {count}", mails.len());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The first mail to `address`, waiting for it.
    pub fn first_to(&self, address: &str) -> Mail {
        self.wait_for(address, 1)
    }
}

fn decoded(head: &str, content: &str) -> String {
    let head = head.to_ascii_lowercase();
    let bytes = if head.contains("content-transfer-encoding: quoted-printable") {
        quoted_printable::decode(content, quoted_printable::ParseMode::Robust).expect("quoted-printable")
    } else if head.contains("content-transfer-encoding: base64") {
        STANDARD.decode(content.split_whitespace().collect::<String>()).expect("base64")
    } else {
        content.as_bytes().to_vec()
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_plain_part_of_a_mail() {
        let raw = "From: P <p@example.com>\r\nTo: ann@example.org\r\nSubject: Hello\r\n\
            Content-Type: multipart/alternative;\r\n boundary=\"x\"\r\n\r\n--x\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            caf=C3=A9\r\nhttp://127.0.0.1/p#se=\r\ncret=3D\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>\r\n--x--\r\n";
        let mail = Mail::read(raw.to_owned()).unwrap();
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ann@example.org", "Hello"));
        assert!(mail.text.starts_with("café"));
        assert_eq!(mail.secret(), "secret=");
    }
}
