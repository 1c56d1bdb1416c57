use diesel::prelude::*;
use shared::{access::Role, people::PersonStatus, wire::PersonId};

use crate::db::{
    TenantTx,
    schema::{people, reporting_closure},
};

/// Somebody who may be among the readers, and how far above the subject they stand.
pub(super) struct Somebody {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub depth: Option<i32>,
}

/// Who stands above a person, nearest first.
pub(in crate::feedback) fn managers_of(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<PersonId>> {
    use reporting_closure::dsl;
    dsl::reporting_closure
        .filter(dsl::org_id.eq(tx.org()).and(dsl::report_id.eq(person.0)))
        .order(dsl::depth)
        .select(dsl::manager_id)
        .load(tx.conn())
}

/// Everybody who can log in and could be a reader: author, subject, asker, those above the subject, Admins.
pub(super) fn candidates(
    tx: &mut TenantTx<'_>,
    subject: PersonId,
    author: PersonId,
    asker: Option<PersonId>,
) -> QueryResult<Vec<Somebody>> {
    use reporting_closure::dsl as line;
    let named: Vec<_> = [subject, author].into_iter().chain(asker).map(|id| id.0).collect();
    let above = line::org_id.eq(people::org_id).and(line::manager_id.eq(people::id)).and(line::report_id.eq(subject.0));
    let rows: Vec<(PersonId, String, Role, Option<i32>)> = people::table
        .left_join(line::reporting_closure.on(above))
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active)))
        .filter(people::id.eq_any(named).or(people::role.eq(Role::Admin)).or(line::depth.nullable().is_not_null()))
        .select((people::id, people::name, people::role, line::depth.nullable()))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name, role, depth)| Somebody { id, name, role, depth }).collect())
}
