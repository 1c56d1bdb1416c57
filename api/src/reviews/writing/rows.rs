use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::{
    access::Relation,
    people::PersonRef,
    reviews::{Review, ReviewAnswers, ReviewCycleRef, ReviewNaming, ReviewRelation, ReviewStage, ReviewState},
    wire::{PersonId, ReviewCycleId, ReviewId, ReviewPacketId, ReviewTemplateId},
};

use crate::{
    db::{
        Resource, TenantTx,
        schema::{reviews, visible_reviews},
    },
    http::Failure,
};

/// A review that the actor writes.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_reviews)]
pub(super) struct ReviewRow {
    pub id: ReviewId,
    pub packet_id: ReviewPacketId,
    pub cycle_id: ReviewCycleId,
    pub cycle_name: String,
    pub stage: ReviewStage,
    pub template_id: ReviewTemplateId,
    pub form_number: Option<i32>,
    pub period_from: NaiveDate,
    pub period_to: NaiveDate,
    pub naming: ReviewNaming,
    pub minimum: i16,
    pub subject_id: PersonId,
    pub subject_name: String,
    pub subject_job: Option<String>,
    pub side: ReviewRelation,
    pub state: ReviewState,
    pub answers: Value,
    pub submitted_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub relation: String,
    pub due_on: NaiveDate,
    pub reopened_reason: Option<String>,
}

impl Resource for ReviewRow {
    type Id = ReviewId;

    fn find(tx: &mut TenantTx<'_>, id: ReviewId) -> QueryResult<Option<Self>> {
        visible_reviews::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ReviewId) -> QueryResult<Option<i64>> {
        let row = reviews::table.find((tx.org(), id.0)).select(reviews::version);
        row.for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other word.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl ReviewRow {
    /// As its author gets it, but for what they were named to write it as.
    pub(super) fn shown(&self) -> Review {
        Review {
            id: self.id,
            cycle: ReviewCycleRef { id: self.cycle_id, name: self.cycle_name.clone() },
            stage: self.stage,
            subject: PersonRef { id: self.subject_id, name: self.subject_name.clone() },
            relation: self.side,
            capacity: None,
            state: self.state,
            due_on: self.due_on,
            reopened: self.reopened_reason.clone(),
            submitted_at: self.submitted_at,
            version: self.version,
        }
    }

    /// What is written.
    pub(super) fn answers(&self) -> Result<ReviewAnswers, Failure> {
        serde_json::from_value(self.answers.clone()).map_err(Failure::fault)
    }
}
