use shared::{
    access::{Relation, Role},
    notifications::NoticeKind,
    people::{
        CreatePerson, DeactivatePerson, EditPerson, ListPeople, ListReportingLines, PeopleFilter, Person,
        PersonChanges, ReactivatePerson, ReadPerson, ReportingLines,
    },
    problem::Code,
    wire::PersonId,
};

use super::{
    leaving::{Leaving, pass_proposals_on},
    membership,
    queries::{self, Position},
    rows::PersonRow,
    writes,
};
use crate::{
    accounts,
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
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
    let id = writes::insert(tx, &ask.body)?;
    let mut person = current(tx, id)?;
    tx.note(Event::new("people.created", id).after(&person))?;
    tell_of_manager(tx, &person)?;
    if ask.body.invite {
        accounts::invite(tx, &ask.origin, id)?;
        person = current(tx, id)?;
    }
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn edit(ask: &Ask<EditPerson>, tx: &mut TenantTx<'_>) -> Answered<EditPerson> {
    writes::hold_for(tx, &ask.body)?;
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    if lets_somebody_in(&before, &ask.body) {
        tx.require_proof()?;
    }
    writes::update_person(tx, &before, &ask.body)?;
    let person = noted(tx, "people.edited", &before)?;
    let manager = person.manager.as_ref().map(|manager| manager.id);
    if manager != before.manager_id {
        tell_of_manager(tx, &person)?;
        pass_proposals_on(tx, person.id, manager)?;
    }
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

/// Whether a change gives somebody else's powers to whoever is meant by it: another role, or the address to which the
/// invitation of an Admin or a Manager goes.
fn lets_somebody_in(before: &PersonRow, changes: &PersonChanges) -> bool {
    let is_moved = changes.email.as_deref().is_some_and(|email| email.trim() != before.email);
    changes.role.is_some_and(|role| role != before.role) || (is_moved && before.role != Role::Employee)
}

pub(super) fn deactivate(ask: &Ask<DeactivatePerson>, tx: &mut TenantTx<'_>) -> Answered<DeactivatePerson> {
    writes::hold_admins(tx)?;
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    let leaving = Leaving::of(tx, vec![before.id])?;
    writes::deactivate(tx, &before)?;
    leaving.close_requests(tx)?;
    let person = noted(tx, "people.deactivated", &before)?;
    leaving.hand_over(tx)?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn reactivate(ask: &Ask<ReactivatePerson>, tx: &mut TenantTx<'_>) -> Answered<ReactivatePerson> {
    let before = ask.change::<PersonRow>(tx, ask.params.id)?;
    if before.role != Role::Employee {
        tx.require_proof()?;
    }
    writes::reactivate(tx, &before)?;
    let person = noted(tx, "people.reactivated", &before)?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) fn reporting_lines(ask: &Ask<ListReportingLines>, tx: &mut TenantTx<'_>) -> Answered<ListReportingLines> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    Ok(Reply::new(ReportingLines { items: queries::reporting_lines(tx, person.id)? }))
}

/// Each of the two learns that one reports to the other now.
fn tell_of_manager(tx: &mut TenantTx<'_>, person: &Person) -> Result<(), Failure> {
    let Some(manager) = person.manager.as_ref().map(|manager| manager.id) else {
        return Ok(());
    };
    tell(tx, NoticeKind::ReportGained, person.id, &[manager])?;
    tell(tx, NoticeKind::ManagerChanged, manager, &[person.id])
}

/// The person as they are now, after noting what they were.
fn noted(tx: &mut TenantTx<'_>, kind: &'static str, before: &PersonRow) -> Result<Person, Failure> {
    let person = current(tx, before.id)?;
    let before = before.clone().seen_by(tx.actor.role);
    tx.note(Event::new(kind, person.id).before(&before).after(&person))?;
    Ok(person)
}

fn current(tx: &mut TenantTx<'_>, id: PersonId) -> Result<Person, Failure> {
    let row = PersonRow::find(tx, id)?.ok_or(Code::NotFound)?;
    Ok(row.seen_by(tx.actor.role))
}
