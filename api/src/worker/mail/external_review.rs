//! What somebody outside the organisation gets who is asked to write a review.

use askama::Template;
use shared::pages;

use super::{Letter, letters::secret_link, names::harmless};
use crate::config::Origin;

/// Come and write about somebody.
pub struct ExternalReviewInvitation<'a> {
    /// Who is asked.
    pub name: &'a str,
    /// By whom.
    pub inviter: &'a str,
    /// About whom.
    pub subject: &'a str,
    /// Who works where.
    pub organisation: &'a str,
    /// The day until which it is to be handed in.
    pub until: &'a str,
    /// The link's secret.
    pub secret: &'a str,
}

#[derive(Template)]
#[template(path = "mail/external_review.txt")]
struct Text<'a>(&'a Words<'a>);

#[derive(Template)]
#[template(path = "mail/external_review.html")]
struct Html<'a>(&'a Words<'a>);

struct Words<'a> {
    name: String,
    inviter: String,
    subject: String,
    organisation: String,
    until: &'a str,
    link: String,
}

impl Letter for ExternalReviewInvitation<'_> {
    fn subject(&self) -> String {
        format!("{} asks for your view of {}", harmless(self.inviter), harmless(self.subject))
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let words = Words {
            name: harmless(self.name),
            inviter: harmless(self.inviter),
            subject: harmless(self.subject),
            organisation: harmless(self.organisation),
            until: self.until,
            link: secret_link(origin, pages::EXTERNAL_REVIEW, self.secret),
        };
        Ok((Text(&words).render()?, Html(&words).render()?))
    }
}
