use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::{define_sql_function, prelude::*, sql_types::Uuid as SqlUuid};
use shared::{
    access::Relation,
    people::PersonRef,
    reviews::{Acknowledgement, PacketState, ReviewCycleRef, ReviewPacket, ReviewStage, rules::release::answered_by},
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{review_packets, visible_review_packets},
};

define_sql_function! {
    /// See the migration `review_absences`.
    fn review_answer_days(packet: SqlUuid) -> Integer;
}

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
    /// So many more days somebody has to answer it who was away.
    #[diesel(select_expression = review_answer_days(visible_review_packets::id))]
    #[diesel(select_expression_type = review_answer_days<visible_review_packets::id>)]
    pub answer_days: i32,
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
    /// The last day on which the person is asked to answer it, as long as they haven't.
    pub(super) fn answer_by(&self, zone: Tz) -> Option<NaiveDate> {
        let released = self.released_at.filter(|_| self.state == PacketState::Released)?;
        let away = Days::new(u64::try_from(self.answer_days).unwrap_or(0));
        answered_by(released.with_timezone(&zone).date_naive())?.checked_add_days(away)
    }

    /// Whether that day is over.
    pub(super) fn is_unanswered(&self, zone: Tz, today: NaiveDate) -> bool {
        self.answer_by(zone).is_some_and(|day| day < today)
    }

    /// As the caller gets it.
    pub(super) fn shown(&self, zone: Tz, today: NaiveDate) -> ReviewPacket {
        let manager = self.manager_id.zip(self.manager_name.clone());
        ReviewPacket {
            id: self.id,
            cycle: ReviewCycleRef { id: self.cycle_id, name: self.cycle_name.clone() },
            stage: self.stage,
            subject: PersonRef { id: self.subject_id, name: self.subject_name.clone() },
            manager: manager.map(|(id, name)| PersonRef { id, name }),
            state: self.state,
            unanswered: self.is_unanswered(zone, today),
            peers_settled: self.peers_settled,
            reviews: self.reviews,
            submitted: self.submitted,
            relation: self.relation(),
            version: self.version,
        }
    }
}
