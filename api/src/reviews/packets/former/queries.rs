use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Text, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    people::PersonRef,
    reviews::{FormerReview, ReviewState},
    wire::{PersonId, ReviewId, ReviewPacketId},
};

use crate::db::{TenantTx, schema::reviews};

#[derive(QueryableByName)]
struct FormerRow {
    #[diesel(sql_type = SqlUuid)]
    id: ReviewId,
    #[diesel(sql_type = SqlUuid)]
    author_id: PersonId,
    #[diesel(sql_type = Text)]
    author_name: String,
    #[diesel(sql_type = Text)]
    state: ReviewState,
    #[diesel(sql_type = Bool)]
    passed_on: bool,
}

/// What who led the person before writes or has written, by name; nothing where nobody waits for it. Who was named by hand
/// isn't among them.
pub(super) fn of(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<FormerReview>> {
    const FORMER: &str = "
        SELECT r.id, r.author_id, p.name AS author_name, r.state, r.passed_on
        FROM review_packets k
        JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.relation = 'manager'
         AND r.state IN ('in_progress', 'submitted')
        JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
        JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
         AND line.manager_id <> r.author_id
        WHERE k.org_id = current_org() AND k.id = $1
          AND EXISTS (
            SELECT FROM reviews next
            WHERE next.org_id = k.org_id AND next.packet_id = k.id AND next.author_id = line.manager_id
              AND next.state IN ('assigned', 'in_progress'))
          AND NOT EXISTS (SELECT FROM review_appointments a WHERE a.org_id = r.org_id AND a.review_id = r.id)
        ORDER BY p.name, r.id";
    let rows: Vec<FormerRow> = sql_query(FORMER).bind::<SqlUuid, _>(packet).load(tx.conn())?;
    let former = |row: FormerRow| FormerReview {
        id: row.id,
        author: PersonRef { id: row.author_id, name: row.author_name },
        state: row.state,
        passed_on: row.passed_on,
    };
    Ok(rows.into_iter().map(former).collect())
}

/// Its author waits.
pub(super) fn lock(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<Option<i64>> {
    let row = reviews::table.find((tx.org(), review.0)).select(reviews::version);
    row.for_no_key_update().first(tx.conn()).optional()
}

/// Lets who leads the person now read it. Its version stays: its author goes on writing.
pub(super) fn pass_on(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<usize> {
    update_row(reviews::table.find((tx.org(), review.0))).set(reviews::passed_on.eq(true)).execute(tx.conn())
}
