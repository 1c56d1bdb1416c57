use chrono::NaiveDate;
use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{BoxedSqlQuery, SqlQuery},
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Uuid as SqlUuid},
};
use serde::{Deserialize, Serialize};
use shared::{
    analytics::{FeedbackPiece, FeedbackPieceKind},
    people::PersonRef,
    wire::{PeriodId, PersonId},
};
use uuid::Uuid;

use super::super::look::Look;
use crate::db::TenantTx;

/// How many, by span and kind.
const COUNTS: &str = concat!(
    "SELECT period_id, ends_on, kind, count(*) AS count FROM (",
    include_str!("pieces.sql"),
    ") said GROUP BY period_id, ends_on, kind"
);

/// Which ones, latest first.
const ROWS: &str = concat!(
    "SELECT said.id, said.kind, said.author_id, said.author_name, said.said_on, about.ids, about.names
     FROM (",
    include_str!("pieces.sql"),
    ") said
     CROSS JOIN LATERAL (
        SELECT array_agg(p.id ORDER BY p.name, p.id) AS ids, array_agg(p.name::text ORDER BY p.name, p.id) AS names
        FROM (SELECT r.person_id FROM praise_recipients r WHERE r.org_id = $1 AND r.praise_id = said.id
              UNION ALL
              SELECT f.subject_id FROM feedback f WHERE f.org_id = $1 AND f.id = said.id) of_it
        JOIN people p ON p.org_id = $1 AND p.id = of_it.person_id
     ) about
     WHERE ($8 IS NULL OR said.kind = $8) AND ($9 IS NULL OR (said.said_on, said.id) < ($9, $10))
     ORDER BY said.said_on DESC, said.id DESC LIMIT $11"
);

/// Some days of a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub period: PeriodId,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// How many pieces of a kind were said in a span.
#[derive(Debug, QueryableByName)]
pub(super) struct Counted {
    #[diesel(sql_type = SqlUuid)]
    pub period_id: PeriodId,
    #[diesel(sql_type = Date)]
    pub ends_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub kind: FeedbackPieceKind,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: FeedbackPieceKind,
    #[diesel(sql_type = SqlUuid)]
    author_id: PersonId,
    #[diesel(sql_type = Text)]
    author_name: String,
    #[diesel(sql_type = Date)]
    said_on: NaiveDate,
    #[diesel(sql_type = Array<SqlUuid>)]
    ids: Vec<PersonId>,
    #[diesel(sql_type = Array<Text>)]
    names: Vec<String>,
}

/// Where a page ends.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Position(pub NaiveDate, pub Uuid);

/// All spans at once.
pub(super) fn counts(tx: &mut TenantTx<'_>, look: &Look, spans: &[Span]) -> QueryResult<Vec<Counted>> {
    said(COUNTS, tx, look, spans).load(tx.conn())
}

/// The pieces of a span; one more than `most`.
pub(super) fn rows(
    tx: &mut TenantTx<'_>,
    look: &Look,
    span: Span,
    kind: Option<FeedbackPieceKind>,
    after: Option<Position>,
    most: i64,
) -> QueryResult<Vec<FeedbackPiece>> {
    let (said_on, id) = after.map_or((None, None), |Position(said_on, id)| (Some(said_on), Some(id)));
    let rows: Vec<Row> = said(ROWS, tx, look, &[span])
        .bind::<Nullable<Text>, _>(kind)
        .bind::<Nullable<Date>, _>(said_on)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<BigInt, _>(most + 1)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// `sql` with what `pieces.sql` needs.
fn said(sql: &'static str, tx: &TenantTx<'_>, look: &Look, spans: &[Span]) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
    sql_query(sql)
        .into_boxed()
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(spans.iter().map(|span| span.period.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(spans.iter().map(|span| span.starts_on).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(spans.iter().map(|span| span.ends_on).collect::<Vec<_>>())
        .bind::<Nullable<SqlUuid>, _>(look.team)
        .bind::<Nullable<SqlUuid>, _>(look.person)
        .bind::<Bool, _>(look.sees_all())
}

fn shown(row: Row) -> FeedbackPiece {
    let about = row.ids.into_iter().zip(row.names).map(|(id, name)| PersonRef { id, name });
    FeedbackPiece {
        id: row.id,
        kind: row.kind,
        said_on: row.said_on,
        author: PersonRef { id: row.author_id, name: row.author_name },
        about: about.collect(),
    }
}
