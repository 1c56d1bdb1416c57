use serde_json::{Value, json};
use shared::{
    access::{Relation, can},
    operation::{Json, Operation},
    problem::Code,
    webhooks::{
        CreateWebhook, DeleteWebhook, EditWebhook, ListWebhooks, MANAGE, MOST_WEBHOOKS, ReadWebhook,
        RenewWebhookSecret, Webhook, WebhookList, WebhookSecret,
    },
    wire::WebhookId,
};
use url::Url;
use uuid::Uuid;

use super::{queries, rows::EndpointRow, signature::Secret};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, MemberCall, Reply},
};

pub(super) fn list(ask: &Ask<ListWebhooks>, tx: &mut TenantTx<'_>) -> Answered<ListWebhooks> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(WebhookList { items: queries::all(tx)? }))
}

pub(super) fn read(ask: &Ask<ReadWebhook>, tx: &mut TenantTx<'_>) -> Answered<ReadWebhook> {
    let id = ask.read::<EndpointRow>(tx, ask.params.id)?.id;
    versioned(one(tx, id)?)
}

pub(super) async fn create(call: MemberCall<CreateWebhook>) -> Answered<CreateWebhook> {
    let (new, sealer) = (call.ask.body.clone(), call.ask.sealer.clone());
    let url = call.state.outgoing.address(&new.url).map_err(|code| Failure::field("url", code))?;
    call.once(move |tx| {
        manages(tx)?;
        is_asked_for_lately(tx)?;
        if queries::count(tx)? >= i64::try_from(MOST_WEBHOOKS).unwrap_or(i64::MAX) {
            return Err(Failure::field("url", &format!("too_many:{MOST_WEBHOOKS}")));
        }
        let id = WebhookId(Uuid::now_v7());
        // Nobody is shown this one: whoever verifies draws another.
        let sealed = Secret::new()?.sealed(&sealer, tx.org(), id.0)?;
        queries::insert(tx, id, &new, url.as_str(), &sealed)?;
        let made = one(tx, id)?;
        tx.note(Event::new("webhooks.created", id).after(&noted(&made)))?;
        let version = made.version;
        Ok(Reply::versioned(made, version))
    })
    .await
}

pub(super) async fn edit(call: MemberCall<EditWebhook>) -> Answered<EditWebhook> {
    let (id, asked, version) = (call.ask.params.id, call.ask.body.clone(), call.ask.version);
    let typed = asked.url.as_deref().map(|url| call.state.outgoing.address(url)).transpose();
    call.tenant(move |tx| {
        let webhook = Changeable::<EndpointRow>::change(tx, id, &MANAGE, version)?;
        if asked.url.is_some() || asked.on == Some(true) {
            is_asked_for_lately(tx)?;
        }
        let url = typed.map_err(|code| Failure::field("url", code))?;
        let before = one(tx, id)?;
        queries::edit(tx, &webhook, &asked, url.as_ref().map(Url::as_str))?;
        let after = one(tx, id)?;
        tx.note(Event::new("webhooks.edited", id).before(&noted(&before)).after(&noted(&after)))?;
        versioned(after)
    })
    .await
}

pub(super) fn delete(ask: &Ask<DeleteWebhook>, tx: &mut TenantTx<'_>) -> Answered<DeleteWebhook> {
    let webhook = ask.change::<EndpointRow>(tx, ask.params.id)?;
    let before = one(tx, webhook.id)?;
    queries::remove(tx, &webhook)?;
    tx.note(Event::new("webhooks.deleted", webhook.id).before(&noted(&before)))?;
    Ok(Reply::new(()))
}

pub(super) fn renew_secret(ask: &Ask<RenewWebhookSecret>, tx: &mut TenantTx<'_>) -> Answered<RenewWebhookSecret> {
    let webhook = ask.change::<EndpointRow>(tx, ask.params.id)?;
    is_asked_for_lately(tx)?;
    let secret = Secret::new()?;
    let sealed = secret.sealed(&ask.sealer, tx.org(), webhook.id.0)?;
    let old_secret_until = queries::renew_secret(tx, &webhook, &sealed)?;
    tx.note(Event::new("webhooks.secret_renewed", webhook.id))?;
    Ok(Reply::new(WebhookSecret { secret: secret.shown(), old_secret_until }))
}

/// 403 unless whoever acts still manages webhooks: between two transactions a role may change.
fn manages(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if can(tx.actor.role, &MANAGE, Relation::Organisation) { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// 403 unless whoever acts has proved lately who they are: a session left open isn't enough to lead everything that happens
/// elsewhere. A token with the scope is.
fn is_asked_for_lately(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    if tx.actor.claim.is_token() { Ok(()) } else { tx.require_proof() }
}

/// The address as it is shown.
pub(super) fn one(tx: &mut TenantTx<'_>, id: WebhookId) -> Result<Webhook, Failure> {
    Ok(queries::one(tx, id)?.ok_or(Code::NotFound)?)
}

/// What the audit log keeps of it: of its address the host alone, since the rest may be a secret of the receiver's.
fn noted(webhook: &Webhook) -> Value {
    let host = Url::parse(&webhook.url).ok().and_then(|url| url.host_str().map(str::to_owned));
    json!({ "host": host, "types": webhook.types, "state": webhook.state, "description": webhook.description })
}

fn versioned<O: Operation<Answer = Json<Webhook>>>(webhook: Webhook) -> Answered<O> {
    let version = webhook.version;
    Ok(Reply::versioned(webhook, version))
}
