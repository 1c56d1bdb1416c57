//! Goals: list and tree, one objective, forms, check-ins.

mod bulk;
mod check_in;
mod filters;
mod form;
mod list;
mod marks;
mod objective;
mod table;
mod tree;

pub use self::{
    check_in::CheckInForm,
    marks::{progress, standing, status_badge},
    table::columns,
};

use leptos::prelude::*;
use shared::{
    goals::{CreateObjective, ListObjectives},
    wire::ObjectiveId,
};

use crate::routes::guarded;

/// `/goals?view=…&q=…&period=…&level=…&state=…&status=…&team=…&owner=…&sort=…`
pub fn list() -> AnyView {
    guarded::<ListObjectives>(|| list::Goals().into_any())
}

/// `/goals/new?parent=…`
pub fn new() -> AnyView {
    guarded::<CreateObjective>(|| form::NewObjectivePage().into_any())
}

/// `/goals/{id}`
pub fn objective() -> AnyView {
    guarded::<ListObjectives>(|| objective::ObjectivePage().into_any())
}

/// The address of an objective's page.
pub fn href(id: ObjectiveId) -> String {
    format!("{}/{id}", crate::routes::to::GOALS)
}
