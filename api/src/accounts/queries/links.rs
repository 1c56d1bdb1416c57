//! Links that were sent by mail.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};
use serde_json::Value;
use shared::wire::{
    PersonId,
    id::{AccountId, OrganisationId},
};
use uuid::Uuid;

use crate::{
    accounts::token::{LinkHash, Purpose},
    db::schema::link_tokens,
};

/// A link about to be sent.
#[derive(Debug, Default, Insertable)]
#[diesel(table_name = link_tokens)]
pub(in crate::accounts) struct NewLink {
    pub id: Uuid,
    pub purpose: &'static str,
    pub token_hash: Vec<u8>,
    pub email_key: String,
    pub account_id: Option<AccountId>,
    pub org_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    pub payload: Option<Value>,
    pub expires_at: DateTime<Utc>,
}

/// What a link that still works is about.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = link_tokens)]
pub(in crate::accounts) struct LinkRow {
    pub email_key: String,
    pub account_id: Option<AccountId>,
    pub org_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    pub payload: Option<Value>,
}

impl NewLink {
    /// A link of a purpose to an address, with what else it is about to be filled in.
    pub(in crate::accounts) fn new(purpose: Purpose, hash: LinkHash, email_key: &str) -> Self {
        NewLink {
            id: Uuid::now_v7(),
            purpose: purpose.as_str(),
            token_hash: hash.to_vec(),
            email_key: email_key.to_owned(),
            expires_at: Utc::now() + purpose.lifetime(),
            ..NewLink::default()
        }
    }
}

/// Remembers links.
pub(in crate::accounts) fn add(conn: &mut PgConnection, links: &[NewLink]) -> QueryResult<()> {
    insert_into(link_tokens::table).values(links).execute(conn)?;
    Ok(())
}

/// What a link is about, if it still works. It goes on working.
pub(in crate::accounts) fn look_at(
    conn: &mut PgConnection,
    purpose: Purpose,
    hash: &LinkHash,
) -> QueryResult<Option<LinkRow>> {
    link_tokens::table
        .filter(link_tokens::token_hash.eq(hash.as_slice()).and(link_tokens::purpose.eq(purpose.as_str())))
        .filter(link_tokens::used_at.is_null().and(link_tokens::expires_at.gt(now)))
        .select(LinkRow::as_select())
        .first(conn)
        .optional()
}

/// Uses a link up, if it still works: of two that try, one does.
pub(in crate::accounts) fn use_up(conn: &mut PgConnection, purpose: Purpose, hash: &LinkHash) -> QueryResult<bool> {
    let working = link_tokens::table
        .filter(link_tokens::token_hash.eq(hash.as_slice()).and(link_tokens::purpose.eq(purpose.as_str())))
        .filter(link_tokens::used_at.is_null().and(link_tokens::expires_at.gt(now)));
    let used = (link_tokens::used_at.eq(now), link_tokens::payload.eq(None::<Value>));
    Ok(update(working).set(used).execute(conn)? == 1)
}

/// Makes earlier links of a purpose to an address stop working.
pub(in crate::accounts) fn void(conn: &mut PgConnection, purpose: Purpose, email_key: &str) -> QueryResult<()> {
    let earlier = link_tokens::table
        .filter(link_tokens::email_key.eq(email_key).and(link_tokens::purpose.eq(purpose.as_str())))
        .filter(link_tokens::used_at.is_null());
    update(earlier).set((link_tokens::used_at.eq(now), link_tokens::payload.eq(None::<Value>))).execute(conn)?;
    Ok(())
}

/// Makes all links of some purposes that an account was sent stop working.
pub(in crate::accounts) fn void_of_account(
    conn: &mut PgConnection,
    account: AccountId,
    purposes: &[Purpose],
) -> QueryResult<()> {
    let earlier = link_tokens::table
        .filter(link_tokens::account_id.eq(account.0))
        .filter(link_tokens::purpose.eq_any(purposes.iter().map(|purpose| purpose.as_str())))
        .filter(link_tokens::used_at.is_null());
    update(earlier).set((link_tokens::used_at.eq(now), link_tokens::payload.eq(None::<Value>))).execute(conn)?;
    Ok(())
}

/// Makes earlier invitations of people stop working; as the runtime role, which may do just this.
pub(in crate::accounts) fn void_invitations(
    conn: &mut PgConnection,
    org: OrganisationId,
    people: &[PersonId],
) -> QueryResult<()> {
    let earlier = link_tokens::table
        .filter(link_tokens::org_id.eq(org.0).and(link_tokens::person_id.eq_any(people.iter().map(|person| person.0))))
        .filter(link_tokens::used_at.is_null());
    update(earlier).set(link_tokens::used_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Deletes links that ended before.
pub(in crate::accounts) fn sweep(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    delete(link_tokens::table.filter(link_tokens::expires_at.lt(before))).execute(conn)
}
