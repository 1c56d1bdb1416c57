use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, not},
    insert_into,
    pg::Pg,
    prelude::*,
    select, update,
};
use shared::{
    goals::{
        Blocker, BlockerKind, CheckIn, NewCheckIn, Source,
        rules::kinds::{CheckInStatus, KeyResultKind, ObjectiveState},
    },
    people::PersonRef,
    wire::{CheckInId, KeyResultId, Limit, MilestoneId, PersonId},
};
use uuid::Uuid;

use super::KeyResultRow;
use crate::{
    db::{
        TenantTx,
        schema::{check_ins, check_ins::dsl, key_results, milestones, people},
    },
    goals::recompute::stored,
    http::Failure,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = check_ins)]
struct Row {
    id: CheckInId,
    key_result_id: KeyResultId,
    as_of: NaiveDate,
    value: f64,
    status: CheckInStatus,
    confidence: Option<i16>,
    comment: String,
    blocker_kind: Option<BlockerKind>,
    blocker_owner_id: Option<PersonId>,
    blocker_next_step: Option<String>,
    links: Vec<String>,
    source: Source,
    supersedes_id: Option<CheckInId>,
    author_id: PersonId,
    created_at: DateTime<Utc>,
}

/// With the author's name, what supersedes it, and the name of who can clear what is in the way.
type Loaded = (Row, String, Option<CheckInId>, Option<String>);

/// One row more than the page holds, latest day first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    key_result: KeyResultId,
    limit: Limit,
    after: Option<(NaiveDate, CheckInId)>,
) -> QueryResult<Vec<CheckIn>> {
    let later = diesel::alias!(check_ins as later);
    let superseded_by = later
        .filter(later.field(dsl::org_id).eq(dsl::org_id))
        .filter(later.field(dsl::supersedes_id).eq(dsl::id.nullable()))
        .select(later.field(dsl::id))
        .single_value();
    let clears = diesel::alias!(people as clears);
    let clears = clears
        .filter(clears.field(people::org_id).eq(dsl::org_id))
        .filter(clears.field(people::id).nullable().eq(dsl::blocker_owner_id))
        .select(clears.field(people::name))
        .single_value();
    let mut query = check_ins::table
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::key_result_id.eq(key_result.0)))
        .into_boxed::<Pg>();
    if let Some((as_of, id)) = after {
        query = query.filter(dsl::as_of.lt(as_of).or(dsl::as_of.eq(as_of).and(dsl::id.lt(id.0))));
    }
    let rows: Vec<Loaded> = query
        .order((dsl::as_of.desc(), dsl::id.desc()))
        .limit(limit.get() + 1)
        .select((Row::as_select(), people::name, superseded_by, clears))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// Whether a check-in belongs to a key result.
pub(super) fn is_of(tx: &mut TenantTx<'_>, id: CheckInId, key_result: KeyResultId) -> QueryResult<bool> {
    let row = dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)).and(dsl::key_result_id.eq(key_result.0));
    select(exists(check_ins::table.filter(row))).get_result(tx.conn())
}

/// Writes one down; nothing supersedes it yet.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    key_result: &KeyResultRow,
    source: Source,
    as_of: NaiveDate,
    value: f64,
    done: &[MilestoneId],
    new: &NewCheckIn,
) -> QueryResult<CheckIn> {
    // What the calendar brings is nobody's doing; whose key result it is answers for it.
    let author = Some(tx.actor.person).filter(|actor| !actor.0.is_nil()).unwrap_or(key_result.owner_id);
    let author_name = people::table.find((tx.org(), author.0)).select(people::name).single_value().assume_not_null();
    let blocker = new.blocker.as_ref();
    let clears = blocker.and_then(|blocker| blocker.owner_id).map_or(Uuid::nil(), |person| person.0);
    let clears = people::table.find((tx.org(), clears)).select(people::name).single_value();
    let (row, author_name, clears) = insert_into(check_ins::table)
        .values((
            (
                dsl::org_id.eq(tx.org()),
                dsl::id.eq(CheckInId(Uuid::now_v7())),
                dsl::key_result_id.eq(key_result.id),
                dsl::as_of.eq(as_of),
                dsl::value.eq(value),
                dsl::milestones_done.eq(done),
                dsl::status.eq(new.status),
                dsl::confidence.eq(new.confidence.map(i16::from)),
            ),
            dsl::comment.eq(new.comment.trim()),
            dsl::blocker_kind.eq(blocker.map(|blocker| blocker.kind)),
            dsl::blocker_owner_id.eq(blocker.and_then(|blocker| blocker.owner_id)),
            dsl::blocker_next_step.eq(blocker.map(|blocker| blocker.next_step.trim())),
            dsl::links.eq(&new.links),
            dsl::source.eq(source),
            dsl::supersedes_id.eq(new.supersedes_id),
            dsl::author_id.eq(author),
        ))
        .returning((Row::as_returning(), author_name, clears))
        .get_result(tx.conn())?;
    Ok(shown((row, author_name, None, clears)))
}

/// Gives the key result the value of the latest check-in that stands: by the day it speaks of, then by
/// when it became known.
pub(super) fn apply_latest(
    tx: &mut TenantTx<'_>,
    row: &KeyResultRow,
    state: ObjectiveState,
    starts_on: NaiveDate,
) -> Result<(), Failure> {
    let org = tx.org();
    let later = diesel::alias!(check_ins as later);
    let superseded =
        later.filter(later.field(dsl::org_id).eq(org)).filter(later.field(dsl::supersedes_id).eq(dsl::id.nullable()));
    let latest: Option<(NaiveDate, f64, CheckInStatus, Vec<Uuid>)> = check_ins::table
        .filter(dsl::org_id.eq(org).and(dsl::key_result_id.eq(row.id.0)))
        .filter(not(exists(superseded)))
        .order((dsl::as_of.desc(), dsl::id.desc()))
        .select((dsl::as_of, dsl::value, dsl::status, dsl::milestones_done))
        .first(tx.conn())
        .optional()?;
    let Some((as_of, value, status, done)) = latest else {
        return Ok(());
    };
    let progress = match row.kind {
        KeyResultKind::Milestone => Some(value),
        _ => row.measure().check().ok().map(|yardstick| yardstick.progress(value)),
    };
    let row = KeyResultRow { last_on: Some(as_of), last_status: Some(status), ..row.clone() };
    let timeline = row.timeline_in(state, starts_on, tx.calendar.check_in_days);
    let (days, statuses) = stored(&timeline);
    update(key_results::table.find((org, row.id.0)))
        .set((
            key_results::value.eq(Some(value)),
            key_results::progress.eq(progress),
            key_results::last_on.eq(row.last_on),
            key_results::last_status.eq(row.last_status),
            key_results::status_from.eq(days),
            key_results::status_then.eq(statuses),
            key_results::version.eq(key_results::version + 1),
        ))
        .execute(tx.conn())?;
    if row.kind == KeyResultKind::Milestone {
        let steps = milestones::table.filter(milestones::org_id.eq(org).and(milestones::key_result_id.eq(row.id.0)));
        update(steps).set(milestones::done.eq(milestones::id.eq_any(done))).execute(tx.conn())?;
    }
    Ok(())
}

fn shown((row, author, superseded_by, clears): Loaded) -> CheckIn {
    let blocker = row.blocker_kind.zip(row.blocker_next_step).map(|(kind, next_step)| Blocker {
        kind,
        owner_id: row.blocker_owner_id,
        next_step,
    });
    CheckIn {
        id: row.id,
        key_result_id: row.key_result_id,
        as_of: row.as_of,
        value: row.value,
        status: row.status,
        confidence: row.confidence.and_then(|confidence| u8::try_from(confidence).ok()),
        comment: row.comment,
        blocker,
        blocker_owner: row.blocker_owner_id.zip(clears).map(|(id, name)| PersonRef { id, name }),
        links: row.links,
        author: PersonRef { id: row.author_id, name: author },
        source: row.source,
        created_at: row.created_at,
        supersedes_id: row.supersedes_id,
        superseded_by,
    }
}
