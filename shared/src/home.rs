//! Home: what needs doing now, and where things stand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    feedback::Ask,
    goals::{Objective, ObjectiveRef, rules::kinds::GoalStatus},
    kpis::Kpi,
    one_on_ones::MyActionItem,
    operation::Json,
    operations,
    people::PersonRef,
    pulse::PulseRef,
    reviews::ReviewCycleRef,
    wire::{KeyResultId, ObjectiveId, choice::choice},
};

operations! { "home";
    /// What needs doing now and where goals stand, for whoever asks. Short lists, at most 5, 10 or 20 of each. Status
    /// and progress are of what the caller answers for: their own, of a Manager their reports' too, of an Admin all.
    /// What is for Managers or Admins is absent for others.
    ReadHome: Get "/api/v1/home" { answer: Json<Home>, who: session }
    /// All that your direct reports should have done three days ago or earlier, longest due first: what home shows the first
    /// 20 of. At most 1,000; empty for Employees.
    ListLate: Get "/api/v1/home/late" { answer: Json<LateInTeam>, who: session }
}

/// Home, for one's role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Home {
    /// Pulses that are open for you and still without your answer, soonest to close first; at most 5.
    #[serde(default)]
    pub open_pulses: Vec<PulseRef>,
    /// Cycles for which you have reviews to write, soonest due first; at most 5.
    #[serde(default)]
    pub reviews_to_write: Vec<ReviewsDue>,
    /// Objectives of your direct reports that wait for your agreement, soonest to begin first; at most 5.
    #[serde(default)]
    pub proposals: Vec<ProposedObjective>,
    /// For whom another job is proposed that waits for you, as their manager or as an Admin, soonest to begin first; at
    /// most 5.
    #[serde(default)]
    pub level_proposals: Vec<PersonRef>,
    /// Key results of yours that want a check-in, longest due first; at most 20.
    pub check_ins_due: Vec<DueCheckIn>,
    /// KPIs you answer for whose value is missing, longest due first; at most 20.
    pub values_due: Vec<Kpi>,
    /// Your objectives that aren't closed, drafts last; at most 20.
    pub my_objectives: Vec<Objective>,
    /// What you agreed to do in one-on-ones, soonest due first; at most 20.
    #[serde(default)]
    pub action_items: Vec<MyActionItem>,
    /// Active objectives in your view by status: your own; of a Manager those of their reports too; of an Admin all.
    pub by_status: Vec<StatusCount>,
    /// Mean progress of those, 0 to 1; absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_progress: Option<f64>,
    /// People of yours without an active objective; of Managers and Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_goals: Option<PeopleWithoutGoals>,
    /// What waits for another owner since its own has left; of Managers and Admins, absent if nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_owner: Option<WithoutOwner>,
    /// Invitations that were sent and not accepted yet; of Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_invitations: Option<i64>,
    /// Feedback you are asked for, soonest due first; at most 20.
    #[serde(default)]
    pub feedback_asks: Vec<Ask>,
    /// Your weekly check-in, as long as it is not written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<DueWeek>,
    /// Whose weekly check-in waits to be read by you, their manager; at most 20.
    #[serde(default)]
    pub weeks_to_read: Vec<PersonRef>,
    /// What your direct reports should have done three days ago or earlier, person by person and kind by kind, longest
    /// due first; at most 20. Of Managers and Admins, and no more than each may see of it.
    #[serde(default)]
    pub late: Vec<LateThings>,
    /// How many more of these there are: `list_late` has them all.
    #[serde(default)]
    pub late_more: i64,
    /// How far the first hour is; of Admins, until all is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_steps: Option<FirstSteps>,
}

/// An objective that waits for the caller's agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProposedObjective {
    /// Names it.
    pub id: ObjectiveId,
    /// Its title.
    pub title: String,
    /// Who proposes it.
    pub owner: PersonRef,
}

/// Reviews that one has to write for a cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewsDue {
    /// The cycle.
    pub cycle: ReviewCycleRef,
    /// Until when.
    pub due_on: NaiveDate,
    /// How many are not handed in.
    pub count: i64,
}

/// A week that is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DueWeek {
    /// Its Monday.
    pub week: NaiveDate,
    /// The day it is due.
    pub due_on: NaiveDate,
}

choice! {
    /// What somebody should have done.
    pub enum LateKind {
        /// Check-ins on key results.
        CheckIns = "check_ins",
        /// Values of KPIs.
        KpiValues = "kpi_values",
        /// Weekly check-ins.
        Weeks = "weeks",
        /// Steps of their development plan.
        PlanSteps = "plan_steps",
        /// What they agreed to do in one-on-ones with you.
        ActionItems = "action_items",
        /// Feedback that you asked them for.
        Feedback = "feedback",
        /// Reviews to write.
        Reviews = "reviews",
    }
}

/// What a report of yours should have done, of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LateThings {
    /// Whose it is to do.
    pub person: PersonRef,
    /// What it is.
    pub kind: LateKind,
    /// How many.
    pub count: i64,
    /// The day on which the oldest was due.
    pub since: NaiveDate,
    /// What the oldest is called; empty of a week.
    pub title: String,
    /// Where the oldest is found: an objective, a KPI, a meeting, a request or a review cycle by its id; of weeks and plans
    /// the person.
    pub place: uuid::Uuid,
}

/// What is late in one's team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LateInTeam {
    /// Person by person and kind by kind, longest due first.
    pub items: Vec<LateThings>,
}

/// A key result that wants a check-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DueCheckIn {
    /// The key result.
    pub key_result_id: KeyResultId,
    /// What is measured.
    pub title: String,
    /// The objective it belongs to.
    pub objective: ObjectiveRef,
    /// The day it was or is due.
    pub due_on: NaiveDate,
    /// How it stands today.
    pub status: GoalStatus,
}

/// How many objectives stand like this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StatusCount {
    /// How they stand.
    pub status: GoalStatus,
    /// How many.
    pub count: i64,
}

/// People who have no active objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeopleWithoutGoals {
    /// How many.
    pub count: i64,
    /// The first by name; at most 10.
    pub people: Vec<PersonRef>,
}

/// What waits for another owner: as many as the lists with `without_owner`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WithoutOwner {
    /// Objectives that aren't closed.
    pub objectives: i64,
    /// KPIs in use.
    pub kpis: i64,
}

/// What a new organisation has done of its first hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FirstSteps {
    /// Somebody but the first Admin is there.
    pub has_people: bool,
    /// There is a team.
    pub has_teams: bool,
    /// There is a period.
    pub has_period: bool,
    /// There is an objective.
    pub has_objectives: bool,
    /// There are others, and each of them has been sent an invitation or is in already.
    pub has_invited: bool,
}
