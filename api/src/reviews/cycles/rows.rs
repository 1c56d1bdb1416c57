use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    access::Relation,
    reviews::{ReviewCycle, ReviewNaming, ReviewStage, rules::stages::Terms},
    wire::{ReviewCycleId, ReviewTemplateId, TeamId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{review_cycles, visible_review_cycles},
};

/// A cycle as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_review_cycles)]
pub(in crate::reviews) struct CycleRow {
    pub id: ReviewCycleId,
    pub name: String,
    pub stage: ReviewStage,
    pub template_id: ReviewTemplateId,
    pub form_number: Option<i32>,
    pub period_from: NaiveDate,
    pub period_to: NaiveDate,
    pub nominate_by: Option<NaiveDate>,
    pub write_by: NaiveDate,
    pub share_by: NaiveDate,
    pub peers_least: i16,
    pub peers_most: i16,
    pub peer_load: i16,
    pub naming: ReviewNaming,
    pub minimum: i16,
    pub team_id: Option<TeamId>,
    pub started_until: Option<NaiveDate>,
    pub reason: Option<String>,
    pub version: i64,
    pub relation: String,
    pub calibrates: bool,
    pub explains_changes: bool,
    pub by_date: bool,
    pub grace_days: i16,
    pub release_after: i16,
}

impl Resource for CycleRow {
    type Id = ReviewCycleId;

    fn find(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<Self>> {
        visible_review_cycles::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<i64>> {
        let row = review_cycles::table.find((tx.org(), id.0)).select(review_cycles::version);
        row.for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl CycleRow {
    /// As the caller gets it.
    pub(super) fn shown(&self) -> ReviewCycle {
        ReviewCycle {
            id: self.id,
            name: self.name.clone(),
            stage: self.stage,
            period_from: self.period_from,
            period_to: self.period_to,
            nominate_by: self.nominate_by,
            write_by: self.write_by,
            share_by: self.share_by,
            peers_least: small(self.peers_least),
            peers_most: small(self.peers_most),
            peer_load: small(self.peer_load),
            naming: self.naming,
            minimum: small(self.minimum),
            calibrates: self.calibrates,
            explains_changes: self.explains_changes,
            by_date: self.by_date,
            grace_days: small(self.grace_days),
            release_after: small(self.release_after),
            reason: self.reason.clone(),
            relation: self.relation(),
            version: self.version,
        }
    }

    /// What of it has to fit together.
    pub(super) fn terms(&self) -> Terms {
        Terms {
            period: (self.period_from, self.period_to),
            nominate_by: self.nominate_by,
            write_by: self.write_by,
            share_by: self.share_by,
            peers: (small(self.peers_least), small(self.peers_most)),
            naming: self.naming,
            minimum: small(self.minimum),
        }
    }
}

/// Small numbers are checked where they come in.
pub(in crate::reviews) fn small(value: i16) -> u8 {
    u8::try_from(value).unwrap_or_default()
}
