//! What somebody is asked by an app, and allows it.

use chrono::Utc;
use garde::Validate;
use serde_json::json;
use shared::{
    api_tokens::{Scope, open_to},
    oauth::{
        GiveOauthConsent, OauthAnswer, OauthConsent, OauthProblem, OauthRequest, ReadOauthConsent,
        address::{host, is_same},
    },
    problem::{Code, Problem},
};

use super::{
    asking::{allowed_to, judged, refused_to},
    queries,
    rows::AppRow,
    secrets,
};
use crate::{
    audit::Event,
    config::Origin,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    worker::mail::{AppAllowed, Letter, outbox},
};

pub(super) fn show(ask: &Ask<ReadOauthConsent>, tx: &mut TenantTx<'_>) -> Answered<ReadOauthConsent> {
    // Or somebody would read all of it, and only then learn that it can't be allowed.
    ask.query.validate().map_err(Problem::from)?;
    let app = asker(&ask.query, tx)?;
    let judged = judged(&ask.query, &app.scopes(), &open_to(tx.actor.role));
    let (scopes, problem) = match judged {
        Ok(scopes) => (scopes, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let refused_to = refused_to(&ask.query, ask.origin.as_str(), problem.unwrap_or(OauthProblem::AccessDenied));
    let host = host(&ask.query.redirect_uri).to_owned();
    Ok(Reply::new(OauthConsent { app: app.name, host, scopes, problem, refused_to }))
}

pub(super) fn give(ask: &Ask<GiveOauthConsent>, tx: &mut TenantTx<'_>) -> Answered<GiveOauthConsent> {
    let app = asker(&ask.body, tx)?;
    let scopes = judged(&ask.body, &app.scopes(), &open_to(tx.actor.role)).map_err(wrong)?;
    let code = secrets::new_code()?;
    let hash =
        secrets::code_hash(&code).ok_or_else(|| Failure::fault(anyhow::anyhow!("a code was made that is none")))?;
    let id = queries::begin(tx, &ask.body, &scopes, &hash)?;
    tx.note(Event::new("oauth.allowed", id).after(&json!({ "app": app.name, "scopes": scopes })))?;
    tell(tx, &app.name, &scopes, &ask.origin)?;
    Ok(Reply::new(OauthAnswer { redirect_to: allowed_to(&ask.body, ask.origin.as_str(), &code) }))
}

/// The app that asks. 404 if it is none of this organisation; and whoever names an address that isn't the app's is told
/// nothing there, or codes would go to whoever made the link.
fn asker(request: &OauthRequest, tx: &mut TenantTx<'_>) -> Result<AppRow, Failure> {
    let app = AppRow::find(tx, request.client_id)?.ok_or(Code::NotFound)?;
    let is_known = app.redirect_uris.iter().any(|one| is_same(one, &request.redirect_uri));
    if is_known { Ok(app) } else { Err(Failure::field("redirect_uri", "not_registered")) }
}

fn wrong(problem: OauthProblem) -> Failure {
    match problem {
        OauthProblem::InvalidRequest => Failure::field("code_challenge", "required"),
        OauthProblem::UnsupportedResponseType => Failure::field("response_type", "unknown_value"),
        OauthProblem::InvalidScope => Failure::field("scope", "unknown_value"),
        OauthProblem::AccessDenied => Failure::field("scope", "not_yours_to_give"),
    }
}

/// Whoever is at somebody's session could let an app in that outlasts it: its owner hears of it.
fn tell(tx: &mut TenantTx<'_>, app: &str, scopes: &[Scope], origin: &Origin) -> Result<(), Failure> {
    let may_change = scopes.iter().any(|scope| !scope.as_str().ends_with(":read"));
    let letter = AppAllowed { at: Utc::now(), app, may_change, address: tx.facts.address };
    let mail = letter.to(&queries::own_email(tx)?, origin)?;
    outbox::put(tx.conn(), &[mail])
}
