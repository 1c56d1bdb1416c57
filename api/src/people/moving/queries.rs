use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Nullable, Text, Uuid as SqlUuid},
};
use shared::{people::MovingKind, wire::PersonId};
use uuid::Uuid;

use super::Move;
use crate::db::TenantTx;

/// One thing that moves with somebody's manager.
#[derive(Debug, QueryableByName)]
pub(super) struct Moved {
    /// Whose manager.
    #[diesel(sql_type = SqlUuid)]
    pub person_id: PersonId,
    /// What kind of thing.
    #[diesel(sql_type = Text)]
    pub kind: MovingKind,
    /// Which one.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whether the actor may not know of it.
    #[diesel(sql_type = Bool)]
    pub hidden: bool,
}

/// What moves with these changes. To be asked before they are made.
pub(super) fn moved(tx: &mut TenantTx<'_>, moves: &[Move]) -> QueryResult<Vec<Moved>> {
    sql_query(include_str!("moving.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(moves.iter().map(|it| it.person.0).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(moves.iter().map(|it| it.to.map(|to| to.0)).collect::<Vec<_>>())
        .load(tx.conn())
}
