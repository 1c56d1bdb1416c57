//! Objectives on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    AlsoSupports, KeyResult, NewKeyResult,
    rules::{
        kinds::{GoalStatus, ObjectiveState, RollUp, Transition},
        pace::Span,
    },
};
use crate::{
    access::Relation,
    people::{PersonRef, TeamRef},
    problem::FieldError,
    wire::{Limit, ObjectiveId, Patch, PeriodId, PersonId, TeamId, check, choice::choice},
};

choice! {
    /// Whose objective it is.
    pub enum Level {
        /// The whole organisation's.
        Organisation = "organisation",
        /// A team's.
        Team = "team",
        /// One person's.
        Person = "person",
    }
}

choice! {
    /// Who sees an objective without being its owner, an Admin, or somebody it is shared with.
    pub enum Visibility {
        /// Everybody in the organisation, once it is active.
        Organisation = "organisation",
        /// The people of its team and of the teams below it, once it is active.
        Team = "team",
        /// The owner's managers, all the way up.
        Chain = "chain",
        /// Nobody else.
        Private = "private",
    }
}

choice! {
    /// How far a list or a dashboard looks.
    pub enum Scope {
        /// What the caller answers for: their own; of a Manager their reports' too; of an Admin all.
        Answered = "answered",
        /// Also what is shared with or published to them.
        Seen = "seen",
    }
}

choice! {
    /// Orders of the list of objectives.
    pub enum ObjectiveSort {
        /// Newest first.
        Newest = "newest",
        /// By title.
        Title = "title",
        /// Least progress first.
        Progress = "progress",
        /// Most progress first.
        ProgressDown = "-progress",
    }
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Objective {
    /// Names it.
    pub id: ObjectiveId,
    /// Whose it is.
    pub level: Level,
    /// What is to be true in the end.
    pub title: String,
    /// More about it, as Markdown.
    pub description: String,
    /// Who answers for it.
    pub owner: PersonRef,
    /// Its team, always at team level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// The period it belongs to.
    pub period: PeriodRef,
    /// What it is aligned under, if the caller may see that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ObjectiveRef>,
    /// How many objectives that the caller may see are aligned under it.
    pub children: i64,
    /// Where it is in its life.
    pub state: ObjectiveState,
    /// Who sees it.
    pub visibility: Visibility,
    /// What its progress is computed from.
    pub roll_up: RollUp,
    /// Its weight in what it is aligned under; 0 is tracked, not counted.
    pub weight: f64,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// How far it is, 0 to 1; absent if nothing counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
    /// How it stands today.
    pub status: GoalStatus,
    /// How far it would be if all went evenly: the share of its days that has passed.
    pub expected: f64,
    /// Judged at the close, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why the score differs from the progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_comment: Option<String>,
    /// What was learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learning: Option<String>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    /// The objective it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from_id: Option<ObjectiveId>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A period named elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeriodRef {
    /// Names it.
    pub id: PeriodId,
    /// Such as `2026 Q4`.
    pub name: String,
}

/// An objective named elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ObjectiveRef {
    /// Names it.
    pub id: ObjectiveId,
    /// Its title.
    pub title: String,
}

/// An objective with what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ObjectiveDetail {
    /// The objective itself.
    pub objective: Objective,
    /// Its key results, in order of their making.
    pub key_results: Vec<KeyResult>,
    /// What is aligned under it, as far as the caller may see.
    pub children: Vec<Objective>,
    /// The days of what it is aligned under, if its own leave them and the caller may see that: worth a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_above: Option<Span>,
    /// What it supports beside that, and what supports it so.
    #[serde(default, skip_serializing_if = "AlsoSupports::is_empty")]
    pub also_supports: AlsoSupports,
    /// What it was carried over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<CarriedFrom>,
    /// What it was carried over into, as far as the caller may see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried_on: Vec<CarriedOn>,
}

/// Where an objective comes from that was carried over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CarriedFrom {
    /// The closed one; absent if the caller may not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<ObjectiveRef>,
    /// Why it goes on.
    pub reason: String,
}

/// What goes on of an objective that is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CarriedOn {
    /// The one that goes on.
    pub objective: ObjectiveRef,
    /// Why.
    pub reason: String,
}

/// Path of one objective.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ObjectivePath {
    /// The objective.
    pub id: ObjectiveId,
}

/// Which objectives to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ObjectiveFilter {
    /// Part of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Of this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// Of this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// In this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectiveState>,
    /// Standing like this today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GoalStatus>,
    /// Owned by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// How far to look; at all the caller may see if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// Only what has been agreed: neither drafts nor proposals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Only what the caller answers for, isn't closed and waits for another owner: its own has left, or a key result's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_owner: Option<bool>,
    /// Aligned directly under this objective.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<ObjectiveId>,
    /// Only what is aligned under nothing the caller may see: where the tree begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roots: Option<bool>,
    /// Only what became another at this moment or after it, or whose numbers did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_since: Option<DateTime<Utc>>,
    /// Order; newest first if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub sort: Option<ObjectiveSort>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

choice! {
    /// The states a new objective may begin in.
    pub enum Opening {
        /// Seen by its owner, their managers and Admins.
        Draft = "draft",
        /// Put up for agreement.
        Proposed = "proposed",
        /// Agreed; check-ins are due.
        Active = "active",
    }
}

/// An objective to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewObjective {
    /// Whose it is.
    #[garde(skip)]
    pub level: Level,
    /// What is to be true in the end.
    #[garde(custom(check::line(1, 200)))]
    pub title: String,
    /// More about it, as Markdown.
    #[serde(default)]
    #[garde(custom(check::lines(0, 5000)))]
    pub description: String,
    /// Who answers for it; the caller if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// Its team; needed at team level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// The period it belongs to.
    #[garde(skip)]
    pub period_id: PeriodId,
    /// What it is aligned under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub parent_id: Option<ObjectiveId>,
    /// The state it begins in; a draft if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub state: Option<Opening>,
    /// Who sees it.
    #[garde(skip)]
    pub visibility: Visibility,
    /// What its progress is computed from; its key results if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub roll_up: Option<RollUp>,
    /// Its weight in what it is aligned under; 1 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::weight)))]
    pub weight: Option<f64>,
    /// First day; the period's if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub starts_on: Option<NaiveDate>,
    /// Last day; the period's if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub ends_on: Option<NaiveDate>,
    /// Its key results, at most 20.
    #[serde(default)]
    #[garde(dive, custom(at_most_20))]
    pub key_results: Vec<NewKeyResult>,
}

impl NewObjective {
    /// All that is wrong with it as a whole, beyond its fields one by one: its team, who is to see it, and its key
    /// results, below `key_results[0]` and so on.
    pub fn faults(&self) -> Vec<FieldError> {
        let team =
            (self.level == Level::Team && self.team_id.is_none()).then(|| FieldError::new("team_id", "required"));
        let below = |(place, result): (usize, &NewKeyResult)| {
            let at =
                move |fault: FieldError| FieldError { field: format!("key_results[{place}].{}", fault.field), ..fault };
            result.faults().into_iter().map(at)
        };
        let results = self.key_results.iter().enumerate().flat_map(below);
        team.into_iter().chain(visibility_fault(self.level, self.visibility)).chain(results).collect()
    }
}

/// What is wrong with who sees an objective: one of the organisation has no team that could.
pub fn visibility_fault(level: Level, visibility: Visibility) -> Option<FieldError> {
    let nobody = level == Level::Organisation && visibility == Visibility::Team;
    nobody.then(|| FieldError::new("visibility", "no_team"))
}

fn at_most_20<T>(list: &[T], _: &()) -> garde::Result {
    if list.len() <= 20 { Ok(()) } else { Err(garde::Error::new("too_many:20")) }
}

/// Changes to an objective; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ObjectiveChanges {
    /// What is to be true in the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 200))))]
    pub title: Option<String>,
    /// More about it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 5000))))]
    pub description: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// Its team.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// The period it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub period_id: Option<PeriodId>,
    /// What it is aligned under; never something below it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<ObjectiveId>)]
    #[garde(skip)]
    pub parent_id: Patch<ObjectiveId>,
    /// Who sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub visibility: Option<Visibility>,
    /// What its progress is computed from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub roll_up: Option<RollUp>,
    /// Its weight in what it is aligned under.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::weight)))]
    pub weight: Option<f64>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub ends_on: Option<NaiveDate>,
}

/// A step in an objective's life.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Which step.
    #[garde(skip)]
    pub transition: Transition,
    /// The score it is closed with, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::score)))]
    pub score: Option<f64>,
    /// Why the score differs from the one suggested by the progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 1000))))]
    pub score_comment: Option<String>,
    /// What was learned, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 500))))]
    pub learning: Option<String>,
}

choice! {
    /// What happens to the key results of an objective carried over.
    pub enum KeyResultCarry {
        /// They go on from their current values.
        Keep = "keep",
        /// They begin again from where they began.
        Restart = "restart",
    }
}

/// Carries a closed objective over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CarryOver {
    /// The period to carry it into.
    #[garde(skip)]
    pub period_id: PeriodId,
    /// What happens to its key results.
    #[garde(skip)]
    pub key_results: KeyResultCarry,
    /// Why it goes on.
    #[garde(custom(check::line(1, 500)))]
    pub reason: String,
}
