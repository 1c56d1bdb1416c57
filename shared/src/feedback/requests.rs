//! Asking for feedback, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Audience, Purpose};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{FeedbackAskId, FeedbackId, FeedbackRequestId, Limit, PersonId, check, choice::choice},
};

/// The most people one request can ask.
pub const MOST_ASKED: usize = 20;
/// Days until an answer is due, unless said otherwise.
pub const USUAL_DAYS: u64 = 14;

choice! {
    /// Where one person's being asked stands.
    pub enum AskState {
        /// Not answered yet.
        Open = "open",
        /// Answered.
        Answered = "answered",
        /// Declined.
        Declined = "declined",
        /// No longer needed: who is asked has left, and nobody waits for them.
        Lapsed = "lapsed",
    }
}

/// What somebody wants to hear, from whom, and how far that has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackRequest {
    /// Names it.
    pub id: FeedbackRequestId,
    /// Who asks.
    pub asker: PersonRef,
    /// Whom it is about.
    pub subject: PersonRef,
    /// What is asked.
    pub question: String,
    /// Who reads the answers besides who writes them.
    pub audience: Audience,
    /// What the answers may be used for at the most.
    pub purpose: Purpose,
    /// The day answers are due.
    pub due_on: NaiveDate,
    /// Who is asked, by name.
    pub asked: Vec<Asked>,
    /// When the asker stopped asking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// Its version.
    pub version: i64,
}

/// One of those who are asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Asked {
    /// Who.
    pub person: PersonRef,
    /// Whether they have answered.
    pub state: AskState,
    /// Why they declined, if they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decline_reason: Option<String>,
    /// Their answer, while the caller may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback_id: Option<FeedbackId>,
}

/// What the caller asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackRequests {
    /// Newest first; the latest 100.
    pub items: Vec<FeedbackRequest>,
}

/// Something the caller is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FeedbackAsk)]
pub struct Ask {
    /// Names it.
    pub id: FeedbackAskId,
    /// Who asks.
    pub asker: PersonRef,
    /// Whom it is about.
    pub subject: PersonRef,
    /// What is asked.
    pub question: String,
    /// Who will read the answer.
    pub audience: Audience,
    /// What the answer may be used for at the most.
    pub purpose: Purpose,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: AskState,
    /// Whether the asker has stopped asking.
    pub closed: bool,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// Its version.
    pub version: i64,
}

/// Path of one request.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RequestPath {
    /// The request.
    pub id: FeedbackRequestId,
}

/// Path of one thing the caller is asked.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct AskPath {
    /// The ask.
    pub id: FeedbackAskId,
}

/// Which asks to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AskFilter {
    /// Those that stand like this; of open ones only those still asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<AskState>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A request to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewFeedbackRequest {
    /// Whom it is about: oneself, or a report.
    #[garde(skip)]
    pub subject_id: PersonId,
    /// Who is asked: 1 to 20 people, neither oneself nor whom it is about.
    #[garde(custom(one_to_twenty))]
    pub person_ids: Vec<PersonId>,
    /// What is asked.
    #[garde(custom(check::lines(1, 1000)))]
    pub question: String,
    /// Who reads the answers: the person where it is about oneself, else the manager, at least.
    #[garde(skip)]
    pub audience: Audience,
    /// What the answers may be used for; *evaluation* means for a review.
    #[garde(skip)]
    pub purpose: Purpose,
    /// The day answers are due; in 14 days if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub due_on: Option<NaiveDate>,
}

/// An answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedbackAnswer)]
pub struct Answer {
    /// What it says.
    #[garde(custom(check::lines(1, 5000)))]
    pub body: String,
    /// What it may be used for; as the request said if unsaid, never further.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub purpose: Option<Purpose>,
}

/// A refusal.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(as = FeedbackDecline)]
pub struct Decline {
    /// Why, for who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 300))))]
    pub reason: Option<String>,
}

fn one_to_twenty(people: &[PersonId], _: &()) -> garde::Result {
    match people.len() {
        0 => Err(garde::Error::new("required")),
        n if n <= MOST_ASKED => Ok(()),
        _ => Err(garde::Error::new("too_many:20")),
    }
}
