//! Tracks: kinds of work with competencies of their own. A person is on the track of their job, if it is on one.

mod queries;

use shared::{
    access::Relation,
    development::{CreateTrack, DeleteTrack, EditTrack, Track},
    operation::{Answer, Operation},
    problem::{Code, Problem},
};

use super::{none_yet, queries::lock_levels};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) use queries::{all, ask_no_others, of_jobs, put};
pub(in crate::development) use queries::{is_of_another, of_job};

/// More tracks than an organisation has.
const MOST: usize = 20;

pub(in crate::development) fn create(ask: &Ask<CreateTrack>, tx: &mut TenantTx<'_>) -> Answered<CreateTrack> {
    ask.require(tx, Relation::Organisation)?;
    // Locked, so that two at once don't both pass.
    if lock_levels(tx)?.is_none() {
        return Err(none_yet());
    }
    if queries::all(tx)?.len() >= MOST {
        return Err(Problem::new(Code::Conflict).because("there are 20 tracks; remove some first").into());
    }
    let track = queries::insert(tx, ask.body.name.trim())?;
    tx.note(Event::new("tracks.created", track.id).after(&track))?;
    versioned(track)
}

pub(in crate::development) fn edit(ask: &Ask<EditTrack>, tx: &mut TenantTx<'_>) -> Answered<EditTrack> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::rename(tx, &before, ask.body.name.trim())?;
    tx.note(Event::new("tracks.edited", after.id).before(&before).after(&after))?;
    versioned(after)
}

pub(in crate::development) fn delete(ask: &Ask<DeleteTrack>, tx: &mut TenantTx<'_>) -> Answered<DeleteTrack> {
    ask.require(tx, Relation::Organisation)?;
    // Locked before it is counted, so that no competency comes to it meanwhile.
    lock_levels(tx)?;
    let track = queries::lock(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != track.version) {
        return Err(Code::VersionMismatch.into());
    }
    if queries::has_competencies(tx, &track)? {
        let because = "competencies are of it, in use or retired; move them first";
        return Err(Problem::new(Code::Conflict).because(because).into());
    }
    queries::delete(tx, &track)?;
    tx.note(Event::new("tracks.deleted", track.id).before(&track))?;
    Ok(Reply::new(()))
}

fn versioned<O>(track: Track) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = Track>,
{
    let version = track.version;
    Ok(Reply::versioned(track, version))
}
