use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    people::PersonRef,
    reviews::{Acknowledgement, PacketState, ReviewCycleRef, ReviewPacket, ReviewStage},
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{review_packets, visible_review_packets},
};

/// A packet as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_review_packets)]
pub(crate) struct PacketRow {
    pub id: ReviewPacketId,
    pub cycle_id: ReviewCycleId,
    pub cycle_name: String,
    pub stage: ReviewStage,
    pub subject_id: PersonId,
    pub subject_name: String,
    pub manager_id: Option<PersonId>,
    pub manager_name: Option<String>,
    pub state: PacketState,
    pub peers_settled: bool,
    pub summary: String,
    pub released_at: Option<DateTime<Utc>>,
    pub acknowledgement: Option<Acknowledgement>,
    pub comment: String,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub reviews: i64,
    pub submitted: i64,
    pub relation: String,
}

impl Resource for PacketRow {
    type Id = ReviewPacketId;

    fn find(tx: &mut TenantTx<'_>, id: ReviewPacketId) -> QueryResult<Option<Self>> {
        visible_review_packets::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ReviewPacketId) -> QueryResult<Option<i64>> {
        let row = review_packets::table.find((tx.org(), id.0)).select(review_packets::version);
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

impl PacketRow {
    /// As the caller gets it.
    pub(super) fn shown(&self) -> ReviewPacket {
        let manager = self.manager_id.zip(self.manager_name.clone());
        ReviewPacket {
            id: self.id,
            cycle: ReviewCycleRef { id: self.cycle_id, name: self.cycle_name.clone() },
            stage: self.stage,
            subject: PersonRef { id: self.subject_id, name: self.subject_name.clone() },
            manager: manager.map(|(id, name)| PersonRef { id, name }),
            state: self.state,
            peers_settled: self.peers_settled,
            reviews: self.reviews,
            submitted: self.submitted,
            relation: self.relation(),
            version: self.version,
        }
    }
}
