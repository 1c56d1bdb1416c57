//! A mail as it arrived: to which address of ours, from whom, and what they wrote themselves.

use lettre::Address;
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser};
use sha2::{Digest, Sha256};

use crate::worker::mail::ANSWER_ABOVE;

/// What of a mail matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incoming {
    /// The secret of the address it came to.
    pub secret: String,
    /// The address of its writer.
    pub from: String,
    /// The same for the same mail, however it came.
    pub hash: [u8; 32],
    /// What they wrote: nothing of what their mail program quoted, and no signature.
    pub text: String,
}

impl Incoming {
    /// `None` if it is no answer to a mail of ours: it went elsewhere, or no human wrote it.
    pub(super) fn read(bytes: &[u8], ours: &Address) -> Option<Self> {
        let mail = MessageParser::default().parse(bytes)?;
        if is_automatic(&mail) {
            return None;
        }
        let secret = secret_of(&mail, ours)?;
        let from = mail.from()?.first()?.address()?.to_owned();
        let id = mail.message_id().map_or(bytes, str::as_bytes);
        let hash = Sha256::new().chain_update("reply\0").chain_update(id).finalize().into();
        let text = mail.body_text(0).unwrap_or_default();
        let text = own_words(&text, &[ANSWER_ABOVE, &secret]);
        Some(Self { secret, from, hash, text })
    }
}

/// Whether a program wrote it: to those nobody answers, or two of them would never stop (RFC 3834).
fn is_automatic(mail: &Message<'_>) -> bool {
    let says = |name: &'static str, words: &[&str]| {
        let value = mail.header_raw(name).unwrap_or_default().trim().to_ascii_lowercase();
        words.iter().any(|word| value.starts_with(word))
    };
    says("Auto-Submitted", &["auto-"])
        || says("Precedence", &["bulk", "junk", "list", "auto_reply"])
        || mail.header_raw("X-Auto-Response-Suppress").is_some()
        || mail.header_raw("X-Autoreply").is_some()
        || mail.header_raw("Return-Path").is_some_and(|path| path.trim() == "<>")
}

/// The secret of our address it went to: as it was written, or as the mail server noted it.
fn secret_of(mail: &Message<'_>, ours: &Address) -> Option<String> {
    let secret = |address: &str| {
        let (user, domain) = address.trim().trim_matches(['<', '>']).rsplit_once('@')?;
        let (name, secret) = user.split_once('+')?;
        let is_ours = name.eq_ignore_ascii_case(ours.user()) && domain.eq_ignore_ascii_case(ours.domain());
        (is_ours && !secret.is_empty()).then(|| secret.to_ascii_lowercase())
    };
    let written = [HeaderName::To, HeaderName::Cc]
        .into_iter()
        .filter_map(|name| match mail.header(name) {
            Some(HeaderValue::Address(addresses)) => Some(addresses),
            _ => None,
        })
        .flat_map(|addresses| addresses.iter())
        .filter_map(|address| address.address());
    let noted = ["Delivered-To", "X-Original-To", "Envelope-To"].into_iter().filter_map(|name| mail.header_raw(name));
    written.chain(noted).find_map(secret)
}

/// How mail programs that don't mark each line begin what they quote.
const QUOTING: [&str; 3] = ["-----", "_____", "From: "];

/// What stands above what was quoted, and above a signature. `marks` stand only in what is quoted.
fn own_words(text: &str, marks: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line == "--" || QUOTING.iter().any(|begins| line.starts_with(begins)) {
            break;
        }
        if marks.iter().any(|mark| line.contains(mark)) {
            // Above it a mail program says whom it quotes, in a line or two that end the text.
            drop_attribution(&mut kept);
            break;
        }
        if !line.trim_start().starts_with('>') {
            kept.push(line);
        }
    }
    kept.join("\n").trim().to_owned()
}

/// Takes away the last paragraph if it ends as such lines do in any language: with a colon, or with an address.
fn drop_attribution(kept: &mut Vec<&str>) {
    while kept.last().is_some_and(|line| line.is_empty()) {
        kept.pop();
    }
    if !kept.last().is_some_and(|line| line.ends_with(':') || line.ends_with('>')) {
        return;
    }
    for _ in 0..2 {
        if kept.last().is_some_and(|line| !line.is_empty() && !super::reading::says_something(line)) {
            kept.pop();
        }
    }
}

#[cfg(test)]
mod tests;
