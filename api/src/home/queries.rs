use chrono::{Days, NaiveDate};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    home::{LateKind, LateThings, ProposedObjective, ReviewsDue, WithoutOwner},
    people::PersonRef,
    pulse::PulseRef,
    reviews::ReviewCycleRef,
    weekly_check_ins::rules::monday_of,
    wire::PersonId,
};
use uuid::Uuid;

use crate::db::TenantTx;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Date)]
    until: NaiveDate,
    #[diesel(sql_type = BigInt)]
    count: i64,
    /// Whose it is, of a proposal.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    owner_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    owner_name: Option<String>,
}

/// What waits for the actor, of each at most 5.
pub(super) struct Asked {
    /// Pulses for their answer, soonest to close first.
    pub pulses: Vec<PulseRef>,
    /// Reviews for their words, soonest due first.
    pub reviews: Vec<ReviewsDue>,
    /// Objectives of their reports for their agreement, soonest to begin first.
    pub proposals: Vec<ProposedObjective>,
    /// People for whom another job is proposed, for their word, soonest to begin first.
    pub level_proposals: Vec<PersonRef>,
    /// What waits for another owner, however much.
    pub without_owner: Option<WithoutOwner>,
}

/// Pulses, reviews and proposals that wait for the actor, and what waits for another owner.
pub(super) fn asked_of_me(tx: &mut TenantTx<'_>) -> QueryResult<Asked> {
    let rows: Vec<Row> = sql_query(include_str!("asked.sql")).bind::<SqlUuid, _>(tx.org()).load(tx.conn())?;
    let (counts, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.kind.ends_with("_without_owner"));
    let (pulses, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.kind == "pulse");
    let (reviews, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|row| row.kind == "reviews");
    let (proposals, levels): (Vec<_>, Vec<_>) = others.into_iter().partition(|row| row.kind == "proposal");
    let pulse = |Row { id, title, until, .. }| PulseRef { id: id.into(), title, closes_on: until };
    let due = |Row { id, title: name, until, count, .. }| ReviewsDue {
        cycle: ReviewCycleRef { id: id.into(), name },
        due_on: until,
        count,
    };
    let proposal = |Row { id, title, owner_id, owner_name, .. }| {
        let owner = PersonRef { id: owner_id?, name: owner_name? };
        Some(ProposedObjective { id: id.into(), title, owner })
    };
    let level = |Row { id, title: name, .. }| PersonRef { id: id.into(), name };
    let count = |kind: &str| counts.iter().find(|row| row.kind == kind).map_or(0, |row| row.count);
    let without_owner =
        WithoutOwner { objectives: count("objectives_without_owner"), kpis: count("kpis_without_owner") };
    Ok(Asked {
        pulses: pulses.into_iter().map(pulse).collect(),
        reviews: reviews.into_iter().map(due).collect(),
        proposals: proposals.into_iter().filter_map(proposal).collect(),
        level_proposals: levels.into_iter().map(level).collect(),
        without_owner: Some(without_owner).filter(|waiting| *waiting != WithoutOwner::default()),
    })
}

/// How many days after the day it was due something is in the list of whoever leads who owes it: the step after the
/// last on which its owner alone is reminded.
const LATE_AFTER: u64 = 3;

#[derive(QueryableByName)]
struct LateRow {
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    person_name: String,
    #[diesel(sql_type = Text)]
    kind: LateKind,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Date)]
    since: NaiveDate,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = SqlUuid)]
    place: Uuid,
    /// How many rows there are, those beyond the limit with them.
    #[diesel(sql_type = BigInt)]
    in_all: i64,
}

/// What the actor's direct reports should have done by now, longest due first, at most so many; and how many more there are.
pub(super) fn late(tx: &mut TenantTx<'_>, most: i64) -> QueryResult<(Vec<LateThings>, i64)> {
    let calendar = tx.calendar;
    let today = calendar.today;
    let rows: Vec<LateRow> = sql_query(include_str!("late.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Date, _>(today.checked_sub_days(Days::new(LATE_AFTER)).unwrap_or(today))
        .bind::<Integer, _>(i32::from(calendar.check_in_days))
        .bind::<Date, _>(monday_of(today))
        .bind::<BigInt, _>(most)
        .load(tx.conn())?;
    let more = rows.first().map_or(0, |first| (first.in_all - most).max(0));
    let things = |row: LateRow| LateThings {
        person: PersonRef { id: row.person_id, name: row.person_name },
        kind: row.kind,
        count: row.count,
        since: row.since,
        title: row.title,
        place: row.place,
    };
    Ok((rows.into_iter().map(things).collect(), more))
}
