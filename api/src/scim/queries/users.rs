//! People as the directory sees them.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{access::Role, people::PersonStatus, wire::PersonId};
use uuid::Uuid;

use super::CountRow;
use crate::db::TenantTx;

/// Which people to look for.
#[derive(Debug, Clone, Default)]
pub(in crate::scim) struct UserFilter {
    pub id: Option<Uuid>,
    /// In small letters.
    pub user_name: Option<String>,
    pub external_id: Option<String>,
    /// In small letters.
    pub email: Option<String>,
    pub is_active: Option<bool>,
}

/// A person as the directory sees them.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::scim) struct UserRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub email: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub job_title: Option<String>,
    #[diesel(sql_type = Text)]
    pub role: Role,
    #[diesel(sql_type = Text)]
    pub status: PersonStatus,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub team_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub team_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub employee_number: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub manager_name: Option<String>,
    #[diesel(sql_type = Text)]
    pub user_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub external_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub given_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub family_name: Option<String>,
    #[diesel(sql_type = Bool)]
    pub is_linked: bool,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub updated_at: DateTime<Utc>,
}

/// Those who are looked for, from one of them on, and how many there are.
pub(in crate::scim) fn users(
    tx: &mut TenantTx<'_>,
    filter: &UserFilter,
    limit: i64,
    offset: i64,
) -> QueryResult<(Vec<UserRow>, i64)> {
    let rows = sql_query(include_str!("users.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(filter.id)
        .bind::<Nullable<Text>, _>(filter.user_name.as_deref())
        .bind::<Nullable<Text>, _>(filter.external_id.as_deref())
        .bind::<Nullable<Text>, _>(filter.email.as_deref())
        .bind::<Nullable<Bool>, _>(filter.is_active)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset)
        .load(tx.conn())?;
    let count: CountRow = sql_query(include_str!("count_users.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(filter.id)
        .bind::<Nullable<Text>, _>(filter.user_name.as_deref())
        .bind::<Nullable<Text>, _>(filter.external_id.as_deref())
        .bind::<Nullable<Text>, _>(filter.email.as_deref())
        .bind::<Nullable<Bool>, _>(filter.is_active)
        .get_result(tx.conn())?;
    Ok((rows, count.count))
}

/// One of them.
pub(in crate::scim) fn user(tx: &mut TenantTx<'_>, id: Uuid) -> QueryResult<Option<UserRow>> {
    let filter = UserFilter { id: Some(id), ..UserFilter::default() };
    Ok(users(tx, &filter, 1, 0)?.0.pop())
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Somebody whom the directory removed, by its name for them or by their address, both in small letters.
pub(in crate::scim) fn gone(tx: &mut TenantTx<'_>, user_name: &str, email: &str) -> QueryResult<Option<Uuid>> {
    let row: Option<IdRow> = sql_query(include_str!("gone.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Text, _>(user_name)
        .bind::<Text, _>(email)
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(|row| row.id))
}

/// What the directory calls somebody.
pub(in crate::scim) struct Link<'a> {
    pub user_name: &'a str,
    pub external_id: Option<&'a str>,
    pub given_name: Option<&'a str>,
    pub family_name: Option<&'a str>,
    /// Whether it brought them.
    pub came_by_it: bool,
}

/// Remembers what the directory calls somebody.
pub(in crate::scim) fn link(tx: &mut TenantTx<'_>, person: PersonId, as_what: &Link<'_>) -> QueryResult<usize> {
    sql_query(include_str!("link.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(person.0)
        .bind::<Text, _>(as_what.user_name)
        .bind::<Nullable<Text>, _>(as_what.external_id)
        .bind::<Nullable<Text>, _>(as_what.given_name)
        .bind::<Nullable<Text>, _>(as_what.family_name)
        .bind::<Bool, _>(as_what.came_by_it)
        .execute(tx.conn())
}

/// The directory knows them no more.
pub(in crate::scim) fn remove(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<usize> {
    sql_query(include_str!("remove.sql")).bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(person.0).execute(tx.conn())
}
