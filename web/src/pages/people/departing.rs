//! What somebody leaves behind, told before they are deactivated.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{LeftBehind, LeftKind, PersonPath, PreviewDeactivation},
    reviews::ReviewEnding,
    wire::PersonId,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::people as text,
    ui::{Choice, RadioGroup},
};

/// The list, and who is told; nothing where nothing is left. `ends` is how what is gathered about them in reviews ends; empty
/// where nothing is.
#[component]
pub fn Departing(id: PersonId, ends: RwSignal<String>) -> impl IntoView {
    ends.set(String::new());
    let preview = Fetch::new(move || call::<PreviewDeactivation>(PersonPath { id }, Nothing {}, ()));
    preview.view(move |behind| left_behind(behind, ends))
}

/// How what is gathered about them in reviews ends.
#[component]
pub fn WaysToEnd(ends: RwSignal<String>) -> impl IntoView {
    let option = |ending: &ReviewEnding| {
        let (label, detail) = text::review_ending(*ending);
        Choice::new(ending.as_str(), label).with_detail(detail)
    };
    let options: Vec<Choice> = ReviewEnding::ALL.iter().map(option).collect();
    view! { <RadioGroup value=ends legend=text::REVIEWS_END options /> }
}

fn left_behind(behind: LeftBehind, ends: RwSignal<String>) -> AnyView {
    if behind.left.is_empty() {
        return view! { <p class="small muted">{text::LEAVES_NOTHING}</p> }.into_any();
    }
    let waits = behind.left.iter().any(|left| left.kind.is_owned());
    let told = waits.then(|| text::heir(behind.heir.as_ref().map(|heir| heir.name.as_str())));
    let reviewed = behind.left.iter().any(|left| left.kind == LeftKind::Packet).then(|| {
        ends.set(ReviewEnding::Early.as_str().to_owned());
        view! { <WaysToEnd ends /> }
    });
    let lines = behind.left.into_iter().map(|left| view! { <li>{text::left(left)}</li> });
    view! {
        <div class="stack snug">
            <p class="strong">{text::LEAVES}</p>
            <ul class="stack tight">{lines.collect_view()}</ul>
            {told.map(|told| view! { <p class="small muted">{told}</p> })}
            {reviewed}
        </div>
    }
    .into_any()
}
