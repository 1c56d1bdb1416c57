//! What one is asked, newest first.

use leptos::prelude::*;
use shared::{
    feedback::{Ask, AskFilter, AskState, ListFeedbackAsks},
    operation::Nothing,
};

use crate::{
    client::call,
    listing::Listing,
    pages::feedback::{answer_href, private::said_list},
    text::{feedback as text, format},
    ui::{Avatar, Badge, ButtonKind, ButtonSize, EmptyState, Glyph, LinkButton, Tone},
};

/// The list.
#[component]
pub fn AskedOfMe() -> impl IntoView {
    let list =
        Listing::new(|cursor| call::<ListFeedbackAsks>(Nothing {}, AskFilter { cursor, ..AskFilter::default() }, ()));
    said_list(list, card, || {
        view! { <EmptyState glyph=Glyph::CircleCheck title=text::NONE_ASKED detail=text::NONE_ASKED_DETAIL /> }
            .into_any()
    })
}

fn card(ask: Ask) -> AnyView {
    let waiting = ask.state == AskState::Open && !ask.closed;
    let state = match ask.state {
        AskState::Open if ask.closed => view! { <Badge>{text::CLOSED}</Badge> }.into_any(),
        AskState::Open => {
            let tone = if ask.due_on < format::today() { Tone::Warn } else { Tone::Accent };
            view! { <Badge tone>{text::due_on(&format::day(ask.due_on))}</Badge> }.into_any()
        }
        AskState::Answered => view! { <Badge tone=Tone::Good>{text::ask_state(ask.state)}</Badge> }.into_any(),
        AskState::Declined | AskState::Lapsed => view! { <Badge>{text::ask_state(ask.state)}</Badge> }.into_any(),
    };
    let answer = waiting.then(|| {
        view! { <LinkButton href=answer_href(ask.id) kind=ButtonKind::Primary size=ButtonSize::Small>{text::ANSWER}</LinkButton> }
    });
    view! {
        <article class="card said">
            <Avatar name=ask.asker.name.clone() />
            <div class="grow">
                <div class="said-head">
                    <p class="strong">{text::asks(&ask.asker.name, &ask.subject.name)}</p>
                    <span class="small muted">{format::ago(ask.created_at)}</span>
                </div>
                <p class="said-question">{ask.question}</p>
                <div class="spread">{state}{answer}</div>
            </div>
        </article>
    }
    .into_any()
}
