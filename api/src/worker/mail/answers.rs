//! What somebody hears who answered a mail.

use askama::Template;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// An answer was taken in.
pub struct AnswerTaken<'a> {
    /// Who answered.
    pub name: &'a str,
    /// What was taken in: what it is about, and its page.
    pub taken: &'a [(String, String)],
    /// Lines of it that say nothing that could be taken in.
    pub left: &'a [String],
}

/// An answer could not be taken in, and nothing of it was.
pub struct AnswerRefused<'a> {
    /// Who answered.
    pub name: &'a str,
    /// Why, in a sentence.
    pub reason: &'a str,
    /// What they wrote, so that it isn't lost.
    pub text: &'a str,
    /// The page where it can be said.
    pub page: &'a str,
}

#[derive(Template)]
#[template(path = "mail/answer_taken.txt")]
struct TakenText<'a>(&'a Taken<'a>);

#[derive(Template)]
#[template(path = "mail/answer_taken.html")]
struct TakenHtml<'a>(&'a Taken<'a>);

struct Taken<'a> {
    name: String,
    taken: Vec<(String, String)>,
    left: &'a [String],
}

impl Letter for AnswerTaken<'_> {
    fn subject(&self) -> String {
        match self.taken {
            [(only, _)] => format!("Your check-in is in: {}", harmless(only)),
            several => format!("Your {} check-ins are in", several.len()),
        }
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let line = |(what, page): &(String, String)| (harmless(what), address(origin, page));
        let words = Taken { name: harmless(self.name), taken: self.taken.iter().map(line).collect(), left: self.left };
        Ok((TakenText(&words).render()?, TakenHtml(&words).render()?))
    }
}

#[derive(Template)]
#[template(path = "mail/answer_refused.txt")]
struct RefusedText<'a>(&'a Refused<'a>);

#[derive(Template)]
#[template(path = "mail/answer_refused.html")]
struct RefusedHtml<'a>(&'a Refused<'a>);

struct Refused<'a> {
    name: String,
    reason: &'a str,
    lines: Vec<&'a str>,
    link: String,
}

impl Letter for AnswerRefused<'_> {
    fn subject(&self) -> String {
        "Your check-in by mail could not be taken in".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let words = Refused {
            name: harmless(self.name),
            reason: self.reason,
            lines: self.text.lines().collect(),
            link: address(origin, self.page),
        };
        Ok((RefusedText(&words).render()?, RefusedHtml(&words).render()?))
    }
}
