use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    delete as delete_row,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Date, SmallInt, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    access::Relation,
    people::PersonRef,
    reviews::{ReviewNaming, ReviewTester},
    wire::{PersonId, ReviewCycleId, ReviewTemplateId},
};
use uuid::Uuid;

use crate::{
    db::{Resource, TenantTx, schema::review_trials as trials},
    reviews::cycles::rows::CycleRow,
};

/// A draft that the actor was sent to try.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct TrialRow {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = SqlUuid)]
    pub template_id: ReviewTemplateId,
    #[diesel(sql_type = Date)]
    pub period_from: NaiveDate,
    #[diesel(sql_type = Date)]
    pub period_to: NaiveDate,
    #[diesel(sql_type = Date)]
    pub write_by: NaiveDate,
    #[diesel(sql_type = Text)]
    pub naming: ReviewNaming,
    #[diesel(sql_type = SmallInt)]
    pub minimum: i16,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = SqlUuid)]
    sent_by: PersonId,
    #[diesel(sql_type = Text)]
    sent_by_name: String,
    /// Whom it is about, counted to ten.
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

impl TrialRow {
    /// Who sent it.
    pub(super) fn sent_by(&self) -> PersonRef {
        PersonRef { id: self.sent_by, name: self.sent_by_name.clone() }
    }
}

impl Resource for TrialRow {
    type Id = ReviewCycleId;

    fn find(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<Self>> {
        const TRIAL: &str = "
            SELECT c.name COLLATE \"default\" AS name, c.template_id, c.period_from, c.period_to, c.write_by, c.naming,
                   c.minimum, c.version, t.sent_by, p.name COLLATE \"default\" AS sent_by_name,
                   (SELECT count(*) FROM (SELECT a.person_id FROM review_audience(c.id) a LIMIT 10) few) AS people
            FROM review_trials t
            JOIN review_cycles c ON c.org_id = t.org_id AND c.id = t.cycle_id AND c.stage = 'draft'
            JOIN people p ON p.org_id = t.org_id AND p.id = t.sent_by
            WHERE t.org_id = current_org() AND t.cycle_id = $1 AND t.tester_id = current_person()";
        sql_query(TRIAL).bind::<SqlUuid, _>(id).get_result(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<i64>> {
        CycleRow::lock(tx, id)
    }

    fn relation(&self) -> Relation {
        // Whoever else asks doesn't find it.
        Relation::Own
    }

    fn version(&self) -> i64 {
        self.version
    }
}

#[derive(QueryableByName)]
struct Tester {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    sent_at: DateTime<Utc>,
}

/// Those who try a draft, by name. Whoever has left isn't among them: who is sent it next replaces them.
pub(super) fn of_cycle(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<ReviewTester>> {
    const TESTERS: &str = "
        SELECT p.id, p.name, t.sent_at
        FROM review_trials t
        JOIN people p ON p.org_id = t.org_id AND p.id = t.tester_id AND p.status = 'active'
        WHERE t.org_id = current_org() AND t.cycle_id = $1
        ORDER BY p.name, p.id";
    let rows: Vec<Tester> = sql_query(TESTERS).bind::<SqlUuid, _>(cycle).load(tx.conn())?;
    let tester = |row: Tester| ReviewTester { person: PersonRef { id: row.id, name: row.name }, sent_at: row.sent_at };
    Ok(rows.into_iter().map(tester).collect())
}

#[derive(QueryableByName)]
struct New {
    #[diesel(sql_type = SqlUuid)]
    tester_id: PersonId,
}

/// These and nobody else; gives who is new.
pub(super) fn set(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, people: &[PersonId]) -> QueryResult<Vec<PersonId>> {
    const SEND: &str = "
        INSERT INTO review_trials (org_id, cycle_id, tester_id, sent_by)
        SELECT current_org(), $1, wanted, $3 FROM unnest($2) wanted
        ON CONFLICT (org_id, cycle_id, tester_id) DO NOTHING
        RETURNING tester_id";
    let (org, by) = (tx.org(), tx.actor.person);
    let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    let others = trials::org_id.eq(org).and(trials::cycle_id.eq(cycle.0)).and(trials::tester_id.ne_all(people.clone()));
    delete_row(trials::table.filter(others)).execute(tx.conn())?;
    let new: Vec<New> = sql_query(SEND)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Array<SqlUuid>, _>(people)
        .bind::<SqlUuid, _>(by)
        .load(tx.conn())?;
    Ok(new.into_iter().map(|one| one.tester_id).collect())
}

/// Nobody tries it any more.
pub(in crate::reviews::cycles::steps) fn throw_away(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    let all = trials::org_id.eq::<Uuid>(tx.org()).and(trials::cycle_id.eq(cycle.0));
    delete_row(trials::table.filter(all)).execute(tx.conn())
}
