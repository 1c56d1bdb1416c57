//! What people allowed apps: one's own, and everybody's for Admins.

use serde_json::json;
use shared::{
    access::Relation,
    oauth::{
        ListOauthGrants, ListOwnOauthGrants, OauthGrantFilter, OwnOauthGrants, RevokeOauthGrant, RevokeOwnOauthGrant,
    },
    problem::Code,
    wire::OauthGrantId,
};

use super::queries::{self, Which};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListOauthGrants>, tx: &mut TenantTx<'_>) -> Answered<ListOauthGrants> {
    ask.require(tx, Relation::Organisation)?;
    let filter = OauthGrantFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("oauth_grants", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &Which { of: filter.person, app: filter.app, id: None, after }, limit)?;
    Ok(Reply::new(list.page(rows, limit, |grant| grant.id, |grant| grant)?))
}

pub(super) fn revoke(ask: &Ask<RevokeOauthGrant>, tx: &mut TenantTx<'_>) -> Answered<RevokeOauthGrant> {
    ask.require(tx, Relation::Organisation)?;
    let grant = queries::grant(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    end(tx, grant.id, &grant.app)?;
    Ok(Reply::new(()))
}

pub(super) fn list_own(_: &Ask<ListOwnOauthGrants>, tx: &mut TenantTx<'_>) -> Answered<ListOwnOauthGrants> {
    Ok(Reply::new(OwnOauthGrants { items: queries::own(tx)? }))
}

pub(super) fn revoke_own(ask: &Ask<RevokeOwnOauthGrant>, tx: &mut TenantTx<'_>) -> Answered<RevokeOwnOauthGrant> {
    let me = tx.actor.person;
    let grant = queries::grant(tx, ask.params.id)?.filter(|grant| grant.person.id == me).ok_or(Code::NotFound)?;
    end(tx, grant.id, &grant.app)?;
    Ok(Reply::new(()))
}

/// Ends what was allowed, whoever says so.
pub(super) fn end(tx: &mut TenantTx<'_>, id: OauthGrantId, app: &str) -> Result<(), Failure> {
    if !queries::end(tx, id)? {
        return Err(Code::NotFound.into());
    }
    tx.note(Event::new("oauth.revoked", id).before(&json!({ "app": app })))
}
