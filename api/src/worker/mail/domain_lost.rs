//! What Admins hear when an e-mail domain is no longer their organisation's.

use askama::Template;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// The proof of an e-mail domain is gone, and single sign-on with it.
pub struct DomainLost<'a> {
    /// Who reads it.
    pub name: &'a str,
    /// The domain.
    pub domain: &'a str,
    /// Whose it was.
    pub organisation: &'a str,
}

#[derive(Template)]
#[template(path = "mail/domain_lost.txt")]
struct Text<'a> {
    name: &'a str,
    domain: &'a str,
    organisation: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/domain_lost.html")]
struct Html<'a> {
    name: &'a str,
    domain: &'a str,
    organisation: &'a str,
    link: &'a str,
}

impl Letter for DomainLost<'_> {
    fn subject(&self) -> String {
        "Single sign-on has stopped for one of your domains".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (name, domain, organisation) = (harmless(self.name), harmless(self.domain), harmless(self.organisation));
        let link = address(origin, "/settings?tab=sign-on");
        let (name, domain, organisation, link) = (&name, &domain, &organisation, &link);
        Ok((Text { name, domain, organisation, link }.render()?, Html { name, domain, organisation, link }.render()?))
    }
}
