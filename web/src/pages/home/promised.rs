//! What one agreed to do in one-on-ones, ticked right here.

use leptos::prelude::*;
use shared::one_on_ones::{ActionItemChanges, ActionItemPath, EditActionItem, MyActionItem};

use crate::{
    attempt::AttemptNews,
    client::change,
    pages::one_on_ones,
    text::{format, one_on_ones as text},
    tick::Tick,
};

/// The list, soonest due first; nothing if nothing is open.
#[component]
pub fn Promised(items: Vec<MyActionItem>, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        view! {
            <section class="card flush">
                <div class="card-head"><h2>{text::MY_ACTIONS}</h2></div>
                <ul class="rows">{items.into_iter().map(|mine| one(mine, changed)).collect_view()}</ul>
            </section>
        }
    })
}

/// One of them.
pub fn one(mine: MyActionItem, changed: Callback<()>) -> AnyView {
    let (id, version, ticked) = (mine.item.id, mine.item.version, Tick::new(false));
    let tick = move |done: bool| {
        let changes = ActionItemChanges { done: Some(done), ..ActionItemChanges::default() };
        let sent = change::<EditActionItem>(ActionItemPath { id }, changes, version);
        ticked.send(sent, |now| now.done_at.is_some(), move |_| changed.run(()));
    };
    let due = mine.item.due_on.map(|day| text::until_and(&format::day(day)));
    view! {
        <li>
            {ticked.view(mine.item.body, String::new(), tick)}
            <p class="small muted">
                {due}<a class="plain-link" href=one_on_ones::href(mine.item.meeting_id)>{text::meeting_with(&mine.with.name)}</a>
            </p>
            <AttemptNews attempt=ticked.attempt reload=move || changed.run(()) />
        </li>
    }
    .into_any()
}
