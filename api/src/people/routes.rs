use shared::{
    access::{Relation, Role},
    people::{
        CreatePerson, DeactivatePerson, EditPerson, ListPeople, ListReportingLines, PeopleFilter, PersonChanges,
        ReactivatePerson, ReadPerson, ReportingLines,
    },
};

use super::{
    changes, leaving, membership,
    queries::{self, Position},
    rows::PersonRow,
    writes,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListPeople>, tx: &mut TenantTx<'_>) -> Answered<ListPeople> {
    let filter = PeopleFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (sort, limit) = (filter.sort.unwrap_or(shared::people::PeopleSort::Name), ask.query.limit.unwrap_or_default());
    let list = List::new("people", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let among = membership::holding(tx, filter.second_factor)?;
    let rows = queries::page(tx, &filter, among.as_deref(), sort, limit, after)?;
    let role = tx.actor.role;
    let page = list.page(rows, limit, |row| Position::of(row, sort), |row| row.seen_by(role))?;
    Ok(Reply::new(page))
}

pub(super) fn show(ask: &Ask<ReadPerson>, tx: &mut TenantTx<'_>) -> Answered<ReadPerson> {
    let row = ask.read::<PersonRow>(tx, ask.params.id)?;
    let version = row.version;
    Ok(Reply::versioned(row.into_inner().seen_by(tx.actor.role), version))
}

pub(super) fn create(ask: &Ask<CreatePerson>, tx: &mut TenantTx<'_>) -> Answered<CreatePerson> {
    ask.require(tx, Relation::Organisation)?;
    if ask.body.role != Role::Employee {
        tx.require_proof()?;
    }
    let person = changes::create(tx, &ask.origin, &ask.body)?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn edit(ask: &Ask<EditPerson>, tx: &mut TenantTx<'_>) -> Answered<EditPerson> {
    writes::hold_for(tx, &ask.body)?;
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    if lets_somebody_in(&before, &ask.body) {
        tx.require_proof()?;
    }
    let person = changes::edit(tx, &before, &ask.body)?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

/// Whether a change gives somebody else's powers to whoever is meant by it: another role, or the address to which the
/// invitation of an Admin or a Manager goes.
pub(super) fn lets_somebody_in(before: &PersonRow, changes: &PersonChanges) -> bool {
    let is_moved = changes.email.as_deref().is_some_and(|email| email.trim() != before.email);
    changes.role.is_some_and(|role| role != before.role) || (is_moved && before.role != Role::Employee)
}

pub(super) fn deactivate(ask: &Ask<DeactivatePerson>, tx: &mut TenantTx<'_>) -> Answered<DeactivatePerson> {
    writes::hold_admins(tx)?;
    if ask.body.is_some() {
        leaving::may_end(tx)?;
        leaving::hold_reviews(tx, ask.params.id)?;
    }
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    let person = changes::deactivate_with(tx, &before, ask.body.as_ref())?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn reactivate(ask: &Ask<ReactivatePerson>, tx: &mut TenantTx<'_>) -> Answered<ReactivatePerson> {
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    if before.role != Role::Employee {
        tx.require_proof()?;
    }
    let person = changes::reactivate(tx, &before)?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn reporting_lines(ask: &Ask<ListReportingLines>, tx: &mut TenantTx<'_>) -> Answered<ListReportingLines> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    Ok(Reply::new(ReportingLines { items: queries::reporting_lines(tx, person.id)? }))
}
