use diesel::{PgConnection, delete, insert_into, prelude::*, update};
use shared::{
    pulse::PulseState,
    wire::{PulseGroupId, PulseId},
};
use uuid::Uuid;

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
}

/// Every group, parents before children.
pub(super) fn groups(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<GroupRow>> {
    pulse_groups::table
        .filter(pulse_groups::org_id.eq(org).and(pulse_groups::survey_id.eq(pulse.0)))
        .order(pulse_groups::place)
        .select(GroupRow::as_select())
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

pub(super) fn set_closed(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<usize> {
    use pulse_surveys::dsl;
    update(dsl::pulse_surveys.find((org, pulse.0)))
        .set((
            dsl::state.eq(PulseState::Closed),
            dsl::seed.eq(None::<Vec<u8>>),
            dsl::public_key.eq(None::<String>),
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
