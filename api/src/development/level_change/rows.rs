use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    development::{LevelEvidence, LevelProposal, rules::LevelProposalState},
    people::PersonRef,
    wire::{LevelProposalId, PersonId},
};
use uuid::Uuid;

use crate::db::{
    Resource, TenantTx,
    schema::{level_proposals, people, visible_level_proposals},
};

/// A proposal for somebody whose development the actor sees.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_level_proposals)]
pub(super) struct LevelProposalRow {
    pub id: LevelProposalId,
    pub person_id: PersonId,
    pub person_name: String,
    pub proposed_by: PersonId,
    pub proposer_name: String,
    pub from_job_title: Option<String>,
    pub job_title: String,
    pub starts_on: NaiveDate,
    pub justification: String,
    pub state: LevelProposalState,
    pub agreed_by: Option<PersonId>,
    pub agreer_name: Option<String>,
    pub decided_by: Option<PersonId>,
    pub decider_name: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub reason: String,
    pub applied_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub relation: String,
}

impl Resource for LevelProposalRow {
    type Id = LevelProposalId;

    fn find(tx: &mut TenantTx<'_>, id: LevelProposalId) -> QueryResult<Option<Self>> {
        use visible_level_proposals::dsl;
        dsl::visible_level_proposals.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    /// After its person, whom whoever proposes holds: two in another order would wait for each other.
    fn lock(tx: &mut TenantTx<'_>, id: LevelProposalId) -> QueryResult<Option<i64>> {
        use level_proposals::dsl;
        let row = dsl::level_proposals.find((tx.org(), id.0));
        let Some(person) = row.select(dsl::person_id).first::<Uuid>(tx.conn()).optional()? else {
            return Ok(None);
        };
        let held = people::table.find((tx.org(), person)).select(people::id).for_no_key_update();
        held.first::<Uuid>(tx.conn())?;
        let row = dsl::level_proposals.find((tx.org(), id.0));
        row.select(dsl::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl LevelProposalRow {
    /// As it is shown, with what stands behind it.
    pub(super) fn shown(self, evidence: Vec<LevelEvidence>) -> LevelProposal {
        let relation = self.relation();
        let somebody =
            |id: Option<PersonId>, name: Option<String>| id.zip(name).map(|(id, name)| PersonRef { id, name });
        LevelProposal {
            id: self.id,
            person: PersonRef { id: self.person_id, name: self.person_name },
            proposed_by: PersonRef { id: self.proposed_by, name: self.proposer_name },
            from_job_title: self.from_job_title,
            job_title: self.job_title,
            starts_on: self.starts_on,
            justification: self.justification,
            evidence,
            state: self.state,
            agreed_by: somebody(self.agreed_by, self.agreer_name),
            decided_by: somebody(self.decided_by, self.decider_name),
            decided_at: self.decided_at,
            reason: self.reason,
            holds: self.applied_at.is_some(),
            created_at: self.created_at,
            relation,
            version: self.version,
        }
    }
}
