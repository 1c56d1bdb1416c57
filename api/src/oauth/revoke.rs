//! An app ends what it was allowed (RFC 7009), by either of its tokens.

use shared::{oauth::REVOKE, wire::OauthGrantId};

use super::{
    client::Client,
    fields::Fields,
    grants, queries,
    said::{Refusal, shaped},
    secrets::Refresh,
};
use crate::{
    db::{TenantTx, token_hash},
    http::{Failure, Form, FormCall, FormReply},
};

/// Where it is asked.
pub(super) static FORM: Form = Form { name: "OauthRevoke", path: REVOKE, shaped };

pub(super) async fn answer(call: FormCall) -> Result<FormReply, Failure> {
    let (client, token) = match asked(&call) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(refusal.reply()),
    };
    let (database, facts) = (&call.state.database, call.facts.clone());
    let work = move |tx: &mut TenantTx<'_>| ended(tx, &client);
    // Either, also an access token whose hour is over: an app that gives up comes late as well.
    let found_by = Refresh::shown(&token).as_ref().map(Refresh::family_hash).or_else(|| token_hash(&token));
    let done = match found_by {
        Some(hash) => database.grant(hash, facts, work).await?,
        None => None,
    };
    // What is none, or is over, is as good as ended.
    let done = done.unwrap_or(Ok(()));
    Ok(done.map_or_else(Refusal::reply, |()| FormReply { status: 200, body: None, challenge: None }))
}

fn asked(call: &FormCall) -> Result<(Client, String), Refusal> {
    let fields = Fields::of(&call.fields);
    let client = Client::said(call.authorization.as_deref(), &fields)?;
    Ok((client, fields.needed("token")?.to_owned()))
}

/// Ends the grant that the transaction was entered by. By an API token that somebody made themselves nothing is entered.
fn ended(tx: &mut TenantTx<'_>, client: &Client) -> Result<Result<(), Refusal>, Failure> {
    let id = OauthGrantId(tx.actor.session.0);
    let Some(held) = queries::hold(tx, id)? else { return Ok(Ok(())) };
    if let Err(refusal) = client.must_be(&held) {
        return Ok(Err(refusal));
    }
    grants::end(tx, held.id, &held.app)?;
    Ok(Ok(()))
}
