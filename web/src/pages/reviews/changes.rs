//! What an author changed between the last two versions of a review that they handed in.

use leptos::prelude::*;
use shared::reviews::{ReviewDifference, ReviewDifferences, ReviewQuestion, ReviewVersionAnswer, ScaleStep};

use super::answers::said;
use crate::{fetch::Fetch, text::review_ends as text};

/// Question by question, what was said before and what is said now.
#[component]
pub fn Changes(fetch: Fetch<ReviewDifferences>, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let one = move |it: ReviewDifference| {
        let asked = it.question.text.clone();
        let before = version(text::BEFORE, &it.question, scale, it.before);
        let after = version(text::AFTER, &it.question, scale, it.after);
        view! {
            <div class="stack snug review-question">
                <h3 class="review-ask">{asked}</h3>
                <div class="review-answers">{before}{after}</div>
            </div>
        }
    };
    fetch.view(move |found| {
        if found.questions.is_empty() {
            view! { <p class="muted">{text::NOTHING_CHANGED}</p> }.into_any()
        } else {
            view! { <div class="stack">{found.questions.into_iter().map(one).collect_view()}</div> }.into_any()
        }
    })
}

fn version(
    heading: &'static str,
    question: &ReviewQuestion,
    scale: StoredValue<Vec<ScaleStep>>,
    version: ReviewVersionAnswer,
) -> AnyView {
    let words = scale.with_value(|scale| said(question, scale, &version.answer, version.names));
    view! { <div class="review-answer stack snug"><p class="small muted">{heading}</p>{words}</div> }.into_any()
}
