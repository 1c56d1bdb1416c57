//! A code, or a refresh token, for tokens (RFC 6749, 4.1.3 and 6).

use chrono::{TimeDelta, Utc};
use serde_json::json;
use shared::{
    api_tokens::Scope,
    oauth::{ACCESS_SECONDS, TOKEN},
    wire::OauthGrantId,
};

use super::{
    asking::{parsed, written},
    client::Client,
    fields::Fields,
    queries::{self, NewTokens},
    rows::Held,
    said::{Refusal, Wrong, shaped},
    secrets::{self, Hash, Refresh},
};
use crate::{
    api_tokens::draw_secret,
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Failure, Form, FormCall, FormReply},
    worker::mail::{AppStopped, Letter, outbox},
};

/// Where it is asked.
pub(super) static FORM: Form = Form { name: "OauthToken", path: TOKEN, shaped };

const NO_CODE: Refusal =
    Refusal::new(Wrong::Grant, "the code is unknown, over, used, or for another address or verifier");
const NO_REFRESH: Refusal = Refusal::new(Wrong::Grant, "the refresh token is unknown, over, revoked or used");

/// What an app wants, and shows for it.
struct Asked {
    client: Client,
    shows: Shows,
}

enum Shows {
    Code { hash: Hash, redirect_uri: String, verifier: String },
    Refresh { shown: Refresh, scopes: Option<Vec<Scope>> },
}

/// What it gets.
struct Issued {
    access: String,
    refresh: String,
    seconds: i64,
    scopes: Vec<Scope>,
}

pub(super) async fn answer(call: FormCall) -> Result<FormReply, Failure> {
    let asked = match asked(&call) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(refusal.reply()),
    };
    let (found_by, none) = match &asked.shows {
        Shows::Code { hash, .. } => (*hash, NO_CODE),
        Shows::Refresh { shown, .. } => (shown.family_hash(), NO_REFRESH),
    };
    let origin = call.state.origin.clone();
    let work = move |tx: &mut TenantTx<'_>| exchanged(tx, &asked, none, &origin);
    let done = call.state.database.grant(found_by, call.facts.clone(), work).await?;
    Ok(done.unwrap_or(Err(none)).map_or_else(Refusal::reply, Issued::reply))
}

/// What the form says, as far as it can be read without asking anybody.
fn asked(call: &FormCall) -> Result<Asked, Refusal> {
    let fields = Fields::of(&call.fields);
    let grant_type = fields.needed("grant_type")?;
    let client = Client::said(call.authorization.as_deref(), &fields)?;
    let shows = match grant_type {
        "authorization_code" => Shows::Code {
            hash: secrets::code_hash(fields.needed("code")?).ok_or(NO_CODE)?,
            redirect_uri: fields.needed("redirect_uri")?.to_owned(),
            verifier: fields.needed("code_verifier")?.to_owned(),
        },
        "refresh_token" => Shows::Refresh {
            shown: Refresh::shown(fields.needed("refresh_token")?).ok_or(NO_REFRESH)?,
            scopes: match fields.one("scope")? {
                Some(text) => Some(parsed(text).ok_or(Refusal::new(Wrong::Scope, "one of the scopes is none"))?),
                None => None,
            },
        },
        _ => return Err(Refusal::new(Wrong::GrantType, "it is authorization_code or refresh_token")),
    };
    Ok(Asked { client, shows })
}

/// What is exchanged, or why not. That something came a second time ends all of it, and that has to stay: so a refusal is no
/// failure, which would take it back.
fn exchanged(
    tx: &mut TenantTx<'_>,
    asked: &Asked,
    none: Refusal,
    origin: &Origin,
) -> Result<Result<Issued, Refusal>, Failure> {
    let id = OauthGrantId(tx.actor.session.0);
    let Some(held) = queries::hold(tx, id)? else { return Ok(Err(none)) };
    if let Err(refusal) = asked.client.must_be(&held) {
        return Ok(Err(refusal));
    }
    if came_before(&held, &asked.shows) {
        end_all(tx, &held, origin)?;
        return Ok(Err(none));
    }
    match &asked.shows {
        _ if held.is_over => Ok(Err(none)),
        Shows::Code { redirect_uri, verifier, .. } => {
            let is_good =
                held.code_is_good && held.redirect_uri == *redirect_uri && secrets::proves(verifier, &held.challenge);
            if is_good { issued(tx, &held, &Refresh::first()?, held.scopes()) } else { Ok(Err(none)) }
        }
        Shows::Refresh { shown, scopes } => {
            let all = held.scopes();
            let wanted = scopes.clone().unwrap_or_else(|| all.clone());
            if !wanted.iter().all(|scope| all.contains(scope)) {
                return Ok(Err(Refusal::new(Wrong::Scope, "it was allowed less than it asks for")));
            }
            issued(tx, &held, &shown.next()?, wanted)
        }
    }
}

/// Whether somebody has had tokens for it already: then two have it, and one of them shouldn't.
fn came_before(held: &Held, shows: &Shows) -> bool {
    match shows {
        Shows::Code { .. } => held.begun,
        Shows::Refresh { shown, .. } => !secrets::is_same(held.refresh_secret.as_deref(), &shown.secret_hash()),
    }
}

/// Ends what was allowed, of whoever has it, and tells whoever allowed it.
fn end_all(tx: &mut TenantTx<'_>, held: &Held, origin: &Origin) -> Result<(), Failure> {
    queries::end(tx, held.id)?;
    tx.note(Event::new("oauth.reused", held.id).before(&json!({ "app": held.app })))?;
    let mail = AppStopped { at: Utc::now(), app: &held.app }.to(&held.email, origin)?;
    outbox::put(tx.conn(), &[mail])
}

fn issued(
    tx: &mut TenantTx<'_>,
    held: &Held,
    refresh: &Refresh,
    scopes: Vec<Scope>,
) -> Result<Result<Issued, Refusal>, Failure> {
    if scopes.is_empty() {
        return Ok(Err(Refusal::new(Wrong::Scope, "the app may ask for nothing of it any more")));
    }
    let (access, now) = (draw_secret()?, Utc::now());
    let expires_at = held.lasts_until.min(now + TimeDelta::seconds(ACCESS_SECONDS));
    let (family, secret) = (refresh.family_hash(), refresh.secret_hash());
    let new = NewTokens { access: &access, scopes: &scopes, expires_at, family, refresh: secret };
    queries::issue(tx, held, &new)?;
    Ok(Ok(Issued { access, refresh: refresh.text(), seconds: (expires_at - now).num_seconds().max(0), scopes }))
}

impl Issued {
    fn reply(self) -> FormReply {
        let body = json!({
            "access_token": self.access,
            "token_type": "Bearer",
            "expires_in": self.seconds,
            "refresh_token": self.refresh,
            "scope": written(&self.scopes),
        });
        FormReply { status: 200, body: Some(body), challenge: None }
    }
}
