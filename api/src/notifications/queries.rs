use diesel::{
    dsl::{exists, now},
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Bool, Nullable, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    notifications::{NoticeFilter, NoticeKind, Subject},
    wire::{Limit, NoticeId, PersonId},
};
use uuid::Uuid;

use super::rows::NoticeRow;
use crate::{
    db::{TenantTx, schema::notices::dsl},
    http::Failure,
};

/// A page of what the actor was told and may still see, newest first.
const PAGE: &str = concat!(
    "SELECT n.id, n.kind, n.about, seen.place, seen.title, n.actor_id, actor.name AS actor_name, n.created_at,
            n.read_at IS NOT NULL AS read
     FROM notices n
     CROSS JOIN LATERAL (",
    include_str!("subjects.sql"),
    ") seen
     LEFT JOIN people actor ON actor.org_id = n.org_id AND actor.id = n.actor_id
     WHERE n.org_id = $1 AND n.person_id = $2 AND n.settled_at IS NULL
       AND ($3 IS NULL OR n.id < $3) AND ($4 IS NULL OR n.kind = ANY($4))
       AND ($5 IS NULL OR (n.read_at IS NULL) = $5)
       AND NOT EXISTS (SELECT FROM notice_settings s
                       WHERE s.org_id = n.org_id AND s.person_id = n.person_id AND n.kind = ANY(s.hidden))
     ORDER BY n.id DESC LIMIT $6"
);

/// How many of them are unread, as far as anybody counts.
const UNREAD: &str = concat!(
    "SELECT count(*) AS count FROM (
     SELECT FROM notices n
     CROSS JOIN LATERAL (",
    include_str!("subjects.sql"),
    ") seen
     WHERE n.org_id = $1 AND n.person_id = $2 AND n.read_at IS NULL AND n.settled_at IS NULL
       AND NOT EXISTS (SELECT FROM notice_settings s
                       WHERE s.org_id = n.org_id AND s.person_id = n.person_id AND n.kind = ANY(s.hidden))
     ORDER BY n.id DESC LIMIT 100) unread"
);

/// Whether the actor may see one thing now.
const SEEN: &str = concat!(
    "SELECT count(*) AS count FROM (SELECT $1::uuid AS org_id, $2::text AS subject, $3::uuid AS about) n
     CROSS JOIN LATERAL (",
    include_str!("subjects.sql"),
    ") seen"
);

diesel::define_sql_function! {
    /// Postgres's own.
    fn pg_notify(channel: Text, payload: Text);
}

/// A page of the actor's notices.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &NoticeFilter,
    limit: Limit,
    after: Option<NoticeId>,
) -> QueryResult<Vec<NoticeRow>> {
    let kinds = filter.topic.map(|topic| NoticeKind::of(topic).map(|kind| kind.as_str()).collect::<Vec<_>>());
    sql_query(PAGE)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(tx.actor.person)
        .bind::<Nullable<SqlUuid>, _>(after)
        .bind::<Nullable<Array<Text>>, _>(kinds)
        .bind::<Nullable<Bool>, _>(filter.unread)
        .bind::<BigInt, _>(limit.get() + 1)
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many the actor has not read; 100 stands for more.
pub(super) fn unread(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    let query = sql_query(UNREAD).bind::<SqlUuid, _>(tx.org()).bind::<SqlUuid, _>(tx.actor.person);
    Ok(query.get_result::<Count>(tx.conn())?.count)
}

/// Whether the actor may see a thing.
pub(super) fn is_seen(tx: &mut TenantTx<'_>, subject: Subject, about: Uuid) -> QueryResult<bool> {
    let query = sql_query(SEEN).bind::<SqlUuid, _>(tx.org()).bind::<Text, _>(subject).bind::<SqlUuid, _>(about);
    Ok(query.get_result::<Count>(tx.conn())?.count > 0)
}

/// Calls out, with this transaction's commit, that a thing has changed.
pub(super) fn call_out(tx: &mut TenantTx<'_>, about: Uuid) -> QueryResult<()> {
    let call = format!("thing {} {about}", tx.org());
    select(pg_notify("perftrack_changes", call)).execute(tx.conn())?;
    Ok(())
}

/// Something to tell people of.
pub(crate) struct News<'a> {
    /// What kind of thing.
    pub kind: NoticeKind,
    /// About which thing.
    pub about: Uuid,
    /// Which of several reminders it is; empty if it is none.
    pub occasion: &'a str,
    /// Whom to tell.
    pub to: &'a [PersonId],
}

const INSERT: &str = "
    INSERT INTO notices (org_id, id, person_id, kind, subject, about, occasion, actor_id)
    SELECT $1, n.id, n.person_id, n.kind, n.subject, n.about, n.occasion, n.actor_id
    FROM unnest($2, $3, $4, $5, $6, $7, $8) AS n (id, person_id, kind, subject, about, occasion, actor_id)
    ON CONFLICT DO NOTHING RETURNING person_id, kind, about, occasion";

/// What somebody was reminded of before gives way. It is found by its reader and not by the thing: of one thing thousands
/// may be reminded at once, and all their notices would be gone through for each of them.
const GIVE_WAY: &str = "
    UPDATE notices n SET settled_at = now()
    FROM unnest($2, $3, $4, $5) AS r (person_id, kind, about, occasion)
    WHERE n.org_id = $1 AND n.person_id = r.person_id AND n.kind = r.kind AND n.about IS NOT DISTINCT FROM r.about
      AND n.occasion <> r.occasion AND n.settled_at IS NULL";

#[derive(QueryableByName)]
struct Added {
    #[diesel(sql_type = SqlUuid)]
    person_id: Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    about: Uuid,
    #[diesel(sql_type = Text)]
    occasion: String,
}

/// Adds a notice for each of those to be told but the actor; one that was given on its occasion isn't given again.
pub(super) fn insert(tx: &mut TenantTx<'_>, news: &[News<'_>]) -> QueryResult<()> {
    let actor = tx.actor.person;
    let mut rows = Vec::new();
    for one in news {
        let mut readers: Vec<PersonId> = one.to.iter().copied().filter(|reader| *reader != actor).collect();
        readers.sort();
        readers.dedup();
        rows.extend(readers.into_iter().map(|reader| (reader, one)));
    }
    if rows.is_empty() {
        return Ok(());
    }
    let named = Some(actor.0).filter(|actor| !actor.is_nil());
    let by = |one: &News<'_>| named.filter(|_| one.kind.facts().names_actor);
    let added: Vec<Added> = sql_query(INSERT)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(rows.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(rows.iter().map(|(reader, _)| reader.0).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(rows.iter().map(|(_, one)| one.kind).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(rows.iter().map(|(_, one)| one.kind.facts().subject).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(rows.iter().map(|(_, one)| one.about).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(rows.iter().map(|(_, one)| one.occasion).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(rows.iter().map(|(_, one)| by(one)).collect::<Vec<_>>())
        .load(tx.conn())?;
    let reminded: Vec<_> = added.iter().filter(|one| !one.occasion.is_empty()).collect();
    if reminded.is_empty() {
        return Ok(());
    }
    sql_query(GIVE_WAY)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(reminded.iter().map(|one| one.person_id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(reminded.iter().map(|one| &one.kind).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(reminded.iter().map(|one| one.about).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(reminded.iter().map(|one| &one.occasion).collect::<Vec<_>>())
        .execute(tx.conn())?;
    Ok(())
}

/// Takes what asked for something away, now that it is done.
pub(super) fn settle(tx: &mut TenantTx<'_>, kinds: &[NoticeKind], about: Uuid) -> Result<(), Failure> {
    let open =
        dsl::org_id.eq(tx.org()).and(dsl::about.eq(about)).and(dsl::kind.eq_any(kinds)).and(dsl::settled_at.is_null());
    update(dsl::notices.filter(open)).set(dsl::settled_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

/// Whether the actor was told this.
pub(super) fn is_theirs(tx: &mut TenantTx<'_>, id: NoticeId) -> QueryResult<bool> {
    let one = dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)).and(dsl::person_id.eq(tx.actor.person.0));
    select(exists(dsl::notices.filter(one))).get_result(tx.conn())
}

/// Marks these as read; how many of them are the actor's, read before or not.
pub(super) fn mark_read(tx: &mut TenantTx<'_>, ids: &[NoticeId]) -> QueryResult<usize> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let theirs = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::id.eq_any(ids));
    // When it was first read stays.
    let first =
        diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>>("coalesce(read_at, now())");
    update(dsl::notices.filter(theirs)).set(dsl::read_at.eq(first)).execute(tx.conn())
}

/// Marks one and all before it as read; how many were unread.
pub(super) fn mark_read_through(tx: &mut TenantTx<'_>, through: NoticeId) -> QueryResult<usize> {
    let before = dsl::org_id
        .eq(tx.org())
        .and(dsl::person_id.eq(tx.actor.person.0))
        .and(dsl::id.le(through.0))
        .and(dsl::read_at.is_null());
    update(dsl::notices.filter(before)).set(dsl::read_at.eq(now)).execute(tx.conn())
}
