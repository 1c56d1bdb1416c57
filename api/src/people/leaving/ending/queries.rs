use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use shared::{
    reviews::ReviewEnding,
    wire::{PersonId, ReviewPacketId},
};

use crate::db::TenantTx;

#[derive(QueryableByName)]
struct Ended {
    #[diesel(sql_type = SqlUuid)]
    id: ReviewPacketId,
}

/// The cycles before the packets, as whatever moves them holds them.
pub(super) fn hold_cycles(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<usize> {
    const HOLD: &str = "
        SELECT c.id FROM review_cycles c
        WHERE c.org_id = current_org() AND c.id IN (
            SELECT k.cycle_id FROM review_packets k
            WHERE k.org_id = current_org() AND k.subject_id = $1 AND k.state = 'collecting' AND k.ended IS NULL)
        ORDER BY c.id FOR SHARE";
    sql_query(HOLD).bind::<SqlUuid, _>(person).execute(tx.conn())
}

/// Ends what is gathered about somebody in cycles that run. What was opened again stands as it was handed in last. What it says
/// of when is by what a trigger opens the same again if they come back.
pub(super) fn end(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    ends: ReviewEnding,
    reason: &str,
) -> QueryResult<Vec<ReviewPacketId>> {
    const END: &str = "
        WITH ended AS (
            UPDATE review_packets k
            SET ended = $2, ended_at = org_now(), version = k.version + 1,
                withheld_at = CASE $2 WHEN 'cancelled' THEN coalesce(k.withheld_at, org_now()) ELSE k.withheld_at END,
                withheld_by = CASE $2 WHEN 'cancelled' THEN coalesce(k.withheld_by, current_person()) ELSE k.withheld_by END,
                withheld_reason = CASE $2 WHEN 'cancelled' THEN coalesce(k.withheld_reason, $3) ELSE k.withheld_reason END
            FROM review_cycles c
            WHERE k.org_id = current_org() AND k.subject_id = $1 AND k.state = 'collecting' AND k.ended IS NULL
              AND c.org_id = k.org_id AND c.id = k.cycle_id
              AND c.stage IN ('nominating', 'writing', 'calibrating', 'sharing')
            RETURNING k.org_id, k.id),
        reviews_left AS (
            UPDATE reviews r SET state = 'void', ended_at = org_now(), version = r.version + 1
            FROM ended e
            WHERE r.org_id = e.org_id AND r.packet_id = e.id AND r.state IN ('assigned', 'in_progress')
              AND r.reopened_reason IS NULL),
        closed_again AS (
            UPDATE reviews r
            SET state = 'submitted', answers = s.answers, submitted_at = s.submitted_at, reopened_reason = NULL,
                version = r.version + 1
            FROM ended e JOIN review_submissions s ON s.org_id = e.org_id
            WHERE r.org_id = e.org_id AND r.packet_id = e.id AND r.state = 'in_progress' AND r.reopened_reason IS NOT NULL
              AND s.review_id = r.id AND NOT EXISTS (
                SELECT FROM review_submissions later
                WHERE later.org_id = s.org_id AND later.review_id = s.review_id AND later.number > s.number)),
        asked_outside AS (
            UPDATE review_externals x
            SET state = CASE x.state WHEN 'declined' THEN x.state ELSE 'void' END, email = '', secret_hash = NULL,
                email_hash = NULL, answers = '{}', version = x.version + 1
            FROM ended e
            WHERE x.org_id = e.org_id AND x.packet_id = e.id AND x.state <> 'submitted')
        SELECT e.id FROM ended e";
    let ended: Vec<Ended> =
        sql_query(END).bind::<SqlUuid, _>(person).bind::<Text, _>(ends).bind::<Text, _>(reason).load(tx.conn())?;
    Ok(ended.into_iter().map(|it| it.id).collect())
}
