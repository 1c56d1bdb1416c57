//! Periods: named spans of time that goals belong to.

mod queries;

pub(crate) use queries::all;

use shared::{
    access::Relation,
    organisations::{CreatePeriod, DeletePeriod, EditPeriod, ListPeriods, NewPeriod, Period, Periods},
    wire::PeriodId,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn list(_: &Ask<ListPeriods>, tx: &mut TenantTx<'_>) -> Answered<ListPeriods> {
    Ok(Reply::new(Periods { items: queries::all(tx)? }))
}

pub(super) fn create(ask: &Ask<CreatePeriod>, tx: &mut TenantTx<'_>) -> Answered<CreatePeriod> {
    ask.require(tx, Relation::Organisation)?;
    let period = insert(tx, &ask.body)?;
    let version = period.version;
    Ok(Reply::versioned(period, version))
}

/// Adds a period.
pub(crate) fn add(tx: &mut TenantTx<'_>, new: &NewPeriod) -> Result<PeriodId, Failure> {
    insert(tx, new).map(|period| period.id)
}

fn insert(tx: &mut TenantTx<'_>, new: &NewPeriod) -> Result<Period, Failure> {
    let period = queries::insert(tx, new)?;
    tx.note(Event::new("periods.created", period.id).after(&period))?;
    Ok(period)
}

pub(super) fn edit(ask: &Ask<EditPeriod>, tx: &mut TenantTx<'_>) -> Answered<EditPeriod> {
    let before = ask.change::<queries::PeriodRow>(tx, ask.params.id)?;
    let period = queries::update(tx, &before, &ask.body)?;
    tx.note(Event::new("periods.edited", period.id).before(&before.0).after(&period))?;
    let version = period.version;
    Ok(Reply::versioned(period, version))
}

pub(super) fn delete(ask: &Ask<DeletePeriod>, tx: &mut TenantTx<'_>) -> Answered<DeletePeriod> {
    let period = ask.change::<queries::PeriodRow>(tx, ask.params.id)?;
    queries::delete(tx, &period)?;
    tx.note(Event::new("periods.deleted", PeriodId::from(period.0.id.0)).before(&period.0))?;
    Ok(Reply::new(()))
}
