use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    goals::{
        FollowedRef, KeyResult, Level, Milestone, Objective, ObjectiveRef, PeriodRef, Visibility,
        rules::{
            kinds::{CheckInStatus, Direction, GoalStatus, KeyResultKind, ObjectiveState, RollUp},
            pace::Span,
            progress::{Measure, shown},
            status::{LastCheckIn, Rhythm},
            timeline::Timeline,
        },
    },
    people::{PersonRef, TeamRef},
    wire::{KeyResultId, KpiId, MilestoneId, ObjectiveId, PeriodId, PersonId, TeamId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{key_results, objectives, visible_objectives},
};

/// An objective as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_objectives)]
pub(crate) struct ObjectiveRow {
    pub id: ObjectiveId,
    pub level: Level,
    pub owner_id: PersonId,
    pub team_id: Option<TeamId>,
    pub period_id: PeriodId,
    pub parent_id: Option<ObjectiveId>,
    pub title: String,
    pub description: String,
    pub state: ObjectiveState,
    pub visibility: Visibility,
    pub roll_up: RollUp,
    pub weight: f64,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub progress: Option<f64>,
    pub status: GoalStatus,
    pub score: Option<f64>,
    pub score_comment: Option<String>,
    pub learning: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub carried_from_id: Option<ObjectiveId>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub owner_name: String,
    pub team_name: Option<String>,
    pub period_name: String,
    pub progress_order: f64,
    pub relation: String,
}

impl Resource for ObjectiveRow {
    type Id = ObjectiveId;

    fn find(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Option<Self>> {
        use visible_objectives::dsl;
        dsl::visible_objectives.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Option<i64>> {
        use objectives::dsl;
        dsl::objectives.find((tx.org(), id.0)).select(dsl::version).for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// What an objective's row doesn't hold of it.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// Parents that the actor may see.
    pub parents: HashMap<ObjectiveId, String>,
    /// How many children of each the actor may see.
    pub children: HashMap<ObjectiveId, i64>,
}

impl ObjectiveRow {
    /// From its first day to its last.
    pub(super) fn days(&self) -> Span {
        Span { from: self.starts_on, to: self.ends_on }
    }

    /// As the caller gets it.
    pub(super) fn shown(self, today: NaiveDate, around: &Surroundings) -> Objective {
        let (relation, expected) = (self.relation(), self.days().expected_progress(today));
        let parent = self.parent_id.and_then(|id| Some(ObjectiveRef { id, title: around.parents.get(&id)?.clone() }));
        Objective {
            id: self.id,
            level: self.level,
            title: self.title,
            description: self.description,
            owner: PersonRef { id: self.owner_id, name: self.owner_name },
            team: self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name }),
            period: PeriodRef { id: self.period_id, name: self.period_name },
            parent,
            children: around.children.get(&self.id).copied().unwrap_or(0),
            state: self.state,
            visibility: self.visibility,
            roll_up: self.roll_up,
            weight: self.weight,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            progress: self.progress.map(shown),
            status: self.status,
            expected,
            score: self.score,
            score_comment: self.score_comment,
            learning: self.learning,
            closed_at: self.closed_at,
            carried_from_id: self.carried_from_id,
            updated_at: self.updated_at,
            relation,
            version: self.version,
        }
    }
}

/// A key result as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = key_results)]
pub(crate) struct KeyResultRow {
    pub id: KeyResultId,
    pub objective_id: ObjectiveId,
    pub owner_id: PersonId,
    pub title: String,
    pub kind: KeyResultKind,
    pub direction: Direction,
    pub start_value: Option<f64>,
    pub target_value: Option<f64>,
    pub low_value: Option<f64>,
    pub high_value: Option<f64>,
    pub tolerance: Option<f64>,
    pub unit: Option<String>,
    pub weight: f64,
    pub cadence_days: Option<i32>,
    pub value: Option<f64>,
    pub progress: Option<f64>,
    pub last_on: Option<NaiveDate>,
    pub last_status: Option<CheckInStatus>,
    pub status_from: Vec<NaiveDate>,
    pub status_then: Vec<GoalStatus>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub kpi_id: Option<KpiId>,
    pub active_since: Option<NaiveDate>,
}

impl KeyResultRow {
    pub(super) fn measure(&self) -> Measure {
        Measure {
            kind: self.kind,
            direction: self.direction,
            start: self.start_value,
            target: self.target_value,
            low: self.low_value,
            high: self.high_value,
            tolerance: self.tolerance,
        }
    }

    pub(super) fn timeline(&self) -> Timeline {
        Timeline::new(self.status_from.iter().copied().zip(self.status_then.iter().copied()).collect())
    }

    /// Its status from which day on, as its check-ins and its objective's state and first day make it.
    pub(super) fn timeline_in(&self, state: ObjectiveState, since: NaiveDate, usual_days: u16) -> Timeline {
        Timeline::of_key_result(state, self.rhythm(since, usual_days), self.last())
    }

    pub(super) fn last(&self) -> Option<LastCheckIn> {
        self.last_on.zip(self.last_status).map(|(on, status)| LastCheckIn { on, status })
    }

    /// How often it wants a check-in, in an objective that began on `since`. What was written, agreed or resumed later
    /// owed nobody a word before.
    pub(super) fn rhythm(&self, since: NaiveDate, usual_days: u16) -> Rhythm {
        let since = self.active_since.map_or(since, |day| day.max(since));
        let since = if self.last_on.is_none() { since.max(self.created_at.date_naive()) } else { since };
        let own = self.cadence_days.and_then(|days| u16::try_from(days).ok());
        Rhythm { cadence_days: own.unwrap_or(usual_days), since }
    }

    /// As the caller gets it; `kpi` names what it follows, if they may see that.
    pub(super) fn shown(
        self,
        owner: String,
        kpi: Option<String>,
        milestones: Vec<Milestone>,
        objective: &ObjectiveRow,
        usual_days: u16,
        today: NaiveDate,
    ) -> KeyResult {
        let due = self.rhythm(objective.starts_on, usual_days).due(self.last());
        KeyResult {
            id: self.id,
            objective_id: self.objective_id,
            measure: self.measure(),
            status: self.timeline().on(today),
            due_on: (objective.state == ObjectiveState::Active).then_some(due),
            owner: PersonRef { id: self.owner_id, name: owner },
            title: self.title,
            unit: self.unit,
            weight: self.weight,
            cadence_days: self.cadence_days.and_then(|days| u16::try_from(days).ok()),
            milestones,
            value: self.value,
            progress: self.progress,
            last_on: self.last_on,
            created_at: self.created_at,
            kpi: self.kpi_id.map(|id| FollowedRef { id, name: kpi }),
            relation: objective.relation(),
            version: self.version,
        }
    }
}

/// A step of a milestone key result as it is kept.
pub(super) type MilestoneRow = (MilestoneId, KeyResultId, String, f64, bool);
