use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use shared::{notifications::Subject, search::Hit};
use uuid::Uuid;

use crate::db::TenantTx;

#[derive(QueryableByName)]
struct HitRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    place: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

const HITS: &str = concat!(
    "SELECT kind, id, place, title, detail FROM (",
    include_str!("hits.sql"),
    ") hits ORDER BY score DESC, title, id LIMIT 20"
);

/// What the actor may see that is called something like `wanted`, best first.
pub(super) fn hits(tx: &mut TenantTx<'_>, wanted: &str) -> QueryResult<Vec<Hit>> {
    let query = sql_query(HITS).bind::<SqlUuid, _>(tx.org()).bind::<Text, _>(wanted);
    let rows: Vec<HitRow> = query.load(tx.conn())?;
    let hits = rows.into_iter().filter_map(|row| {
        let HitRow { id, place, title, detail, .. } = row;
        Some(Hit { kind: Subject::parse(&row.kind)?, id, place, title, detail })
    });
    Ok(hits.collect())
}
