use chrono::NaiveDate;
use diesel::{
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Integer, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    improvement::{
        NewImprovementNote, NewImprovementSection,
        rules::{ImprovementAudience, ImprovementDeed, ImprovementState},
    },
    people::PersonStatus,
    wire::{ImprovementPlanId, PersonId},
};
use uuid::Uuid;

use super::rows::{PlanRow, SubjectRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{improvement_acts, improvement_notes, improvement_plans as plan, improvement_sections as section, people},
};

/// A draft without parts. Whoever leads the person has it.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    of: &Changeable<SubjectRow>,
    ends_on: NaiveDate,
) -> QueryResult<ImprovementPlanId> {
    let id = ImprovementPlanId(Uuid::now_v7());
    insert_into(plan::table)
        .values((
            plan::org_id.eq(tx.org()),
            plan::id.eq(id),
            plan::person_id.eq(of.id),
            plan::held_by.eq(of.manager_id),
            plan::ends_on.eq(ends_on),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Adds parts, each at its place.
pub(super) fn add_sections(
    tx: &mut TenantTx<'_>,
    of: ImprovementPlanId,
    edition: i32,
    sections: &[(i32, &NewImprovementSection)],
) -> QueryResult<usize> {
    let org = tx.org();
    let rows: Vec<_> = sections
        .iter()
        .map(|(place, new)| {
            (
                section::org_id.eq(org),
                section::id.eq(Uuid::now_v7()),
                section::plan_id.eq(of),
                section::place.eq(*place),
                section::kind.eq(new.part),
                section::audience.eq(new.audience),
                section::body.eq(new.body.trim()),
                section::edition.eq(edition),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(0);
    }
    insert_into(section::table).values(rows).execute(tx.conn())
}

/// Takes parts out. They are kept: somebody may have acknowledged them.
pub(super) fn replace_sections(tx: &mut TenantTx<'_>, of: &Changeable<PlanRow>, gone: &[Uuid]) -> QueryResult<usize> {
    let theirs = section::org_id.eq(tx.org()).and(section::plan_id.eq(of.id.0)).and(section::id.eq_any(gone));
    update_row(section::table.filter(theirs)).set(section::replaced_at.eq(now)).execute(tx.conn())
}

/// Says where the parts that stay stand.
pub(super) fn place_sections(
    tx: &mut TenantTx<'_>,
    of: &Changeable<PlanRow>,
    stay: &[(i32, Uuid)],
) -> QueryResult<usize> {
    sql_query(include_str!("places.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(of.id)
        .bind::<Array<SqlUuid>, _>(stay.iter().map(|(_, id)| *id).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(stay.iter().map(|(place, _)| *place).collect::<Vec<_>>())
        .execute(tx.conn())
}

/// What becomes of a plan.
pub(super) struct Change {
    pub state: ImprovementState,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// Whether its person reads something else from now on.
    pub new_edition: bool,
    /// Whether they have read it as it stands.
    pub acknowledged: bool,
    pub held_by: Option<PersonId>,
    /// The most who see that something has changed.
    pub audience: ImprovementAudience,
}

impl Change {
    /// To a state, and nothing more.
    pub(super) fn to(state: ImprovementState, of: &PlanRow) -> Self {
        Self {
            state,
            starts_on: None,
            ends_on: None,
            new_edition: false,
            acknowledged: false,
            held_by: None,
            audience: of.widest(),
        }
    }
}

pub(super) fn change(tx: &mut TenantTx<'_>, of: &Changeable<PlanRow>, change: &Change) -> QueryResult<usize> {
    let counts = |audience| i64::from(change.audience == audience);
    let extended = of.extended || change.state == ImprovementState::Extended;
    update_row(plan::table.find((tx.org(), of.id.0)))
        .set((
            plan::state.eq(change.state),
            plan::extended.eq(extended),
            change.starts_on.map(|day| plan::starts_on.eq(Some(day))),
            change.ends_on.map(|day| plan::ends_on.eq(day)),
            change.new_edition.then(|| plan::edition.eq(of.edition + 1)),
            change.acknowledged.then(|| plan::acknowledged_edition.eq(Some(of.edition))),
            change.held_by.map(|manager| plan::held_by.eq(Some(manager))),
            (!change.state.is_open()).then(|| plan::ended_at.eq(now)),
            plan::version.eq(plan::version + counts(ImprovementAudience::Person)),
            plan::manager_version.eq(plan::manager_version + counts(ImprovementAudience::Manager)),
            plan::hr_version.eq(plan::hr_version + counts(ImprovementAudience::Hr)),
        ))
        .execute(tx.conn())
}

/// Starts those of these whose day has come and whose person is here, whoever else tries it too: each with its person.
pub(super) fn begin(
    tx: &mut TenantTx<'_>,
    these: &[ImprovementPlanId],
) -> QueryResult<Vec<(ImprovementPlanId, PersonId)>> {
    let ids: Vec<Uuid> = these.iter().map(|id| id.0).collect();
    let here = people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active)))
        .select(people::id);
    let due = plan::org_id
        .eq(tx.org())
        .and(plan::id.eq_any(ids))
        .and(plan::state.eq(ImprovementState::Scheduled))
        .and(plan::person_id.eq_any(here));
    let today = tx.calendar.today;
    // Whose person comes back after the last day has to be given other days first.
    update_row(plan::table.filter(due).filter(plan::starts_on.le(today).and(plan::ends_on.ge(today))))
        .set((plan::state.eq(ImprovementState::Running), plan::started_at.eq(now), plan::version.eq(plan::version + 1)))
        .returning((plan::id, plan::person_id))
        .get_results(tx.conn())
}

/// Something that was done with a plan.
pub(super) struct Act<'a> {
    pub deed: ImprovementDeed,
    /// `None` if its day came.
    pub by: Option<PersonId>,
    pub audience: ImprovementAudience,
    pub edition: i32,
    pub day: Option<NaiveDate>,
    pub said: &'a str,
}

pub(super) fn keep_act(tx: &mut TenantTx<'_>, of: ImprovementPlanId, act: &Act<'_>) -> QueryResult<usize> {
    insert_into(improvement_acts::table)
        .values((
            improvement_acts::org_id.eq(tx.org()),
            improvement_acts::id.eq(Uuid::now_v7()),
            improvement_acts::plan_id.eq(of),
            improvement_acts::act.eq(act.deed),
            improvement_acts::actor_id.eq(act.by),
            improvement_acts::audience.eq(act.audience),
            improvement_acts::edition.eq(act.edition),
            improvement_acts::day.eq(act.day),
            improvement_acts::said.eq(act.said.trim()),
        ))
        .execute(tx.conn())
}

pub(super) fn add_note(
    tx: &mut TenantTx<'_>,
    of: &Changeable<PlanRow>,
    new: &NewImprovementNote,
) -> QueryResult<usize> {
    insert_into(improvement_notes::table)
        .values((
            improvement_notes::org_id.eq(tx.org()),
            improvement_notes::id.eq(Uuid::now_v7()),
            improvement_notes::plan_id.eq(of.id),
            improvement_notes::author_id.eq(tx.actor.person),
            improvement_notes::audience.eq(new.audience),
            improvement_notes::body.eq(new.body.trim()),
        ))
        .execute(tx.conn())
}
