use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*, update as update_row};
use shared::{
    development::{Competency, CompetencyChanges, Expectation, Expected, Framework},
    people::PersonStatus,
    wire::{CompetencyId, TrackId},
};
use uuid::Uuid;

use super::tracks;
use crate::{
    db::{
        TenantTx,
        schema::{competencies::dsl, expected_levels, frameworks, people},
    },
    http::Failure,
};

type Row = (CompetencyId, String, String, Vec<String>, Option<TrackId>, Option<DateTime<Utc>>, i64);

const COLUMNS: (dsl::id, dsl::name, dsl::description, dsl::behaviours, dsl::track_id, dsl::retired_at, dsl::version) =
    (dsl::id, dsl::name, dsl::description, dsl::behaviours, dsl::track_id, dsl::retired_at, dsl::version);

fn shown((id, name, description, behaviours, track_id, retired_at, version): Row) -> Competency {
    Competency { id, name, description, behaviours, track_id, retired: retired_at.is_some(), version }
}

/// The words for the levels; none without a framework.
pub(in crate::development) fn levels(tx: &mut TenantTx<'_>) -> QueryResult<Vec<String>> {
    let found = frameworks::table.find(tx.org()).select(frameworks::levels).first(tx.conn());
    found.optional().map(Option::unwrap_or_default)
}

/// The competencies in use, by name: no more than each track may have.
fn competencies(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Competency>> {
    let in_use = dsl::competencies.filter(dsl::org_id.eq(tx.org()).and(dsl::retired_at.is_null()));
    let rows: Vec<Row> = in_use.order((dsl::name, dsl::id)).limit(1_000).select(COLUMNS).load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// The competencies in use of those for everybody and of this track, by name.
pub(in crate::development) fn competencies_on(
    tx: &mut TenantTx<'_>,
    track: Option<TrackId>,
) -> QueryResult<Vec<Competency>> {
    let mut in_use = dsl::competencies.filter(dsl::org_id.eq(tx.org()).and(dsl::retired_at.is_null())).into_boxed();
    in_use = match track {
        Some(track) => in_use.filter(dsl::track_id.is_null().or(dsl::track_id.eq(track))),
        None => in_use.filter(dsl::track_id.is_null()),
    };
    let rows: Vec<Row> = in_use.order((dsl::name, dsl::id)).limit(100).select(COLUMNS).load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// How many competencies in use are of this track, or for everybody if of none.
pub(super) fn count_of(tx: &mut TenantTx<'_>, track: Option<TrackId>) -> QueryResult<i64> {
    dsl::competencies
        .filter(dsl::org_id.eq(tx.org()).and(dsl::retired_at.is_null()))
        .filter(dsl::track_id.is_not_distinct_from(track.map(|track| track.0)))
        .count()
        .get_result(tx.conn())
}

/// The tracks of these competencies; those of them that are for everybody are passed over.
pub(super) fn tracks_of(tx: &mut TenantTx<'_>, ids: &[CompetencyId]) -> QueryResult<Vec<TrackId>> {
    let named = dsl::competencies
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids.iter().map(|id| id.0))))
        .filter(dsl::track_id.is_not_null());
    let found: Vec<Option<TrackId>> = named.select(dsl::track_id).distinct().load(tx.conn())?;
    Ok(found.into_iter().flatten().collect())
}

/// Those that are used no more, by name; the first 500.
fn retired(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Competency>> {
    let retired = dsl::competencies.filter(dsl::org_id.eq(tx.org()).and(dsl::retired_at.is_not_null()));
    let rows: Vec<Row> = retired.order((dsl::name, dsl::id)).limit(500).select(COLUMNS).load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// The words for the levels and their version, locked; nothing without a framework.
pub(super) fn lock_levels(tx: &mut TenantTx<'_>) -> QueryResult<Option<(Vec<String>, i64)>> {
    let row = frameworks::table.find(tx.org()).select((frameworks::levels, frameworks::version));
    row.for_no_key_update().first(tx.conn()).optional()
}

pub(super) fn set_levels(tx: &mut TenantTx<'_>, levels: &[String]) -> QueryResult<usize> {
    update_row(frameworks::table.find(tx.org()))
        .set((frameworks::levels.eq(levels), frameworks::version.eq(frameworks::version + 1)))
        .execute(tx.conn())
}

pub(super) fn framework(tx: &mut TenantTx<'_>) -> QueryResult<Framework> {
    let words = frameworks::table.find(tx.org()).select((frameworks::levels, frameworks::version));
    let (levels, version) = words.first(tx.conn()).optional()?.unwrap_or_default();
    let (competencies, retired) = (competencies(tx)?, retired(tx)?);
    let rows: Vec<(String, CompetencyId, i32)> = expected_levels::table
        .filter(expected_levels::org_id.eq(tx.org()))
        .order((expected_levels::job_title, expected_levels::competency_id))
        .limit(4_000)
        .select((expected_levels::job_title, expected_levels::competency_id, expected_levels::level))
        .load(tx.conn())?;
    let mut by_job: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    for (job, competency_id, level) in rows {
        by_job.entry(job).or_default().push(Expected { competency_id, level: u8::try_from(level).unwrap_or(1) });
    }
    let mut on = tracks::of_jobs(tx)?;
    for job in on.keys() {
        by_job.entry(job.clone()).or_default();
    }
    let expectation = |(job_title, levels): (String, Vec<Expected>)| {
        let track_id = on.remove(&job_title);
        Expectation { job_title, track_id, levels }
    };
    let expectations = by_job.into_iter().map(expectation).collect();
    let tracks = tracks::all(tx)?;
    let job_titles: Vec<Option<String>> = people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.ne(PersonStatus::Deactivated)))
        .filter(people::job_title.is_not_null())
        .select(people::job_title)
        .distinct()
        .order(people::job_title)
        .limit(200)
        .load(tx.conn())?;
    let job_titles = job_titles.into_iter().flatten().collect();
    Ok(Framework { levels, competencies, retired, tracks, expectations, job_titles, version })
}

/// Whether there was none before.
pub(super) fn begin(tx: &mut TenantTx<'_>, levels: &[String]) -> QueryResult<bool> {
    let made = insert_into(frameworks::table)
        .values((frameworks::org_id.eq(tx.org()), frameworks::levels.eq(levels)))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    Ok(made == 1)
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    name: &str,
    description: &str,
    behaviours: &[&str],
    track: Option<TrackId>,
) -> QueryResult<Competency> {
    insert_into(dsl::competencies)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(Uuid::now_v7()),
            dsl::name.eq(name),
            dsl::description.eq(description),
            dsl::behaviours.eq(behaviours),
            dsl::track_id.eq(track),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

pub(super) fn lock(tx: &mut TenantTx<'_>, id: CompetencyId) -> QueryResult<Option<Competency>> {
    let row = dsl::competencies.find((tx.org(), id.0)).select(COLUMNS).for_no_key_update();
    Ok(row.first(tx.conn()).optional()?.map(shown))
}

pub(super) fn update(tx: &mut TenantTx<'_>, id: CompetencyId, asked: &CompetencyChanges) -> QueryResult<Competency> {
    let retired_at = asked.retired.map(|retired| retired.then(Utc::now));
    let trimmed = |texts: &Vec<String>| texts.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>();
    update_row(dsl::competencies.find((tx.org(), id.0)))
        .set((
            asked.name.as_deref().map(|name| dsl::name.eq(name.trim())),
            asked.description.as_deref().map(|text| dsl::description.eq(text.trim())),
            asked.behaviours.as_ref().map(|texts| dsl::behaviours.eq(trimmed(texts))),
            asked.track_id.asked().map(|track| dsl::track_id.eq(track)),
            retired_at.map(|at| dsl::retired_at.eq(at)),
            dsl::version.eq(dsl::version + 1),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

/// Replaces what a job asks for.
pub(super) fn expect(tx: &mut TenantTx<'_>, asked: &Expectation) -> Result<(), Failure> {
    let (org, job) = (tx.org(), asked.job_title.trim());
    let before = expected_levels::table.filter(expected_levels::org_id.eq(org).and(expected_levels::job_title.eq(job)));
    diesel::delete(before).execute(tx.conn())?;
    let rows: BTreeMap<_, _> = asked.levels.iter().map(|expected| (expected.competency_id, expected.level)).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(competency, level)| {
            (
                expected_levels::org_id.eq(org),
                expected_levels::job_title.eq(job),
                expected_levels::competency_id.eq(competency),
                expected_levels::level.eq(i32::from(level)),
            )
        })
        .collect();
    insert_into(expected_levels::table).values(rows).execute(tx.conn())?;
    Ok(())
}
