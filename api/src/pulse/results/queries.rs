use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    pulse::{PulseState, Question},
    wire::{PulseCommentId, PulseGroupId, PulseId, TeamId},
};
use uuid::Uuid;

use super::super::rows::{PulseRow, QuestionRow};
use crate::db::{
    TenantTx,
    schema::{pulse_cells, pulse_questions, pulse_surveys, pulse_texts, visible_pulse_groups},
};

/// The most waves a trend goes back.
const WAVES: i64 = 24;

/// A group whose results the actor may see.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_pulse_groups)]
pub(super) struct SeenGroup {
    pub id: PulseGroupId,
    pub survey_id: PulseId,
    pub place: i16,
    pub parent: Option<i16>,
    pub team_id: Option<TeamId>,
    pub name: String,
    pub asked: i32,
    pub comparable: bool,
}

/// A published cell.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_cells)]
pub(super) struct CellRow {
    pub group_id: PulseGroupId,
    pub position: i16,
    pub n: i32,
    pub counts: Vec<i32>,
}

/// A published paragraph.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_texts)]
pub(super) struct TextRow {
    pub id: PulseCommentId,
    pub position: i16,
    pub group_id: PulseGroupId,
    pub body: String,
}

/// An earlier wave.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_surveys)]
pub(super) struct Wave {
    pub id: PulseId,
    pub closes_on: NaiveDate,
}

/// What earlier waves asked and published.
pub(super) struct History {
    pub questions: Vec<(PulseId, Question)>,
    pub groups: Vec<SeenGroup>,
    pub cells: Vec<CellRow>,
}

fn bare(pulses: &[PulseId]) -> Vec<Uuid> {
    pulses.iter().map(|id| id.0).collect()
}

/// The actor's groups, the whole first.
pub(super) fn groups(tx: &mut TenantTx<'_>, pulses: &[PulseId]) -> QueryResult<Vec<SeenGroup>> {
    use visible_pulse_groups::dsl;
    dsl::visible_pulse_groups
        .filter(dsl::org_id.eq(tx.org()).and(dsl::survey_id.eq_any(bare(pulses))))
        .order((dsl::survey_id, dsl::place))
        .select(SeenGroup::as_select())
        .load(tx.conn())
}

/// Every cell of those pulses; only those of the actor's groups are for them.
pub(super) fn cells(tx: &mut TenantTx<'_>, pulses: &[PulseId]) -> QueryResult<Vec<CellRow>> {
    use pulse_cells::dsl;
    dsl::pulse_cells
        .filter(dsl::org_id.eq(tx.org()).and(dsl::survey_id.eq_any(bare(pulses))))
        .order((dsl::position, dsl::n.desc(), dsl::group_id))
        .select(CellRow::as_select())
        .load(tx.conn())
}

/// Every paragraph, in the order of their random ids.
pub(super) fn texts(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<Vec<TextRow>> {
    use pulse_texts::dsl;
    dsl::pulse_texts
        .filter(dsl::org_id.eq(tx.org()).and(dsl::survey_id.eq(pulse.0)))
        .order((dsl::position, dsl::id))
        .select(TextRow::as_select())
        .load(tx.conn())
}

/// The waves before this one, latest first, without a gap.
pub(super) fn waves(tx: &mut TenantTx<'_>, pulse: &PulseRow) -> QueryResult<Vec<Wave>> {
    use pulse_surveys::dsl;
    let earlier = dsl::series_id.eq(pulse.series_id).and(dsl::wave.lt(pulse.wave));
    dsl::pulse_surveys
        .filter(dsl::org_id.eq(tx.org()).and(earlier).and(dsl::state.eq(PulseState::Closed)))
        .order(dsl::wave.desc())
        .limit(WAVES)
        .select(Wave::as_select())
        .load(tx.conn())
}

/// What these waves asked and published.
pub(super) fn history(tx: &mut TenantTx<'_>, waves: &[Wave]) -> QueryResult<History> {
    let ids: Vec<PulseId> = waves.iter().map(|wave| wave.id).collect();
    let asked: Vec<(PulseId, QuestionRow)> = pulse_questions::table
        .filter(pulse_questions::org_id.eq(tx.org()).and(pulse_questions::survey_id.eq_any(bare(&ids))))
        .select((pulse_questions::survey_id, QuestionRow::as_select()))
        .load(tx.conn())?;
    Ok(History {
        questions: asked.into_iter().map(|(id, row)| (id, row.shown())).collect(),
        groups: groups(tx, &ids)?,
        cells: cells(tx, &ids)?,
    })
}
