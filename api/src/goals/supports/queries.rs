use diesel::{
    delete as delete_row, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Bool, Text, Uuid as SqlUuid},
};
use shared::{
    goals::{AlsoSupports, ObjectiveRef},
    wire::ObjectiveId,
};

use super::ObjectiveRow;
use crate::db::{
    Changeable, Readable, TenantTx,
    schema::objective_supports::{self, dsl},
};

#[derive(QueryableByName)]
struct Link {
    #[diesel(sql_type = SqlUuid)]
    id: ObjectiveId,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Bool)]
    above: bool,
}

/// What an objective that the actor was shown to see supports, too, and what supports it so.
pub(in crate::goals) fn links(tx: &mut TenantTx<'_>, of: &ObjectiveRow) -> QueryResult<AlsoSupports> {
    let rows: Vec<Link> =
        sql_query(include_str!("links.sql")).bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(of.id).load(tx.conn())?;
    let mut links = AlsoSupports::default();
    for Link { id, title, above } in rows {
        let side = if above { &mut links.above } else { &mut links.below };
        side.push(ObjectiveRef { id, title });
    }
    Ok(links)
}

/// What an objective supports, too, whoever sees it.
pub(super) fn supported(tx: &mut TenantTx<'_>, by: &Changeable<ObjectiveRow>) -> QueryResult<Vec<ObjectiveId>> {
    let of_it = dsl::org_id.eq(tx.org()).and(dsl::objective_id.eq(by.id.0));
    dsl::objective_supports.filter(of_it).select(dsl::supported_id).load(tx.conn())
}

/// Adds a link.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    by: &Changeable<ObjectiveRow>,
    supported: &Readable<ObjectiveRow>,
) -> QueryResult<usize> {
    insert_into(objective_supports::table)
        .values((dsl::org_id.eq(tx.org()), dsl::objective_id.eq(by.id), dsl::supported_id.eq(supported.id)))
        .execute(tx.conn())
}

/// Takes a link away; how many there were.
pub(super) fn delete(
    tx: &mut TenantTx<'_>,
    by: &Changeable<ObjectiveRow>,
    supported: &Readable<ObjectiveRow>,
) -> QueryResult<usize> {
    delete_row(dsl::objective_supports.find((tx.org(), by.id.0, supported.id.0))).execute(tx.conn())
}

/// What an objective supported, its copy supports, unless that is closed or the actor can't see it.
pub(in crate::goals) fn carry(
    tx: &mut TenantTx<'_>,
    old: &Changeable<ObjectiveRow>,
    copy: ObjectiveId,
) -> QueryResult<usize> {
    sql_query(include_str!("carry.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(old.id)
        .bind::<SqlUuid, _>(copy)
        .execute(tx.conn())
}
