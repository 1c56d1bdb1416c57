//! Feedback one may read, newest first.

use leptos::prelude::*;
use shared::{
    feedback::{Feedback, FeedbackFilter, ListFeedback},
    operation::Nothing,
};

use super::FeedbackCard;
use crate::{
    client::call,
    listing::Listing,
    text::ui as words,
    ui::{Banner, Button, ButtonSize, LoadMore, Rows, Skeleton, Tone, live},
};

/// The list for one filter; `empty` says what to do where there is none.
#[component]
pub fn FeedbackList(filter: FeedbackFilter, empty: fn() -> AnyView) -> impl IntoView {
    let list =
        Listing::new(move |cursor| call::<ListFeedback>(Nothing {}, FeedbackFilter { cursor, ..filter.clone() }, ()));
    let card = move |feedback: Feedback| view! { <FeedbackCard feedback changed=move || list.reload() /> }.into_any();
    said_list(list, card, empty)
}

/// What was said, as cards below each other.
pub fn said_list<T: Clone + Send + Sync + 'static>(
    list: Listing<T>,
    card: impl Fn(T) -> AnyView + Send + 'static,
    empty: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let rows = list.rows();
    let body = live(move || match rows.get() {
        Rows::Loading => view! { <div class="card"><Skeleton lines=4 /></div> }.into_any(),
        Rows::Failed(why) => view! {
            <Banner tone=Tone::Bad title=why>
                <Button size=ButtonSize::Small on_press=move || list.reload()>{words::TRY_AGAIN}</Button>
            </Banner>
        }
        .into_any(),
        Rows::Ready(rows) if rows.is_empty() => view! { <div class="card">{empty()}</div> }.into_any(),
        Rows::Ready(rows) => {
            view! { <div class="said-list">{rows.into_iter().map(&card).collect_view()}</div> }.into_any()
        }
    });
    view! { {body} <LoadMore more=list.more() /> }.into_any()
}
