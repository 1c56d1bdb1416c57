//! Which apps may ask, for Admins.

use serde_json::{Value, json};
use shared::{
    access::Relation,
    oauth::{
        CreateOauthApp, DeleteOauthApp, EditOauthApp, ListOauthApps, MOST_APPS, OauthApp, OauthAppList, OauthAppSecret,
        ReadOauthApp, RenewOauthAppSecret,
    },
    problem::Code,
    wire::OauthAppId,
};

use super::{queries, rows::AppRow, secrets};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn list(ask: &Ask<ListOauthApps>, tx: &mut TenantTx<'_>) -> Answered<ListOauthApps> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(OauthAppList { items: queries::all(tx)? }))
}

pub(super) fn read(ask: &Ask<ReadOauthApp>, tx: &mut TenantTx<'_>) -> Answered<ReadOauthApp> {
    let id = ask.read::<AppRow>(tx, ask.params.id)?.id;
    let app = one(tx, id)?;
    let version = app.version;
    Ok(Reply::versioned(app, version))
}

pub(super) fn create(ask: &Ask<CreateOauthApp>, tx: &mut TenantTx<'_>) -> Answered<CreateOauthApp> {
    ask.require(tx, Relation::Organisation)?;
    if queries::count(tx)? >= i64::try_from(MOST_APPS).unwrap_or(i64::MAX) {
        return Err(Failure::field("name", &format!("too_many:{MOST_APPS}")));
    }
    let id = queries::insert(tx, &ask.body)?;
    let app = one(tx, id)?;
    tx.note(Event::new("oauth.app_registered", id).after(&noted(&app)))?;
    let version = app.version;
    Ok(Reply::versioned(app, version))
}

pub(super) fn edit(ask: &Ask<EditOauthApp>, tx: &mut TenantTx<'_>) -> Answered<EditOauthApp> {
    let app = ask.change::<AppRow>(tx, ask.params.id)?;
    let before = one(tx, app.id)?;
    queries::edit(tx, &app, &ask.body)?;
    let after = one(tx, app.id)?;
    // What it was given before may do more: it comes for tokens that don't.
    if !app.scopes().iter().all(|scope| after.scopes.contains(scope)) {
        queries::end_access(tx, &app)?;
    }
    tx.note(Event::new("oauth.app_edited", app.id).before(&noted(&before)).after(&noted(&after)))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}

pub(super) fn delete(ask: &Ask<DeleteOauthApp>, tx: &mut TenantTx<'_>) -> Answered<DeleteOauthApp> {
    let app = ask.change::<AppRow>(tx, ask.params.id)?;
    let before = one(tx, app.id)?;
    queries::remove(tx, &app)?;
    tx.note(Event::new("oauth.app_removed", app.id).before(&noted(&before)))?;
    Ok(Reply::new(()))
}

pub(super) fn renew_secret(ask: &Ask<RenewOauthAppSecret>, tx: &mut TenantTx<'_>) -> Answered<RenewOauthAppSecret> {
    let app = ask.change::<AppRow>(tx, ask.params.id)?;
    if !app.is_confidential {
        return Err(Failure::field("is_confidential", "keeps_no_secret"));
    }
    let secret = secrets::new_client_secret()?;
    queries::set_secret(tx, &app, &secrets::client_hash(&secret))?;
    tx.note(Event::new("oauth.secret_renewed", app.id).after(&json!({ "app": app.name })))?;
    Ok(Reply::new(OauthAppSecret { secret }))
}

/// An app as it is shown.
fn one(tx: &mut TenantTx<'_>, id: OauthAppId) -> Result<OauthApp, Failure> {
    Ok(queries::one(tx, id)?.ok_or(Code::NotFound)?)
}

/// What the audit log keeps of it.
fn noted(app: &OauthApp) -> Value {
    json!({
        "app": app.name, "redirect_uris": app.redirect_uris, "scopes": app.scopes, "is_confidential": app.is_confidential,
    })
}
