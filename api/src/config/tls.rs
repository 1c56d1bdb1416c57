//! How the server speaks TLS itself, if it does: with a certificate from files, or one that it orders by ACME.

use std::{net::SocketAddr, path::PathBuf};

use lettre::Address;
use url::{Host, Url};

use super::{Check, Origin, given, listed};

const CERT: &str = "PERFTRACK_TLS_CERT";
const KEY: &str = "PERFTRACK_TLS_KEY";
const PLAIN: &str = "PERFTRACK_PLAIN_LISTEN";
const DOMAINS: &str = "PERFTRACK_ACME_DOMAINS";
const CONTACT: &str = "PERFTRACK_ACME_CONTACT";
const DIRECTORY: &str = "PERFTRACK_ACME_DIRECTORY";
const STAGING: &str = "PERFTRACK_ACME_STAGING";
const ROOT: &str = "PERFTRACK_ACME_ROOT";
const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
const LETS_ENCRYPT_STAGING: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct TlsSettings {
    /// PEM file with the server's certificate and its chain, for a server without a TLS proxy in front. Read again when
    /// it changes.
    #[arg(long, env = CERT)]
    pub tls_cert: Option<String>,
    /// PEM file with the certificate's private key.
    #[arg(long, env = KEY)]
    pub tls_key: Option<String>,
    /// Domains to order a certificate for, comma-separated; instead of the two files.
    #[arg(long, env = DOMAINS)]
    pub acme_domains: Option<String>,
    /// Address that the certificate authority may write to.
    #[arg(long, env = CONTACT)]
    pub acme_contact: Option<String>,
    /// ACME directory of the certificate authority, Let's Encrypt unless set.
    #[arg(long, env = DIRECTORY)]
    pub acme_directory: Option<String>,
    /// Let's Encrypt's staging, whose certificates no browser believes, for trying it out: on or off (unless set).
    #[arg(long, env = STAGING)]
    pub acme_staging: Option<String>,
    /// PEM file with the authority that the directory itself is proven by, if it isn't a public one.
    #[arg(long, env = ROOT)]
    pub acme_root: Option<String>,
    /// Address and port for plain HTTP beside TLS, where pages lead on to https and certificate authorities find proofs.
    #[arg(long, env = PLAIN)]
    pub plain_listen: Option<String>,
}

/// How the server speaks TLS.
#[derive(Debug, Clone)]
pub struct Tls {
    /// Where its certificate comes from.
    pub certificates: Certificates,
    /// Where it listens for plain HTTP, to lead on to https.
    pub plain: Option<SocketAddr>,
}

/// Where a certificate comes from.
#[derive(Debug, Clone)]
pub enum Certificates {
    /// From PEM files that somebody else keeps up to date.
    Files {
        /// The server's certificate, then its chain.
        chain: PathBuf,
        /// Its private key.
        key: PathBuf,
    },
    /// From a certificate authority.
    Acme(Acme),
}

/// What is ordered from which authority.
#[derive(Debug, Clone)]
pub struct Acme {
    /// In order and each once, so that replicas agree however they were written.
    pub domains: Vec<String>,
    /// Whom the authority may write to.
    pub contact: Option<Address>,
    /// The authority's directory.
    pub directory: String,
    /// PEM file of whoever vouches for the directory; public authorities unless set.
    pub root: Option<PathBuf>,
}

impl TlsSettings {
    /// Whether the server is to speak TLS itself: then it needs no proxy that does.
    pub(super) fn is_given(&self) -> bool {
        given(&self.tls_cert).or(given(&self.tls_key)).is_some() || self.by_acme()
    }

    fn by_acme(&self) -> bool {
        listed(&self.acme_domains).next().is_some()
    }

    /// `Some(None)`: the server speaks plain HTTP, to a proxy or on one's own machine.
    pub(super) fn check(&self, origin: Option<&Origin>, check: &mut Check) -> Option<Option<Tls>> {
        let plain: Option<SocketAddr> = match given(&self.plain_listen) {
            Some(text) => {
                let address = text.parse().map_err(|_| format!("{text:?} is not address:port"));
                Some(check.faults.take(PLAIN, address)?)
            }
            None => None,
        };
        if !self.is_given() {
            if plain.is_some() {
                let reason = "is for a server that speaks TLS itself: set PERFTRACK_TLS_CERT or PERFTRACK_ACME_DOMAINS";
                check.faults.add(PLAIN, reason);
            }
            return Some(None);
        }
        if origin.is_some_and(|origin| !origin.is_https()) {
            check.faults.add("PERFTRACK_ORIGIN", "must start with https:// where the server speaks TLS itself");
        }
        let certificates = match (given(&self.tls_cert), given(&self.tls_key), self.by_acme()) {
            (Some(chain), Some(key), false) => Certificates::Files { chain: chain.into(), key: key.into() },
            (None, None, true) => Certificates::Acme(self.acme(origin, plain, check)?),
            (_, _, true) => return refused(DOMAINS, "and PERFTRACK_TLS_CERT are two ways: set one of them", check),
            (_, None, false) => return refused(KEY, "is needed too: the certificate's private key", check),
            (None, _, false) => return refused(CERT, "is needed too: the certificate of the key", check),
        };
        Some(Some(Tls { certificates, plain }))
    }

    fn acme(&self, origin: Option<&Origin>, plain: Option<SocketAddr>, check: &mut Check) -> Option<Acme> {
        if plain.is_none() {
            check
                .faults
                .add(PLAIN, "is needed: the authority looks for proofs over plain HTTP, on port 80 of the domains");
        }
        let domains = listed(&self.acme_domains).map(|entry| check.faults.take(DOMAINS, domain(entry)));
        let mut domains = domains.collect::<Option<Vec<_>>>()?;
        domains.sort_unstable();
        domains.dedup();
        let ours = origin.and_then(|origin| Url::parse(origin.as_str()).ok()?.host_str().map(str::to_owned));
        if ours.is_some_and(|ours| !domains.contains(&ours)) {
            check.faults.add(DOMAINS, "must name the host of PERFTRACK_ORIGIN");
        }
        let contact = match given(&self.acme_contact) {
            Some(text) => {
                let contact = text.parse().map_err(|_| format!("{text:?} is not an address such as tls@example.com"));
                Some(check.faults.take(CONTACT, contact)?)
            }
            None => None,
        };
        let directory = self.directory(check)?;
        let root = given(&self.acme_root).map(PathBuf::from);
        Some(Acme { domains, contact, directory, root })
    }

    /// Certificates of a staging look like protection and are none: nobody gets them without asking.
    fn directory(&self, check: &mut Check) -> Option<String> {
        let staging = match given(&self.acme_staging).unwrap_or("off") {
            "on" => Ok(true),
            "off" => Ok(false),
            other => Err(format!("{other:?} is neither on nor off")),
        };
        let staging = check.faults.take(STAGING, staging)?;
        let text = match given(&self.acme_directory) {
            Some(text) => text,
            None if staging => LETS_ENCRYPT_STAGING,
            None => LETS_ENCRYPT,
        };
        let is_https = Url::parse(text).is_ok_and(|url| url.scheme() == "https");
        let wrong = || format!("{text:?} is not an address such as {LETS_ENCRYPT}");
        check.faults.take(DIRECTORY, is_https.then_some(()).ok_or_else(wrong))?;
        let is_staging = text.contains("staging");
        if is_staging && !staging && check.mode.is_production() {
            let reason =
                "is a staging, whose certificates no browser believes: set PERFTRACK_ACME_STAGING=on to try it out";
            check.faults.add(DIRECTORY, reason);
            return None;
        }
        if is_staging {
            check.warnings.push("certificates come from a staging: no browser believes them".to_owned());
        }
        Some(text.to_owned())
    }
}

fn refused<T>(setting: &'static str, reason: &str, check: &mut Check) -> Option<T> {
    check.faults.add(setting, reason);
    None
}

/// A name that can be proven over HTTP.
fn domain(entry: &str) -> Result<String, String> {
    if entry.contains('*') {
        return Err(format!("{entry:?}: a wildcard can't be proven over HTTP, name each domain"));
    }
    match Host::parse(entry) {
        Ok(Host::Domain(name)) if name.contains('.') => Ok(name),
        _ => Err(format!("{entry:?} is not a domain such as perftrack.example.com")),
    }
}
