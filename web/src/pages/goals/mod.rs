//! Goals: list and tree, one objective, forms, check-ins.

mod bulk;
mod check_in;
mod filters;
mod form;
mod list;
mod marks;
mod objective;
mod past_tree;
mod table;
mod tree;

use self::check_in::CheckInForm;
pub use self::{
    bulk::Bulk,
    form::typed_amount,
    marks::{bar_tone, progress, standing, status_badge, value, way},
    objective::{Alignment, AlsoSupports, Desk, Facts, said},
    table::columns,
};

use leptos::prelude::*;
use shared::{
    goals::{CreateObjective, KeyResult, ListObjectives},
    wire::ObjectiveId,
};

use crate::{
    shell::guarded,
    ui::{Dialog, live},
};

crate::parts::parts! {
    goals: list(), objective();
    goal_dialogs: dialogs(id: ObjectiveId, desk: Desk);
    goal_check_in:
        check_in(open: RwSignal<bool>, subject: RwSignal<Option<KeyResult>>, done: Callback<()>);
    goal_forms: new(), forms(id: ObjectiveId, desk: Desk), bulk_form(bulk: Bulk);
}

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

/// The dialogs of an objective's page.
pub fn dialogs(id: ObjectiveId, desk: Desk) -> AnyView {
    view! { <objective::Dialogs id desk /> }.into_any()
}

/// The forms over an objective's page.
pub fn forms(id: ObjectiveId, desk: Desk) -> AnyView {
    view! { <objective::Forms id desk /> }.into_any()
}

/// The dialog that changes all that is ticked in the list.
pub fn bulk_form(bulk: Bulk) -> AnyView {
    let title = move || bulk.aspect.get().title().to_owned();
    view! { <Dialog open=bulk.open title><bulk::ChangeForm bulk /></Dialog> }.into_any()
}

/// The dialog of a check-in that isn't on its objective's page.
pub fn check_in(open: RwSignal<bool>, subject: RwSignal<Option<KeyResult>>, done: Callback<()>) -> AnyView {
    let title = move || subject.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default());
    view! {
        <Dialog open title>
            {live(move || subject.get().map(|result| view! { <CheckInForm result corrects=None done /> }))}
        </Dialog>
    }
    .into_any()
}

/// The address of an objective's page.
pub fn href(id: ObjectiveId) -> String {
    format!("{}/{id}", crate::to::GOALS)
}
