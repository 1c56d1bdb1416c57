//! One pulse: to be answered while it asks, to be read once it is closed, to be looked after by Admins.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::{
    access::Role,
    operation::Nothing,
    pulse::{PulseDetail, PulsePath, PulseState, QuestionKind, ReadPulse, rules::threads::THREAD_DAYS},
};

use super::{answer::AnswerPart, head::Head, results::Results, settings::Settings, threads::OwnThreads};
use crate::{
    attempt::{Attempt, AttemptNews},
    ballots,
    client::call,
    fetch::Fetch,
    session::Session,
    text::pulse as text,
    ui::{Banner, EmptyState, Glyph, Tone, live},
};

/// The page.
#[component]
pub fn PulsePage() -> impl IntoView {
    let pulse = Fetch::of_address(|id| call::<ReadPulse>(PulsePath { id }, Nothing {}, ()));
    let attempt = Attempt::new();
    // Only another pulse or another state makes another page of it: what is being typed stays.
    let which = Memo::new(move |_| pulse.get().map(|now| (now.pulse.id, now.pulse.state, now.pulse.minimum)));
    view! {
        <div class="page">
            {live(move || match which.get() {
                Some(_) => {
                    let now = move || pulse.get().map(|detail| view! { <Head detail pulse attempt /> });
                    view! {
                        {now}
                        <AttemptNews attempt reload=move || pulse.reload() />
                        {untrack(|| pulse.get()).map(shown)}
                    }
                    .into_any()
                }
                None => pulse.view(|_| ()),
            })}
        </div>
    }
}

fn shown(detail: PulseDetail) -> AnyView {
    let admin = Session::here().role() == Some(Role::Admin);
    let settings = detail.clone();
    let aside = admin.then(|| view! { <Settings detail=settings /> });
    let main = match detail.pulse.state {
        PulseState::Closed => view! { <Closed detail /> }.into_any(),
        PulseState::Open => view! { <Open detail /> }.into_any(),
        PulseState::Draft | PulseState::Scheduled => {
            view! { <super::voting::Questions questions=detail.questions /> }.into_any()
        }
    };
    if admin {
        view! { <div class="with-aside"><div class="stack">{main}</div><div class="stack">{aside}</div></div> }
            .into_any()
    } else {
        view! { <div class="stack pulse-measure">{main}</div> }.into_any()
    }
}

/// While what was written can be answered, and as long again to read what came last, the ballot's code has its use.
#[component]
fn Closed(detail: PulseDetail) -> impl IntoView {
    let (id, asks_me) = (detail.pulse.id, detail.pulse.asks_me);
    let in_words = detail.questions.iter().any(|question| question.kind == QuestionKind::Text);
    let today = Session::here().org_today();
    let is_of_use = |until: &NaiveDate| *until + Days::new(THREAD_DAYS) >= today;
    let until = detail.answered_until.filter(|until| in_words && is_of_use(until));
    if until.is_none() {
        ballots::forget(id);
    }
    let questions = detail.questions;
    let own = until.filter(|_| asks_me).map(|until| view! { <OwnThreads pulse=id questions until /> });
    view! { <Results id />{own} }
}

#[component]
fn Open(detail: PulseDetail) -> impl IntoView {
    let enough = detail.pulse.enough;
    let note = move || {
        let title = if enough { text::TAKES_PART } else { text::NOT_YET };
        view! { <Banner tone=Tone::Plain title><p class="small">{text::WHILE_OPEN}</p></Banner> }
    };
    if detail.pulse.asks_me {
        view! { <AnswerPart detail />{note()} }.into_any()
    } else {
        view! {
            <div class="card flush"><EmptyState glyph=Glyph::Lock title=text::NOT_FOR_YOU detail=text::NOT_FOR_YOU_DETAIL /></div>
            {note()}
        }
        .into_any()
    }
}
