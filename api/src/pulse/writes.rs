use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, delete as delete_row,
    dsl::{Eq, now},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Date, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    pulse::{NewPulse, NewQuestion, PulseChanges, PulseState, USUAL_MINIMUM},
    wire::{PersonId, PulseId, TeamId},
};
use uuid::Uuid;

use super::{queries::Kept, rows::PulseRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{pulse_exclusions, pulse_questions, pulse_surveys, pulse_surveys::dsl},
};

/// A draft.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewPulse) -> QueryResult<PulseId> {
    let id = PulseId(Uuid::now_v7());
    insert_into(dsl::pulse_surveys)
        .values((
            (dsl::org_id.eq(tx.org()), dsl::id.eq(id), dsl::series_id.eq(id.0)),
            (dsl::title.eq(new.title.trim()), dsl::opens_on.eq(new.opens_on), dsl::closes_on.eq(new.closes_on)),
            dsl::minimum.eq(i16::from(new.minimum.unwrap_or(USUAL_MINIMUM))),
            dsl::share_total.eq(new.share_total),
            dsl::every_weeks.eq(new.every_weeks.map(i16::from)),
            dsl::team_id.eq(new.team_id),
            (dsl::started_from.eq(new.started_from), dsl::started_until.eq(new.started_until)),
            dsl::rest_weeks.eq(i16::from(new.rest_weeks)),
            dsl::sample_percent.eq(i16::from(new.sample_percent.unwrap_or(100))),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    exclude(tx, id, &new.excluded)?;
    ask(tx, id, &new.questions)?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = pulse_surveys)]
struct Changes<'a> {
    title: Option<&'a str>,
    opens_on: Option<NaiveDate>,
    closes_on: Option<NaiveDate>,
    minimum: Option<i16>,
    share_total: Option<bool>,
    every_weeks: Option<Option<i16>>,
    team_id: Option<Option<TeamId>>,
    started_from: Option<Option<NaiveDate>>,
    started_until: Option<Option<NaiveDate>>,
    rest_weeks: Option<i16>,
    sample_percent: Option<i16>,
}

pub(super) fn update(tx: &mut TenantTx<'_>, pulse: &Changeable<PulseRow>, asked: &PulseChanges) -> QueryResult<()> {
    let changes = Changes {
        title: asked.title.as_deref().map(str::trim),
        opens_on: asked.opens_on,
        closes_on: asked.closes_on,
        minimum: asked.minimum.map(i16::from),
        share_total: asked.share_total,
        every_weeks: asked.every_weeks.asked().map(|weeks| weeks.map(i16::from)),
        team_id: asked.team_id.asked(),
        started_from: asked.started_from.asked(),
        started_until: asked.started_until.asked(),
        rest_weeks: asked.rest_weeks.map(i16::from),
        sample_percent: asked.sample_percent.map(i16::from),
    };
    update_row(dsl::pulse_surveys.find((tx.org(), pulse.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    if let Some(excluded) = &asked.excluded {
        let of_this = pulse_exclusions::org_id.eq(tx.org()).and(pulse_exclusions::survey_id.eq(pulse.id.0));
        delete_row(pulse_exclusions::table.filter(of_this)).execute(tx.conn())?;
        exclude(tx, pulse.id, excluded)?;
    }
    if let Some(questions) = &asked.questions {
        let of_this = pulse_questions::org_id.eq(tx.org()).and(pulse_questions::survey_id.eq(pulse.id.0));
        delete_row(pulse_questions::table.filter(of_this)).execute(tx.conn())?;
        ask(tx, pulse.id, questions)?;
    }
    Ok(())
}

fn exclude(tx: &mut TenantTx<'_>, pulse: PulseId, people: &[PersonId]) -> QueryResult<usize> {
    let org = tx.org();
    let row = |person: &PersonId| {
        (
            pulse_exclusions::org_id.eq(org),
            pulse_exclusions::survey_id.eq(pulse),
            pulse_exclusions::person_id.eq(*person),
        )
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    insert_into(pulse_exclusions::table).values(rows).on_conflict_do_nothing().execute(tx.conn())
}

fn ask(tx: &mut TenantTx<'_>, pulse: PulseId, questions: &[NewQuestion]) -> QueryResult<usize> {
    let org = tx.org();
    let row = |(position, new): (u8, &NewQuestion)| {
        let question = new.at(position);
        (
            pulse_questions::org_id.eq(org),
            pulse_questions::survey_id.eq(pulse),
            pulse_questions::position.eq(i16::from(position)),
            pulse_questions::kind.eq(question.kind),
            pulse_questions::text.eq(question.text),
            pulse_questions::options.eq(question.options),
            pulse_questions::multiple.eq(question.multiple),
            pulse_questions::optional.eq(question.optional),
        )
    };
    let rows: Vec<_> = (0..).zip(questions).map(row).collect();
    insert_into(pulse_questions::table).values(rows).execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, pulse: &Changeable<PulseRow>) -> QueryResult<usize> {
    delete_row(dsl::pulse_surveys.find((tx.org(), pulse.id.0))).execute(tx.conn())
}

/// Between draft and scheduled.
pub(super) fn set_state(tx: &mut TenantTx<'_>, pulse: &Changeable<PulseRow>, state: PulseState) -> QueryResult<usize> {
    update_row(dsl::pulse_surveys.find((tx.org(), pulse.id.0)))
        .set((dsl::state.eq(state), untried(), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// What the clock has not tried yet, as whatever stands anew.
pub(super) fn untried() -> (Eq<dsl::tries, i16>, Eq<dsl::tried_at, Option<DateTime<Utc>>>) {
    (dsl::tries.eq(0), dsl::tried_at.eq(None))
}

/// Notes that the clock could not take it on.
pub(super) fn tried(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<usize> {
    let waiting = dsl::state.eq_any([PulseState::Scheduled, PulseState::Open]);
    update_row(dsl::pulse_surveys.find((tx.org(), pulse.0)).filter(waiting.and(dsl::tries.lt(i16::MAX))))
        .set((dsl::tries.eq(dsl::tries + 1), dsl::tried_at.eq(now)))
        .execute(tx.conn())
}

/// A wave that could not open in its days gets others.
pub(super) fn postpone(tx: &mut TenantTx<'_>, pulse: PulseId, days: (NaiveDate, NaiveDate)) -> QueryResult<usize> {
    update_row(dsl::pulse_surveys.find((tx.org(), pulse.0)))
        .set((dsl::opens_on.eq(days.0), dsl::closes_on.eq(days.1), untried(), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// One whose days are over is a draft again.
pub(super) fn back_to_draft(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<usize> {
    update_row(dsl::pulse_surveys.find((tx.org(), pulse.0)))
        .set((dsl::state.eq(PulseState::Draft), untried(), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// The wave after one that comes again, waiting for its day.
pub(super) fn insert_next(
    conn: &mut PgConnection,
    org: Uuid,
    last: &Kept,
    days: (NaiveDate, NaiveDate),
) -> QueryResult<PulseId> {
    let id = PulseId(Uuid::now_v7());
    sql_query(COPY)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(last.id.0)
        .bind::<SqlUuid, _>(id.0)
        .bind::<Date, _>(days.0)
        .bind::<Date, _>(days.1)
        .execute(conn)?;
    for copy in [COPY_QUESTIONS, COPY_EXCLUSIONS] {
        sql_query(copy).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(last.id.0).bind::<SqlUuid, _>(id.0).execute(conn)?;
    }
    Ok(id)
}

const COPY: &str = "INSERT INTO pulse_surveys
         (org_id, id, series_id, wave, title, state, opens_on, closes_on, minimum, share_total, every_weeks, team_id,
          started_from, started_until, rest_weeks, sample_percent, created_by)
     SELECT org_id, $3, series_id, wave + 1, title, 'scheduled', $4, $5, minimum, share_total, every_weeks, team_id,
            started_from, started_until, rest_weeks, sample_percent, created_by
     FROM pulse_surveys WHERE org_id = $1 AND id = $2";
const COPY_QUESTIONS: &str =
    "INSERT INTO pulse_questions (org_id, survey_id, position, kind, text, options, multiple, optional)
     SELECT org_id, $3, position, kind, text, options, multiple, optional
     FROM pulse_questions WHERE org_id = $1 AND survey_id = $2";
const COPY_EXCLUSIONS: &str = "INSERT INTO pulse_exclusions (org_id, survey_id, person_id)
     SELECT org_id, $3, person_id FROM pulse_exclusions WHERE org_id = $1 AND survey_id = $2";
