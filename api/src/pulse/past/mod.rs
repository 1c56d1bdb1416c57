//! Waves that the demo organisation lived through, by the same opening and the same close as all others.

mod queries;

use chrono::NaiveDate;
use shared::{
    pulse::{Answer, NewPulse, PulseFilter, PulseState, Sheet},
    wire::{Limit, PersonId, PulseGroupId, PulseId},
};

use super::{ballots, closing, opening, queries as pulses, writes};
use crate::{db::TenantTx, http::Failure, sealed::Sealer};

/// What somebody answers; nothing if they stay silent.
pub(crate) type Voice<'v> = &'v dyn Fn(PersonId) -> Option<Vec<Answer>>;

/// A draft.
pub(crate) fn draft(tx: &mut TenantTx<'_>, new: &NewPulse) -> Result<PulseId, Failure> {
    Ok(writes::insert(tx, new)?)
}

/// Opens a pulse on a day of the past, lets people answer, closes it on another day, and gives the wave after it, if
/// it comes again.
pub(crate) fn live_through(
    tx: &mut TenantTx<'_>,
    sealer: &Sealer,
    id: PulseId,
    (opened, closed): (NaiveDate, NaiveDate),
    voice: Voice<'_>,
) -> Result<Option<PulseId>, Failure> {
    let org = tx.org();
    opening::open(tx.conn(), org, sealer, opened, id)?;
    let sheets = answered(tx, id, voice)?;
    let pulse = pulses::kept(tx.conn(), org, id)?;
    closing::finish(tx.conn(), org, &pulse, &sheets, closed)?;
    let filter = PulseFilter { state: Some(PulseState::Scheduled), ..PulseFilter::default() };
    let next = pulses::page(tx, &filter, Limit::default(), None)?;
    Ok(next.into_iter().find(|next| next.series_id == pulse.series_id).map(|next| next.id))
}

/// Opens a pulse today and lets some answer already.
pub(crate) fn begin(tx: &mut TenantTx<'_>, sealer: &Sealer, id: PulseId, voice: Voice<'_>) -> Result<(), Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    opening::open(tx.conn(), org, sealer, today, id)?;
    for (group, sheet) in answered(tx, id, voice)? {
        let sealed = ballots::sealed(sealer, org, id, &sheet)?;
        queries::cast(tx, id, group, &sealed)?;
    }
    Ok(())
}

fn answered(tx: &mut TenantTx<'_>, id: PulseId, voice: Voice<'_>) -> Result<Vec<(PulseGroupId, Sheet)>, Failure> {
    let invited = queries::invited(tx, id)?;
    let said = invited.into_iter().filter_map(|(person, group)| Some((person, group, voice(person)?)));
    let said: Vec<_> = said.collect();
    queries::mark(tx, id, &said.iter().map(|(person, ..)| *person).collect::<Vec<_>>())?;
    Ok(said.into_iter().map(|(_, group, answers)| (group, Sheet { answers })).collect())
}
