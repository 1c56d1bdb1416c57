use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::{
    PgConnection, delete,
    dsl::{min, now},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Time, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    notifications::Notice,
    wire::{NoticeId, PersonId},
};
use uuid::Uuid;

use super::super::rows::NoticeRow;
use crate::db::{
    TenantTx,
    schema::{notice_letters, notice_mails, notice_rounds, notices, people},
};

/// Readers and notices that one round takes at most; the next begins at once.
pub(super) const MOST_READERS: usize = 200;
const MOST_NOTICES: i64 = 200;
/// How long a notice is kept.
const KEPT: TimeDelta = TimeDelta::days(400);

/// An organisation that somebody looks after, until when.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(super) struct Round {
    #[diesel(sql_type = SqlUuid)]
    pub org_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    due_at: DateTime<Utc>,
}

/// Gives every organisation its rounds.
pub(super) fn enrol(conn: &mut PgConnection) -> QueryResult<usize> {
    sql_query(
        "INSERT INTO notice_rounds (org_id) SELECT o.org_id FROM organisations o
         WHERE NOT EXISTS (SELECT FROM notice_rounds r WHERE r.org_id = o.org_id) ON CONFLICT DO NOTHING",
    )
    .execute(conn)
}

/// Takes the organisation that has been due longest; nobody else takes it for three minutes.
pub(super) fn take(conn: &mut PgConnection) -> QueryResult<Option<Round>> {
    sql_query(
        "UPDATE notice_rounds r SET due_at = now() + interval '3 minutes'
         FROM (SELECT d.org_id FROM notice_rounds d WHERE d.due_at <= now()
               ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE r.org_id = due.org_id RETURNING r.org_id, r.due_at",
    )
    .get_result(conn)
    .optional()
}

/// Leaves an organisation until `next`, unless something happened in it meanwhile.
pub(super) fn finish(conn: &mut PgConnection, round: &Round, next: DateTime<Utc>) -> QueryResult<()> {
    let taken = notice_rounds::table.find(round.org_id).filter(notice_rounds::due_at.eq(round.due_at));
    update(taken).set(notice_rounds::due_at.eq(next)).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Clock {
    #[diesel(sql_type = Time)]
    time: NaiveTime,
}

/// Has the round come now, for all that waits: the organisation's clock was put forward.
pub(crate) fn call(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let org = tx.org();
    update(notice_mails::table.filter(notice_mails::org_id.eq(org)))
        .set(notice_mails::due_at.eq(now))
        .execute(tx.conn())?;
    insert_into(notice_rounds::table)
        .values((notice_rounds::org_id.eq(org), notice_rounds::due_at.eq(now)))
        .on_conflict(notice_rounds::org_id)
        .do_update()
        .set(notice_rounds::due_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// What the organisation's clock says. In a sandbox it is always day: whoever puts its clock forward waits for no morning.
pub(super) fn local_hour(tx: &mut TenantTx<'_>) -> QueryResult<NaiveTime> {
    const CLOCK: &str =
        "SELECT CASE WHEN o.sandbox_of IS NULL THEN (now() AT TIME ZONE o.time_zone)::time ELSE time '12:00' END AS time
         FROM organisations o WHERE o.org_id = $1";
    let clock = sql_query(CLOCK).bind::<SqlUuid, _>(tx.org()).get_result::<Clock>(tx.conn())?;
    Ok(clock.time)
}

/// Whether nobody has reminded for this day yet.
pub(super) fn is_unreminded(tx: &mut TenantTx<'_>, today: NaiveDate) -> QueryResult<bool> {
    use notice_rounds::dsl;
    let not_yet = dsl::reminded_on.is_null().or(dsl::reminded_on.lt(today));
    diesel::select(diesel::dsl::exists(dsl::notice_rounds.find(tx.org()).filter(not_yet))).get_result(tx.conn())
}

/// All was reminded of that this day asks for.
pub(super) fn reminded(tx: &mut TenantTx<'_>, today: NaiveDate) -> QueryResult<()> {
    use notice_rounds::dsl;
    update(dsl::notice_rounds.find(tx.org())).set(dsl::reminded_on.eq(today)).execute(tx.conn())?;
    Ok(())
}

/// Forgets notices of long ago, read or not.
pub(super) fn sweep(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    use notices::dsl;
    let old = dsl::org_id.eq(tx.org()).and(dsl::created_at.lt(Utc::now() - KEPT));
    delete(dsl::notices.filter(old)).execute(tx.conn())?;
    Ok(())
}

/// For whom something is to be decided, whoever waits longest first.
pub(super) fn readers(tx: &mut TenantTx<'_>) -> QueryResult<Vec<PersonId>> {
    use notice_mails::dsl;
    dsl::notice_mails
        .filter(dsl::org_id.eq(tx.org()).and(dsl::due_at.le(now)))
        .group_by(dsl::person_id)
        .order((min(dsl::due_at), dsl::person_id))
        .select(dsl::person_id)
        .limit(i64::try_from(MOST_READERS).unwrap_or(i64::MAX))
        .load(tx.conn())
}

/// What waits for the actor, what is due longest first. Whoever else writes to them just now has locked it, and it isn't there.
pub(super) fn queued(tx: &mut TenantTx<'_>) -> QueryResult<Vec<NoticeId>> {
    use notice_mails::dsl;
    dsl::notice_mails
        .filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)))
        .order((dsl::due_at, dsl::notice_id))
        .limit(MOST_NOTICES)
        .select(dsl::notice_id)
        .for_update()
        .skip_locked()
        .load(tx.conn())
}

/// Has what still waits for the actor decided again at `at`.
pub(super) fn put_off(tx: &mut TenantTx<'_>, waiting: &[NoticeId], at: DateTime<Utc>) -> QueryResult<()> {
    use notice_mails::dsl;
    let theirs = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::notice_id.eq_any(waiting));
    update(dsl::notice_mails.filter(theirs)).set(dsl::due_at.eq(at)).execute(tx.conn())?;
    Ok(())
}

/// Something that waits, as the actor sees it now.
pub(super) struct Told {
    pub notice: Notice,
}

/// Those of the queued that the actor has not read and may see, oldest first.
const TOLD: &str = concat!(
    "SELECT n.id, n.kind, n.about, seen.place, seen.title, n.actor_id, actor.name AS actor_name, n.created_at,
            false AS read
     FROM notices n
     CROSS JOIN LATERAL (",
    include_str!("../subjects.sql"),
    ") seen
     LEFT JOIN people actor ON actor.org_id = n.org_id AND actor.id = n.actor_id
     WHERE n.org_id = $1 AND n.person_id = $2 AND n.id = ANY($3) AND n.read_at IS NULL AND n.settled_at IS NULL
     ORDER BY n.id"
);

pub(super) fn told(tx: &mut TenantTx<'_>, queued: &[NoticeId]) -> QueryResult<Vec<Told>> {
    let rows: Vec<NoticeRow> = sql_query(TOLD)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(tx.actor.person)
        .bind::<Array<SqlUuid>, _>(queued)
        .load(tx.conn())?;
    Ok(rows.into_iter().filter_map(NoticeRow::shown).map(|notice| Told { notice }).collect())
}

/// Takes out of the actor's queue what was mailed or need not be.
pub(super) fn forget(tx: &mut TenantTx<'_>, done: &[NoticeId]) -> QueryResult<()> {
    use notice_mails::dsl;
    let mine = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::notice_id.eq_any(done));
    delete(dsl::notice_mails.filter(mine)).execute(tx.conn())?;
    Ok(())
}

/// Takes out all that waits for somebody.
pub(super) fn forget_all(tx: &mut TenantTx<'_>, reader: PersonId) -> QueryResult<()> {
    use notice_mails::dsl;
    let theirs = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(reader.0));
    delete(dsl::notice_mails.filter(theirs)).execute(tx.conn())?;
    Ok(())
}

/// Whether the actor was written to on this day of theirs.
pub(super) fn was_written(tx: &mut TenantTx<'_>, day: NaiveDate) -> QueryResult<bool> {
    let letter = notice_letters::table.find((tx.org(), tx.actor.person.0, day));
    diesel::select(diesel::dsl::exists(letter)).get_result(tx.conn())
}

/// Makes this day one on which the actor was written to; false if it was already. Days long past are forgotten.
pub(super) fn begin_letter(tx: &mut TenantTx<'_>, day: NaiveDate) -> QueryResult<bool> {
    use notice_letters::dsl;
    let (org, person) = (tx.org(), tx.actor.person.0);
    let old = dsl::org_id.eq(org).and(dsl::person_id.eq(person)).and(dsl::on_day.lt(day - chrono::Days::new(30)));
    delete(dsl::notice_letters.filter(old)).execute(tx.conn())?;
    let letter = (dsl::org_id.eq(org), dsl::person_id.eq(person), dsl::on_day.eq(day));
    let begun = insert_into(dsl::notice_letters).values(letter).on_conflict_do_nothing();
    Ok(begun.execute(tx.conn())? > 0)
}

/// The actor's name and address.
pub(crate) fn addressee(tx: &mut TenantTx<'_>) -> QueryResult<(String, String)> {
    people::table.find((tx.org(), tx.actor.person.0)).select((people::name, people::email)).first(tx.conn())
}
