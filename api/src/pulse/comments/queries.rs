use chrono::NaiveDate;
use diesel::{
    PgConnection, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Binary, Bool, Date, Nullable, SmallInt, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    access::{Relation, Role},
    pulse::{PulseState, ThreadMessage, ThreadWriter},
    wire::{PulseCommentId, PulseId, id::OrganisationId},
};
use uuid::Uuid;

use crate::db::{
    AccountTx, Changeable, Resource, TenantTx, UnattendedTx,
    schema::{people, pulse_surveys, pulse_texts, pulse_thread_messages, visible_pulse_comments},
};

/// A paragraph that can be answered, as the actor stands to it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_pulse_comments)]
pub(super) struct CommentRow {
    pub id: PulseCommentId,
    pub survey_id: PulseId,
    pub thread_ended: bool,
    pub closed_on: Option<NaiveDate>,
    version: i64,
    relation: String,
}

impl Resource for CommentRow {
    type Id = PulseCommentId;

    fn find(tx: &mut TenantTx<'_>, id: PulseCommentId) -> QueryResult<Option<Self>> {
        visible_pulse_comments::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    /// The pulse's row stands for all its threads: a lock on the paragraph's own would say which one its author wrote in.
    fn lock(tx: &mut TenantTx<'_>, id: PulseCommentId) -> QueryResult<Option<i64>> {
        let text = pulse_texts::table.find((tx.org(), id.0)).select(pulse_texts::survey_id);
        let Some(survey) = text.first::<Uuid>(tx.conn()).optional()? else { return Ok(None) };
        let row = pulse_surveys::table.find((tx.org(), survey)).select(pulse_surveys::version);
        row.for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// The actor's paragraphs of a pulse that can be answered.
pub(super) fn comments(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<Vec<CommentRow>> {
    use visible_pulse_comments::dsl;
    dsl::visible_pulse_comments
        .filter(dsl::org_id.eq(tx.org()).and(dsl::survey_id.eq(pulse.0)))
        .select(CommentRow::as_select())
        .load(tx.conn())
}

/// A message with its paragraph.
#[derive(Debug, Queryable)]
pub(super) struct MessageRow {
    pub text_id: PulseCommentId,
    day: NaiveDate,
    body: String,
    name: Option<String>,
    role: Option<Role>,
}

impl MessageRow {
    /// As it is shown.
    pub(super) fn shown(self) -> ThreadMessage {
        let by = self.name.zip(self.role).map(|(name, role)| ThreadWriter { name, role });
        ThreadMessage { by, day: self.day, text: self.body }
    }
}

/// What is shown of these threads until a day, the oldest first.
pub(super) fn messages(
    conn: &mut PgConnection,
    org: Uuid,
    comments: &[PulseCommentId],
    until: NaiveDate,
) -> QueryResult<Vec<MessageRow>> {
    use pulse_thread_messages::dsl;
    let ids: Vec<Uuid> = comments.iter().map(|id| id.0).collect();
    dsl::pulse_thread_messages
        .left_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.nullable().eq(dsl::author_id))))
        .filter(dsl::org_id.eq(org).and(dsl::text_id.eq_any(ids)).and(dsl::day.le(until)))
        .order((dsl::text_id, dsl::day, dsl::place))
        .select((dsl::text_id, dsl::day, dsl::body, people::name.nullable(), people::role.nullable()))
        .load(conn)
}

/// How many messages there are in a thread, shown or not: the next one's place.
pub(super) fn count(conn: &mut PgConnection, org: Uuid, comment: PulseCommentId) -> QueryResult<i64> {
    use pulse_thread_messages::dsl;
    let all = dsl::org_id.eq(org).and(dsl::text_id.eq(comment.0));
    dsl::pulse_thread_messages.filter(all).count().get_result(conn)
}

/// A message of the organisation, by the actor.
pub(super) fn answer(
    tx: &mut TenantTx<'_>,
    comment: &Changeable<CommentRow>,
    place: i16,
    text: &str,
) -> QueryResult<usize> {
    use pulse_thread_messages::dsl;
    insert_into(dsl::pulse_thread_messages)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::text_id.eq(comment.id),
            dsl::place.eq(place),
            dsl::author_id.eq(tx.actor.person.0),
            dsl::day.eq(tx.calendar.today),
            dsl::body.eq(text),
        ))
        .execute(tx.conn())
}

/// Ends a thread before its days are over.
pub(super) fn end(tx: &mut TenantTx<'_>, comment: &Changeable<CommentRow>) -> QueryResult<usize> {
    let text = pulse_texts::table.find((tx.org(), comment.id.0));
    update(text).set(pulse_texts::thread_ended.eq(true)).execute(tx.conn())
}

/// The organisation of a pulse that is closed.
pub(super) fn organisation(tx: &mut AccountTx<'_>, pulse: PulseId) -> QueryResult<Option<OrganisationId>> {
    let closed = pulse_surveys::id.eq(pulse.0).and(pulse_surveys::state.eq(PulseState::Closed));
    pulse_surveys::table.filter(closed).select(pulse_surveys::org_id).first(tx.conn()).optional()
}

/// Lets nobody else write in a pulse's threads until the transaction ends.
pub(super) fn hold(tx: &mut UnattendedTx<'_>, pulse: PulseId) -> QueryResult<Uuid> {
    let row = pulse_surveys::table.find((tx.org(), pulse.0)).select(pulse_surveys::id);
    row.for_update().first(tx.conn())
}

/// A paragraph by the lock of its thread, whoever wrote it.
const BY_LOCK: &str = "
    SELECT t.id, q.text AS question, t.body, t.thread_ended, s.closed_on,
           org_day(o.time_zone, o.days_ahead) AS today
    FROM pulse_texts t
    JOIN pulse_surveys s ON s.org_id = t.org_id AND s.id = t.survey_id
    JOIN pulse_questions q ON q.org_id = t.org_id AND q.survey_id = t.survey_id AND q.position = t.position
    JOIN organisations o ON o.org_id = t.org_id
    WHERE t.org_id = $1 AND t.survey_id = $2 AND t.thread_lock = $3";

/// See [`BY_LOCK`].
#[derive(QueryableByName)]
pub(super) struct LockedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    pub question: String,
    #[diesel(sql_type = Text)]
    pub body: String,
    #[diesel(sql_type = Bool)]
    pub thread_ended: bool,
    #[diesel(sql_type = Nullable<Date>)]
    pub closed_on: Option<NaiveDate>,
    #[diesel(sql_type = Date)]
    pub today: NaiveDate,
}

impl LockedRow {
    /// Names it.
    pub(super) fn id(&self) -> PulseCommentId {
        PulseCommentId(self.id)
    }
}

/// See [`BY_LOCK`].
pub(super) fn by_lock(tx: &mut UnattendedTx<'_>, pulse: PulseId, lock: [u8; 32]) -> QueryResult<Option<LockedRow>> {
    let found = sql_query(BY_LOCK)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(pulse.0)
        .bind::<Binary, _>(lock.to_vec())
        .get_result::<LockedRow>(tx.conn());
    found.optional()
}

/// The last message of a thread, with who wrote it for the organisation.
pub(super) fn last(tx: &mut UnattendedTx<'_>, comment: PulseCommentId) -> QueryResult<Option<(Option<Uuid>, String)>> {
    use pulse_thread_messages::dsl;
    dsl::pulse_thread_messages
        .filter(dsl::org_id.eq(tx.org()).and(dsl::text_id.eq(comment.0)))
        .order(dsl::place.desc())
        .select((dsl::author_id, dsl::body))
        .first(tx.conn())
        .optional()
}

/// Adds a message of an author and writes all messages of authors in this pulse anew, in an order drawn by lot.
///
/// Each row names the transaction that wrote it last, and lies where it was written; and so does the paragraph it belongs
/// to, which a foreign key locks for the transaction that points at it. Somebody who writes in two threads, one after the
/// other, would leave two rows side by side that nobody else's stand between. This way all of them are of one
/// transaction, the latest, and lie in no order.
const MIX: &str = "
    WITH moved AS (
        DELETE FROM pulse_thread_messages m USING pulse_texts t
        WHERE m.org_id = $1 AND m.author_id IS NULL AND t.org_id = m.org_id AND t.id = m.text_id AND t.survey_id = $2
        RETURNING m.text_id, m.place, m.day, m.body
    ), together AS (
        SELECT text_id, place, day, body FROM moved
        UNION ALL SELECT $3::uuid, $4::smallint, $5::date, $6::text
    )
    INSERT INTO pulse_thread_messages (org_id, text_id, place, day, body)
    SELECT $1, text_id, place, day, body FROM together ORDER BY gen_random_uuid()";

/// See [`MIX`].
pub(super) fn mix(
    tx: &mut UnattendedTx<'_>,
    pulse: PulseId,
    (comment, place): (PulseCommentId, i16),
    day: NaiveDate,
    text: &str,
) -> QueryResult<usize> {
    sql_query(MIX)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(pulse.0)
        .bind::<SqlUuid, _>(comment.0)
        .bind::<SmallInt, _>(place)
        .bind::<Date, _>(day)
        .bind::<Text, _>(text)
        .execute(tx.conn())
}
