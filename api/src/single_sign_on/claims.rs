//! What a provider says of somebody, and whether it is said to us, now, about this log-in (OpenID Connect Core, 3.1.3.7).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use shared::{single_sign_on::SignOnRefusal, wire::check};

/// So many seconds clocks may differ.
const SKEW: i64 = 60;
/// Where everybody can have an account, whatever the address: only those of an organisation of its own say so (`hd`).
const GOOGLE: &str = "https://accounts.google.com";
/// A token is made for the log-in that waits for it: none is older.
const OLDEST: i64 = 900;

/// What stands in a token whose signature is the provider's.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    auth_time: Option<i64>,
    #[serde(default)]
    hd: Option<String>,
    #[serde(flatten)]
    pub(super) about: About,
}

/// What is said of the person, in a token or beside it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct About {
    #[serde(default)]
    email: Option<String>,
    // Some say it as a text.
    #[serde(default)]
    email_verified: Value,
    // Microsoft Entra says instead whether the domain's owner has been verified.
    #[serde(default)]
    xms_edov: Value,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// What a token has to be about.
pub(super) struct Expected<'a> {
    /// Who says it.
    pub issuer: &'a str,
    /// To whom.
    pub client_id: &'a str,
    /// About which log-in.
    pub nonce: &'a str,
}

/// Whom a provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// What it knows them as, for ever.
    pub subject: String,
    /// Their address, verified.
    pub email: String,
    /// What to call them.
    pub name: String,
    /// When they proved there who they are, if that is said, in seconds: a provider may know somebody from long ago.
    pub auth_time: Option<i64>,
}

impl Claims {
    /// Whether the token is meant for this log-in.
    pub(super) fn are_for(&self, expected: &Expected<'_>, now: DateTime<Utc>) -> bool {
        let now = now.timestamp();
        let audience = match &self.aud {
            Audience::One(one) => std::slice::from_ref(one),
            Audience::Many(many) => many.as_slice(),
        };
        let is_us = |party: &String| party == expected.client_id;
        self.iss == expected.issuer
            && audience.iter().any(is_us)
            // Among several it says whose the token is.
            && self.azp.as_ref().map_or(audience.len() == 1, is_us)
            && self.nonce.as_deref() == Some(expected.nonce)
            && self.exp > now.saturating_sub(SKEW)
            && (now - OLDEST..=now + SKEW).contains(&self.iat)
            && self.nbf.is_none_or(|nbf| nbf <= now + SKEW)
            && (1..=255).contains(&self.sub.len())
            // Whoever once had an address keeps it, verified, in an account of their own there.
            && (self.iss != GOOGLE || self.hd.as_ref().is_some_and(|domain| !domain.is_empty()))
    }

    /// Whether what was said beside the token is about the same person.
    pub(super) fn are_about(&self, subject: &str) -> bool {
        self.sub == subject
    }

    /// Whom they vouch for; refused unless the provider has verified the address.
    pub(super) fn identity(self) -> Result<Identity, SignOnRefusal> {
        let verified = self.about.is_verified();
        let About { email, name, .. } = self.about;
        let email = email.map(|email| email.trim().to_owned()).filter(|email| verified && check::is_email(email));
        let email = email.ok_or(SignOnRefusal::Address)?;
        let name = called(name.as_deref().unwrap_or_default(), &email);
        Ok(Identity { subject: self.sub, email, name, auth_time: self.auth_time })
    }
}

impl Identity {
    /// When they proved who they are, no later than now. Where that isn't said it was now if the provider was told to have them
    /// prove it `again`, and else nobody knows: it may have sent somebody back whom it had known for weeks.
    pub(super) fn proved_at(&self, now: DateTime<Utc>, again: bool) -> DateTime<Utc> {
        match self.auth_time {
            Some(said) => DateTime::from_timestamp(said.clamp(0, now.timestamp().max(0)), 0).unwrap_or_default(),
            None if again => now,
            None => DateTime::UNIX_EPOCH,
        }
    }
}

impl About {
    /// Whether an address is missing, which some providers tell beside the token only.
    pub(super) fn lacks_address(&self) -> bool {
        self.email.is_none()
    }

    /// Whether the address is said to be theirs.
    fn is_verified(&self) -> bool {
        let says_so = |value: &Value| *value == Value::Bool(true) || value.as_str() == Some("true");
        let edov = &self.xms_edov;
        match &self.email_verified {
            Value::Null => says_so(edov) || edov.as_i64() == Some(1) || edov.as_str() == Some("1"),
            said => says_so(said),
        }
    }
}

/// A name of one line, or what stands before the `@`.
fn called(name: &str, email: &str) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    let fits = check::line(1, 120)(&plain, &()).is_ok();
    if fits { plain.trim().to_owned() } else { email.split('@').next().unwrap_or(email).to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const EXPECTED: Expected<'_> = Expected { issuer: "https://id.example", client_id: "us", nonce: "n" };

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn good() -> Value {
        json!({
            "iss": "https://id.example", "sub": "ada", "aud": "us", "exp": 1_800_000_300, "iat": 1_800_000_000,
            "nonce": "n", "email": "Ada@Example.com", "email_verified": true, "name": "Ada Lovelace",
        })
    }

    fn with(changes: Value) -> Value {
        let mut claims = good();
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }

    fn passes(claims: Value) -> bool {
        serde_json::from_value::<Claims>(claims).is_ok_and(|claims| claims.are_for(&EXPECTED, now()))
    }

    #[test]
    fn what_is_right_passes() {
        for right in [
            json!({}),
            json!({ "aud": ["us"] }),
            json!({ "aud": ["us", "them"], "azp": "us" }),
            json!({ "azp": "us" }),
            json!({ "exp": 1_799_999_941 }),
            json!({ "iat": 1_800_000_060 }),
        ] {
            assert!(passes(with(right.clone())), "{right}");
        }
    }

    #[test]
    fn what_is_wrong_does_not() {
        for wrong in [
            json!({ "iss": "https://id.example/" }),
            json!({ "iss": "https://evil.example" }),
            json!({ "iss": null }),
            json!({ "aud": "them" }),
            json!({ "aud": [] }),
            json!({ "aud": ["us", "them"] }),
            json!({ "aud": ["us", "them"], "azp": "them" }),
            json!({ "azp": "them" }),
            json!({ "nonce": "m" }),
            json!({ "nonce": null }),
            json!({ "exp": 1_799_999_940 }),
            json!({ "exp": "soon" }),
            json!({ "iat": 1_800_000_061 }),
            json!({ "iat": 1_799_999_000 }),
            json!({ "nbf": 1_800_000_061 }),
            json!({ "sub": "" }),
            json!({ "sub": "s".repeat(256) }),
            json!({ "sub": null }),
        ] {
            assert!(!passes(with(wrong.clone())), "{wrong}");
        }
    }

    #[test]
    fn of_google_only_the_accounts_of_an_organisation_count() {
        let expected = Expected { issuer: GOOGLE, ..EXPECTED };
        let passes = |hd: Value| {
            let claims = with(json!({ "iss": GOOGLE, "hd": hd }));
            serde_json::from_value::<Claims>(claims).is_ok_and(|claims| claims.are_for(&expected, now()))
        };
        assert!(passes(json!("example.com")));
        assert!(!passes(Value::Null) && !passes(json!("")));
    }

    #[test]
    fn when_somebody_proved_it_is_known_if_it_is_said() {
        let at = |said: Value, again: bool| {
            let claims = serde_json::from_value::<Claims>(with(json!({ "auth_time": said }))).unwrap();
            claims.identity().unwrap().proved_at(now(), again).timestamp()
        };
        assert_eq!(at(Value::Null, false), 0, "for all that one knows");
        assert_eq!(at(Value::Null, true), now().timestamp());
        for again in [false, true] {
            assert_eq!(at(json!(i64::MIN), again), 0);
            assert_eq!(at(json!(1_700_000_000), again), 1_700_000_000);
            assert_eq!(at(json!(i64::MAX), again), now().timestamp(), "not in times to come");
        }
    }

    #[test]
    fn microsoft_says_in_its_own_word_that_an_address_is_verified() {
        let is_taken = |changes| serde_json::from_value::<Claims>(with(changes)).unwrap().identity().is_ok();
        for yes in [json!(true), json!("true"), json!("1"), json!(1)] {
            assert!(is_taken(json!({ "email_verified": null, "xms_edov": yes })), "{yes}");
        }
        for no in [json!(false), json!("false"), json!("0"), json!(0), json!(2), Value::Null] {
            assert!(!is_taken(json!({ "email_verified": null, "xms_edov": no })), "{no}");
        }
        assert!(!is_taken(json!({ "email_verified": false, "xms_edov": true })), "a plain no is a no");
    }

    #[test]
    fn an_address_counts_when_it_is_verified() {
        let identity = |changes| serde_json::from_value::<Claims>(with(changes)).unwrap().identity();
        let (subject, email, name) = ("ada".into(), "Ada@Example.com".into(), "Ada Lovelace".into());
        let ada = Identity { subject, email, name, auth_time: None };
        assert_eq!(identity(json!({})), Ok(ada.clone()));
        assert_eq!(identity(json!({ "email_verified": "true" })), Ok(ada));
        for wrong in [
            json!({ "email_verified": false }),
            json!({ "email_verified": null }),
            json!({ "email_verified": "false" }),
            json!({ "email_verified": 1 }),
            json!({ "email": null }),
            json!({ "email": "nobody" }),
            json!({ "email": "a@evil.example@example.com" }),
        ] {
            assert_eq!(identity(wrong.clone()), Err(SignOnRefusal::Address), "{wrong}");
        }
        assert_eq!(identity(json!({ "name": "" })).unwrap().name, "Ada");
        assert_eq!(identity(json!({ "name": "A\u{7}da" })).unwrap().name, "Ada");
    }

    proptest! {
        #[test]
        fn nothing_that_is_said_to_somebody_else_passes(aud in "[a-z]{1,8}", nonce in "[a-z]{0,8}", iss in "[a-z:/.]{0,20}") {
            prop_assume!(aud != "us" && nonce != "n" && iss != EXPECTED.issuer);
            let passed = passes(with(json!({ "aud": aud })));
            prop_assert!(!passed);
            let passed = passes(with(json!({ "nonce": nonce })));
            prop_assert!(!passed);
            let passed = passes(with(json!({ "iss": iss })));
            prop_assert!(!passed);
        }
    }
}
