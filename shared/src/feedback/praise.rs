//! Praise on the wire.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ValueRef;
use crate::{
    access::Relation,
    mentions::few_mentions,
    people::PersonRef,
    wire::{CompanyValueId, Limit, PersonId, PraiseId, TeamId, check, choice::choice},
};

choice! {
    /// What one can answer praise with.
    pub enum ReactionKind {
        /// Thank you.
        Thanks = "thanks",
        /// Well done.
        Applause = "applause",
        /// Let's celebrate.
        Celebrate = "celebrate",
        /// I want to do that too.
        Inspiring = "inspiring",
        /// I feel with you.
        Heart = "heart",
    }
}

/// Thanks that everybody sees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Praise {
    /// Names it.
    pub id: PraiseId,
    /// Who praises.
    pub author: PersonRef,
    /// Who is praised, by name.
    pub recipients: Vec<PersonRef>,
    /// What for. Empty of what was taken down, but for its author.
    pub body: String,
    /// Which company values it shows, by name.
    pub values: Vec<ValueRef>,
    /// How others answered; kinds nobody used are left out.
    pub reactions: Vec<ReactionCount>,
    /// When it was taken down, and why; its author and Admins see that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_down: Option<TakenDown>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// Its version.
    pub version: i64,
}

/// Why praise is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TakenDown {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// How many people answered praise like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReactionCount {
    /// How.
    pub kind: ReactionKind,
    /// How many people.
    pub count: i64,
    /// Whether the caller is one of them.
    pub mine: bool,
}

/// Path of one praise.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PraisePath {
    /// The praise.
    pub id: PraiseId,
}

/// Which praise to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PraiseFilter {
    /// Words of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// By this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// Of somebody in this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// That names this company value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<CompanyValueId>,
    /// What was taken down, of Admins; unsaid: what stands, and one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_down: Option<bool>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Praise to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPraise {
    /// Who is praised: 1 to 20 people, not oneself.
    #[garde(custom(one_to_twenty))]
    pub person_ids: Vec<PersonId>,
    /// What for. `@{id}` names somebody, at most 20; it is read with their names.
    #[garde(custom(check::lines(1, 2000)), custom(few_mentions))]
    pub body: String,
    /// Which company values it shows; at most 3, none retired.
    #[serde(default)]
    #[garde(custom(up_to_three))]
    pub value_ids: Vec<CompanyValueId>,
}

/// An answer to praise.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// How.
    #[garde(skip)]
    pub kind: ReactionKind,
    /// Whether to give it or to take it back.
    #[garde(skip)]
    pub on: bool,
}

/// Why praise is taken down.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TakeDown {
    /// Why; its author reads it.
    #[garde(custom(check::line(1, 300)))]
    pub reason: String,
}

fn one_to_twenty(people: &[PersonId], _: &()) -> garde::Result {
    match people.len() {
        0 => Err(garde::Error::new("required")),
        1..=20 => Ok(()),
        _ => Err(garde::Error::new("too_many:20")),
    }
}

fn up_to_three(values: &[CompanyValueId], _: &()) -> garde::Result {
    if values.len() <= 3 { Ok(()) } else { Err(garde::Error::new("too_many:3")) }
}
