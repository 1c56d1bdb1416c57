//! Service accounts and their tokens, in the database.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    access::Role,
    api_tokens::{NewServiceAccount, ServiceAccount, open_to_service},
    people::{PersonRef, PersonStatus},
    wire::{PersonId, ServiceAccountId},
};
use uuid::Uuid;

use super::{ALL_OF_SERVICES, Which, good, of_service};
use crate::db::{
    TenantTx,
    schema::{api_tokens, people, service_accounts},
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: ServiceAccountId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    purpose: String,
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = SqlUuid)]
    created_by: PersonId,
    #[diesel(sql_type = Text)]
    maker_name: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
}

impl Row {
    /// Without its tokens.
    fn shown(self) -> ServiceAccount {
        ServiceAccount {
            id: self.id,
            name: self.name,
            purpose: self.purpose,
            role: self.role,
            scopes: open_to_service(self.role),
            tokens: Vec::new(),
            created_by: PersonRef { id: self.created_by, name: self.maker_name },
            created_at: self.created_at,
        }
    }
}

fn rows(tx: &mut TenantTx<'_>, id: Option<ServiceAccountId>) -> QueryResult<Vec<ServiceAccount>> {
    let rows: Vec<Row> = sql_query(include_str!("services.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(id)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(Row::shown).collect())
}

/// All that are there, with their tokens.
pub(in crate::api_tokens) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ServiceAccount>> {
    let mut all = rows(tx, None)?;
    let which = Which { only_services: true, ..Which::default() };
    for token in good(tx, &which, ALL_OF_SERVICES)? {
        if let Some(account) = all.iter_mut().find(|account| account.id.0 == token.person.id.0) {
            account.tokens.push(token);
        }
    }
    Ok(all)
}

/// One that is there, with its tokens.
pub(in crate::api_tokens) fn one(tx: &mut TenantTx<'_>, id: ServiceAccountId) -> QueryResult<Option<ServiceAccount>> {
    let Some(account) = rows(tx, Some(id))?.pop() else { return Ok(None) };
    let tokens = of_service(tx, id)?;
    Ok(Some(ServiceAccount { tokens, ..account }))
}

/// The same, held: nobody else removes it or makes a token of it meanwhile.
pub(in crate::api_tokens) fn hold(tx: &mut TenantTx<'_>, id: ServiceAccountId) -> QueryResult<Option<ServiceAccount>> {
    let row = service_accounts::table.find((tx.org(), id.0)).select(service_accounts::id);
    let held: Option<Uuid> = row.for_no_key_update().first(tx.conn()).optional()?;
    if held.is_some() { one(tx, id) } else { Ok(None) }
}

/// How many there are.
pub(in crate::api_tokens) fn count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    let there = service_accounts::org_id.eq(tx.org()).and(service_accounts::removed_at.is_null());
    service_accounts::table.filter(there).count().get_result(tx.conn())
}

/// Makes one, with its row of people: to whatever counts or lists them it has left.
pub(in crate::api_tokens) fn insert(tx: &mut TenantTx<'_>, new: &NewServiceAccount) -> QueryResult<ServiceAccountId> {
    let (org, id) = (tx.org(), Uuid::now_v7());
    // People have addresses, each another. This one leads nowhere (RFC 2606).
    let address = format!("{id}@service.invalid");
    insert_into(people::table)
        .values((
            people::org_id.eq(org),
            people::id.eq(id),
            people::kind.eq("service"),
            people::status.eq(PersonStatus::Deactivated.as_str()),
            people::name.eq(new.name.trim()),
            people::email.eq(&address),
            people::email_key.eq(&address),
            people::role.eq(new.role),
        ))
        .execute(tx.conn())?;
    insert_into(service_accounts::table)
        .values((
            service_accounts::org_id.eq(org),
            service_accounts::id.eq(id),
            service_accounts::purpose.eq(new.purpose.trim()),
            service_accounts::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(ServiceAccountId(id))
}

/// Ends one, and every token of it: one that is over because of the policy would be good again under another.
pub(in crate::api_tokens) fn remove(tx: &mut TenantTx<'_>, id: ServiceAccountId) -> QueryResult<()> {
    update(service_accounts::table.find((tx.org(), id.0)))
        .set(service_accounts::removed_at.eq(now))
        .execute(tx.conn())?;
    let tokens = api_tokens::org_id.eq(tx.org()).and(api_tokens::person_id.eq(id.0));
    update(api_tokens::table.filter(tokens.and(api_tokens::revoked_at.is_null())))
        .set(api_tokens::revoked_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Where the Admins who are there get their mail.
pub(in crate::api_tokens) fn admins(tx: &mut TenantTx<'_>) -> QueryResult<Vec<String>> {
    people::table
        .filter(people::org_id.eq(tx.org()))
        .filter(people::role.eq(Role::Admin.as_str()).and(people::status.eq(PersonStatus::Active.as_str())))
        .order(people::id)
        .select(people::email)
        .load(tx.conn())
}
