//! What one agreed to do in one-on-ones, ticked right here.

use leptos::prelude::*;
use shared::one_on_ones::{ActionItemChanges, ActionItemPath, EditActionItem, MyActionItem};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    pages::one_on_ones,
    text::{format, one_on_ones as text},
    ui::Checkbox,
};

/// The list, soonest due first; nothing if nothing is open.
#[component]
pub fn Promised(items: Vec<MyActionItem>, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let attempt = Attempt::new();
    let one = move |mine: MyActionItem| {
        let (id, version, done) = (mine.item.id, mine.item.version, RwSignal::new(false));
        let tick = move |done: bool| {
            let changes = ActionItemChanges { done: Some(done), ..ActionItemChanges::default() };
            attempt.run(change::<EditActionItem>(ActionItemPath { id }, changes, version), move |_| changed.run(()));
        };
        let due = mine.item.due_on.map(|day| format!("{} {} · ", text::DUE, format::day(day))).unwrap_or_default();
        view! {
            <li>
                <Checkbox checked=done label=mine.item.body on_change=tick />
                <p class="small muted">
                    {due}<a class="plain-link" href=one_on_ones::href(mine.item.meeting_id)>{text::meeting_with(&mine.with.name)}</a>
                </p>
            </li>
        }
    };
    (!items.is_empty()).then(|| {
        view! {
            <section class="card flush">
                <div class="card-head"><h2>{text::MY_ACTIONS}</h2></div>
                <AttemptNews attempt reload=move || changed.run(()) />
                <ul class="rows">{items.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}
