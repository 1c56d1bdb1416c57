//! How payments are taken: by Flutterwave, or not at all.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Check, given, server::is_loopback};

const KEY: &str = "PERFTRACK_FLUTTERWAVE_SECRET_KEY";
const HASHES: &str = "PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES";
const BASE: &str = "PERFTRACK_FLUTTERWAVE_BASE_URL";
/// One for live and test: the key decides.
const DEFAULT_BASE: &str = "https://api.flutterwave.com/v3";
const LIVE: &str = "FLWSECK-";
const TEST: &str = "FLWSECK_TEST-";
/// As it stands for itself in a header, it is guessed at or it is not.
const SHORTEST_HASH: usize = 32;
/// One, and the one that it replaces.
const MOST_HASHES: usize = 2;

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FlutterwaveSettings {
    /// Flutterwave's secret key (v3), FLWSECK-…; FLWSECK_TEST-… in development. Without it nobody can pay.
    #[arg(long, env = KEY, hide_env_values = true)]
    pub flutterwave_secret_key: Option<SecretString>,
    /// The secret hash of Flutterwave's dashboard, by which its notifications are known: at least 32 characters. While
    /// one replaces another both, comma-separated.
    #[arg(long, env = HASHES, hide_env_values = true)]
    pub flutterwave_webhook_hashes: Option<SecretString>,
    /// Development: where a stand-in of Flutterwave listens; https://api.flutterwave.com/v3 unless set.
    #[arg(long, env = BASE)]
    pub flutterwave_base_url: Option<String>,
}

/// How payments are taken.
#[derive(Debug, Clone)]
pub struct Flutterwave {
    /// What all paths begin with, including the version.
    pub base: Url,
    /// Signs our questions.
    pub secret_key: SecretString,
    /// Whether that key moves no money.
    pub is_test: bool,
    /// By which notifications are known: one, or two while one replaces the other.
    pub webhook_hashes: Vec<SecretString>,
}

impl FlutterwaveSettings {
    /// `Some(None)`: nobody can pay.
    pub(super) fn check(&self, check: &mut Check) -> Option<Option<Flutterwave>> {
        let is_given = |secret: &&SecretString| !secret.expose_secret().trim().is_empty();
        let key = self.flutterwave_secret_key.as_ref().filter(is_given);
        let hashes = self.flutterwave_webhook_hashes.as_ref().filter(is_given);
        let (key, hashes) = match (key, hashes) {
            (Some(key), Some(hashes)) => (key.expose_secret().trim(), hashes.expose_secret()),
            (None, None) => return Some(None),
            (None, Some(_)) => {
                check.faults.add(KEY, "is needed too: notifications alone prove nothing");
                return None;
            }
            (Some(_), None) => {
                check.faults.add(HASHES, "is needed too: by it notifications are told from forged ones");
                return None;
            }
        };
        let production = check.mode.is_production();
        let is_test = check.faults.take(KEY, examine_key(key, production));
        let webhook_hashes = check.faults.take(HASHES, examine_hashes(hashes, key));
        let base = given(&self.flutterwave_base_url).unwrap_or(DEFAULT_BASE);
        let base = check.faults.take(BASE, examine_base(base, production));
        Some(Some(Flutterwave {
            base: base?,
            secret_key: key.into(),
            is_test: is_test?,
            webhook_hashes: webhook_hashes?,
        }))
    }
}

/// Whether it is a test key. The key's own text stands in no fault.
fn examine_key(key: &str, production: bool) -> Result<bool, String> {
    let is_test = key.starts_with(TEST);
    if !is_test && !key.starts_with(LIVE) {
        return Err("is no secret key of Flutterwave's v3: those begin with FLWSECK- or FLWSECK_TEST-".into());
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("has characters that no key has".into());
    }
    match (is_test, production) {
        (true, true) => Err("is a test key: everybody could pay without money".into()),
        (false, false) => Err("is a live key: development takes FLWSECK_TEST-…, or it would move money".into()),
        (is_test, _) => Ok(is_test),
    }
}

fn examine_hashes(text: &str, key: &str) -> Result<Vec<SecretString>, String> {
    let hashes: Vec<&str> = text.split(',').map(str::trim).filter(|hash| !hash.is_empty()).collect();
    if hashes.is_empty() || hashes.len() > MOST_HASHES {
        return Err("must be one hash, or two while one replaces the other".into());
    }
    if hashes.contains(&key) {
        return Err("must not be the secret key: it travels with every notification".into());
    }
    if hashes.iter().any(|hash| hash.len() < SHORTEST_HASH) {
        return Err(format!("is too short: at least {SHORTEST_HASH} random characters"));
    }
    if hashes.iter().any(|hash| !hash.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Err("has characters that no header carries".into());
    }
    Ok(hashes.into_iter().map(SecretString::from).collect())
}

fn examine_base(text: &str, production: bool) -> Result<Url, String> {
    if production && text.trim_end_matches('/') != DEFAULT_BASE {
        return Err(format!("is for development: production asks {DEFAULT_BASE}"));
    }
    let url = Url::parse(text).map_err(|_| format!("{text:?} is not an address such as {DEFAULT_BASE}"))?;
    let bare =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    match url.scheme() {
        _ if !bare || url.host().is_none() => Err(format!("{text:?} must be only scheme, host, port and path")),
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        _ => Err(format!("{text:?} must start with https://, unless it is on this machine")),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests as settings, *};
    use crate::config::{Mode, Settings};

    const HASH: &str = "0123456789abcdef0123456789abcdef";
    const OTHER: &str = "fedcba9876543210fedcba9876543210";

    fn with(mode: Mode, key: &str, hashes: &str, base: &str) -> Settings {
        let all = if mode.is_production() { settings::sound() } else { settings::bare(mode) };
        let flutterwave = FlutterwaveSettings {
            flutterwave_secret_key: Some(key.into()),
            flutterwave_webhook_hashes: Some(hashes.into()),
            flutterwave_base_url: settings::text(base),
        };
        Settings { flutterwave, ..all }
    }

    #[test]
    fn production_takes_a_live_key_and_development_one_for_tests() {
        let live = with(Mode::Production, "FLWSECK-0a1b-X", HASH, "").serving().unwrap().flutterwave.unwrap();
        assert_eq!((live.base.as_str(), live.is_test, live.webhook_hashes.len()), (DEFAULT_BASE, false, 1));
        let both = [HASH, OTHER].join(" , ");
        let test = with(Mode::Development, "FLWSECK_TEST-0a1b-X", &both, "http://127.0.0.1:4010/v3");
        let test = test.serving().unwrap().flutterwave.unwrap();
        assert_eq!(
            (test.base.as_str(), test.is_test, test.webhook_hashes.len()),
            ("http://127.0.0.1:4010/v3", true, 2)
        );
        assert!(with(Mode::Development, "", "", "").serving().unwrap().flutterwave.is_none());
    }

    #[test]
    fn what_could_move_or_make_money_by_mistake_is_refused() {
        let (live, test, away) = ("FLWSECK-0a1b-X", "FLWSECK_TEST-0a1b-X", "https://stand-in.example.com/v3");
        for (mode, key, hashes, base, setting) in [
            (Mode::Production, test, HASH, "", KEY),
            (Mode::Development, live, HASH, "", KEY),
            (Mode::Production, "FLWPUBK-0a1b-X", HASH, "", KEY),
            (Mode::Production, "FLWSECK-0a 1b-X", HASH, "", KEY),
            (Mode::Production, "", HASH, "", KEY),
            (Mode::Production, live, "", "", HASHES),
            (Mode::Production, live, "short", "", HASHES),
            (Mode::Production, live, live, "", HASHES),
            (Mode::Production, live, "0123456789abcdef,0123456789abcdef", "", HASHES),
            (Mode::Production, live, "a,b,c", "", HASHES),
            (Mode::Production, live, HASH, away, BASE),
            (Mode::Production, live, HASH, "http://api.flutterwave.com/v3", BASE),
            (Mode::Production, live, HASH, "http://127.0.0.1:4010/v3", BASE),
            (Mode::Development, test, HASH, "http://stand-in.example.com/v3", BASE),
            (Mode::Development, test, HASH, "https://me:pw@stand-in.example.com/v3", BASE),
            (Mode::Development, test, HASH, "stand-in", BASE),
        ] {
            assert_eq!(settings::refused(&with(mode, key, hashes, base)), [setting], "{mode:?} {key} {hashes} {base}");
        }
    }

    #[test]
    fn no_fault_tells_a_secret() {
        let faults = with(Mode::Production, "FLWSECK_TEST-s3cretk3y-X", "s3crethash", "").serving().unwrap_err();
        let said = faults.to_string();
        assert!(!said.contains("s3cret"), "{said}");
    }
}
