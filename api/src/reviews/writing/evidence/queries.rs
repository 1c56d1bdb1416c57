use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Date, Double, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use shared::{
    goals::rules::kinds::GoalStatus,
    kpis::rules::kinds::KpiKind,
    reviews::{MOST_EVIDENCE, ReviewEvidenceKind},
};
use uuid::Uuid;

use crate::{db::TenantTx, reviews::writing::rows::ReviewRow};

#[derive(QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = Text)]
    pub kind: ReviewEvidenceKind,
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Date)]
    pub happened_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub said: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub status: Option<GoalStatus>,
    #[diesel(sql_type = SqlUuid)]
    pub about_id: Uuid,
    /// Whether the whole organisation sees it.
    #[diesel(sql_type = Bool)]
    pub everybody: bool,
    /// Whether it was written for the managers alone.
    #[diesel(sql_type = Bool)]
    pub background: bool,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub measurements: Option<i64>,
    #[diesel(sql_type = Nullable<Double>)]
    pub latest: Option<f64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub number_kind: Option<KpiKind>,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit: Option<String>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub decimals: Option<i16>,
    /// How many there are, those that aren't here included.
    #[diesel(sql_type = BigInt)]
    pub counted: i64,
}

/// What there is of a review's period about its subject, as far as the actor sees it; `with_goals` unless the form leaves
/// them out.
pub(super) fn rows(tx: &mut TenantTx<'_>, review: &ReviewRow, with_goals: bool) -> QueryResult<Vec<Row>> {
    sql_query(include_str!("evidence.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(review.subject_id.0)
        .bind::<Date, _>(review.period_from)
        .bind::<Date, _>(review.period_to)
        .bind::<BigInt, _>(MOST_EVIDENCE)
        .bind::<Bool, _>(with_goals)
        .load(tx.conn())
}
