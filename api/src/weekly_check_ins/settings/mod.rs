//! How the organisation checks in by the week.

mod queries;

use shared::{
    access::Relation,
    problem::Code,
    weekly_check_ins::{EditWeeklySettings, ReadWeeklySettings},
};

pub(super) use self::queries::{USUALLY_DUE, USUALLY_ENABLED, read};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(_: &Ask<ReadWeeklySettings>, tx: &mut TenantTx<'_>) -> Answered<ReadWeeklySettings> {
    let settings = queries::read(tx)?;
    let version = settings.version;
    Ok(Reply::versioned(settings, version))
}

pub(super) fn edit(ask: &Ask<EditWeeklySettings>, tx: &mut TenantTx<'_>) -> Answered<EditWeeklySettings> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::update(tx, &ask.body)?;
    tx.note(Event::new("weekly_settings.edited", tx.actor.org).before(&before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}
