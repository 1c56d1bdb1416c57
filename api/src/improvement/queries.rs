use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::{dsl::exists, prelude::*, select};
use shared::{
    improvement::{
        ImprovementAct, ImprovementFilter, ImprovementNote, ImprovementSection,
        rules::{ImprovementAudience, ImprovementDeed, ImprovementPart, ImprovementState},
    },
    people::PersonRef,
    wire::{ImprovementPlanId, Limit, PersonId},
};
use uuid::Uuid;

use super::rows::{PlanRow, SubjectRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{
        improvement_plans as plan, reporting_lines as line, visible_improvement_acts, visible_improvement_notes,
        visible_improvement_plans, visible_improvement_sections,
    },
};

fn open() -> Vec<ImprovementState> {
    ImprovementState::ALL.iter().copied().filter(|state| state.is_open()).collect()
}

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &ImprovementFilter,
    limit: Limit,
    after: Option<ImprovementPlanId>,
) -> QueryResult<Vec<PlanRow>> {
    use visible_improvement_plans::dsl;
    let mut query = dsl::visible_improvement_plans.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(person) = filter.person {
        query = query.filter(dsl::person_id.eq(person.0));
    }
    if filter.open {
        query = query.filter(dsl::state.eq_any(open()));
    }
    if let Some(after) = after {
        query = query.filter(dsl::id.lt(after.0));
    }
    query.order(dsl::id.desc()).limit(limit.get() + 1).select(PlanRow::as_select()).load(tx.conn())
}

/// A part of a plan that the actor reads.
pub(super) struct Section {
    pub id: Uuid,
    pub shown: ImprovementSection,
}

/// Its id, what it is about, who reads it, what it says, and the edition that brought it.
type Said = (Uuid, ImprovementPart, ImprovementAudience, String, i32);

/// What a plan says to the actor, in order.
pub(super) fn sections(tx: &mut TenantTx<'_>, of: &PlanRow) -> QueryResult<Vec<Section>> {
    use visible_improvement_sections::dsl;
    let rows: Vec<Said> = dsl::visible_improvement_sections
        .filter(dsl::org_id.eq(tx.org()).and(dsl::plan_id.eq(of.id.0)))
        .order((dsl::place, dsl::id))
        .select((dsl::id, dsl::kind, dsl::audience, dsl::body, dsl::edition))
        .load(tx.conn())?;
    let one = |(id, part, audience, body, edition): Said| {
        // What isn't for the person comes without an edition of its own.
        let is_new = audience == ImprovementAudience::Person && edition > 1 && edition == of.edition;
        Section { id, shown: ImprovementSection { part, audience, body, is_new } }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// What was said at check-ins, as far as it is for the actor, earliest first.
pub(super) fn notes(tx: &mut TenantTx<'_>, of: ImprovementPlanId) -> QueryResult<Vec<ImprovementNote>> {
    use visible_improvement_notes::dsl;
    let rows: Vec<(PersonId, String, ImprovementAudience, String, DateTime<Utc>)> = dsl::visible_improvement_notes
        .filter(dsl::org_id.eq(tx.org()).and(dsl::plan_id.eq(of.0)))
        .order(dsl::id)
        .select((dsl::author_id, dsl::author_name, dsl::audience, dsl::body, dsl::created_at))
        .load(tx.conn())?;
    let one = |(id, name, audience, body, created_at)| ImprovementNote {
        author: PersonRef { id, name },
        audience,
        body,
        created_at,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Who did an act, and what.
type Done = (
    ImprovementDeed,
    Option<PersonId>,
    Option<String>,
    ImprovementAudience,
    i32,
    Option<NaiveDate>,
    String,
    DateTime<Utc>,
);

/// What was done with a plan, as far as it is for the actor, earliest first, each with who learns of it.
pub(super) fn acts(
    tx: &mut TenantTx<'_>,
    of: ImprovementPlanId,
) -> QueryResult<Vec<(ImprovementAudience, ImprovementAct)>> {
    use visible_improvement_acts::dsl;
    let rows: Vec<Done> = dsl::visible_improvement_acts
        .filter(dsl::org_id.eq(tx.org()).and(dsl::plan_id.eq(of.0)))
        .order(dsl::id)
        .select((
            dsl::act,
            dsl::actor_id,
            dsl::actor_name,
            dsl::audience,
            dsl::edition,
            dsl::day,
            dsl::said,
            dsl::created_at,
        ))
        .load(tx.conn())?;
    let one = |(deed, id, name, audience, edition, day, said, at): Done| {
        let by = id.zip(name).map(|(id, name)| PersonRef { id, name });
        (audience, ImprovementAct { deed, by, edition: counted(edition), day, said, at })
    };
    Ok(rows.into_iter().map(one).collect())
}

/// An edition as it is shown.
pub(super) fn counted(edition: i32) -> u32 {
    u32::try_from(edition).unwrap_or_default()
}

/// Whether somebody has a plan that hasn't ended.
pub(super) fn has_open(tx: &mut TenantTx<'_>, of: &Changeable<SubjectRow>) -> QueryResult<bool> {
    let theirs = plan::org_id.eq(tx.org()).and(plan::person_id.eq(of.id.0)).and(plan::state.eq_any(open()));
    select(exists(plan::table.filter(theirs))).get_result(tx.conn())
}

/// Who leads somebody now.
pub(super) fn manager(tx: &mut TenantTx<'_>, of: PersonId) -> QueryResult<Option<PersonId>> {
    let theirs = line::org_id.eq(tx.org()).and(line::person_id.eq(of.0)).and(line::valid_to.is_null());
    line::table.filter(theirs).select(line::manager_id).first(tx.conn()).optional()
}

/// Plans whose first day has come.
pub(super) fn due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ImprovementPlanId>> {
    plan::table
        .filter(plan::org_id.eq(tx.org()).and(plan::state.eq(ImprovementState::Scheduled)))
        .filter(plan::starts_on.le(tx.calendar.today).and(plan::ends_on.ge(tx.calendar.today)))
        .order(plan::id)
        .select(plan::id)
        .load(tx.conn())
}

/// Plans that run and whose last day is at most so many days away or over, with their person and that day.
pub(super) fn ending(
    tx: &mut TenantTx<'_>,
    within: Days,
) -> QueryResult<Vec<(ImprovementPlanId, PersonId, NaiveDate)>> {
    let today = tx.calendar.today;
    let until = today.checked_add_days(within).unwrap_or(today);
    plan::table
        .filter(plan::org_id.eq(tx.org()))
        .filter(plan::state.eq_any([ImprovementState::Running, ImprovementState::Extended]))
        .filter(plan::ends_on.le(until))
        .order(plan::id)
        .select((plan::id, plan::person_id, plan::ends_on))
        .load(tx.conn())
}

/// Plans that wait for whoever leads their person now to take them over, with that manager and the line that says so.
pub(super) fn to_take_over(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(ImprovementPlanId, PersonId, Uuid)>> {
    let now = line::org_id.eq(plan::org_id).and(line::person_id.eq(plan::person_id)).and(line::valid_to.is_null());
    plan::table
        .inner_join(line::table.on(now))
        .filter(plan::org_id.eq(tx.org()).and(plan::state.eq_any(open())))
        .filter(plan::held_by.is_distinct_from(line::manager_id.nullable()))
        .order(plan::id)
        .select((plan::id, line::manager_id, line::id))
        .load(tx.conn())
}
