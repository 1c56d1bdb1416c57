use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{PacketState, ReviewStage},
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

use crate::db::{
    TenantTx,
    schema::{reporting_lines, review_cycles, review_packets},
};

/// A cycle that releases by itself.
#[derive(Queryable, Selectable)]
#[diesel(table_name = review_cycles)]
pub(super) struct Sharing {
    pub id: ReviewCycleId,
    pub sharing_since: Option<NaiveDate>,
    pub release_after: i16,
}

/// Those that are shared now, held: nobody opens a review again meanwhile. Whatever the actor sees: nobody asks.
pub(super) fn sharing(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Sharing>> {
    let (org, today) = (tx.org(), tx.calendar.today);
    // It was shared before it released by itself: that counts from today.
    let uncounted = review_cycles::table
        .filter(review_cycles::org_id.eq(org).and(review_cycles::stage.eq(ReviewStage::Sharing)))
        .filter(review_cycles::release_after.gt(0_i16).and(review_cycles::sharing_since.is_null()));
    update_row(uncounted).set(review_cycles::sharing_since.eq(today)).execute(tx.conn())?;
    review_cycles::table
        .filter(review_cycles::org_id.eq(org).and(review_cycles::stage.eq(ReviewStage::Sharing)))
        .filter(review_cycles::release_after.gt(0_i16))
        .order(review_cycles::id)
        .select(Sharing::as_select())
        .for_no_key_update()
        .load(tx.conn())
}

/// Who leads somebody that hasn't got theirs.
pub(super) fn managers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    let leads = reporting_lines::org_id
        .eq(review_packets::org_id)
        .and(reporting_lines::person_id.eq(review_packets::subject_id));
    review_packets::table
        .inner_join(reporting_lines::table.on(leads))
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(review_packets::state.eq(PacketState::Collecting))
        .filter(reporting_lines::valid_to.is_null())
        .select(reporting_lines::manager_id)
        .distinct()
        .load(tx.conn())
}

/// A packet that was released.
#[derive(QueryableByName)]
pub(super) struct Released {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: PersonId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<PersonId>,
}

/// Gives everybody theirs who hasn't got it, but where a review is open again: that is waited for.
pub(super) fn release(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<Released>> {
    sql_query(
        "UPDATE review_packets k SET state = 'released', released_at = now(), version = k.version + 1
         WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.state = 'collecting'
           AND NOT EXISTS (
                SELECT FROM reviews r
                WHERE r.org_id = k.org_id AND r.packet_id = k.id AND r.state = 'in_progress'
                  AND r.reopened_reason IS NOT NULL)
         RETURNING k.id, k.subject_id,
            (SELECT l.manager_id FROM reporting_lines l
             WHERE l.org_id = k.org_id AND l.person_id = k.subject_id AND l.valid_to IS NULL) AS manager_id",
    )
    .bind::<SqlUuid, _>(cycle)
    .load(tx.conn())
}
