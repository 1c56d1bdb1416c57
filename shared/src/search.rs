//! Search: one box over everything one may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{notifications::Subject, operation::Json, operations, pages};

operations! { "search";
    /// What you may see that is called something like this, best first. It forgives a typo.
    Search: Get "/api/v1/search" { query: SearchQuery, answer: Json<Hits>, who: session }
}

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// A name, a title or a part of it; at least two characters, or nothing is found.
    pub q: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hits {
    /// Best first; at most 20.
    pub items: Vec<Hit>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Hit {
    /// What kind of thing; a one-on-one is a meeting.
    pub kind: Subject,
    /// The thing.
    pub id: Uuid,
    /// Names the page to open: the thing itself, or what it is a part of; of praise whose it is, of a one-on-one its meeting.
    pub place: Uuid,
    /// What it is called; of praise its beginning, of a one-on-one the other person, of what somebody gets of a review
    /// cycle that person.
    pub title: String,
    /// What tells it from others of that name; may be empty.
    pub detail: String,
}

impl Hit {
    /// Where it stands.
    pub fn page(&self) -> String {
        match self.kind {
            // Praise has no page of its own: it stands among what a person was praised for.
            Subject::Praise => format!("{}?person={}", pages::FEEDBACK, self.place),
            Subject::ReviewCycle => format!("{}/{}", pages::REVIEW_CYCLES, self.place),
            kind => kind.page(self.place),
        }
    }
}

/// Fewer characters find too much.
pub const LEAST: usize = 2;
