//! What somebody hears of an API token that was made as theirs.

use std::net::IpAddr;

use askama::Template;
use chrono::{DateTime, Utc};
use shared::pages;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// An API token was made.
pub struct ApiTokenMade<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What it is called.
    pub name: &'a str,
    /// From which address.
    pub address: IpAddr,
}

#[derive(Template)]
#[template(path = "mail/api_token_made.txt")]
struct Text<'a> {
    name: &'a str,
    when: &'a str,
    address: &'a str,
    link: &'a str,
    reset_link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/api_token_made.html")]
struct Html<'a> {
    name: &'a str,
    when: &'a str,
    address: &'a str,
    link: &'a str,
    reset_link: &'a str,
}

impl Letter for ApiTokenMade<'_> {
    fn subject(&self) -> String {
        "Your PerfTrack account has a new API token".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (name, when) = (harmless(self.name), self.at.format("%H:%M on %-d %B %Y (UTC)").to_string());
        let (link, reset_link) = (address(origin, pages::ACCOUNT), address(origin, pages::REQUEST_RESET));
        let (name, when, address) = (&name, &when, &self.address.to_string());
        let (link, reset_link) = (&link, &reset_link);
        let text = Text { name, when, address, link, reset_link }.render()?;
        Ok((text, Html { name, when, address, link, reset_link }.render()?))
    }
}
