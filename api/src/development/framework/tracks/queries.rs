use std::collections::HashMap;

use diesel::{dsl::exists, insert_into, prelude::*, select, update};
use shared::{
    development::Track,
    wire::{CompetencyId, TrackId},
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{competencies, expected_levels, track_jobs, tracks},
};

type Row = (TrackId, String, i64);

const COLUMNS: (tracks::id, tracks::name, tracks::version) = (tracks::id, tracks::name, tracks::version);

fn shown((id, name, version): Row) -> Track {
    Track { id, name, version }
}

/// The organisation's tracks, by name.
pub(in crate::development::framework) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Track>> {
    let rows: Vec<Row> = tracks::table
        .filter(tracks::org_id.eq(tx.org()))
        .order((tracks::name, tracks::id))
        .limit(100)
        .select(COLUMNS)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// The track of each job that is on one; the first 4,000.
pub(in crate::development::framework) fn of_jobs(tx: &mut TenantTx<'_>) -> QueryResult<HashMap<String, TrackId>> {
    let rows: Vec<(String, TrackId)> = track_jobs::table
        .filter(track_jobs::org_id.eq(tx.org()))
        .order(track_jobs::job_title)
        .limit(4_000)
        .select((track_jobs::job_title, track_jobs::track_id))
        .load(tx.conn())?;
    Ok(rows.into_iter().collect())
}

/// The track that a job is on.
pub(in crate::development) fn of_job(tx: &mut TenantTx<'_>, job: Option<&str>) -> QueryResult<Option<Track>> {
    let Some(job) = job else { return Ok(None) };
    let row: Option<Row> = tracks::table
        .inner_join(
            track_jobs::table.on(track_jobs::org_id.eq(tracks::org_id).and(track_jobs::track_id.eq(tracks::id))),
        )
        .filter(track_jobs::org_id.eq(tx.org()).and(track_jobs::job_title.eq(job)))
        .select(COLUMNS)
        .first(tx.conn())
        .optional()?;
    Ok(row.map(shown))
}

/// Whether a competency is of a track, and of another than this one.
pub(in crate::development) fn is_of_another(
    tx: &mut TenantTx<'_>,
    competency: CompetencyId,
    track: Option<TrackId>,
) -> QueryResult<bool> {
    let row = competencies::table.find((tx.org(), competency.0)).select(competencies::track_id);
    let found: Option<Option<TrackId>> = row.first(tx.conn()).optional()?;
    Ok(found.flatten().is_some_and(|of| Some(of) != track))
}

pub(super) fn insert(tx: &mut TenantTx<'_>, name: &str) -> QueryResult<Track> {
    insert_into(tracks::table)
        .values((tracks::org_id.eq(tx.org()), tracks::id.eq(Uuid::now_v7()), tracks::name.eq(name)))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

pub(super) fn lock(tx: &mut TenantTx<'_>, id: TrackId) -> QueryResult<Option<Track>> {
    let row = tracks::table.find((tx.org(), id.0)).select(COLUMNS).for_no_key_update();
    Ok(row.first(tx.conn()).optional()?.map(shown))
}

pub(super) fn rename(tx: &mut TenantTx<'_>, before: &Track, name: &str) -> QueryResult<Track> {
    update(tracks::table.find((tx.org(), before.id.0)))
        .set((tracks::name.eq(name), tracks::version.eq(tracks::version + 1)))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

/// Whether competencies are of a track, in use or retired.
pub(super) fn has_competencies(tx: &mut TenantTx<'_>, of: &Track) -> QueryResult<bool> {
    let its = competencies::org_id.eq(tx.org()).and(competencies::track_id.eq(of.id));
    select(exists(competencies::table.filter(its))).get_result(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, track: &Track) -> QueryResult<usize> {
    let on_it = track_jobs::org_id.eq(tx.org()).and(track_jobs::track_id.eq(track.id));
    diesel::delete(track_jobs::table.filter(on_it)).execute(tx.conn())?;
    diesel::delete(tracks::table.find((tx.org(), track.id.0))).execute(tx.conn())
}

/// Puts a job on a track, or takes it off the one it is on.
pub(in crate::development::framework) fn put(
    tx: &mut TenantTx<'_>,
    job: &str,
    track: Option<TrackId>,
) -> QueryResult<usize> {
    let org = tx.org();
    let Some(track) = track else {
        return diesel::delete(track_jobs::table.find((org, job))).execute(tx.conn());
    };
    insert_into(track_jobs::table)
        .values((track_jobs::org_id.eq(org), track_jobs::job_title.eq(job), track_jobs::track_id.eq(track)))
        .on_conflict((track_jobs::org_id, track_jobs::job_title))
        .do_update()
        .set(track_jobs::track_id.eq(track))
        .execute(tx.conn())
}

/// Has no job ask for a competency any more that isn't on its track.
pub(in crate::development::framework) fn ask_no_others(
    tx: &mut TenantTx<'_>,
    competency: CompetencyId,
    track: TrackId,
) -> QueryResult<usize> {
    let org = tx.org();
    let on_it = track_jobs::table
        .filter(track_jobs::org_id.eq(org).and(track_jobs::track_id.eq(track)))
        .select(track_jobs::job_title);
    let asked = expected_levels::org_id.eq(org).and(expected_levels::competency_id.eq(competency));
    diesel::delete(expected_levels::table.filter(asked.and(expected_levels::job_title.ne_all(on_it))))
        .execute(tx.conn())
}
