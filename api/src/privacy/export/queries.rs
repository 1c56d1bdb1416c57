//! Reads the parts of an export.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Jsonb, Text, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::wire::PersonId;

use super::sections::Section;
use crate::db::TenantTx;

/// One thing of a part.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Item {
    /// Which it is, within its part.
    #[diesel(sql_type = Text)]
    pub key: String,
    /// What is told of it.
    #[diesel(sql_type = Jsonb)]
    pub item: Value,
}

/// What the actor may see of a person's in one part.
pub(super) fn items(tx: &mut TenantTx<'_>, section: &Section, person: PersonId) -> QueryResult<Vec<Item>> {
    let asked = sql_query(section.sql).bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(person.0);
    asked.load(tx.conn())
}
