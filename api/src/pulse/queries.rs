use chrono::NaiveDate;
use diesel::{
    PgConnection,
    prelude::*,
    sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use shared::{
    people::{PersonRef, TeamRef},
    pulse::{Audience, PulseFilter, PulseState, Question},
    wire::{Limit, PersonId, PulseId},
};
use uuid::Uuid;

use super::{
    clock::Due,
    rows::{PulseRow, QuestionRow, small},
};
use crate::db::{
    AccountTx, TenantTx,
    schema::{people, pulse_exclusions, pulse_questions, pulse_surveys, teams, visible_pulses::dsl},
};

/// Where a page of pulses ends.
pub(super) type Position = (NaiveDate, PulseId);

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &PulseFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<PulseRow>> {
    let mut query = dsl::visible_pulses.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(state) = filter.state {
        query = query.filter(dsl::state.eq(state));
    }
    if let Some((opens_on, id)) = after {
        query = query.filter(dsl::opens_on.lt(opens_on).or(dsl::opens_on.eq(opens_on).and(dsl::id.lt(id.0))));
    }
    query
        .order((dsl::opens_on.desc(), dsl::id.desc()))
        .limit(limit.get() + 1)
        .select(PulseRow::as_select())
        .load(tx.conn())
}

/// What is asked, in order.
pub(super) fn questions(conn: &mut PgConnection, org: Uuid, pulse: PulseId) -> QueryResult<Vec<Question>> {
    let rows: Vec<QuestionRow> = pulse_questions::table
        .filter(pulse_questions::org_id.eq(org).and(pulse_questions::survey_id.eq(pulse.0)))
        .order(pulse_questions::position)
        .select(QuestionRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(QuestionRow::shown).collect())
}

/// The day it closed, if that is known.
pub(super) fn closed_on(tx: &mut TenantTx<'_>, pulse: &PulseRow) -> QueryResult<Option<NaiveDate>> {
    pulse_surveys::table.find((tx.org(), pulse.id.0)).select(pulse_surveys::closed_on).first(tx.conn())
}

/// Whom it asks, with the names that are shown.
pub(super) fn audience(tx: &mut TenantTx<'_>, pulse: &PulseRow) -> QueryResult<Audience> {
    let team = match pulse.team_id {
        Some(id) => {
            let named = teams::table.find((tx.org(), id.0)).select(teams::name).first(tx.conn()).optional()?;
            named.map(|name| TeamRef { id, name })
        }
        None => None,
    };
    let on_person = people::org_id.eq(pulse_exclusions::org_id).and(people::id.eq(pulse_exclusions::person_id));
    let excluded: Vec<(PersonId, String)> = pulse_exclusions::table
        .inner_join(people::table.on(on_person))
        .filter(pulse_exclusions::org_id.eq(tx.org()).and(pulse_exclusions::survey_id.eq(pulse.id.0)))
        .order(people::name)
        .select((people::id, people::name))
        .load(tx.conn())?;
    Ok(Audience {
        team,
        started_from: pulse.started_from,
        started_until: pulse.started_until,
        excluded: excluded.into_iter().map(|(id, name)| PersonRef { id, name }).collect(),
        rest_weeks: small(pulse.rest_weeks),
        sample_percent: small(pulse.sample_percent),
    })
}

/// A pulse as it is kept, whoever may see it, locked until the transaction ends: for its opening and its close.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_surveys)]
pub(super) struct Kept {
    pub id: PulseId,
    pub series_id: Uuid,
    pub wave: i32,
    pub title: String,
    pub state: PulseState,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub minimum: i16,
    pub every_weeks: Option<i16>,
    pub team_id: Option<Uuid>,
    pub started_from: Option<NaiveDate>,
    pub started_until: Option<NaiveDate>,
    pub rest_weeks: i16,
    pub sample_percent: i16,
}

/// See [`Kept`].
pub(super) fn kept(conn: &mut PgConnection, org: Uuid, id: PulseId) -> QueryResult<Kept> {
    pulse_surveys::table.find((org, id.0)).select(Kept::as_select()).for_update().first(conn)
}

/// A pulse in a few words, for the audit log.
#[derive(Debug, serde::Serialize)]
pub(super) struct Noted {
    title: String,
    state: PulseState,
    wave: i32,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    minimum: i16,
}

/// See [`Noted`].
pub(super) fn noted(conn: &mut PgConnection, org: Uuid, id: PulseId) -> QueryResult<Noted> {
    let it = pulse_surveys::table.find((org, id.0)).select(Kept::as_select()).first(conn)?;
    Ok(Noted {
        title: it.title,
        state: it.state,
        wave: it.wave,
        opens_on: it.opens_on,
        closes_on: it.closes_on,
        minimum: it.minimum,
    })
}

/// What opens or closes now, wherever it is. Of pulses the accounts role may read no more than this takes.
///
/// What could not be taken on is tried again after 2, 4, 8 … minutes, after an hour at most; every organisation has its
/// first pulse before any has its second, and at most 20 at a time, however many it has waiting.
const DUE: &str = "
    SELECT org_id, id, state FROM (
        SELECT s.org_id, s.id, s.state, s.tried_at,
               row_number() OVER (PARTITION BY s.org_id ORDER BY s.tried_at NULLS FIRST, s.opens_on, s.id) AS nth
        FROM pulse_surveys s JOIN organisations o ON o.org_id = s.org_id
        WHERE ((s.state = 'scheduled' AND s.opens_on <= org_day(o.time_zone, o.days_ahead))
               OR (s.state = 'open' AND s.closes_on < org_day(o.time_zone, o.days_ahead)))
          AND (s.tried_at IS NULL
               OR s.tried_at <= now() - make_interval(mins => least(60, (2 ^ least(s.tries, 6))::integer)))
    ) due
    WHERE nth <= 20
    ORDER BY nth, tried_at NULLS FIRST, id
    LIMIT 500";

#[derive(QueryableByName)]
struct DueRow {
    #[diesel(sql_type = SqlUuid)]
    org_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    state: PulseState,
}

/// See [`DUE`].
pub(super) fn due(tx: &mut AccountTx<'_>) -> QueryResult<Vec<Due>> {
    let rows: Vec<DueRow> = sql_query(DUE).load(tx.conn())?;
    let due = |row: DueRow| Due { org: row.org_id.into(), id: row.id.into(), state: row.state };
    Ok(rows.into_iter().map(due).collect())
}
