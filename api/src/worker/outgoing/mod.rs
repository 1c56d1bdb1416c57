//! Posting to addresses that people gave us: to the public internet, and nowhere else.
//!
//! A name is resolved by [`PublicNames`] at each connection, and the connection is made to the very addresses that
//! passed; so a name that answers otherwise a moment later leads nowhere. There are no redirects, no proxies and no
//! connections kept. Of an answer to a post only the status and `Retry-After` are looked at: its body is never read, so
//! nobody learns by us what stands behind an address. Documents are read by [`asking`], records of names by [`names`].

mod asking;
#[cfg(test)]
mod attack_tests;
mod guard;
mod names;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use chrono::{DateTime, Utc};
use reqwest::{Client, header, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use url::Url;

use self::guard::{LookUp, PublicNames};
pub use self::{
    asking::{Document, NoDocument},
    names::NoAnswer,
};
use crate::config;

/// For the name, the connection, the request and the answer's head together.
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longer than anybody's webhook.
const LONGEST: usize = 2000;

/// Posts.
#[derive(Debug, Clone)]
pub struct Outgoing {
    client: Client,
    loopback: bool,
    dns: Option<SocketAddr>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// An answer came, perhaps with the wish to be left alone for so long.
    Status(u16, Option<Duration>),
    /// None came in time.
    Silence,
    /// The address leads elsewhere than to the public internet; nothing was sent.
    NotPublic,
}

impl Outgoing {
    /// By the settings.
    pub fn new(settings: config::Outgoing) -> anyhow::Result<Self> {
        Self::by(settings, guard::as_the_system)
    }

    fn by(settings: config::Outgoing, look_up: LookUp) -> anyhow::Result<Self> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(Arc::new(PublicNames { loopback: settings.loopback, look_up }))
            .redirect(Policy::none())
            .referer(false)
            // Variables of the environment would send everything by a proxy, past the guard.
            .no_proxy()
            .https_only(!settings.loopback)
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .user_agent("PerfTrack")
            .build()
            .context("no client for outgoing requests")?;
        Ok(Self { client, loopback: settings.loopback, dns: settings.dns })
    }

    /// The address somebody typed, if it can be posted to; otherwise what is wrong with it, as a stable code. Its name
    /// is looked up at each posting, not here.
    pub fn address(&self, typed: &str) -> Result<Url, &'static str> {
        let url = Url::parse(typed.trim()).map_err(|_| "bad_address")?;
        let (here, host) = (guard::is_loopback(&url), url.host().ok_or("bad_address")?);
        if here && self.loopback && matches!(url.scheme(), "http" | "https") {
            return Ok(url);
        }
        match url.scheme() {
            "https" => {}
            _ => return Err("not_https"),
        }
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        if !plain || url.port().is_some() || url.as_str().len() > LONGEST {
            return Err("bad_address");
        }
        // A service has a name; an address of digits is a machine somebody wants to reach by us.
        match host {
            url::Host::Domain(name) if name.trim_end_matches('.').contains('.') => Ok(url),
            _ => Err("not_public"),
        }
    }

    /// Posts JSON. Whether the address may be posted to is looked at again.
    pub async fn post(&self, address: &str, json: Vec<u8>) -> Answer {
        self.post_with(address, json, []).await
    }

    /// The same with headers of the caller's own making: names and what they say.
    pub async fn post_with<const N: usize>(
        &self,
        address: &str,
        json: Vec<u8>,
        headers: [(&'static str, String); N],
    ) -> Answer {
        let Ok(url) = self.address(address) else { return Answer::NotPublic };
        let request = self.client.post(url).header(header::CONTENT_TYPE, "application/json").body(json);
        let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        match request.send().await {
            Ok(response) => {
                let wait = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                Answer::Status(response.status().as_u16(), wait.and_then(|wait| waits(wait, Utc::now())))
            }
            Err(error) if guard::was_refused(&error) => Answer::NotPublic,
            Err(_) => Answer::Silence,
        }
    }
}

/// What `Retry-After` says: seconds, or a moment.
fn waits(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = DateTime::parse_from_rfc2822(text.trim()).ok()?;
    (moment.to_utc() - now).to_std().ok()
}

/// The same roots wherever it runs, as for mail.
pub(crate) fn tls() -> anyhow::Result<ClientConfig> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::http::nasty;

    fn outgoing(loopback: bool) -> Outgoing {
        Outgoing::new(config::Outgoing { loopback, dns: None }).unwrap()
    }

    #[test]
    fn only_a_named_https_service_can_be_an_address() {
        let strict = outgoing(false);
        for good in [
            "https://hooks.slack.com/services/T000/B000/abcdefghijklmnop",
            " https://prod-08.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=x ",
        ] {
            assert!(strict.address(good).is_ok(), "{good}");
        }
        for (bad, code) in [
            ("", "bad_address"),
            ("hooks.slack.com/services", "bad_address"),
            ("http://hooks.slack.com/services/x", "not_https"),
            ("ftp://example.com/x", "not_https"),
            ("file:///etc/passwd", "bad_address"),
            ("https://user:secret@example.com/x", "bad_address"),
            ("https://example.com:8443/x", "bad_address"),
            ("https://example.com/x#part", "bad_address"),
            ("https://localhost/x", "not_public"),
            ("https://intranet/x", "not_public"),
            ("https://127.0.0.1/x", "not_public"),
            ("https://169.254.169.254/latest/meta-data", "not_public"),
            ("https://[::1]/x", "not_public"),
            ("https://[::ffff:10.0.0.1]/x", "not_public"),
            // The same machine in other notations.
            ("https://2130706433/x", "not_public"),
            ("https://0x7f.1/x", "not_public"),
            ("https://017700000001/x", "not_public"),
            ("https://127.1/x", "not_public"),
            ("https://①②⑦.⓪.⓪.①/x", "not_public"),
        ] {
            assert_eq!(strict.address(bad).err(), Some(code), "{bad}");
        }
        assert!(outgoing(true).address("http://127.0.0.1:8099/slack").is_ok());
        assert!(outgoing(true).address("http://10.0.0.1/slack").is_err());
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_reached_by_nobody() {
        // `localhost.` passes for a name with a dot if one isn't careful; what it resolves to decides.
        let answer = outgoing(false).post("https://localhost.localdomain/x", b"{}".to_vec()).await;
        assert!(matches!(answer, Answer::NotPublic | Answer::Silence));
    }

    #[test]
    fn how_long_to_wait_is_said_in_seconds_or_as_a_moment() {
        let now: DateTime<Utc> = "2026-11-28T10:00:00Z".parse().unwrap();
        assert_eq!(waits("30", now), Some(Duration::from_secs(30)));
        assert_eq!(waits("Sat, 28 Nov 2026 10:02:00 GMT", now), Some(Duration::from_secs(120)));
        assert_eq!(waits("Sat, 28 Nov 2026 09:00:00 GMT", now), None);
        assert_eq!(waits("soon", now), None);
    }

    static STRICT: LazyLock<Outgoing> = LazyLock::new(|| outgoing(false));

    proptest! {
        #[test]
        fn whatever_is_typed_nothing_but_a_named_https_service_is_an_address(
            typed in nasty::text(&[
                "https://hooks.slack.com/services/T000/B000", "https://u:p@example.com:8443/x#y", "https://127.0.0.1/x",
            ]),
        ) {
            if let Ok(url) = STRICT.address(&typed) {
                prop_assert!(url.scheme() == "https" && url.port().is_none() && url.fragment().is_none(), "{}", url);
                prop_assert!(url.username().is_empty() && url.password().is_none(), "{}", url);
                prop_assert!(url.domain().is_some_and(|name| name.contains('.')), "{}", url);
            }
        }

        #[test]
        fn whatever_retry_after_says_it_is_a_time_or_nothing(
            text in nasty::text(&["30", "Sat, 28 Nov 2026 10:02:00 GMT", "18446744073709551615"]),
        ) {
            let now: DateTime<Utc> = "2026-11-28T10:00:00Z".parse().unwrap();
            let seconds = text.trim().parse().ok().map(Duration::from_secs);
            prop_assert!(seconds.is_none() || waits(&text, now) == seconds);
        }
    }
}
