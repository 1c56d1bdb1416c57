use diesel::prelude::*;
use shared::{access::Relation, wire::PersonId};

use crate::db::{
    Resource, TenantTx,
    schema::{people, visible_developments},
};

/// Somebody whose development the actor sees.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_developments)]
pub(crate) struct DevelopmentRow {
    pub id: PersonId,
    pub name: String,
    pub job_title: Option<String>,
    pub version: i64,
    pub manager_id: Option<PersonId>,
    pub relation: String,
}

impl Resource for DevelopmentRow {
    type Id = PersonId;

    fn find(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<Self>> {
        use visible_developments::dsl;
        dsl::visible_developments.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<Option<i64>> {
        people::table.find((tx.org(), id.0)).select(people::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}
