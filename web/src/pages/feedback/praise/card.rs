//! One praise: who, to whom, what for, which values, and how others answered.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    feedback::{Praise, PraisePath, REACT, ReactToPraise, Reaction, ReactionKind},
    operation::Nothing,
};

use super::deeds::Deeds;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::people,
    session::Session,
    text::{feedback as text, format, problems},
    ui::{Avatar, Badge, Banner, Toasts, Tone, live},
};

/// The card. `gone` is told when its author or an Admin took it away.
#[component]
pub fn PraiseCard(praise: Praise, #[prop(into)] gone: Callback<()>) -> impl IntoView {
    let shown = RwSignal::new(praise.clone());
    let withdrawal = Attempt::new();
    let recipients = praise.recipients.iter().map(|person| {
        view! { <a class="plain-link strong" href=people::href(person.id)>{person.name.clone()}</a> }
    });
    let recipients = separated(recipients.collect());
    let values = praise
        .values
        .clone()
        .into_iter()
        .map(|value| view! { <Badge tone=Tone::Accent bare=true>{value.name}</Badge> });
    let values = values.collect_view();
    let gone_text = praise.body.is_empty().then_some(text::GONE_TEXT);
    let down = praise.taken_down.as_ref().map(|down| {
        view! { <Banner tone=Tone::Warn title=text::taken_down(&down.reason)>{gone_text}</Banner> }
    });
    let stands = praise.taken_down.is_none();
    let author = praise.author.clone();
    view! {
        <article class="card said">
            <Avatar name=author.name.clone() />
            <div class="grow">
                <div class="said-head">
                    <p>
                        <a class="plain-link strong" href=people::href(author.id)>{author.name.clone()}</a>
                        <span class="muted">" → "</span>
                        {recipients}
                    </p>
                    <div class="row tight">
                        <span class="small muted">{format::ago(praise.created_at)}</span>
                        <Deeds praise=praise.clone() withdrawal gone />
                    </div>
                </div>
                <AttemptNews attempt=withdrawal />
                {down}
                <p class="said-text">{praise.body.clone()}</p>
                <div class="row tight">{values}</div>
                {stands.then(|| view! { <Reactions shown /> })}
            </div>
        </article>
    }
}

fn separated(views: Vec<impl IntoView + 'static>) -> impl IntoView {
    let mut parts: Vec<AnyView> = Vec::new();
    for view in views {
        if !parts.is_empty() {
            parts.push(", ".into_any());
        }
        parts.push(view.into_any());
    }
    parts.collect_view()
}

/// The reactions; pressed are one's own.
#[component]
fn Reactions(shown: RwSignal<Praise>) -> impl IntoView {
    let toasts = Toasts::here();
    let (id, relation) = shown.with_untracked(|praise| (praise.id, praise.relation));
    let may = Session::here().can(&REACT, relation);
    let toggle = move |kind: ReactionKind, on: bool| {
        spawn_local(async move {
            match call::<ReactToPraise>(PraisePath { id }, Nothing {}, Reaction { kind, on }).await {
                Ok(praise) => drop(shown.try_set(praise)),
                Err(problem) => toasts.bad(problems::sentence(&problem)),
            }
        });
    };
    let one = move |kind: ReactionKind, count: i64, mine: bool| {
        let (sign, said) = text::reaction(kind);
        let class = if count == 0 { "reaction unused" } else { "reaction" };
        view! {
            <button
                type="button"
                class=class
                aria-pressed=if mine { "true" } else { "false" }
                aria-label=text::reactions(said, count)
                title=said
                disabled=!may
                on:click=move |_| toggle(kind, !mine)
            >
                <span aria-hidden="true">{sign}</span>
                {(count > 0).then_some(count)}
            </button>
        }
    };
    live(move || {
        let reactions = shown.with(|praise| praise.reactions.clone());
        let of = |kind: ReactionKind| reactions.iter().find(|reaction| reaction.kind == kind);
        let all = ReactionKind::ALL.iter().map(|kind| {
            let (count, mine) = of(*kind).map_or((0, false), |reaction| (reaction.count, reaction.mine));
            one(*kind, count, mine)
        });
        view! { <div class="reactions" role="group" aria-label=text::REACT>{all.collect_view()}</div> }
    })
}
