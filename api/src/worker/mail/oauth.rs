//! What somebody hears of apps that act as them.

use std::net::IpAddr;

use askama::Template;
use chrono::{DateTime, Utc};
use shared::pages;

use super::{Letter, letters::address, names::harmless};
use crate::config::Origin;

/// When something was, as letters say it.
const MOMENT: &str = "%H:%M on %-d %B %Y (UTC)";

/// An app was allowed to act as them.
pub struct AppAllowed<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What it is called.
    pub app: &'a str,
    /// Whether it may do more than read.
    pub may_change: bool,
    /// From which address it was allowed.
    pub address: IpAddr,
}

#[derive(Template)]
#[template(path = "mail/app_allowed.txt")]
struct AllowedText<'a> {
    app: &'a str,
    may_change: bool,
    when: &'a str,
    address: &'a str,
    link: &'a str,
    reset_link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/app_allowed.html")]
struct AllowedHtml<'a> {
    app: &'a str,
    may_change: bool,
    when: &'a str,
    address: &'a str,
    link: &'a str,
    reset_link: &'a str,
}

impl Letter for AppAllowed<'_> {
    fn subject(&self) -> String {
        "You let an app into your PerfTrack account".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (app, when) = (harmless(self.app), self.at.format(MOMENT).to_string());
        let (link, reset_link) = (address(origin, pages::ACCOUNT), address(origin, pages::REQUEST_RESET));
        let (app, when, address) = (&app, &when, &self.address.to_string());
        let (link, reset_link, may_change) = (&link, &reset_link, self.may_change);
        let text = AllowedText { app, may_change, when, address, link, reset_link }.render()?;
        Ok((text, AllowedHtml { app, may_change, when, address, link, reset_link }.render()?))
    }
}

/// What an app was allowed has ended, since something of it was shown twice.
pub struct AppStopped<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What it is called.
    pub app: &'a str,
}

#[derive(Template)]
#[template(path = "mail/app_stopped.txt")]
struct StoppedText<'a> {
    app: &'a str,
    when: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/app_stopped.html")]
struct StoppedHtml<'a> {
    app: &'a str,
    when: &'a str,
    link: &'a str,
}

impl Letter for AppStopped<'_> {
    fn subject(&self) -> String {
        "An app was shut out of your PerfTrack account".to_owned()
    }

    fn bodies(&self, origin: &Origin) -> askama::Result<(String, String)> {
        let (app, when) = (harmless(self.app), self.at.format(MOMENT).to_string());
        let (app, when, link) = (&app, &when, &address(origin, pages::ACCOUNT));
        let text = StoppedText { app, when, link }.render()?;
        Ok((text, StoppedHtml { app, when, link }.render()?))
    }
}
