use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    access::Relation,
    pulse::{Pulse, PulseState, Question, QuestionKind},
    wire::{PulseId, TeamId},
};
use uuid::Uuid;

use crate::db::{
    Resource, TenantTx,
    schema::{pulse_questions, pulse_surveys, visible_pulses},
};

/// A pulse as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_pulses)]
pub(super) struct PulseRow {
    pub id: PulseId,
    pub series_id: Uuid,
    pub wave: i32,
    pub title: String,
    pub state: PulseState,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub minimum: i16,
    pub share_total: bool,
    pub every_weeks: Option<i16>,
    pub team_id: Option<TeamId>,
    pub started_from: Option<NaiveDate>,
    pub started_until: Option<NaiveDate>,
    pub rest_weeks: i16,
    pub sample_percent: i16,
    pub asked: Option<i32>,
    pub seed: Option<Vec<u8>>,
    pub public_key: Option<String>,
    pub version: i64,
    pub asks_me: bool,
    pub took_ballot: bool,
    pub enough: bool,
    pub relation: String,
}

impl Resource for PulseRow {
    type Id = PulseId;

    fn find(tx: &mut TenantTx<'_>, id: PulseId) -> QueryResult<Option<Self>> {
        visible_pulses::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: PulseId) -> QueryResult<Option<i64>> {
        let row = pulse_surveys::table.find((tx.org(), id.0)).select(pulse_surveys::version);
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

impl PulseRow {
    /// As the caller gets it.
    pub(super) fn shown(&self) -> Pulse {
        let relation = self.relation();
        Pulse {
            id: self.id,
            title: self.title.clone(),
            state: self.state,
            opens_on: self.opens_on,
            closes_on: self.closes_on,
            minimum: small(self.minimum),
            share_total: self.share_total,
            every_weeks: self.every_weeks.map(small),
            wave: self.wave,
            asked: self.asked.map(i64::from),
            enough: self.enough,
            asks_me: self.asks_me,
            took_ballot: self.took_ballot,
            relation,
            version: self.version,
        }
    }
}

/// A question as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pulse_questions)]
pub(super) struct QuestionRow {
    pub position: i16,
    pub kind: QuestionKind,
    pub text: String,
    pub options: Vec<String>,
    pub multiple: bool,
    pub optional: bool,
}

impl QuestionRow {
    /// As it is asked.
    pub(super) fn shown(self) -> Question {
        Question {
            position: small(self.position),
            kind: self.kind,
            text: self.text,
            options: self.options,
            multiple: self.multiple,
            optional: self.optional,
        }
    }
}

/// Small numbers are checked where they come in.
pub(super) fn small(value: i16) -> u8 {
    u8::try_from(value).unwrap_or_default()
}
