//! A section of a form: its heading, what stands under it, and its questions one by one.

use leptos::prelude::*;
use shared::reviews::{ReviewQuestion, ReviewSection};

/// The card; `question` shows each.
pub fn section(section: ReviewSection, question: impl Fn(ReviewQuestion) -> AnyView) -> AnyView {
    let introduction =
        (!section.introduction.is_empty()).then(|| view! { <p class="muted">{section.introduction}</p> });
    view! {
        <section class="card stack">
            <div><h2>{section.title}</h2>{introduction}</div>
            {section.questions.into_iter().map(question).collect_view()}
        </section>
    }
    .into_any()
}
