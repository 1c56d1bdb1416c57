//! Single sign-on: an organisation's own OpenID provider says who its people are.
//!
//! An organisation proves that an e-mail domain is its own, by a record in the domain's names. From then on its provider
//! is believed about addresses of that domain, in this organisation and in no other.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::Me,
    operation::{Json, Made, Nothing},
    operations, permissions,
    wire::{EmailDomainId, check, choice::choice},
};

permissions! { single_sign_on;
    /// Prove e-mail domains, and set how people of theirs log in.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "single_sign_on";
    /// How people log in by the organisation's own provider: its domains, and the provider.
    /// `redirect_uri` is what the provider has to be told. The provider's secret is never shown.
    ReadSingleSignOn: Get "/api/v1/single-sign-on" { answer: Json<SingleSignOn>, who: may MANAGE }
    /// Say that an e-mail domain is the organisation's. It counts once its proof is found.
    /// 422 for the domain of a mail service, 409 in a sandbox.
    AddEmailDomain: Post "/api/v1/single-sign-on/domains" { body: Json<NewEmailDomain>, answer: Made<EmailDomain>, who: may MANAGE, fresh }
    /// Look for the proof of a domain in its names.
    /// `outcome` says what was found. Found, the domain is the organisation's, any other organisation loses it, and its
    /// Admins are told by mail. It is looked at again each week.
    CheckEmailDomain: Post "/api/v1/single-sign-on/domains/{id}/check" { params: EmailDomainPath, answer: Json<DomainCheck>, who: may MANAGE }
    /// Let a domain go. Its people log in by password again.
    RemoveEmailDomain: Delete "/api/v1/single-sign-on/domains/{id}" { params: EmailDomainPath, answer: Nothing, who: may MANAGE, fresh }
    /// Set the provider, in place of the one before. It is off until it was tried; another ends the sessions of the one before.
    SetConnection: Put "/api/v1/single-sign-on/connection" { body: Json<NewConnection>, answer: Json<Connection>, who: may MANAGE, fresh }
    /// Switch the provider on or off, and say who comes in by it.
    /// 422 says what is to come first: to be switched on it was tried and there is a proven domain; for `only_sso`
    /// Admins have a second step and somebody has logged in by it. Switched off, the sessions that it opened end.
    EditConnection: Patch "/api/v1/single-sign-on/connection" { body: Json<ConnectionChanges>, answer: Json<Connection>, who: may MANAGE, fresh }
    /// Ask the provider what it is and for its keys, as a log-in would.
    /// Nobody is logged in by it. `outcome` says what is wrong, if anything; `fine` is what switching it on asks for.
    /// 404 if no provider is set.
    TryConnection: Post "/api/v1/single-sign-on/connection/try" { answer: Json<ConnectionTrial>, who: may MANAGE }
    /// Forget the provider, and end the sessions it opened. Everybody logs in by password again.
    RemoveConnection: Delete "/api/v1/single-sign-on/connection" { answer: Nothing, who: may MANAGE, fresh }
    /// Forget whom the provider knows somebody as, so that their next log-in goes by their address again. Ends
    /// the sessions that it opened for them.
    /// 422 if the provider knows nobody here by that address.
    UnlinkPerson: Post "/api/v1/single-sign-on/unlink" { body: Json<SignOnAddress>, answer: Nothing, who: may MANAGE, fresh }
    /// Begin to log in by one's organisation's provider. Whether a domain has one is no secret; nothing is said of accounts.
    BeginSingleSignOn: Post "/api/v1/log-in/sso" { body: Json<SignOnBegin>, answer: Json<SignOnStart>, who: public }
    /// Log in with what the provider sent the browser back with, in the browser that began.
    /// What began is used up by it, whatever comes of it. What the provider says is refused with the reason, which
    /// Admins find in the audit log; `log_in_lapsed` if nothing was begun in this browser or what is set of the
    /// provider was changed meanwhile.
    FinishSingleSignOn: Post "/api/v1/log-in/sso/finish" { body: Json<SignOnReturn>, answer: Json<Me>, who: public }
}

/// What the record that proves a domain begins with; the organisation's own value follows.
pub const PROOF_PREFIX: &str = "perftrack-verification=";
/// Most domains of one organisation.
pub const MOST_DOMAINS: usize = 50;

choice! {
    /// How a domain stands.
    pub enum DomainState {
        /// Its proof was not found yet.
        Waiting = "waiting",
        /// It is the organisation's.
        Proven = "proven",
        /// Its proof is gone, or shows another organisation now.
        Lost = "lost",
    }
}

choice! {
    /// What a look for a domain's proof found.
    pub enum DomainOutcome {
        /// The proof.
        Found = "found",
        /// No such record.
        Absent = "absent",
        /// Besides or instead of it another proof of the same kind.
        Another = "another",
        /// No answer: the names can't be reached now.
        Unreachable = "unreachable",
    }
}

choice! {
    /// What came of trying a provider.
    pub enum ConnectionOutcome {
        /// It answers as it should.
        Fine = "fine",
        /// Nobody answers in time.
        Unreachable = "unreachable",
        /// An address leads elsewhere than to the public internet, or isn't https.
        Forbidden = "forbidden",
        /// What answers describes no OpenID provider.
        NoProvider = "no_provider",
        /// It calls itself by another address than was set.
        OtherIssuer = "other_issuer",
        /// It doesn't offer what a log-in needs: the code flow, and keys for RS256, PS256 or ES256.
        Unsuitable = "unsuitable",
    }
}

choice! {
    /// Why somebody who came back from their provider isn't let in.
    pub enum SignOnRefusal {
        /// The provider was not reached, or didn't take back what it had sent.
        Provider = "provider",
        /// What the provider says can't be believed.
        Token = "token",
        /// It names no address, or one it hasn't verified.
        Address = "address",
        /// The address is of no domain of the organisation.
        Domain = "domain",
        /// Nobody in the organisation has the address.
        Unknown = "unknown",
        /// They have left.
        Deactivated = "deactivated",
        /// The address belongs to somebody whom the provider knows as another.
        OtherIdentity = "other_identity",
    }
}

/// How people log in by the organisation's own provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SingleSignOn {
    /// By name.
    pub domains: Vec<EmailDomain>,
    /// The provider, if one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<Connection>,
    /// Where the provider sends people back to; it has to be told so.
    pub redirect_uri: String,
}

/// A domain that the organisation says is its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EmailDomain {
    /// Names it.
    pub id: EmailDomainId,
    /// Such as `example.com`.
    pub domain: String,
    /// How it stands.
    pub state: DomainState,
    /// The text that a TXT record of the domain has to hold, and goes on holding.
    pub record: String,
    /// When the proof was last looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<DateTime<Utc>>,
}

/// Path of one domain.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct EmailDomainPath {
    /// The domain.
    pub id: EmailDomainId,
}

/// A domain to be proven.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewEmailDomain {
    /// What stands behind the `@` of addresses, in ASCII. Domains of mail services belong to nobody.
    #[garde(custom(proper_domain))]
    pub domain: String,
}

/// What a look for a proof found, and how the domain stands now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DomainCheck {
    /// In a word.
    pub outcome: DomainOutcome,
    /// The domain.
    pub domain: EmailDomain,
}

/// The organisation's provider. Its secret is never shown again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Connection {
    /// By which address the provider calls itself.
    pub issuer: String,
    /// As what it knows us.
    pub client_id: String,
    /// What it is asked for.
    pub scopes: Vec<String>,
    /// Whether people log in by it.
    pub is_on: bool,
    /// Whether people of proven domains, Admins aside, come in by it alone.
    pub only_sso: bool,
    /// Whether people of proven domains whom nobody entered come in as Employees.
    pub creates_people: bool,
    /// When it was last found to be in order, as it is set now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

/// A provider to be.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewConnection {
    /// By which address it calls itself: https, and reachable from the internet.
    #[garde(custom(check::line(1, 500)))]
    pub issuer: String,
    /// As what it knows us.
    #[garde(custom(check::line(1, 300)))]
    pub client_id: String,
    /// The secret it gave us; the one it has, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 1000))))]
    pub client_secret: Option<String>,
    /// What to ask for besides `openid` and `email`, such as `profile`.
    #[serde(default)]
    #[garde(custom(proper_scopes))]
    pub scopes: Vec<String>,
}

/// The secret is never printed by accident.
impl std::fmt::Debug for NewConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewConnection").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Changes to who comes in by the provider; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ConnectionChanges {
    /// Whether people log in by it. It has to be tried first, and a domain proven. Off ends the sessions it opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub is_on: Option<bool>,
    /// Whether people of proven domains, Admins aside, come in by it alone. Somebody has to have come in by it before. Ends their
    /// other sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub only_sso: Option<bool>,
    /// Whether people of proven domains whom nobody entered come in as Employees.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub creates_people: Option<bool>,
}

/// What came of trying the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConnectionTrial {
    /// In a word.
    pub outcome: ConnectionOutcome,
}

/// Somebody's address.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignOnAddress {
    /// The address.
    #[garde(custom(check::email))]
    pub email: String,
}

/// Whose log-in is to begin.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignOnBegin {
    /// Their address.
    #[garde(custom(check::email))]
    pub email: String,
    /// Whether the provider is to ask for proof even of whoever is logged in there, as before what is dangerous.
    #[serde(default)]
    #[garde(skip)]
    pub again: bool,
}

/// How a log-in goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SignOnStart {
    /// The provider's page, to be opened in this browser; absent if the address's domain has no provider here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What the provider sent the browser back with.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignOnReturn {
    /// Its `code`.
    #[garde(custom(check::line(1, 4096)))]
    pub code: String,
    /// Its `state`.
    #[garde(custom(check::line(1, 200)))]
    pub state: String,
    /// Its `iss`, where it says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 500))))]
    pub iss: Option<String>,
}

/// A code is worth a session until it is used.
impl std::fmt::Debug for SignOnReturn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignOnReturn").finish_non_exhaustive()
    }
}

/// The domain of an address, as domains are kept: small letters.
pub fn domain_of(email: &str) -> Option<String> {
    let (local, domain) = email.trim().rsplit_once('@')?;
    (!local.is_empty() && !local.contains('@')).then(|| domain.to_ascii_lowercase())
}

/// A domain that somebody could have to themselves.
fn proper_domain(value: &str, _: &()) -> garde::Result {
    let value = value.trim();
    if value.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if value.is_ascii() && value.len() <= 200 && check::is_email(&["a", value].join("@")) {
        return Ok(());
    }
    Err(garde::Error::new("bad_domain"))
}

/// Words as RFC 6749 writes them, few and short.
fn proper_scopes(value: &[String], _: &()) -> garde::Result {
    if value.len() > 10 {
        return Err(garde::Error::new("too_many:10"));
    }
    let fits = |scope: &String| {
        (1..=100).contains(&scope.len())
            && scope.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
    };
    if value.iter().all(fits) { Ok(()) } else { Err(garde::Error::new("bad_scope")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_what_stands_behind_the_at() {
        assert_eq!(domain_of(" Ada@Example.COM ").as_deref(), Some("example.com"));
        for none in ["", "ada", "@example.com", "a@b@example.com"] {
            assert_eq!(domain_of(none), None, "{none}");
        }
    }

    #[test]
    fn only_names_of_the_internet_are_domains() {
        for good in ["example.com", " mail.example.co.uk", "xn--bcher-kva.example"] {
            assert!(proper_domain(good, &()).is_ok(), "{good}");
        }
        for bad in ["", "com", "ex ample.com", "bücher.example", "-a.example", "a..b", "a@b.example", ".example.com"] {
            assert!(proper_domain(bad, &()).is_err(), "{bad}");
        }
    }
}
