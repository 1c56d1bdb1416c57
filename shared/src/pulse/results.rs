//! Results on the wire: published cells and nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{questions::Question, surveys::Pulse, threads::Thread};
use crate::wire::{PulseGroupId, TeamId};

/// What is published of a pulse for the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PulseResults {
    /// The pulse.
    pub pulse: Pulse,
    /// The groups whose cells the caller may see, the whole first.
    pub groups: Vec<Group>,
    /// By question, in order. Empty until the pulse is closed.
    pub questions: Vec<QuestionResults>,
}

/// People counted together: the whole, or a team with those below it, as it was when the pulse opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseGroup)]
pub struct Group {
    /// Names it.
    pub id: PulseGroupId,
    /// The group it lies in, if the caller may see that one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<PulseGroupId>,
    /// The team; absent for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// The team's name then; empty for the whole.
    pub name: String,
    /// How many people in it were asked.
    pub asked: i64,
}

/// What is published of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseQuestionResults)]
pub struct QuestionResults {
    /// The question.
    pub question: Question,
    /// One for each group that has at least the minimum of answers and does not give another away.
    pub cells: Vec<Cell>,
    /// What was written, shuffled and in paragraphs; each under the smallest published group of its author.
    pub texts: Vec<Spoken>,
    /// How it went before, oldest first, as long as neither question nor group changed.
    pub trend: Vec<TrendPoint>,
}

/// The answers of one group to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseCell)]
pub struct Cell {
    /// The group.
    pub group_id: PulseGroupId,
    /// How many answered.
    pub n: i64,
    /// How many gave each answer: 0 to 10, the steps, or the options. Empty for texts.
    pub counts: Vec<i64>,
    /// Of an eNPS: promoters less detractors in a hundred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enps: Option<i64>,
    /// Of an eNPS: how far chance alone would move it, at 95 %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
    /// Of a scale: the mean step, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
}

/// A paragraph that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseParagraph)]
pub struct Spoken {
    /// The smallest published group it can be counted in.
    pub group_id: PulseGroupId,
    /// The paragraph.
    pub text: String,
    /// Its thread, if its author can be answered and the caller may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
}

/// One wave of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseTrendPoint)]
pub struct TrendPoint {
    /// The group, as the latest wave names it.
    pub group_id: PulseGroupId,
    /// The last day of that wave.
    pub closes_on: NaiveDate,
    /// The eNPS or the mean step.
    pub value: f64,
    /// How many answered.
    pub n: i64,
}
