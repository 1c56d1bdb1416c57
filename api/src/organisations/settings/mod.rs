//! The organisation's settings.

mod queries;

use chrono_tz::Tz;
use diesel::QueryResult;
use shared::{
    access::Relation,
    organisations::{EditOrganisation, ReadOrganisation, WeekStart},
    problem::Code,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    kpis,
};

/// The organisation's name.
pub(crate) fn name(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    Ok(queries::read(tx)?.name)
}

/// Its time zone. Settings take known zones only; one that was dropped since counts as UTC.
pub(crate) fn zone(tx: &mut TenantTx<'_>) -> QueryResult<Tz> {
    Ok(queries::read(tx)?.time_zone.parse().unwrap_or(Tz::UTC))
}

/// The day on which its weeks begin.
pub(crate) fn week_starts_on(tx: &mut TenantTx<'_>) -> QueryResult<WeekStart> {
    Ok(queries::read(tx)?.week_starts_on)
}

pub(super) fn show(_: &Ask<ReadOrganisation>, tx: &mut TenantTx<'_>) -> Answered<ReadOrganisation> {
    let organisation = queries::read(tx)?;
    let version = organisation.version;
    Ok(Reply::versioned(organisation, version))
}

pub(super) fn edit(ask: &Ask<EditOrganisation>, tx: &mut TenantTx<'_>) -> Answered<EditOrganisation> {
    ask.require(tx, Relation::Organisation)?;
    if ask.body.time_zone.as_deref().is_some_and(|zone| zone.parse::<chrono_tz::Tz>().is_err()) {
        return Err(Failure::field("time_zone", "unknown_time_zone"));
    }
    // A session left open isn't enough to ask less of everybody's log-in.
    if ask.body.second_factor.is_some() {
        tx.require_proof()?;
    }
    let before = queries::lock(tx)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::update(tx, &ask.body)?;
    if after.week_starts_on != before.week_starts_on {
        kpis::weeks_anew(tx)?;
    }
    tx.note(Event::new("organisations.edited", tx.actor.org).before(&before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}
