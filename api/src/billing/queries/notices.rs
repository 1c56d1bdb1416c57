//! Statements of what the provider called out, as the accounts role: it belongs to no organisation.

use diesel::{
    PgConnection, QueryResult, delete,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Integer, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use crate::db::schema::payment_notices;

/// What was called out.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::billing) struct NoticeRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub tx_ref: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub transaction_id: Option<i64>,
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
}

/// Keeps it; said again, it is looked up again.
pub(in crate::billing) fn add(conn: &mut PgConnection, tx_ref: &str, transaction_id: Option<i64>) -> QueryResult<()> {
    let values = (
        payment_notices::id.eq(Uuid::now_v7()),
        payment_notices::tx_ref.eq(tx_ref),
        payment_notices::transaction_id.eq(transaction_id),
    );
    insert_into(payment_notices::table)
        .values(values)
        .on_conflict((payment_notices::tx_ref, payment_notices::transaction_id))
        .do_update()
        .set((payment_notices::due_at.eq(now), payment_notices::attempts.eq(0)))
        .execute(conn)?;
    Ok(())
}

/// Takes the one that is due longest. Tried again after a while that doubles, from half a minute on.
pub(in crate::billing) fn take(conn: &mut PgConnection) -> QueryResult<Option<NoticeRow>> {
    sql_query(
        "UPDATE payment_notices n
         SET attempts = n.attempts + 1, due_at = now() + interval '30 seconds' * power(2, least(n.attempts, 10))
         FROM (SELECT d.id FROM payment_notices d WHERE d.due_at <= now()
               ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE n.id = due.id RETURNING n.id, n.tx_ref, n.transaction_id, n.attempts",
    )
    .get_result(conn)
    .optional()
}

/// It is seen to, unless it was said again meanwhile.
pub(in crate::billing) fn done(conn: &mut PgConnection, notice: &NoticeRow) -> QueryResult<()> {
    let same = payment_notices::table.find(notice.id).filter(payment_notices::attempts.eq(notice.attempts));
    delete(same).execute(conn)?;
    Ok(())
}
