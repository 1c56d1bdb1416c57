use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, TimeDelta};
use diesel::{
    PgConnection,
    dsl::{exists, sql},
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    pulse::PulseState,
    wire::{PersonId, PulseGroupId, PulseId, TeamId},
};
use uuid::Uuid;

use super::super::{queries::Kept, writes::untried};
use crate::db::schema::{pulse_groups, pulse_invitations, pulse_surveys, teams};

/// A node of the team tree.
pub(super) struct Team {
    pub id: TeamId,
    pub parent: Option<TeamId>,
    pub name: String,
}

/// A group to be.
pub(super) struct NewGroup {
    pub id: PulseGroupId,
    /// Its node on the tree it was settled on.
    pub node: usize,
    pub place: i16,
    pub parent: Option<i16>,
    pub team: Option<TeamId>,
    pub name: String,
    pub asked_here: usize,
    pub asked: usize,
    pub comparable: bool,
}

/// Lets one pulse of the organisation open at a time.
pub(super) fn one_at_a_time(conn: &mut PgConnection, org: Uuid) -> QueryResult<usize> {
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('pulse ' || $1, 0))";
    sql_query(lock).bind::<Text, _>(org.to_string()).execute(conn)
}

/// A pulse as it is kept, for a look at what opening it would do.
pub(super) fn seen(conn: &mut PgConnection, org: Uuid, id: PulseId) -> QueryResult<Kept> {
    pulse_surveys::table.find((org, id.0)).select(Kept::as_select()).first(conn)
}

/// Everybody active whom its rules let in; if it draws lots, those who were drawn.
const AUDIENCE: &str = "
    WITH fitting AS (
        SELECT p.id, p.team_id FROM people p
        WHERE p.org_id = $1 AND p.status = 'active'
          AND ($3 IS NULL OR EXISTS (
              SELECT FROM team_closure t WHERE t.org_id = p.org_id AND t.above_id = $3 AND t.team_id = p.team_id))
          AND ($4 IS NULL OR p.start_date >= $4)
          AND ($5 IS NULL OR p.start_date <= $5)
          AND NOT EXISTS (
              SELECT FROM pulse_exclusions x WHERE x.org_id = p.org_id AND x.survey_id = $2 AND x.person_id = p.id)
          AND NOT EXISTS (
              SELECT FROM pulse_invitations i
              JOIN pulse_surveys other ON other.org_id = i.org_id AND other.id = i.survey_id
              WHERE i.org_id = p.org_id AND i.person_id = p.id AND other.opened_on > $6)
    )
    SELECT id, team_id FROM fitting ORDER BY random()
    LIMIT (SELECT ceil(count(*) * $7 / 100.0) FROM fitting)";

#[derive(QueryableByName)]
struct AskedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    team_id: Option<Uuid>,
}

/// See [`AUDIENCE`].
pub(super) fn audience(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: &Kept,
    today: NaiveDate,
) -> QueryResult<Vec<(PersonId, Option<TeamId>)>> {
    // Whoever was asked since then rests. Without a rest nobody was asked after tomorrow.
    let rested = match pulse.rest_weeks {
        0 => today + TimeDelta::days(1),
        weeks => today - TimeDelta::weeks(i64::from(weeks)),
    };
    let rows: Vec<AskedRow> = sql_query(AUDIENCE)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(pulse.id.0)
        .bind::<Nullable<SqlUuid>, _>(pulse.team_id)
        .bind::<Nullable<Date>, _>(pulse.started_from)
        .bind::<Nullable<Date>, _>(pulse.started_until)
        .bind::<Date, _>(rested)
        .bind::<Integer, _>(i32::from(pulse.sample_percent))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.team_id.map(TeamId::from))).collect())
}

/// Every team, those above before those below.
pub(super) fn teams(conn: &mut PgConnection, org: Uuid) -> QueryResult<Vec<Team>> {
    const LEVEL: &str = "(SELECT max(c.depth)::bigint FROM team_closure c \
        WHERE c.org_id = teams.org_id AND c.team_id = teams.id)";
    let rows: Vec<(TeamId, Option<TeamId>, String)> = teams::table
        .filter(teams::org_id.eq(org))
        .order((sql::<BigInt>(LEVEL), teams::name))
        .select((teams::id, teams::parent_id, teams::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, parent, name)| Team { id, parent, name }).collect())
}

/// Whether a pulse that is open asks one of them.
pub(super) fn is_asked_elsewhere(conn: &mut PgConnection, org: Uuid, people: &[Uuid]) -> QueryResult<bool> {
    let on_survey =
        pulse_surveys::org_id.eq(pulse_invitations::org_id).and(pulse_surveys::id.eq(pulse_invitations::survey_id));
    let asked = pulse_invitations::table
        .inner_join(pulse_surveys::table.on(on_survey))
        .filter(pulse_invitations::org_id.eq(org).and(pulse_surveys::state.eq(PulseState::Open)))
        .filter(pulse_invitations::person_id.eq_any(people));
    select(exists(asked)).get_result(conn)
}

/// Who was asked in the wave before, by team, in every group they were counted in.
const BEFORE: &str = "
    WITH RECURSIVE up AS (
        SELECT i.person_id, g.survey_id, g.parent, g.team_id
        FROM pulse_invitations i
        JOIN pulse_surveys s ON s.org_id = i.org_id AND s.id = i.survey_id
        JOIN pulse_groups g ON g.org_id = i.org_id AND g.id = i.group_id
        WHERE i.org_id = $1 AND s.series_id = $2 AND s.wave = $3
        UNION ALL
        SELECT up.person_id, g.survey_id, g.parent, g.team_id
        FROM up JOIN pulse_groups g ON g.org_id = $1 AND g.survey_id = up.survey_id AND g.place = up.parent
    )
    SELECT person_id AS id, team_id FROM up";

/// See [`BEFORE`].
pub(super) fn members_before(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: &Kept,
) -> QueryResult<HashMap<Option<TeamId>, HashSet<PersonId>>> {
    let rows: Vec<AskedRow> = sql_query(BEFORE)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(pulse.series_id)
        .bind::<Integer, _>(pulse.wave - 1)
        .load(conn)?;
    let mut members: HashMap<_, HashSet<_>> = HashMap::new();
    for row in rows {
        members.entry(row.team_id.map(TeamId::from)).or_default().insert(row.id.into());
    }
    Ok(members)
}

pub(super) fn insert_groups(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    groups: &[NewGroup],
) -> QueryResult<usize> {
    use pulse_groups::dsl;
    let count = |people: usize| i32::try_from(people).unwrap_or(i32::MAX);
    let row = |group: &NewGroup| {
        (
            (dsl::org_id.eq(org), dsl::id.eq(group.id), dsl::survey_id.eq(pulse)),
            (dsl::place.eq(group.place), dsl::parent.eq(group.parent)),
            (dsl::team_id.eq(group.team), dsl::name.eq(group.name.clone())),
            (dsl::asked_here.eq(count(group.asked_here)), dsl::asked.eq(count(group.asked))),
            dsl::comparable.eq(group.comparable),
        )
    };
    insert_into(dsl::pulse_groups).values(groups.iter().map(row).collect::<Vec<_>>()).execute(conn)
}

const INVITE: &str = "INSERT INTO pulse_invitations (org_id, survey_id, person_id, group_id)
    SELECT $1, $2, one.person, one.grp FROM unnest($3, $4) AS one (person, grp)";

pub(super) fn invite(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    people: &[(PersonId, PulseGroupId)],
) -> QueryResult<usize> {
    sql_query(INVITE)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(pulse.0)
        .bind::<Array<SqlUuid>, _>(people.iter().map(|(person, _)| person.0).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(people.iter().map(|(_, group)| group.0).collect::<Vec<_>>())
        .execute(conn)
}

/// Whom it asks.
pub(super) fn invited(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<PersonId>> {
    pulse_invitations::table
        .filter(pulse_invitations::org_id.eq(org).and(pulse_invitations::survey_id.eq(pulse.0)))
        .select(pulse_invitations::person_id)
        .load(conn)
}

pub(super) fn set_open(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: PulseId,
    (today, asked): (NaiveDate, usize),
    seed: &[u8],
    public_key: &str,
) -> QueryResult<usize> {
    use pulse_surveys::dsl;
    update(dsl::pulse_surveys.find((org, pulse.0)))
        .set((
            dsl::state.eq(PulseState::Open),
            dsl::opened_on.eq(today),
            dsl::asked.eq(i32::try_from(asked).unwrap_or(i32::MAX)),
            dsl::seed.eq(seed),
            dsl::public_key.eq(public_key),
            untried(),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(conn)
}
