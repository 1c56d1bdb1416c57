//! API tokens: by which a program acts as whoever made the token, within its scopes.

pub mod network;
mod scope;
pub mod secret;
mod service;

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use self::{
    scope::{ApiTokenScope as Scope, Scopes, is_for_apps, open_to, open_to_service, scope_of},
    service::{MOST_SERVICE_ACCOUNTS, NewServiceAccount, ServiceAccount, ServiceAccountPath, ServiceAccounts},
};
use crate::{
    operation::{Json, Made, Nothing},
    operations,
    people::PersonRef,
    permissions,
    wire::{ApiTokenId, Limit, Page, PersonId, check},
};

permissions! { api_tokens;
    /// See everybody's API tokens, revoke them, say how long they last, and keep service accounts.
    MANAGE "manage" never, never, never, Admin;
}

// Whoever makes a token gets its secret in the answer. A member's POST with a permission keeps its answer for a day, to give
// it again to the same `Idempotency-Key`: so one's own tokens are made by one's session, which keeps none, and a service
// account's by a PUT, which doesn't either.
operations! { "api_tokens";
    /// Your API tokens that are good, newest first, and which scopes you may give. Of a secret only the last four
    /// characters are told. `longest_days` is how many days a new one may last here.
    ListOwnApiTokens: Get "/api/v1/me/api-tokens" { answer: Json<OwnApiTokens>, who: session }
    /// Make an API token. Its secret is in the answer, and never shown again.
    CreateApiToken: Post "/api/v1/me/api-tokens" { body: Json<NewApiToken>, answer: Made<MadeApiToken>, who: session, fresh }
    /// Revoke one of your API tokens, at once. It doesn't come back. One that isn't yours, or is over, answers 404.
    RevokeOwnApiToken: Delete "/api/v1/me/api-tokens/{id}" { params: ApiTokenPath, answer: Nothing, who: session }
    /// The API tokens of everybody that are good, newest first. Service accounts' are among them, those of connected
    /// apps aren't; `person` narrows to one owner. Of a secret only the last four characters are told; when and from
    /// which address it was last used is.
    ListApiTokens: Get "/api/v1/api-tokens" { query: ApiTokenFilter, answer: Json<Page<ApiToken>>, who: may MANAGE }
    /// Revoke somebody's API token, at once. Also a service account's. It doesn't come back, and one that is over
    /// answers 404.
    RevokeApiToken: Delete "/api/v1/api-tokens/{id}" { params: ApiTokenPath, answer: Nothing, who: may MANAGE }
    /// How long API tokens last at the most. In days, for new tokens and for those that are there. It holds for people
    /// and service accounts alike.
    ReadApiTokenPolicy: Get "/api/v1/organisation/api-token-policy" { answer: Json<ApiTokenPolicy>, who: may MANAGE }
    /// Say how long API tokens last at the most. Those that have lasted longer end at once.
    EditApiTokenPolicy: Patch "/api/v1/organisation/api-token-policy" { body: Json<ApiTokenPolicyChanges>, answer: Json<ApiTokenPolicy>, who: may MANAGE, fresh }
    /// The service accounts, by name, each with its tokens that are good: programs that are nobody's. Each with the
    /// scopes that its tokens may have; `longest_days` is how many days one may last. At most 50 can be there.
    ListServiceAccounts: Get "/api/v1/service-accounts" { answer: Json<ServiceAccounts>, who: may MANAGE }
    /// Make a service account. It can do nothing until it has a token.
    CreateServiceAccount: Post "/api/v1/service-accounts" { body: Json<NewServiceAccount>, answer: Made<ServiceAccount>, who: may MANAGE }
    /// Remove a service account: its tokens end at once, what it did stays under its name. For good. One that isn't
    /// there any more answers 404.
    RemoveServiceAccount: Delete "/api/v1/service-accounts/{id}" { params: ServiceAccountPath, answer: Nothing, who: may MANAGE }
    /// Make another API token of a service account. Its secret is in the answer, and never shown again. Every Admin is told by mail.
    CreateServiceToken: Put "/api/v1/service-accounts/{id}/tokens" { params: ServiceAccountPath, body: Json<NewApiToken>, answer: Json<MadeApiToken>, who: may MANAGE, fresh }
}

/// Most API tokens that somebody, or a service account, has at a time.
pub const MOST_API_TOKENS: usize = 20;
/// Most networks that an API token may be good from.
pub const MOST_NETWORKS: usize = 20;
/// The most days that an API token lasts.
pub const LONGEST_DAYS: u16 = 365;
/// How many days one lasts if nothing else is chosen.
pub const USUAL_DAYS: u16 = 90;
/// So many days before its end its owner is told.
pub const WARNED_DAYS: u16 = 7;

/// A program's way in, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiToken {
    /// Names it.
    pub id: ApiTokenId,
    /// What its owner calls it.
    pub name: String,
    /// As whom a program acts by it.
    pub person: PersonRef,
    /// Whether that is a service account, and nobody.
    #[serde(default)]
    pub is_service: bool,
    /// The last four characters of its secret, to know it again by.
    pub ending: String,
    /// What it may do, as far as its owner still may.
    pub scopes: Vec<Scope>,
    /// The networks from which it is good; from anywhere if there are none.
    pub networks: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to within a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
    /// From which address it was used then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_address: Option<String>,
}

/// One's own API tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnApiTokens {
    /// Newest first.
    pub items: Vec<ApiToken>,
    /// The scopes that one may give now.
    pub scopes: Vec<Scope>,
    /// The most days that one may last.
    pub longest_days: u16,
}

/// An API token to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewApiToken {
    /// What to call it: what it is for, or where it lies.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// What it may do; of what you may do yourself.
    #[garde(custom(check::count(1, Scope::ALL.len())))]
    pub scopes: Vec<Scope>,
    /// How many days it lasts.
    #[garde(custom(term))]
    pub days: u16,
    /// The networks from which it is good, such as `192.0.2.0/24` or one address; from anywhere if there are none.
    #[serde(default)]
    #[garde(custom(good_networks))]
    pub networks: Vec<String>,
}

/// An API token that was just made. It has no `Debug`: its secret is nobody's to print.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MadeApiToken {
    /// What it is.
    pub token: ApiToken,
    /// What a program sends: `Authorization: Bearer pt_…`. It isn't shown again.
    pub secret: String,
}

/// Path of one API token.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ApiTokenPath {
    /// The token.
    pub id: ApiTokenId,
}

/// Which API tokens to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ApiTokenFilter {
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How long API tokens last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiTokenPolicy {
    /// The most days.
    pub longest_days: u16,
    /// For `If-Match`.
    pub version: i64,
}

/// Changes to how long API tokens last.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ApiTokenPolicyChanges {
    /// The most days, 1 to 365.
    #[garde(custom(term))]
    pub longest_days: u16,
}

fn term(value: &u16, _: &()) -> garde::Result {
    let fits = (1..=LONGEST_DAYS).contains(value);
    if fits { Ok(()) } else { Err(garde::Error::new(format!("out_of_range:1–{LONGEST_DAYS}"))) }
}

fn good_networks(value: &[String], _: &()) -> garde::Result {
    if value.len() > MOST_NETWORKS {
        return Err(garde::Error::new(format!("too_many:{MOST_NETWORKS}")));
    }
    let all_good = value.iter().all(|text| network::written(text).is_some());
    if all_good { Ok(()) } else { Err(garde::Error::new("bad_network")) }
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::*;

    fn refused(change: impl FnOnce(&mut NewApiToken)) -> String {
        let mut new = NewApiToken {
            name: "Payroll".to_owned(),
            scopes: vec![Scope::PeopleRead],
            days: USUAL_DAYS,
            networks: vec!["192.0.2.0/24".to_owned()],
        };
        assert!(new.validate().is_ok());
        change(&mut new);
        let report = new.validate().expect_err("it is refused");
        report.iter().map(|(path, error)| format!("{path} {}", error.message())).collect()
    }

    #[test]
    fn a_token_has_a_name_a_scope_an_end_and_networks_that_are_some() {
        assert_eq!(refused(|new| new.name = " ".to_owned()), "name required");
        assert_eq!(refused(|new| new.scopes.clear()), "scopes required");
        assert_eq!(refused(|new| new.days = 0), "days out_of_range:1–365");
        assert_eq!(refused(|new| new.days = 366), "days out_of_range:1–365");
        assert_eq!(refused(|new| new.networks.push("everywhere".to_owned())), "networks bad_network");
        assert_eq!(refused(|new| new.networks = vec!["::1".to_owned(); 21]), "networks too_many:20");
    }
}
