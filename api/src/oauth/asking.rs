//! Whether what an app asks can be allowed, and what would be. Pure.

use shared::{
    api_tokens::{Scope, is_for_apps},
    oauth::{OauthProblem, OauthRequest, address},
};

use super::secrets::is_challenge;

/// The scopes that the app would get: of what it asks for, what the person could give (`open`). Without a challenge, or with a
/// plain one, whoever gets hold of the code could use it, so neither is taken.
pub(super) fn judged(request: &OauthRequest, may_ask: &[Scope], open: &[Scope]) -> Result<Vec<Scope>, OauthProblem> {
    match request.response_type.as_deref() {
        Some("code") => {}
        Some(_) => return Err(OauthProblem::UnsupportedResponseType),
        None => return Err(OauthProblem::InvalidRequest),
    }
    let challenged = request.code_challenge.as_deref().is_some_and(is_challenge);
    if !challenged || request.code_challenge_method.as_deref() != Some("S256") {
        return Err(OauthProblem::InvalidRequest);
    }
    let may_ask: Vec<Scope> = may_ask.iter().copied().filter(|scope| is_for_apps(*scope)).collect();
    let asked = match request.scope.as_deref().map(str::trim).filter(|scope| !scope.is_empty()) {
        Some(text) => parsed(text).ok_or(OauthProblem::InvalidScope)?,
        None => may_ask.clone(),
    };
    if !asked.iter().all(|scope| may_ask.contains(scope)) {
        return Err(OauthProblem::InvalidScope);
    }
    let given = Scope::ALL.iter().filter(|scope| asked.contains(scope) && open.contains(scope)).copied();
    let given: Vec<Scope> = given.collect();
    if given.is_empty() { Err(OauthProblem::AccessDenied) } else { Ok(given) }
}

/// Scopes with spaces between; `None` if one of them is none.
pub(super) fn parsed(text: &str) -> Option<Vec<Scope>> {
    text.split_whitespace().map(Scope::parse).collect()
}

/// Scopes as they stand in an answer.
pub(super) fn written(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
}

/// Where the browser goes with a code. Who answers stands in it as well, so that an app that asks several of us never shows
/// one's code to another (RFC 9207).
pub(super) fn allowed_to(request: &OauthRequest, issuer: &str, code: &str) -> String {
    answer(request, issuer, ("code", code))
}

/// Where it goes without one.
pub(super) fn refused_to(request: &OauthRequest, issuer: &str, problem: OauthProblem) -> String {
    answer(request, issuer, ("error", problem.as_str()))
}

fn answer(request: &OauthRequest, issuer: &str, said: (&str, &str)) -> String {
    let state = request.state.as_deref().map(|state| ("state", state));
    let pairs: Vec<_> = [Some(said), state, Some(("iss", issuer))].into_iter().flatten().collect();
    address::with(&request.redirect_uri, &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> OauthRequest {
        let some = |text: &str| Some(text.to_owned());
        OauthRequest {
            client_id: "01900000-0000-7000-8000-000000000001".parse().unwrap(),
            redirect_uri: "https://payroll.example.com/back".to_owned(),
            response_type: some("code"),
            scope: some("goals:read people:read"),
            state: some("a&b"),
            code_challenge: some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            code_challenge_method: some("S256"),
        }
    }

    const MAY_ASK: [Scope; 3] = [Scope::GoalsRead, Scope::PeopleRead, Scope::AuditLogRead];
    const OPEN: [Scope; 2] = [Scope::PeopleRead, Scope::GoalsRead];

    fn of(change: impl FnOnce(&mut OauthRequest)) -> Result<Vec<Scope>, OauthProblem> {
        let mut request = request();
        change(&mut request);
        judged(&request, &MAY_ASK, &OPEN)
    }

    #[test]
    fn what_is_asked_for_is_given_as_far_as_it_can_be() {
        assert_eq!(of(|_| {}), Ok(vec![Scope::GoalsRead, Scope::PeopleRead]));
        assert_eq!(of(|it| it.scope = None), Ok(vec![Scope::GoalsRead, Scope::PeopleRead]));
        assert_eq!(of(|it| it.scope = Some("goals:read goals:read audit_log:read".into())), Ok(vec![Scope::GoalsRead]));
        assert_eq!(of(|it| it.scope = Some("audit_log:read".into())), Err(OauthProblem::AccessDenied));
        assert_eq!(of(|it| it.scope = Some("goals:write".into())), Err(OauthProblem::InvalidScope));
        assert_eq!(of(|it| it.scope = Some("everything".into())), Err(OauthProblem::InvalidScope));
    }

    #[test]
    fn where_events_are_sent_is_never_an_apps_to_set() {
        let both = [Scope::GoalsRead, Scope::WebhooksManage];
        let asks = |scope: Option<&str>| {
            let request = OauthRequest { scope: scope.map(str::to_owned), ..request() };
            judged(&request, &both, &both)
        };
        assert_eq!(asks(None), Ok(vec![Scope::GoalsRead]));
        assert_eq!(asks(Some("webhooks:manage")), Err(OauthProblem::InvalidScope));
    }

    #[test]
    fn nothing_goes_without_a_challenge_that_hides_its_verifier() {
        for method in [None, Some("plain"), Some("s256"), Some("")] {
            assert_eq!(
                of(|it| it.code_challenge_method = method.map(str::to_owned)),
                Err(OauthProblem::InvalidRequest)
            );
        }
        assert_eq!(of(|it| it.code_challenge = None), Err(OauthProblem::InvalidRequest));
        assert_eq!(of(|it| it.code_challenge = Some("short".into())), Err(OauthProblem::InvalidRequest));
        assert_eq!(of(|it| it.response_type = Some("token".into())), Err(OauthProblem::UnsupportedResponseType));
        assert_eq!(of(|it| it.response_type = None), Err(OauthProblem::InvalidRequest));
    }

    #[test]
    fn the_answer_says_whose_it_is_and_gives_the_state_back() {
        let there = allowed_to(&request(), "https://perftrack.example.com", "ptc_1");
        let back = "https://payroll.example.com/back";
        let iss = "iss=https%3A%2F%2Fperftrack.example.com";
        assert_eq!(there, format!("{back}?code=ptc_1&state=a%26b&{iss}"));
        let stateless = OauthRequest { state: None, ..request() };
        let there = refused_to(&stateless, "https://perftrack.example.com", OauthProblem::AccessDenied);
        assert_eq!(there, format!("{back}?error=access_denied&{iss}"));
    }
}
