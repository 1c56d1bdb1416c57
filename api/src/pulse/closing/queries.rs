use chrono::NaiveDate;
use diesel::{
    PgConnection, delete, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, SmallInt, Uuid as SqlUuid},
    update,
};
use shared::{
    pulse::PulseState,
    wire::{PersonId, PulseGroupId, PulseId},
};
use uuid::Uuid;

use super::super::writes::untried;
use crate::db::schema::{pulse_ballots, pulse_cells, pulse_groups, pulse_surveys, pulse_texts};

/// A group as it was settled.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_groups)]
pub(super) struct GroupRow {
    pub id: PulseGroupId,
    pub place: i16,
    pub parent: Option<i16>,
    pub asked_here: i32,
}

/// Counts to be published.
pub(super) struct NewCell {
    pub position: u8,
    pub group: PulseGroupId,
    pub n: i32,
    pub counts: Vec<i32>,
}

/// A paragraph to be published.
pub(super) struct NewText {
    pub position: u8,
    pub group: PulseGroupId,
    pub body: String,
    /// Of its thread, if its author can be answered.
    pub lock: Option<[u8; 32]>,
}

/// Every group, parents before children.
pub(super) fn groups(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<GroupRow>> {
    pulse_groups::table
        .filter(pulse_groups::org_id.eq(org).and(pulse_groups::survey_id.eq(pulse.0)))
        .order(pulse_groups::place)
        .select(GroupRow::as_select())
        .load(conn)
}

/// The same of several pulses.
pub(super) fn groups_of(
    conn: &mut PgConnection,
    org: Uuid,
    pulses: &[PulseId],
) -> QueryResult<Vec<(PulseId, GroupRow)>> {
    pulse_groups::table
        .filter(pulse_groups::org_id.eq(org).and(pulse_groups::survey_id.eq_any(bare(pulses))))
        .order((pulse_groups::survey_id, pulse_groups::place))
        .select((pulse_groups::survey_id, GroupRow::as_select()))
        .load(conn)
}

fn bare(pulses: &[PulseId]) -> Vec<Uuid> {
    pulses.iter().map(|id| id.0).collect()
}

/// Where else a question of this pulse was asked and something of it is published. Commas and capitals make no other
/// question of it.
const SAME: &str = "
    SELECT b.survey_id, a.position AS mine, b.position AS theirs
    FROM pulse_questions a
    JOIN pulse_questions b ON b.org_id = a.org_id AND b.survey_id <> a.survey_id AND b.kind = a.kind
         AND regexp_replace(lower(b.text), '[[:space:][:punct:]]+', '', 'g')
             = regexp_replace(lower(a.text), '[[:space:][:punct:]]+', '', 'g')
    JOIN pulse_surveys s ON s.org_id = b.org_id AND s.id = b.survey_id AND s.state = 'closed'
    WHERE a.org_id = $1 AND a.survey_id = $2
      AND EXISTS (SELECT FROM pulse_cells c
                  WHERE c.org_id = b.org_id AND c.survey_id = b.survey_id AND c.position = b.position)";

/// See [`SAME`].
#[derive(QueryableByName)]
pub(super) struct SameRow {
    #[diesel(sql_type = SqlUuid)]
    pub survey_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    pub mine: i16,
    #[diesel(sql_type = SmallInt)]
    pub theirs: i16,
}

/// See [`SAME`].
pub(super) fn same_questions(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<SameRow>> {
    sql_query(SAME).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(pulse.0).load(conn)
}

/// Pulse, question and group of every published cell.
pub(super) fn published_groups(
    conn: &mut PgConnection,
    org: Uuid,
    pulses: &[PulseId],
) -> QueryResult<Vec<(PulseId, i16, PulseGroupId)>> {
    pulse_cells::table
        .filter(pulse_cells::org_id.eq(org).and(pulse_cells::survey_id.eq_any(bare(pulses))))
        .select((pulse_cells::survey_id, pulse_cells::position, pulse_cells::group_id))
        .load(conn)
}

/// How many of those whom another pulse asked this one asks too, by the names they carry. Only these numbers leave the
/// database.
const IN_BOTH: &str = "
    SELECT o.survey_id, m.group_id AS mine, o.group_id AS theirs, count(*) AS people
    FROM pulse_invitations o
    LEFT JOIN pulse_invitations m ON m.org_id = o.org_id AND m.survey_id = $2 AND m.person_id = o.person_id
    WHERE o.org_id = $1 AND o.survey_id = ANY($3)
    GROUP BY o.survey_id, m.group_id, o.group_id";

/// See [`IN_BOTH`].
#[derive(QueryableByName)]
pub(super) struct BothRow {
    #[diesel(sql_type = SqlUuid)]
    pub survey_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub mine: Option<Uuid>,
    #[diesel(sql_type = SqlUuid)]
    pub theirs: Uuid,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

/// See [`IN_BOTH`].
pub(super) fn asked_in_both(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    others: &[PulseId],
) -> QueryResult<Vec<BothRow>> {
    sql_query(IN_BOTH)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(pulse.0)
        .bind::<Array<SqlUuid>, _>(bare(others))
        .load(conn)
}

/// Every sealed answer with the group whose name it carries.
pub(super) fn sheets(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<(PulseGroupId, Vec<u8>)>> {
    pulse_ballots::table
        .filter(pulse_ballots::org_id.eq(org).and(pulse_ballots::survey_id.eq(pulse.0)))
        .select((pulse_ballots::group_id, pulse_ballots::sheet))
        .load(conn)
}

/// The answers are counted; nobody needs them any more.
pub(super) fn forget(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<usize> {
    let all = pulse_ballots::org_id.eq(org).and(pulse_ballots::survey_id.eq(pulse.0));
    delete(pulse_ballots::table.filter(all)).execute(conn)
}

pub(super) fn set_closed(conn: &mut PgConnection, org: Uuid, pulse: PulseId, today: NaiveDate) -> QueryResult<usize> {
    use pulse_surveys::dsl;
    update(dsl::pulse_surveys.find((org, pulse.0)))
        .set((
            dsl::state.eq(PulseState::Closed),
            dsl::closed_on.eq(today),
            dsl::seed.eq(None::<Vec<u8>>),
            dsl::public_key.eq(None::<String>),
            untried(),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(conn)
}

pub(super) fn insert_cells(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    cells: &[NewCell],
) -> QueryResult<usize> {
    use pulse_cells::dsl;
    let row = |cell: &NewCell| {
        (
            dsl::org_id.eq(org),
            dsl::survey_id.eq(pulse),
            dsl::group_id.eq(cell.group),
            dsl::position.eq(i16::from(cell.position)),
            dsl::n.eq(cell.n),
            dsl::counts.eq(cell.counts.clone()),
        )
    };
    insert_into(dsl::pulse_cells).values(cells.iter().map(row).collect::<Vec<_>>()).execute(conn)
}

pub(super) fn insert_texts(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    texts: &[(Uuid, NewText)],
) -> QueryResult<usize> {
    use pulse_texts::dsl;
    let row = |(id, text): &(Uuid, NewText)| {
        (
            dsl::org_id.eq(org),
            dsl::id.eq(*id),
            dsl::survey_id.eq(pulse),
            dsl::position.eq(i16::from(text.position)),
            dsl::group_id.eq(text.group),
            dsl::body.eq(text.body.clone()),
            dsl::thread_lock.eq(text.lock.map(|lock| lock.to_vec())),
        )
    };
    // Postgres takes 65535 parameters a statement.
    let mut written = 0;
    for chunk in texts.chunks(1000) {
        let rows: Vec<_> = chunk.iter().map(row).collect();
        written += insert_into(dsl::pulse_texts).values(rows).execute(conn)?;
    }
    Ok(written)
}

/// Question, group and number of answers of every published cell.
pub(super) fn cells(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<(i16, PulseGroupId, i32)>> {
    pulse_cells::table
        .filter(pulse_cells::org_id.eq(org).and(pulse_cells::survey_id.eq(pulse.0)))
        .select((pulse_cells::position, pulse_cells::group_id, pulse_cells::n))
        .load(conn)
}

#[derive(QueryableByName)]
struct ReaderRow {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
}

/// Those who may read what is published of a pulse; nobody if nothing is.
pub(super) fn readers(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<PersonId>> {
    let query = sql_query(include_str!("readers.sql")).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(pulse.0);
    let rows: Vec<ReaderRow> = query.load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Takes a group's cell of one question away, and gives its texts to a larger group that stays, or to nobody.
pub(super) fn hide(
    conn: &mut PgConnection,
    org: Uuid,
    (pulse, position): (PulseId, i16),
    group: PulseGroupId,
    larger: Option<PulseGroupId>,
) -> QueryResult<()> {
    delete(pulse_cells::table.find((org, pulse.0, position, group.0))).execute(conn)?;
    let texts = pulse_texts::table.filter(
        pulse_texts::org_id
            .eq(org)
            .and(pulse_texts::survey_id.eq(pulse.0))
            .and(pulse_texts::position.eq(position))
            .and(pulse_texts::group_id.eq(group.0)),
    );
    match larger {
        Some(larger) => update(texts).set(pulse_texts::group_id.eq(larger)).execute(conn)?,
        None => delete(texts).execute(conn)?,
    };
    Ok(())
}
