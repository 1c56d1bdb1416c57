use diesel::prelude::*;
use shared::wire::{ObjectiveId, PersonId};

use crate::db::{
    TenantTx,
    schema::{key_results, objective_comments, reporting_lines},
};

/// Who has a part in an objective.
pub(super) fn owners_of_key_results(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Vec<PersonId>> {
    key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(id.0)))
        .select(key_results::owner_id)
        .distinct()
        .load(tx.conn())
}

/// Whom somebody reports to.
pub(super) fn manager_of(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Option<PersonId>> {
    reporting_lines::table
        .filter(reporting_lines::org_id.eq(tx.org()).and(reporting_lines::person_id.eq(person.0)))
        .filter(reporting_lines::valid_to.is_null())
        .select(reporting_lines::manager_id)
        .first(tx.conn())
        .optional()
}

/// Who has said something about it.
pub(super) fn commenters(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Vec<PersonId>> {
    objective_comments::table
        .filter(objective_comments::org_id.eq(tx.org()).and(objective_comments::objective_id.eq(id.0)))
        .select(objective_comments::author_id)
        .distinct()
        .load(tx.conn())
}
