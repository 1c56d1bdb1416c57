//! Company values.

mod queries;

use shared::{
    access::Relation,
    feedback::{CompanyValues, CreateCompanyValue, EditCompanyValue, ListCompanyValues},
    problem::Code,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn list(_: &Ask<ListCompanyValues>, tx: &mut TenantTx<'_>) -> Answered<ListCompanyValues> {
    Ok(Reply::new(CompanyValues { items: queries::all(tx)? }))
}

pub(super) fn create(ask: &Ask<CreateCompanyValue>, tx: &mut TenantTx<'_>) -> Answered<CreateCompanyValue> {
    ask.require(tx, Relation::Organisation)?;
    let value = queries::insert(tx, &ask.body)?;
    tx.note(Event::new("company_values.created", value.id).after(&value))?;
    let version = value.version;
    Ok(Reply::versioned(value, version))
}

pub(super) fn edit(ask: &Ask<EditCompanyValue>, tx: &mut TenantTx<'_>) -> Answered<EditCompanyValue> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::update(tx, &before, &ask.body)?;
    tx.note(Event::new("company_values.edited", after.id).before(&before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}
