use std::collections::HashMap;

use diesel::prelude::*;
use shared::{access::Role, people::PersonStatus, wire::PersonId};

use crate::db::{
    TenantTx,
    schema::{people, reporting_closure},
};

/// Somebody who may be among the readers, and how far above whom it is about they stand.
pub(super) struct Somebody {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub above: Option<i32>,
}

/// Everybody who can log in and could be a reader: whom it is about, who wrote it, those above them, Admins.
pub(super) fn candidates(
    tx: &mut TenantTx<'_>,
    about: &[PersonId],
    author: Option<PersonId>,
) -> QueryResult<Vec<Somebody>> {
    let ids = || about.iter().map(|id| id.0);
    let lines: Vec<(PersonId, i32)> = reporting_closure::table
        .filter(reporting_closure::org_id.eq(tx.org()).and(reporting_closure::report_id.eq_any(ids())))
        .select((reporting_closure::manager_id, reporting_closure::depth))
        .load(tx.conn())?;
    let mut above: HashMap<PersonId, i32> = HashMap::new();
    for (manager, depth) in lines {
        above.entry(manager).and_modify(|nearest| *nearest = depth.min(*nearest)).or_insert(depth);
    }
    let named: Vec<_> = ids().chain(author.map(|id| id.0)).chain(above.keys().map(|id| id.0)).collect();
    let rows: Vec<(PersonId, String, Role)> = people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active)))
        .filter(people::id.eq_any(named).or(people::role.eq(Role::Admin)))
        .select((people::id, people::name, people::role))
        .load(tx.conn())?;
    let somebody =
        |(id, name, role): (PersonId, String, Role)| Somebody { id, name, role, above: above.get(&id).copied() };
    Ok(rows.into_iter().map(somebody).collect())
}
