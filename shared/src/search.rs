//! Search: one box over everything one may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{notifications::Subject, operation::Json, operations};

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
    /// What kind of thing.
    pub kind: Subject,
    /// The thing.
    pub id: Uuid,
    /// Names the page to open: the thing itself, or what it is a part of.
    pub place: Uuid,
    /// What it is called.
    pub title: String,
    /// What tells it from others of that name; may be empty.
    pub detail: String,
}

impl Hit {
    /// Where it stands.
    pub fn page(&self) -> String {
        self.kind.page(self.place)
    }
}

/// Fewer characters find too much.
pub const LEAST: usize = 2;
