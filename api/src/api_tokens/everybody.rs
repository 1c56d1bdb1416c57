//! Everybody's tokens, for Admins.

use shared::{
    access::Relation,
    api_tokens::{ApiTokenFilter, ListApiTokens, RevokeApiToken},
    problem::Code,
};

use super::{own, queries};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListApiTokens>, tx: &mut TenantTx<'_>) -> Answered<ListApiTokens> {
    ask.require(tx, Relation::Organisation)?;
    let filter = ApiTokenFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("api_tokens", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, filter.person, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |token| token.id, |token| token)?))
}

pub(super) fn revoke(ask: &Ask<RevokeApiToken>, tx: &mut TenantTx<'_>) -> Answered<RevokeApiToken> {
    ask.require(tx, Relation::Organisation)?;
    let token = queries::one(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    own::end(tx, &token)?;
    Ok(Reply::new(()))
}
