//! Where the server listens, and under which name the world knows it.

use std::{fmt, net::SocketAddr, path::PathBuf, sync::Arc};

use ipnet::IpNet;
use url::{Host, Url};

use super::{Check, given, listed, proxies};

const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ServerSettings {
    /// Address and port to listen on, 127.0.0.1:8080 unless set; port 0 takes a free one.
    #[arg(long, env = "PERFTRACK_LISTEN")]
    pub listen: Option<String>,
    /// The public address, such as https://perftrack.example.com: for links in mails and same-origin proof.
    #[arg(long, env = "PERFTRACK_ORIGIN")]
    pub origin: Option<String>,
    /// Folder of the built web app; without it only the API is served.
    #[arg(long, env = "PERFTRACK_WEB_DIR")]
    pub web_dir: Option<String>,
    /// Other origins whose scripts may call the API, comma-separated; none unless set.
    #[arg(long, env = "PERFTRACK_CORS_ORIGINS")]
    pub cors_origins: Option<String>,
    /// Addresses or ranges of the TLS proxy in front, comma-separated.
    #[arg(long, env = "PERFTRACK_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<String>,
    /// Folder of fonts for PDF documents, for letters beyond Latin, Greek and Cyrillic; without it those have no shape there.
    #[arg(long, env = "PERFTRACK_FONTS")]
    pub fonts: Option<String>,
    /// The revision that runs, for the page Trust, as Render says it by itself; what the build says goes before it.
    #[arg(long, env = "RENDER_GIT_COMMIT")]
    pub revision: Option<String>,
}

/// Scheme, host and port of an address, exactly as a browser sends it in `Origin`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(Arc<str>);

impl Origin {
    /// The origin of a server on one's own machine, for when none was set.
    pub fn of_listener(address: SocketAddr) -> Self {
        Origin(format!("http://{address}").into())
    }

    /// The same where it speaks TLS.
    pub fn of_tls_listener(address: SocketAddr) -> Self {
        Origin(format!("https://{address}").into())
    }

    /// As text, such as `https://perftrack.example.com`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach us encrypted: only then do `Secure` cookies work everywhere.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Reads an origin. Plain http is accepted on this machine only, and not at all in production.
    fn parse(text: &str, production: bool) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not an address such as https://perftrack.example.com");
        let url = Url::parse(text).map_err(|_| wrong())?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(format!("{text:?} must be only scheme, host and port"));
        }
        match url.scheme() {
            "https" => {}
            "http" if production => return Err(format!("{text:?} must start with https://")),
            "http" if is_loopback(&url) => {}
            "http" => return Err(format!("{text:?}: plain http works on this machine only")),
            _ => return Err(wrong()),
        }
        Ok(Origin(url.origin().ascii_serialization().into()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the server listens, and who may talk to it how.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// `None` only in development: the address that the server turns out to listen on.
    pub origin: Option<Origin>,
    /// The built web app; without it only the API is served.
    pub web_dir: Option<PathBuf>,
    /// Other origins whose scripts may call the API, matched exactly.
    pub cors_origins: Vec<Origin>,
    /// Whose `X-Forwarded-*` headers are believed; nobody else's are.
    pub trusted_proxies: Vec<IpNet>,
    /// Fonts for documents, beside those that come along.
    pub fonts: Option<PathBuf>,
    /// The revision that runs, as the host says.
    pub revision: Option<String>,
}

impl ServerSettings {
    /// `speaks_tls`: it needs no proxy that does.
    pub(super) fn check(&self, speaks_tls: bool, check: &mut Check) -> Option<Server> {
        let listen = given(&self.listen).unwrap_or(DEFAULT_LISTEN);
        let listen = listen.parse().map_err(|_| format!("{listen:?} is not address:port"));
        let listen = check.faults.take("PERFTRACK_LISTEN", listen);
        let origin = self.origin(listen, check);
        let web_dir = self.web_dir(check);
        let cors_origins = self.cors_origins(check);
        let trusted_proxies = self.trusted_proxies(speaks_tls, check);
        let fonts = self.fonts(check);
        let revision = given(&self.revision).map(str::to_owned);
        Some(Server { listen: listen?, origin, web_dir, cors_origins, trusted_proxies, fonts, revision })
    }

    fn origin(&self, listen: Option<SocketAddr>, check: &mut Check) -> Option<Origin> {
        const SETTING: &str = "PERFTRACK_ORIGIN";
        let production = check.mode.is_production();
        match given(&self.origin) {
            Some(text) => check.faults.take(SETTING, Origin::parse(text, production)),
            None if production => {
                let reason = "production needs the public https address, such as https://perftrack.example.com";
                check.faults.add(SETTING, reason);
                None
            }
            None if listen.is_some_and(|address| !address.ip().is_loopback()) => {
                check.faults.add(SETTING, "is needed when the server listens beyond this machine");
                None
            }
            None => None,
        }
    }

    fn web_dir(&self, check: &mut Check) -> Option<PathBuf> {
        let folder = PathBuf::from(given(&self.web_dir)?);
        let found = folder.join("index.html").is_file();
        let missing = || format!("{} has no index.html: build the web app first", folder.display());
        check.faults.take("PERFTRACK_WEB_DIR", found.then_some(()).ok_or_else(missing))?;
        Some(folder)
    }

    fn fonts(&self, check: &mut Check) -> Option<PathBuf> {
        let folder = PathBuf::from(given(&self.fonts)?);
        let missing = || format!("{} is no folder", folder.display());
        check.faults.take("PERFTRACK_FONTS", folder.is_dir().then_some(()).ok_or_else(missing))?;
        Some(folder)
    }

    fn cors_origins(&self, check: &mut Check) -> Vec<Origin> {
        const SETTING: &str = "PERFTRACK_CORS_ORIGINS";
        let production = check.mode.is_production();
        let read = |entry: &str| match entry {
            "*" | "null" => Err(format!("{entry} would let any site in: list exact origins")),
            exact => Origin::parse(exact, production),
        };
        listed(&self.cors_origins).filter_map(|entry| check.faults.take(SETTING, read(entry))).collect()
    }

    fn trusted_proxies(&self, speaks_tls: bool, check: &mut Check) -> Vec<IpNet> {
        const SETTING: &str = "PERFTRACK_TRUSTED_PROXIES";
        let mut entries = listed(&self.trusted_proxies).peekable();
        if entries.peek().is_none() && check.mode.is_production() && !speaks_tls {
            let reason = "production needs the address or range of the TLS proxy in front, such as 10.0.0.0/8; or \
                          PERFTRACK_TLS_CERT or PERFTRACK_ACME_DOMAINS, to do without one";
            check.faults.add(SETTING, reason);
        }
        entries.filter_map(|entry| check.faults.take(SETTING, proxies::parse(entry))).collect()
    }
}

/// Whether an address names this machine itself.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // A scheme that `url` does not know leaves addresses unparsed.
        Some(Host::Domain(name)) => {
            let address = name.parse::<std::net::IpAddr>();
            name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|ip| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
