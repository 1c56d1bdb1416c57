use std::collections::{HashMap, HashSet};

use chrono::Utc;
use diesel::{
    dsl::{exists, now},
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    development::{
        EvidenceKind, EvidenceThing, LevelEvidence, NewEvidence, NewLevelProposal, rules::LevelProposalState,
    },
    people::PersonStatus,
    wire::{LevelProposalId, PersonId},
};
use uuid::Uuid;

use super::{DevelopmentRow, rows::LevelProposalRow};
use crate::db::{
    Changeable, Readable, TenantTx,
    schema::{level_evidence, level_proposals, people, visible_level_proposals},
};

/// What was proposed for somebody, latest first; the last 100.
pub(super) fn of_person(
    tx: &mut TenantTx<'_>,
    person: &Readable<DevelopmentRow>,
) -> QueryResult<Vec<LevelProposalRow>> {
    use visible_level_proposals::dsl;
    dsl::visible_level_proposals
        .filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(person.id.0)))
        .order(dsl::id.desc())
        .limit(100)
        .select(LevelProposalRow::as_select())
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct Shown {
    #[diesel(sql_type = SqlUuid)]
    proposal_id: Uuid,
    #[diesel(sql_type = Text)]
    kind: EvidenceKind,
    #[diesel(sql_type = SqlUuid)]
    thing_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
}

/// What stands behind proposals, as far as the actor may open it.
pub(super) fn evidence(
    tx: &mut TenantTx<'_>,
    of: &[LevelProposalId],
) -> QueryResult<HashMap<LevelProposalId, Vec<LevelEvidence>>> {
    let ids: Vec<Uuid> = of.iter().map(|id| id.0).collect();
    let rows: Vec<Shown> = sql_query(include_str!("evidence.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids)
        .load(tx.conn())?;
    let mut found: HashMap<LevelProposalId, Vec<LevelEvidence>> = HashMap::new();
    for Shown { proposal_id, kind, thing_id: id, title } in rows {
        let thing = title.map(|title| EvidenceThing { kind, id, title });
        found.entry(proposal_id.into()).or_default().push(LevelEvidence { thing });
    }
    Ok(found)
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    place: i64,
}

/// The places, from 1, of what is the person's own and may be opened by the actor.
pub(super) fn known(
    tx: &mut TenantTx<'_>,
    of: &Changeable<DevelopmentRow>,
    named: &[NewEvidence],
) -> QueryResult<HashSet<i64>> {
    let kinds: Vec<&str> = named.iter().map(|one| one.kind.as_str()).collect();
    let ids: Vec<Uuid> = named.iter().map(|one| one.id).collect();
    let rows: Vec<Place> = sql_query(include_str!("known.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(of.id.0)
        .bind::<Array<Text>, _>(kinds)
        .bind::<Array<SqlUuid>, _>(ids)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| row.place).collect())
}

/// Whether somebody who is here leads them.
pub(super) fn has_manager(tx: &mut TenantTx<'_>, of: &Changeable<DevelopmentRow>) -> QueryResult<bool> {
    let Some(manager) = of.manager_id else { return Ok(false) };
    let here = people::org_id.eq(tx.org()).and(people::id.eq(manager.0)).and(people::status.eq(PersonStatus::Active));
    select(exists(people::table.filter(here))).get_result(tx.conn())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    of: &Changeable<DevelopmentRow>,
    (state, agreed_by): (LevelProposalState, Option<PersonId>),
    new: &NewLevelProposal,
) -> QueryResult<LevelProposalId> {
    let (org, id) = (tx.org(), LevelProposalId(Uuid::now_v7()));
    insert_into(level_proposals::table)
        .values((
            level_proposals::org_id.eq(org),
            level_proposals::id.eq(id),
            level_proposals::person_id.eq(of.id),
            level_proposals::proposed_by.eq(tx.actor.person),
            level_proposals::from_job_title.eq(of.job_title.as_deref()),
            level_proposals::job_title.eq(new.job_title.trim()),
            level_proposals::starts_on.eq(new.starts_on),
            level_proposals::justification.eq(new.justification.trim()),
            level_proposals::state.eq(state),
            level_proposals::agreed_by.eq(agreed_by),
        ))
        .execute(tx.conn())?;
    let evidence: Vec<_> = (0_i32..)
        .zip(&new.evidence)
        .map(|(place, one)| {
            (
                level_evidence::org_id.eq(org),
                level_evidence::proposal_id.eq(id),
                level_evidence::place.eq(place),
                level_evidence::kind.eq(one.kind),
                level_evidence::thing_id.eq(one.id),
            )
        })
        .collect();
    insert_into(level_evidence::table).values(evidence).execute(tx.conn())?;
    Ok(id)
}

/// Takes a proposal on to another state, as the actor's doing.
pub(super) fn take_on(
    tx: &mut TenantTx<'_>,
    before: &Changeable<LevelProposalRow>,
    state: LevelProposalState,
    reason: &str,
) -> QueryResult<usize> {
    let (by, agreed) = (tx.actor.person, state == LevelProposalState::Agreed);
    update_row(level_proposals::table.find((tx.org(), before.id.0)))
        .set((
            level_proposals::state.eq(state),
            agreed.then(|| level_proposals::agreed_by.eq(Some(by))),
            (!agreed).then(|| level_proposals::decided_by.eq(Some(by))),
            (!agreed).then(|| level_proposals::decided_at.eq(Some(Utc::now()))),
            level_proposals::reason.eq(reason.trim()),
            level_proposals::version.eq(level_proposals::version + 1),
        ))
        .execute(tx.conn())
}

/// Notes that the person has the job now, and which they had before.
pub(super) fn holds(tx: &mut TenantTx<'_>, id: LevelProposalId, before: Option<&str>) -> QueryResult<usize> {
    update_row(level_proposals::table.find((tx.org(), id.0)))
        .set((level_proposals::applied_at.eq(now), level_proposals::from_job_title.eq(before)))
        .execute(tx.conn())
}

/// What was granted for a day that has come and doesn't hold yet: proposal, person and job.
pub(super) fn to_begin(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(LevelProposalId, PersonId, String)>> {
    level_proposals::table
        .filter(level_proposals::org_id.eq(tx.org()).and(level_proposals::state.eq(LevelProposalState::Granted)))
        .filter(level_proposals::applied_at.is_null().and(level_proposals::starts_on.le(tx.calendar.today)))
        .order((level_proposals::person_id, level_proposals::starts_on, level_proposals::id))
        .select((level_proposals::id, level_proposals::person_id, level_proposals::job_title))
        .load(tx.conn())
}
