//! The key results of an objective, with their check-ins.

use leptos::prelude::*;
use shared::goals::{
    DeleteKeyResult, EDIT, KeyResult, KeyResultPath, Objective, ObjectiveDetail, rules::kinds::ObjectiveState,
};

use super::{history::History, key_result::Row, key_result_form::KeyResultForm};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    pages::goals::check_in::CheckInForm,
    session::Session,
    text::goals as text,
    ui::{Button, ButtonKind, ButtonSize, Confirm, Dialog, Drawer, EmptyState, Glyph},
};

/// Which dialog is open, and about which key result.
#[derive(Clone, Copy)]
pub struct Desk {
    pub subject: RwSignal<Option<KeyResult>>,
    pub check_in: RwSignal<bool>,
    pub history: RwSignal<bool>,
    pub edit: RwSignal<bool>,
    pub remove: RwSignal<bool>,
}

impl Desk {
    fn new() -> Self {
        let shut = || RwSignal::new(false);
        Self { subject: RwSignal::new(None), check_in: shut(), history: shut(), edit: shut(), remove: shut() }
    }

    /// Opens a dialog about a key result.
    pub fn open(self, subject: KeyResult, dialog: RwSignal<bool>) {
        self.subject.set(Some(subject));
        dialog.set(true);
    }
}

/// The card.
#[component]
pub fn KeyResults(objective: Objective, results: Vec<KeyResult>, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let desk = Desk::new();
    let adding = RwSignal::new(false);
    let may_add = Session::here().can(&EDIT, objective.relation) && !objective.state.is_closed();
    let add = move |primary: bool| {
        let kind = if primary { ButtonKind::Primary } else { ButtonKind::Quiet };
        may_add.then(|| view! { <Button kind size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{text::ADD_KEY_RESULT}</Button> })
    };
    let (id, days) = (objective.id, (objective.starts_on, objective.ends_on));
    let pace = (objective.state == ObjectiveState::Active).then_some(objective.expected);
    let body = if results.is_empty() {
        view! { <EmptyState glyph=Glyph::TrendingUp title=text::NO_KEY_RESULTS detail=text::NO_KEY_RESULTS_DETAIL>{add(true)}</EmptyState> }.into_any()
    } else {
        let state = objective.state;
        let row = move |result: KeyResult| view! { <li><Row result state pace desk /></li> };
        view! { <ul class="rows">{results.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let done = move || {
        adding.set(false);
        desk.edit.set(false);
        goal.reload();
    };
    let checked = move || {
        desk.check_in.set(false);
        goal.reload();
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::KEY_RESULTS}</h2>{add(false)}</div>
            {body}
        </section>
        <Dialog open=adding title=text::ADD_KEY_RESULT.to_owned()><KeyResultForm of=id result=None done /></Dialog>
        <Dialog open=desk.edit title=text::EDIT_KEY_RESULT.to_owned()><KeyResultForm of=id result=desk.subject.get() done /></Dialog>
        <Dialog open=desk.check_in title=move || desk.subject.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default())>
            {move || desk.subject.get().map(|result| view! { <CheckInForm result corrects=None done=checked /> })}
        </Dialog>
        <Drawer open=desk.history title=move || desk.subject.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default())>
            {move || desk.subject.get().map(|result| view! { <History result days changed=move || goal.reload() /> })}
        </Drawer>
        <Remove desk goal />
    }
}

#[component]
fn Remove(desk: Desk, goal: Fetch<ObjectiveDetail>) -> impl IntoView {
    let attempt = Attempt::new();
    let remove = move || {
        let Some(result) = desk.subject.get_untracked() else { return };
        desk.remove.set(false);
        attempt.run(change::<DeleteKeyResult>(KeyResultPath { id: result.id }, (), result.version), move |()| {
            goal.reload()
        });
    };
    view! {
        <AttemptNews attempt reload=move || goal.reload() />
        <Confirm open=desk.remove title=text::REMOVE_KEY_RESULT deed=text::REMOVE danger=true on_confirm=remove>
            <p>{text::REMOVE_KEY_RESULT_DETAIL}</p>
        </Confirm>
    }
}
