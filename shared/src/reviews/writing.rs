//! Reviews to write on the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    answers::ReviewAnswer,
    appointments::{ReviewAppointment, ReviewCapacity},
    cycles::{ReviewCycleRef, ReviewNaming, ReviewStage},
    form::{ReviewRelation, ReviewSection, ScaleStep},
    rules::answers,
};
use crate::{
    people::PersonRef,
    wire::{CompetencyId, Limit, ObjectiveId, ReviewId, check, choice::choice},
};

/// A cycle about fewer people than these is small: how somebody writes may tell who they are.
pub const FEW_PEOPLE: i64 = 10;

choice! {
    /// Where a review stands with its author.
    pub enum ReviewState {
        /// Nothing is written.
        Assigned = "assigned",
        /// It is being written.
        InProgress = "in_progress",
        /// It is handed in. Until the stage ends its author can take it back.
        Submitted = "submitted",
        /// Its author won't write it.
        Declined = "declined",
        /// It is wanted no more; what was written is kept.
        Void = "void",
    }
}

/// A review that the caller writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Review {
    /// Names it.
    pub id: ReviewId,
    /// Of which cycle.
    pub cycle: ReviewCycleRef,
    /// Where the cycle stands.
    pub stage: ReviewStage,
    /// Whom it is about.
    pub subject: PersonRef,
    /// How the author stands to them.
    pub relation: ReviewRelation,
    /// As what the author was named to write, where neither their line nor a nomination asks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<ReviewCapacity>,
    /// Where it stands.
    pub state: ReviewState,
    /// Until when it is to be handed in. Later it is still taken, as long as the stage lasts.
    pub due_on: NaiveDate,
    /// Why an Admin opened it again after it was handed in: it can be written on, though writing is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<String>,
    /// When it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

impl Review {
    /// Whether its author can write on it: as long as reviews are written, and when it was opened again after that.
    pub fn is_open(&self) -> bool {
        let takes = match self.stage {
            ReviewStage::Writing => true,
            ReviewStage::Calibrating | ReviewStage::Sharing => self.reopened.is_some(),
            _ => false,
        };
        takes && matches!(self.state, ReviewState::Assigned | ReviewState::InProgress)
    }
}

/// A review with what it asks and what is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDetail {
    /// The review.
    pub review: Review,
    /// That the author was named to write it, by which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<ReviewAppointment>,
    /// The first day of what it looks back on.
    pub period_from: NaiveDate,
    /// The last day of what it looks back on.
    pub period_to: NaiveDate,
    /// Who will learn that the caller wrote it, where they write as a peer or a report.
    pub naming: ReviewNaming,
    /// Fewer answers than these are never shown, where they have no names.
    pub minimum: u8,
    /// Whether the caller's name isn't shown and yet how they write may tell who they are: the cycle is about fewer than 10
    /// people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_guessed: bool,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// What is asked of the caller.
    pub sections: Vec<ReviewSection>,
    /// The goals that the person had in the period, as far as the caller sees them; none where the template leaves goals out
    /// and asks nothing about them.
    pub goals: Vec<ReviewGoal>,
    /// The competencies that the person's job asks for.
    pub competencies: Vec<ReviewCompetency>,
    /// What is written, by the key of its question.
    pub answers: BTreeMap<String, ReviewAnswer>,
    /// How often it was handed in; every version is kept.
    pub versions: i64,
}

/// A goal to speak of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewGoal {
    /// The objective.
    pub id: ObjectiveId,
    /// What it is called, with its period where another of them is called the same.
    pub title: String,
    /// How far it was at the end of what is looked back on, by what was known then, 0 to 1; as long as that isn't over, how far
    /// it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
}

/// A competency to speak of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCompetency {
    /// The competency.
    pub id: CompetencyId,
    /// What it is called.
    pub name: String,
    /// The level that the job asks for, from 1.
    pub expected: u8,
    /// What each level looks like, first to last.
    pub levels: Vec<ReviewLevel>,
}

/// A level of a competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewLevel {
    /// Its word.
    pub word: String,
    /// What it looks like.
    pub behaviour: String,
}

/// What is written, all of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewSheet {
    /// Answers by the key of their question; what isn't named isn't answered.
    #[garde(custom(answers::not_too_many), dive)]
    pub answers: BTreeMap<String, ReviewAnswer>,
}

/// Why somebody won't write a review.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewRefusal {
    /// For the person's manager and Admins to read, and not for the person.
    #[garde(custom(check::lines(1, 1_000)))]
    pub reason: String,
}

/// Path of a review.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewPath {
    /// The review.
    pub id: ReviewId,
}

/// Which of the reviews that the caller writes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewFilter {
    /// Those that are still to be handed in, alone.
    pub open: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
