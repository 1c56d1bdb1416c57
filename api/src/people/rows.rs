use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::{Relation, Role, can},
    people::{Person, PersonDetails, PersonRef, PersonStatus, TeamRef, VIEW_DETAILS},
    wire::{PersonId, TeamId, id::AccountId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{people, visible_people},
};

/// A person as the actor sees them.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_people)]
pub(crate) struct PersonRow {
    pub id: PersonId,
    pub account_id: Option<AccountId>,
    pub name: String,
    pub email: String,
    pub job_title: Option<String>,
    pub role: Role,
    pub status: PersonStatus,
    pub team_id: Option<TeamId>,
    pub start_date: Option<NaiveDate>,
    pub external_id: Option<String>,
    pub invited_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub manager_id: Option<PersonId>,
    pub team_name: Option<String>,
    pub manager_name: Option<String>,
    pub direct_reports: i64,
    pub job_title_order: String,
    pub start_date_order: NaiveDate,
    pub relation: String,
    pub erased_at: Option<DateTime<Utc>>,
}

impl Resource for PersonRow {
    type Id = PersonId;

    fn find(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<Self>> {
        use visible_people::dsl;
        dsl::visible_people.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<i64>> {
        use people::dsl;
        dsl::people.find((tx.org(), id.0)).select(dsl::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl PersonRow {
    /// Where they stand. The table knows no `not_invited`: it follows from no invitation ever having been sent.
    pub(super) fn standing(&self) -> PersonStatus {
        match (self.status, self.invited_at) {
            (PersonStatus::Invited, None) => PersonStatus::NotInvited,
            (status, _) => status,
        }
    }

    /// What somebody with `role` gets to see of this person.
    pub(crate) fn seen_by(self, role: Role) -> Person {
        let relation = self.relation();
        let status = self.standing();
        let details = can(role, &VIEW_DETAILS, relation).then_some(PersonDetails {
            email: self.email,
            role: self.role,
            status,
            start_date: self.start_date,
            external_id: self.external_id,
            invited_at: self.invited_at,
            erased_at: self.erased_at,
        });
        let team = self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name });
        let manager = self.manager_id.zip(self.manager_name).map(|(id, name)| PersonRef { id, name });
        Person {
            id: self.id,
            name: self.name,
            job_title: self.job_title,
            team,
            manager,
            direct_reports: self.direct_reports,
            relation,
            version: self.version,
            details,
        }
    }
}
