//! How an app comes to a token, as the document says it. The guide is `docs/oauth.md`.

use std::collections::BTreeSet;

use shared::{
    api_tokens::{Scope, is_for_apps},
    oauth::{AUTHORIZE, METADATA, TOKEN},
    operation::Declaration,
};
use utoipa::openapi::security::{AuthorizationCode, Flow, OAuth2, Scopes, SecurityRequirement, SecurityScheme};

/// What the way is called.
pub(super) const NAME: &str = "oauth";

/// The way.
pub(super) fn scheme() -> SecurityScheme {
    let all = shared::every_operation();
    let scopes = Scope::ALL.iter().copied().filter(|scope| is_for_apps(*scope));
    let scopes: Scopes = scopes.map(|scope| (scope.as_str().to_owned(), about(scope, &all))).collect();
    let code = AuthorizationCode::with_refresh_url(AUTHORIZE, TOKEN, scopes, TOKEN);
    let description = [
        "A token that somebody let an app have, by an authorization code with PKCE (`S256`). It is shown as an API token is. \
         Programs read the rest at `",
        METADATA,
        "`.",
    ];
    SecurityScheme::OAuth2(OAuth2::with_description([Flow::AuthorizationCode(code)], description.concat()))
}

/// That an operation takes such a token, and the scope that it has to have.
pub(super) fn requirement(declared: &Declaration) -> Option<SecurityRequirement> {
    let scope = declared.scope().filter(|scope| is_for_apps(*scope))?;
    Some(SecurityRequirement::new(NAME, [scope.as_str()]))
}

/// What a scope is about: the features whose operations ask for it.
fn about(scope: Scope, all: &[Declaration]) -> String {
    let asks = all.iter().filter(|declared| declared.scope() == Some(scope));
    let features: BTreeSet<&str> = asks.map(|declared| declared.feature).collect();
    let features = features.into_iter().collect::<Vec<_>>().join(", ");
    ["What asks for it in: ", features.as_str(), "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_app_may_do_is_what_tokens_may_but_for_where_events_are_sent() {
        for declared in shared::every_operation() {
            let is_apps = declared.scope().is_some_and(|scope| scope != Scope::WebhooksManage);
            assert_eq!(requirement(&declared).is_some(), is_apps, "{}", declared.name);
        }
        let scheme = serde_json::to_value(scheme()).unwrap();
        assert_eq!(scheme["type"], "oauth2");
        let flow = &scheme["flows"]["authorizationCode"];
        assert_eq!(flow["authorizationUrl"], AUTHORIZE);
        assert_eq!(flow["tokenUrl"], TOKEN);
        assert_eq!(flow["scopes"]["people:read"], "What asks for it in: people, teams.");
        assert!(flow["scopes"].get("webhooks:manage").is_none());
    }
}
