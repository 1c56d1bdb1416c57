use chrono::NaiveDate;
use diesel::{delete as delete_row, insert_into, prelude::*, update as update_row};
use shared::{
    reviews::{NewReviewCycle, ReviewCycleChanges, ReviewNaming, ReviewStage, USUAL_MINIMUM, USUAL_RELEASE},
    wire::{PersonId, ReviewCycleId, ReviewTemplateId, TeamId},
};
use uuid::Uuid;

use super::rows::CycleRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{review_cycle_people as named, review_cycles, review_cycles::dsl},
};

/// How many reviews somebody writes as a peer at most, unless a cycle says otherwise.
const USUAL_LOAD: u8 = 8;

/// A draft.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewReviewCycle) -> QueryResult<ReviewCycleId> {
    let id = ReviewCycleId(Uuid::now_v7());
    insert_into(dsl::review_cycles)
        .values((
            (dsl::org_id.eq(tx.org()), dsl::id.eq(id), dsl::name.eq(new.name.trim())),
            dsl::template_id.eq(new.template_id),
            (dsl::period_from.eq(new.period_from), dsl::period_to.eq(new.period_to)),
            (dsl::nominate_by.eq(new.nominate_by), dsl::write_by.eq(new.write_by), dsl::share_by.eq(new.share_by)),
            (dsl::peers_least.eq(i16::from(new.peers_least)), dsl::peers_most.eq(i16::from(new.peers_most))),
            dsl::peer_load.eq(i16::from(new.peer_load.unwrap_or(USUAL_LOAD))),
            (dsl::naming.eq(new.naming), dsl::minimum.eq(i16::from(new.minimum.unwrap_or(USUAL_MINIMUM)))),
            (dsl::calibrates.eq(new.calibrates), dsl::explains_changes.eq(new.explains_changes)),
            (dsl::by_date.eq(new.by_date), dsl::grace_days.eq(i16::from(new.grace_days))),
            dsl::release_after.eq(i16::from(new.release_after.unwrap_or(USUAL_RELEASE))),
            (dsl::team_id.eq(new.team_id), dsl::manager_id.eq(new.manager_id)),
            dsl::started_until.eq(new.started_until),
            (dsl::managers_appoint.eq(new.managers_appoint), dsl::created_by.eq(tx.actor.person)),
        ))
        .execute(tx.conn())?;
    name(tx, id, &new.included, true)?;
    name(tx, id, &new.excluded, false)?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = review_cycles)]
struct Changes<'a> {
    name: Option<&'a str>,
    template_id: Option<ReviewTemplateId>,
    period_from: Option<NaiveDate>,
    period_to: Option<NaiveDate>,
    nominate_by: Option<Option<NaiveDate>>,
    write_by: Option<NaiveDate>,
    share_by: Option<NaiveDate>,
    peers_least: Option<i16>,
    peers_most: Option<i16>,
    peer_load: Option<i16>,
    naming: Option<ReviewNaming>,
    minimum: Option<i16>,
    calibrates: Option<bool>,
    explains_changes: Option<bool>,
    by_date: Option<bool>,
    grace_days: Option<i16>,
    release_after: Option<i16>,
    sharing_since: Option<NaiveDate>,
    team_id: Option<Option<TeamId>>,
    manager_id: Option<Option<PersonId>>,
    started_until: Option<Option<NaiveDate>>,
    managers_appoint: Option<bool>,
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    cycle: &Changeable<CycleRow>,
    asked: &ReviewCycleChanges,
) -> QueryResult<()> {
    // Counted on from when sharing began, everything could be released this very day, and nobody warned.
    let counted_anew = asked
        .release_after
        .filter(|days| cycle.stage == ReviewStage::Sharing && i16::from(*days) != cycle.release_after);
    let changes = Changes {
        name: asked.name.as_deref().map(str::trim),
        template_id: asked.template_id,
        period_from: asked.period_from,
        period_to: asked.period_to,
        nominate_by: asked.nominate_by.asked(),
        write_by: asked.write_by,
        share_by: asked.share_by,
        peers_least: asked.peers_least.map(i16::from),
        peers_most: asked.peers_most.map(i16::from),
        peer_load: asked.peer_load.map(i16::from),
        naming: asked.naming,
        minimum: asked.minimum.map(i16::from),
        calibrates: asked.calibrates,
        explains_changes: asked.explains_changes,
        by_date: asked.by_date,
        grace_days: asked.grace_days.map(i16::from),
        release_after: asked.release_after.map(i16::from),
        sharing_since: counted_anew.map(|_| tx.calendar.today),
        team_id: asked.team_id.asked(),
        manager_id: asked.manager_id.asked(),
        started_until: asked.started_until.asked(),
        managers_appoint: asked.managers_appoint,
    };
    update_row(dsl::review_cycles.find((tx.org(), cycle.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    for (people, included) in [(&asked.included, true), (&asked.excluded, false)] {
        let Some(people) = people else { continue };
        let before = named::org_id.eq(tx.org()).and(named::cycle_id.eq(cycle.id.0)).and(named::included.eq(included));
        delete_row(named::table.filter(before)).execute(tx.conn())?;
        name(tx, cycle.id, people, included)?;
    }
    Ok(())
}

/// Takes people in or leaves them out; who is named twice is left out.
fn name(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, people: &[PersonId], included: bool) -> QueryResult<usize> {
    let org = tx.org();
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    let row = |person: &PersonId| {
        (named::org_id.eq(org), named::cycle_id.eq(cycle), named::person_id.eq(*person), named::included.eq(included))
    };
    insert_into(named::table)
        .values(people.iter().map(row).collect::<Vec<_>>())
        .on_conflict((named::org_id, named::cycle_id, named::person_id))
        .do_update()
        .set(named::included.eq(false))
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, cycle: &Changeable<CycleRow>) -> QueryResult<usize> {
    delete_row(dsl::review_cycles.find((tx.org(), cycle.id.0))).execute(tx.conn())
}

/// To another stage; `form` is what it is launched with, `reason` why it was taken back or called off.
pub(super) fn set_stage(
    tx: &mut TenantTx<'_>,
    cycle: &Changeable<CycleRow>,
    stage: ReviewStage,
    form: Option<i32>,
    reason: Option<&str>,
) -> QueryResult<usize> {
    update_row(dsl::review_cycles.find((tx.org(), cycle.id.0)))
        .set((
            dsl::stage.eq(stage),
            dsl::sharing_since.eq(shared_since(tx, stage)),
            written_since(tx, cycle.stage, stage).map(|day| dsl::writing_since.eq(day)),
            form.map(|number| dsl::form_number.eq(number)),
            dsl::reason.eq(reason),
            // What was taken back would go on at once, its day being over.
            reason.map(|_| dsl::by_date.eq(false)),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

/// To another stage, its day being over.
pub(super) fn set_stage_by_date(tx: &mut TenantTx<'_>, cycle: &CycleRow, stage: ReviewStage) -> QueryResult<usize> {
    update_row(dsl::review_cycles.find((tx.org(), cycle.id.0)))
        .set((
            dsl::stage.eq(stage),
            dsl::sharing_since.eq(shared_since(tx, stage)),
            written_since(tx, cycle.stage, stage).map(|day| dsl::writing_since.eq(day)),
            dsl::reason.eq(None::<String>),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

/// Today, for a cycle that is shared from now on: it counts the days until it releases by itself.
fn shared_since(tx: &TenantTx<'_>, stage: ReviewStage) -> Option<NaiveDate> {
    (stage == ReviewStage::Sharing).then_some(tx.calendar.today)
}

/// Today, for a cycle that is written from now on. One that is taken back is written since before.
fn written_since(tx: &TenantTx<'_>, before: ReviewStage, stage: ReviewStage) -> Option<NaiveDate> {
    let begins = matches!(before, ReviewStage::Draft | ReviewStage::Nominating);
    (begins && stage == ReviewStage::Writing).then_some(tx.calendar.today)
}
