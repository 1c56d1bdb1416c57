//! The organisation's clock. It is the real one, but for sandboxes, whose Admins put theirs forward by days.

use chrono::{DateTime, Utc};
use diesel::{
    QueryResult, RunQueryDsl,
    dsl::sql,
    expression::SqlLiteral,
    select,
    sql_types::{Nullable, Timestamptz},
};

use super::TenantTx;

/// The moment it is in the organisation, to be written down where days are counted from it: see the migration `sandboxes`.
pub(crate) fn org_now() -> SqlLiteral<Nullable<Timestamptz>> {
    sql("org_now()")
}

impl TenantTx<'_> {
    /// The moment it is in the organisation, for what is planned and done there. What guards it (sessions, tokens, limits,
    /// shares, the audit log) goes by the real clock instead.
    pub(crate) fn now(&mut self) -> QueryResult<DateTime<Utc>> {
        let now: Option<DateTime<Utc>> = select(org_now()).get_result(self.conn())?;
        Ok(now.unwrap_or_else(Utc::now))
    }
}
