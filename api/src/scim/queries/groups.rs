//! Teams as the directory sees them.

use chrono::{DateTime, Utc};
use diesel::{
    delete, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::wire::TeamId;
use uuid::Uuid;

use super::CountRow;
use crate::db::{TenantTx, schema::scim_groups::dsl};

/// Which teams to look for.
#[derive(Debug, Clone, Default)]
pub(in crate::scim) struct GroupFilter {
    pub id: Option<Uuid>,
    /// In small letters.
    pub name: Option<String>,
    pub external_id: Option<String>,
    /// Somebody who is in it.
    pub member: Option<Uuid>,
}

/// A team as the directory sees it.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::scim) struct GroupRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub external_id: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
}

/// Somebody in a team.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::scim) struct MemberRow {
    #[diesel(sql_type = SqlUuid)]
    pub team_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub name: String,
}

/// Those that are looked for, from one of them on, and how many there are.
pub(in crate::scim) fn groups(
    tx: &mut TenantTx<'_>,
    filter: &GroupFilter,
    limit: i64,
    offset: i64,
) -> QueryResult<(Vec<GroupRow>, i64)> {
    let rows = sql_query(include_str!("groups.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(filter.id)
        .bind::<Nullable<Text>, _>(filter.name.as_deref())
        .bind::<Nullable<Text>, _>(filter.external_id.as_deref())
        .bind::<Nullable<SqlUuid>, _>(filter.member)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset)
        .load(tx.conn())?;
    let count: CountRow = sql_query(include_str!("count_groups.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(filter.id)
        .bind::<Nullable<Text>, _>(filter.name.as_deref())
        .bind::<Nullable<Text>, _>(filter.external_id.as_deref())
        .bind::<Nullable<SqlUuid>, _>(filter.member)
        .get_result(tx.conn())?;
    Ok((rows, count.count))
}

/// One of them.
pub(in crate::scim) fn group(tx: &mut TenantTx<'_>, id: Uuid) -> QueryResult<Option<GroupRow>> {
    let filter = GroupFilter { id: Some(id), ..GroupFilter::default() };
    Ok(groups(tx, &filter, 1, 0)?.0.pop())
}

/// Who is in these teams.
pub(in crate::scim) fn members(tx: &mut TenantTx<'_>, teams: &[Uuid]) -> QueryResult<Vec<MemberRow>> {
    sql_query(include_str!("members.sql")).bind::<SqlUuid, _>(tx.org()).bind::<Array<SqlUuid>, _>(teams).load(tx.conn())
}

/// Takes out of a team whoever is in it unseen by the directory: who was removed, or erased.
pub(in crate::scim) fn empty_of_hidden(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<usize> {
    sql_query(include_str!("empty_of_hidden.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(team.0)
        .execute(tx.conn())
}

/// Remembers what the directory calls a team, or that it has no name of its own for it.
pub(in crate::scim) fn link_group(
    tx: &mut TenantTx<'_>,
    team: TeamId,
    external_id: Option<&str>,
) -> QueryResult<usize> {
    let Some(external_id) = external_id else {
        return delete(dsl::scim_groups.find((tx.org(), team.0))).execute(tx.conn());
    };
    insert_into(dsl::scim_groups)
        .values((dsl::org_id.eq(tx.org()), dsl::team_id.eq(team.0), dsl::external_id.eq(external_id)))
        .on_conflict((dsl::org_id, dsl::team_id))
        .do_update()
        .set(dsl::external_id.eq(external_id))
        .execute(tx.conn())
}
