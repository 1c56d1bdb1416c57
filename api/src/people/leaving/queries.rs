use std::collections::HashMap;

use diesel::{
    dsl::now,
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Nullable, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    people::{LeftKind, PersonRef},
    wire::PersonId,
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::feedback_requests};

/// One thing that somebody has in hand.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Left {
    /// Whose it is.
    #[diesel(sql_type = SqlUuid)]
    pub leaver: PersonId,
    /// What kind of thing.
    #[diesel(sql_type = Text)]
    pub kind: LeftKind,
    /// Which one.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// What a notice of it is about.
    #[diesel(sql_type = SqlUuid)]
    pub about: Uuid,
    /// Whom it concerns: who asked, who proposes, whose it is again.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub concerns: Option<PersonId>,
    /// Whether the actor may not know of it: it is about them.
    #[diesel(sql_type = Bool)]
    pub hidden: bool,
}

/// What these people have in hand.
pub(super) fn left(tx: &mut TenantTx<'_>, people: &[PersonId]) -> QueryResult<Vec<Left>> {
    sql_query(include_str!("left.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(bare(people))
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct HeirRow {
    #[diesel(sql_type = SqlUuid)]
    person: PersonId,
    #[diesel(sql_type = SqlUuid)]
    heir: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
}

/// Who takes care in the place of each of these people, where anybody above them is there.
pub(super) fn heirs(tx: &mut TenantTx<'_>, people: &[PersonId]) -> QueryResult<HashMap<PersonId, PersonRef>> {
    let rows: Vec<HeirRow> = sql_query(include_str!("heirs.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(bare(people))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.person, PersonRef { id: row.heir, name: row.name })).collect())
}

/// Stops asking: who asked is gone.
pub(super) fn close_requests(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<usize> {
    use feedback_requests::dsl;
    update(dsl::feedback_requests.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids))))
        .set((dsl::closed_at.eq(now), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

fn bare(people: &[PersonId]) -> Vec<Uuid> {
    people.iter().map(|person| person.0).collect()
}
