//! The ladder: levels, competencies, and what jobs ask for.

pub(crate) mod library;
mod queries;
pub(super) mod tracks;

use shared::{
    access::{Relation, can},
    development::{
        AdoptFramework, Competency, CreateCompetency, EditCompetency, EditFramework, Framework, MANAGE, ReadFramework,
        SetExpectations,
    },
    problem::{Code, Problem},
    wire::{Patch, TrackId},
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) use queries::{competencies_on, levels};

/// More competencies of one track than anybody keeps apart.
const MOST: i64 = 40;

pub(super) fn show(_: &Ask<ReadFramework>, tx: &mut TenantTx<'_>) -> Answered<ReadFramework> {
    whole(tx)
}

pub(super) fn adopt(ask: &Ask<AdoptFramework>, tx: &mut TenantTx<'_>) -> Answered<AdoptFramework> {
    ask.require(tx, Relation::Organisation)?;
    let usual = || library::LEVELS.map(str::to_owned).to_vec();
    let levels = ask.body.levels.clone().unwrap_or_else(usual);
    let begun = queries::begin(tx, &levels)?;
    if !begun {
        return Err(Problem::new(Code::Conflict)
            .because("there is a framework already; change its competencies")
            .into());
    }
    for (name, description, behaviours) in library::COMPETENCIES {
        let behaviours: Vec<&str> = behaviours.to_vec();
        queries::insert(tx, name, description, &behaviours, None)?;
    }
    tx.note(Event::general("frameworks.adopted").after(&levels))?;
    whole(tx)
}

pub(super) fn rename(ask: &Ask<EditFramework>, tx: &mut TenantTx<'_>) -> Answered<EditFramework> {
    ask.require(tx, Relation::Organisation)?;
    let Some((before, version)) = queries::lock_levels(tx)? else { return Err(none_yet()) };
    if ask.version.is_some_and(|known| known != version) {
        return Err(Code::VersionMismatch.into());
    }
    let after: Vec<String> = ask.body.levels.iter().map(|word| word.trim().to_owned()).collect();
    if after.len() != before.len() {
        return Err(Failure::field("levels", "one_for_each_level"));
    }
    queries::set_levels(tx, &after)?;
    tx.note(Event::general("frameworks.edited").before(&before).after(&after))?;
    whole(tx)
}

pub(super) fn create(ask: &Ask<CreateCompetency>, tx: &mut TenantTx<'_>) -> Answered<CreateCompetency> {
    ask.require(tx, Relation::Organisation)?;
    check_behaviours(tx, &ask.body.behaviours)?;
    refuse_more(tx, ask.body.track_id)?;
    let behaviours: Vec<&str> = ask.body.behaviours.iter().map(|text| text.trim()).collect();
    let made = queries::insert(tx, ask.body.name.trim(), ask.body.description.trim(), &behaviours, ask.body.track_id)?;
    tx.note(Event::new("competencies.created", made.id).after(&made))?;
    versioned(made)
}

pub(super) fn edit(ask: &Ask<EditCompetency>, tx: &mut TenantTx<'_>) -> Answered<EditCompetency> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    if let Some(behaviours) = &ask.body.behaviours {
        check_behaviours(tx, behaviours)?;
    }
    let track = ask.body.track_id.apply(before.track_id);
    let in_use = !ask.body.retired.unwrap_or(before.retired);
    if in_use && (before.retired || track != before.track_id) {
        refuse_more(tx, track)?;
    }
    let after = queries::update(tx, before.id, &ask.body)?;
    if let (Patch::Set(track), true) = (ask.body.track_id, after.track_id != before.track_id) {
        tracks::ask_no_others(tx, after.id, track)?;
    }
    tx.note(Event::new("competencies.edited", after.id).before(&before).after(&after))?;
    versioned(after)
}

pub(super) fn expect(ask: &Ask<SetExpectations>, tx: &mut TenantTx<'_>) -> Answered<SetExpectations> {
    ask.require(tx, Relation::Organisation)?;
    let most = queries::levels(tx)?.len();
    if ask.body.levels.iter().any(|expected| usize::from(expected.level) > most) {
        return Err(Failure::field("levels", "out_of_range"));
    }
    // Held, so that no competency goes to another track meanwhile.
    queries::lock_levels(tx)?;
    let asked: Vec<_> = ask.body.levels.iter().map(|expected| expected.competency_id).collect();
    if queries::tracks_of(tx, &asked)?.into_iter().any(|track| Some(track) != ask.body.track_id) {
        return Err(Failure::field("levels", "other_track"));
    }
    tracks::put(tx, ask.body.job_title.trim(), ask.body.track_id)?;
    queries::expect(tx, &ask.body)?;
    tx.note(Event::general("frameworks.expectations_set").after(&ask.body))?;
    whole(tx)
}

/// The framework as the actor gets it: what is used no more, only those who can bring it back.
fn whole<O>(tx: &mut TenantTx<'_>) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = Framework>,
{
    let mut framework = queries::framework(tx)?;
    if !can(tx.actor.role, &MANAGE, Relation::Organisation) {
        framework.retired.clear();
    }
    let version = framework.version;
    Ok(Reply::versioned(framework, version))
}

/// Refuses another competency of a track, or for everybody, where there are enough; the framework is locked, so that two
/// at once don't pass both.
fn refuse_more(tx: &mut TenantTx<'_>, track: Option<TrackId>) -> Result<(), Failure> {
    queries::lock_levels(tx)?;
    if queries::count_of(tx, track)? < MOST {
        return Ok(());
    }
    Err(Problem::new(Code::Conflict).because("there are 40 competencies; retire some first").into())
}

fn none_yet() -> Failure {
    Problem::new(Code::Conflict).because("adopt a framework first: it brings the levels").into()
}

fn check_behaviours(tx: &mut TenantTx<'_>, behaviours: &[String]) -> Result<(), Failure> {
    let levels = queries::levels(tx)?;
    if levels.is_empty() {
        return Err(none_yet());
    }
    if behaviours.len() == levels.len() { Ok(()) } else { Err(Failure::field("behaviours", "one_for_each_level")) }
}

fn versioned<O>(competency: Competency) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = Competency>,
{
    let version = competency.version;
    Ok(Reply::versioned(competency, version))
}
