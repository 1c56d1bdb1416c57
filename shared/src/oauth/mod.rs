//! OAuth 2.0: programs of others ask a person for access, and get it by a code (RFC 6749, with PKCE, RFC 7636). What they get
//! are tokens as in `api_tokens`, for an hour each; the guide is `docs/oauth.md`.

pub mod address;

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api_tokens::{Scope, is_for_apps},
    operation::{Json, Made, Nothing},
    operations,
    people::PersonRef,
    permissions,
    wire::{Limit, OauthAppId, OauthGrantId, Page, PersonId, check, choice::choice},
};

permissions! { oauth;
    /// Say which apps may ask people for access, see what people allowed them, and end it.
    MANAGE "manage" never, never, never, Admin;
}

// A member's POST keeps its answer for a day, to give it again to the same `Idempotency-Key`. So an app's secret comes by a
// PUT, which keeps none; and a code comes to one's session, which keeps none either.
operations! { "oauth";
    /// The apps that may ask your people for access, by name.
    /// All of them, at most 50, each with how often it is allowed now and when its secret was drawn, never with the
    /// secret.
    ListOauthApps: Get "/api/v1/oauth-apps" { answer: Json<OauthAppList>, who: may MANAGE }
    /// Register an app. If it can keep a secret, draw that next, by `renew_oauth_app_secret`: without one it gets no token.
    CreateOauthApp: Post "/api/v1/oauth-apps" { body: Json<NewOauthApp>, answer: Made<OauthApp>, who: may MANAGE, fresh }
    /// One app.
    /// What it may ask for, where people may be sent back to, and how often it is allowed now; never its secret.
    ReadOauthApp: Get "/api/v1/oauth-apps/{id}" { params: OauthAppPath, answer: Json<OauthApp>, who: may MANAGE }
    /// Change an app. What it may no longer ask for, it can't do any more, whoever allowed it.
    EditOauthApp: Patch "/api/v1/oauth-apps/{id}" { params: OauthAppPath, body: Json<OauthAppChanges>, answer: Json<OauthApp>, who: may MANAGE, fresh }
    /// Remove an app, with all that people allowed it.
    /// Their access and refresh tokens stop working at once.
    DeleteOauthApp: Delete "/api/v1/oauth-apps/{id}" { params: OauthAppPath, answer: Nothing, who: may MANAGE }
    /// Draw a new secret. It is in the answer, and never shown again. The one before is good no longer.
    RenewOauthAppSecret: Put "/api/v1/oauth-apps/{id}/secret" { params: OauthAppPath, answer: Json<OauthAppSecret>, who: may MANAGE, fresh }
    /// What everybody allowed apps, newest first.
    /// Those that hold now, with what each lets the app do as far as the person still may, and when it was last used.
    /// `person` and `app` narrow the list.
    ListOauthGrants: Get "/api/v1/oauth-grants" { query: OauthGrantFilter, answer: Json<Page<OauthGrant>>, who: may MANAGE }
    /// End what somebody allowed an app, at once.
    /// The access and refresh tokens that the app holds by it stop working. 404 if it is over already.
    RevokeOauthGrant: Delete "/api/v1/oauth-grants/{id}" { params: OauthGrantPath, answer: Nothing, who: may MANAGE }
    /// What you allowed apps, newest first.
    /// Those that hold now, in this organisation, with what each lets the app do as far as you still may.
    ListOwnOauthGrants: Get "/api/v1/me/oauth-grants" { answer: Json<OwnOauthGrants>, who: session }
    /// End what you allowed an app, at once.
    /// The access and refresh tokens that the app holds by it stop working. 404 for anybody else's, and for one that is
    /// over.
    RevokeOwnOauthGrant: Delete "/api/v1/me/oauth-grants/{id}" { params: OauthGrantPath, answer: Nothing, who: session }
    /// What an app asks you for, as the page shows it that asks you.
    /// 404 if the organisation has no such app, 422 if `redirect_uri` isn't one of the app's: then nobody is sent
    /// anywhere. `problem` says what else is wrong, and `refused_to` where to send the browser when you say no.
    ReadOauthConsent: Get "/api/v1/me/oauth-consent" { query: OauthRequest, answer: Json<OauthConsent>, who: session }
    /// Allow it. The answer says where to send the browser, with the code in the address.
    GiveOauthConsent: Post "/api/v1/me/oauth-consent" { body: Json<OauthRequest>, answer: Json<OauthAnswer>, who: session, fresh }
}

/// Where apps send people to be asked.
pub const AUTHORIZE: &str = "/oauth/authorize";
/// Where apps change a code, and later a refresh token, for tokens.
pub const TOKEN: &str = "/oauth/token";
/// Where apps end what they were allowed.
pub const REVOKE: &str = "/oauth/revoke";
/// Where programs learn all this (RFC 8414).
pub const METADATA: &str = "/.well-known/oauth-authorization-server";

/// Most apps of one organisation.
pub const MOST_APPS: usize = 50;
/// Most addresses of one app.
pub const MOST_ADDRESSES: usize = 10;
/// As often somebody can have allowed the same app; the oldest ends when it is allowed once more.
pub const MOST_GRANTS: i64 = 10;
/// A code is good for so many seconds.
pub const CODE_SECONDS: i64 = 60;
/// An access token is good for so many seconds.
pub const ACCESS_SECONDS: i64 = 3600;
/// After so many days without a refresh it is over. However often it is refreshed, it lasts no longer than API tokens may.
pub const IDLE_DAYS: i32 = 30;

choice! {
    /// What is wrong with what an app asks, in the words of OAuth.
    pub enum OauthProblem {
        /// Something is missing or wrong, such as the challenge of PKCE.
        InvalidRequest = "invalid_request",
        /// It asks for something else than a code.
        UnsupportedResponseType = "unsupported_response_type",
        /// It asks for what isn't there, or what it may not ask for.
        InvalidScope = "invalid_scope",
        /// You may do nothing of what it asks for.
        AccessDenied = "access_denied",
    }
}

/// A program of somebody else's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OauthApp {
    /// Its `client_id`.
    pub id: OauthAppId,
    /// What people are told that it is called.
    pub name: String,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// Whether it can keep a secret, as a server can and a program on a phone can't.
    pub is_confidential: bool,
    /// When its secret was drawn; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_at: Option<DateTime<Utc>>,
    /// How often it is allowed now.
    pub grants: i64,
    /// Who registered it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

/// The apps of the organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OauthAppList {
    /// By name.
    pub items: Vec<OauthApp>,
}

/// An app to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewOauthApp {
    /// What people are told that it is called.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// Where people may be sent back to: https, or plain http on their own machine (`127.0.0.1`, `[::1]`, `localhost`).
    #[garde(custom(good_addresses()))]
    pub redirect_uris: Vec<String>,
    /// What it may ask for.
    #[garde(custom(good_scopes()))]
    pub scopes: Vec<Scope>,
    /// Whether it can keep a secret. It stays so.
    #[garde(skip)]
    pub is_confidential: bool,
}

/// Changes to an app; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct OauthAppChanges {
    /// What people are told that it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 60))))]
    pub name: Option<String>,
    /// Where people may be sent back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(good_addresses())))]
    pub redirect_uris: Option<Vec<String>>,
    /// What it may ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(good_scopes())))]
    pub scopes: Option<Vec<Scope>>,
}

/// The secret by which an app proves who it is. It has no `Debug`: it is nobody's to print.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OauthAppSecret {
    /// The `client_secret`. It isn't shown again.
    pub secret: String,
}

/// Path of one app.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OauthAppPath {
    /// The app.
    pub id: OauthAppId,
}

/// What somebody allowed an app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OauthGrant {
    /// Names it.
    pub id: OauthGrantId,
    /// The app.
    pub app_id: OauthAppId,
    /// What that is called.
    pub app: String,
    /// As whom it acts.
    pub person: PersonRef,
    /// What it may do, as far as they still may.
    pub scopes: Vec<Scope>,
    /// When it was allowed.
    pub created_at: DateTime<Utc>,
    /// When it is over, unless the app comes for new tokens before.
    pub expires_at: DateTime<Utc>,
    /// When the app last used it, to within a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What one allowed apps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnOauthGrants {
    /// Newest first.
    pub items: Vec<OauthGrant>,
}

/// Path of what somebody allowed an app.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OauthGrantPath {
    /// What was allowed.
    pub id: OauthGrantId,
}

/// What was allowed, and to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OauthGrantFilter {
    /// By this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// To this app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OauthAppId>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What an app asks, as it stands in the address by which it sends somebody here (RFC 6749, 4.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema, Validate)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OauthRequest {
    /// The app.
    #[garde(skip)]
    pub client_id: OauthAppId,
    /// Where the answer is to be sent, one of the app's addresses.
    #[garde(custom(check::line(1, address::LONGEST)))]
    pub redirect_uri: String,
    /// `code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 60))))]
    pub response_type: Option<String>,
    /// The scopes it asks for, with spaces between; all that it may ask for if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 1000))))]
    pub scope: Option<String>,
    /// What it wants to get back with the answer. Some apps keep in it all that they were about to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 2000))))]
    pub state: Option<String>,
    /// The challenge of PKCE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 200))))]
    pub code_challenge: Option<String>,
    /// `S256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 60))))]
    pub code_challenge_method: Option<String>,
}

impl OauthRequest {
    /// As it stands in the query of the page's address. What nobody knows is passed over; `None` if the app or its address is
    /// missing, or something stands there twice.
    pub fn of_address(query: &str) -> Option<Self> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let one = |name: &str| {
            let mut said = pairs.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone());
            let first = said.next();
            if said.next().is_some() { None } else { Some(first) }
        };
        Some(Self {
            client_id: one("client_id")??.parse().ok()?,
            redirect_uri: one("redirect_uri")??,
            response_type: one("response_type")?,
            scope: one("scope")?,
            state: one("state")?,
            code_challenge: one("code_challenge")?,
            code_challenge_method: one("code_challenge_method")?,
        })
    }
}

/// What somebody is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OauthConsent {
    /// Who asks.
    pub app: String,
    /// To which host the answer goes.
    pub host: String,
    /// What it would get: of what it asks for, what you may do yourself.
    pub scopes: Vec<Scope>,
    /// What is wrong with what it asks; then it can't be allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<OauthProblem>,
    /// Where to send the browser if it isn't allowed: the app is told so, or what is wrong.
    pub refused_to: String,
}

/// Where to send the browser once it is allowed. It has no `Debug`: a code is in it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OauthAnswer {
    /// The address.
    pub redirect_to: String,
}

/// Some addresses, each good and there once.
fn good_addresses() -> impl FnOnce(&Vec<String>, &()) -> garde::Result {
    |value, context| {
        check::count(1, MOST_ADDRESSES)(value, context)?;
        let twice = value.iter().enumerate().any(|(at, one)| value.iter().skip(at + 1).any(|other| other == one));
        if twice || !value.iter().all(|one| address::is_good(one)) {
            return Err(garde::Error::new("bad_redirect"));
        }
        Ok(())
    }
}

/// Some scopes, each one that apps can be given.
fn good_scopes() -> impl FnOnce(&Vec<Scope>, &()) -> garde::Result {
    |value, context| {
        check::count(1, Scope::ALL.len())(value, context)?;
        let all = value.iter().all(|scope| is_for_apps(*scope));
        if all { Ok(()) } else { Err(garde::Error::new("not_for_apps")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read_from_the_address_once() {
        let id = "client_id=01900000-0000-7000-8000-000000000001";
        let to = "redirect_uri=https%3A%2F%2Fa.example%2Fback";
        let read = |rest: &str| OauthRequest::of_address(&[id, to, rest].join("&"));
        let request = read("scope=goals:read+people%3Aread&state=a%26b%2525&prompt=none").unwrap();
        assert_eq!(request.redirect_uri, "https://a.example/back");
        assert_eq!(request.scope.as_deref(), Some("goals:read people:read"));
        assert_eq!(request.state.as_deref(), Some("a&b%25"));
        assert_eq!(request.code_challenge, None);
        assert_eq!(OauthRequest::of_address(&["?", id, "&", to].concat()).map(|it| it.state), Some(None));
        assert!(read("scope=goals:read&scope=people:read").is_none(), "twice is neither");
        assert!(OauthRequest::of_address(id).is_none() && OauthRequest::of_address(to).is_none());
        assert!(OauthRequest::of_address(&["client_id=payroll", to].join("&")).is_none());
    }

    #[test]
    fn an_app_has_a_name_something_to_ask_for_and_addresses_to_which_a_code_may_go() {
        let good = NewOauthApp {
            name: "Payroll".to_owned(),
            redirect_uris: vec!["https://payroll.example.com/back".to_owned()],
            scopes: vec![Scope::PeopleRead],
            is_confidential: true,
        };
        assert!(good.validate().is_ok());
        for wrong in [
            NewOauthApp { name: " ".to_owned(), ..good.clone() },
            NewOauthApp { scopes: Vec::new(), ..good.clone() },
            NewOauthApp { scopes: vec![Scope::PeopleRead, Scope::WebhooksManage], ..good.clone() },
            NewOauthApp { redirect_uris: Vec::new(), ..good.clone() },
            NewOauthApp { redirect_uris: vec!["http://payroll.example.com/".to_owned()], ..good.clone() },
            NewOauthApp { redirect_uris: vec!["https://a.example/".to_owned(); 2], ..good.clone() },
        ] {
            assert!(wrong.validate().is_err(), "{wrong:?}");
        }
    }
}
