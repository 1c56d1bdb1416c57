use diesel::{prelude::*, update as update_row};
use shared::organisations::{SessionPolicy, SessionPolicyChanges};

use crate::db::{TenantTx, schema::organisations::dsl};

type Row = (i32, i32, i64);
type Columns = (dsl::session_minutes, dsl::idle_minutes, dsl::sessions_version);

const COLUMNS: Columns = (dsl::session_minutes, dsl::idle_minutes, dsl::sessions_version);

pub(super) fn read(tx: &mut TenantTx<'_>) -> QueryResult<SessionPolicy> {
    dsl::organisations.find(tx.org()).select(COLUMNS).first(tx.conn()).map(policy)
}

pub(super) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<SessionPolicy> {
    dsl::organisations.find(tx.org()).select(COLUMNS).for_no_key_update().first(tx.conn()).map(policy)
}

#[derive(AsChangeset)]
#[diesel(table_name = crate::db::schema::organisations)]
struct Changes {
    session_minutes: Option<i32>,
    idle_minutes: Option<i32>,
}

pub(super) fn update(tx: &mut TenantTx<'_>, changes: &SessionPolicyChanges) -> QueryResult<SessionPolicy> {
    let changes = Changes {
        session_minutes: changes.session_minutes.map(i32::from),
        idle_minutes: changes.idle_minutes.map(i32::from),
    };
    update_row(dsl::organisations.find(tx.org()))
        .set((changes, dsl::sessions_version.eq(dsl::sessions_version + 1)))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(policy)
}

fn policy((session_minutes, idle_minutes, version): Row) -> SessionPolicy {
    // The columns' checks keep them within seven days.
    let minutes = |column: i32| u16::try_from(column).unwrap_or(u16::MAX);
    SessionPolicy { session_minutes: minutes(session_minutes), idle_minutes: minutes(idle_minutes), version }
}
