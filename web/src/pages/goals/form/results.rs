//! The key results of an objective to be.

use leptos::prelude::*;

use super::{key_result::KeyResultFields, key_result_draft::KeyResultDraft};
use crate::{
    text::goals as text,
    ui::{Button, ButtonKind, ButtonSize, Glyph},
};

/// The key results, as many as one likes.
#[component]
pub fn ResultList(results: RwSignal<Vec<(usize, KeyResultDraft)>>) -> impl IntoView {
    let add = move || {
        results.update(|all| {
            let next = all.iter().map(|(number, _)| number + 1).max().unwrap_or_default();
            all.push((next, KeyResultDraft::of(None)));
        });
    };
    let places = move || results.get().into_iter().enumerate().collect::<Vec<_>>();
    let one = move |(place, (id, draft)): (usize, (usize, KeyResultDraft))| {
        view! {
            <section class="card stack">
                <div class="spread">
                    <h2>{text::key_result(place + 1)}</h2>
                    <Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Trash2 on_press=move || results.update(|all| all.retain(|(known, _)| *known != id))>
                        {text::REMOVE}<span class="visually-hidden">" "{text::key_result(place + 1)}</span>
                    </Button>
                </div>
                <KeyResultFields draft path=format!("key_results[{place}].") />
            </section>
        }
    };
    view! {
        // Keyed by place too: the paths of errors follow.
        <For each=places key=|(place, (id, _))| (*place, *id) children=one />
        <div><Button icon=Glyph::Plus on_press=add>{text::ADD_KEY_RESULT}</Button></div>
    }
}
