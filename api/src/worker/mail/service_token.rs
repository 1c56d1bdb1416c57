//! What Admins hear of an API token that was made for a service account.

use std::net::IpAddr;

use askama::Template;
use chrono::{DateTime, Utc};
use shared::pages;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// An API token of a service account was made.
pub struct ServiceTokenMade<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What it is called.
    pub name: &'a str,
    /// What the service account is called.
    pub service: &'a str,
    /// From which address.
    pub address: IpAddr,
}

#[derive(Template)]
#[template(path = "mail/service_token_made.txt")]
struct Text<'a> {
    name: &'a str,
    service: &'a str,
    when: &'a str,
    address: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/service_token_made.html")]
struct Html<'a> {
    name: &'a str,
    service: &'a str,
    when: &'a str,
    address: &'a str,
    link: &'a str,
}

impl Letter for ServiceTokenMade<'_> {
    fn subject(&self) -> String {
        "A service account has a new API token".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (name, service) = (harmless(self.name), harmless(self.service));
        let when = self.at.format("%H:%M on %-d %B %Y (UTC)").to_string();
        let link = address(origin, pages::API_TOKENS);
        let (name, service, when, link) = (&name, &service, &when, &link);
        let address = &self.address.to_string();
        let text = Text { name, service, when, address, link }.render()?;
        Ok((text, Html { name, service, when, address, link }.render()?))
    }
}
