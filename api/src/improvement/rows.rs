use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::{Relation, Role},
    improvement::{
        ImprovementPlan,
        rules::{ImprovementAudience, ImprovementState},
    },
    people::{PersonRef, PersonStatus},
    wire::{ImprovementPlanId, PersonId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{improvement_plans, people, visible_improvement_people, visible_improvement_plans},
};

/// A plan as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_improvement_plans)]
pub(crate) struct PlanRow {
    pub id: ImprovementPlanId,
    pub person_id: PersonId,
    pub person_name: String,
    pub manager_id: Option<PersonId>,
    pub manager_name: Option<String>,
    pub held_by: Option<PersonId>,
    pub state: ImprovementState,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: NaiveDate,
    pub extended: bool,
    pub edition: i32,
    pub acknowledged_edition: Option<i32>,
    pub started_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub relation: String,
    pub audience: ImprovementAudience,
}

impl Resource for PlanRow {
    type Id = ImprovementPlanId;

    fn find(tx: &mut TenantTx<'_>, id: ImprovementPlanId) -> QueryResult<Option<Self>> {
        use visible_improvement_plans::dsl;
        dsl::visible_improvement_plans.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    /// The version as the view counts it for the actor: by what they may read.
    fn lock(tx: &mut TenantTx<'_>, id: ImprovementPlanId) -> QueryResult<Option<i64>> {
        use improvement_plans::dsl;
        let row = dsl::improvement_plans.find((tx.org(), id.0));
        let counts = row.select((dsl::person_id, dsl::version, dsl::manager_version, dsl::hr_version));
        let found: Option<(PersonId, i64, i64, i64)> = counts.for_no_key_update().first(tx.conn()).optional()?;
        let actor = tx.actor;
        Ok(found.map(|(person, of_all, of_manager, of_hr)| match actor.role {
            _ if person == actor.person => of_all,
            Role::Admin => of_all + of_manager + of_hr,
            Role::Manager | Role::Employee => of_all + of_manager,
        }))
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl PlanRow {
    /// Whether somebody leads the person now who hasn't taken it over.
    pub(super) fn awaits_taking_over(&self) -> bool {
        self.state.is_open() && self.manager_id.is_some() && self.manager_id != self.held_by
    }

    /// The most who learn of something that is done with it: its person from the start on.
    pub(super) const fn widest(&self) -> ImprovementAudience {
        if self.started_at.is_some() { ImprovementAudience::Person } else { ImprovementAudience::Manager }
    }

    /// As it is shown.
    pub(super) fn shown(self) -> ImprovementPlan {
        let (relation, awaits_taking_over) = (self.relation(), self.awaits_taking_over());
        ImprovementPlan {
            id: self.id,
            person: PersonRef { id: self.person_id, name: self.person_name },
            manager: self.manager_id.zip(self.manager_name).map(|(id, name)| PersonRef { id, name }),
            state: self.state,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            started: self.started_at.is_some(),
            acknowledged: self.acknowledged_edition == Some(self.edition),
            awaits_taking_over,
            audience: self.audience,
            relation,
            version: self.version,
        }
    }
}

/// Somebody for whom the actor could draft a plan, or they themselves.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_improvement_people)]
pub(super) struct SubjectRow {
    pub id: PersonId,
    pub status: PersonStatus,
    pub version: i64,
    pub manager_id: Option<PersonId>,
    pub relation: String,
}

impl Resource for SubjectRow {
    type Id = PersonId;

    fn find(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<Self>> {
        use visible_improvement_people::dsl;
        dsl::visible_improvement_people.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<i64>> {
        people::table.find((tx.org(), id.0)).select(people::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // As above.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}
