//! Home: what needs doing now, and where things stand.

mod due;
mod first_hour;
mod late;
mod promised;
mod standing;
mod values;
mod waiting;

use leptos::prelude::*;
use shared::{accounts::SecondFactorState, home::ReadHome, operation::Nothing, pulse::PulseRef};

use self::{
    due::Due, first_hour::FirstHour, late::Late, promised::Promised, standing::Standing, values::ValuesDue,
    waiting::Waiting,
};
use crate::{
    client::call,
    fetch::Fetch,
    pages::{goals, pulse as pulses},
    session::Session,
    text::{format, home as text, second_factor as steps},
    to,
    ui::{Banner, ButtonKind, ButtonSize, EmptyState, Glyph, LinkButton, PageHeader, Tone, live},
};

crate::parts::parts! {
    everyday: home();
}

/// `/home`
pub fn home() -> AnyView {
    Home().into_any()
}

/// The page.
#[component]
fn Home() -> impl IntoView {
    let session = Session::here();
    let home = Fetch::new(|| call::<ReadHome>(Nothing {}, Nothing {}, ()));
    let hello = move || session.me().map(|me| text::hello(&me.name)).unwrap_or_default();
    let lead = move || home.get().map(|home| text::due(waiting::things(&home))).unwrap_or_default();
    view! {
        <div class="page">
            <PageHeader title=Signal::derive(hello) lead=Signal::derive(lead) />
            {live(move || session.me().filter(|me| me.second_factor == SecondFactorState::Urged).map(|_| urged()))}
            {home.view(move |now| {
                let first = now.first_steps.map(|steps| view! { <FirstHour steps /> });
                let mine = now.my_objectives.clone();
                let due = now.check_ins_due.clone();
                let promised = now.action_items.clone();
                let values = now.values_due.clone();
                let late = now.late.clone();
                let pulses = now.open_pulses.clone();
                view! {
                    {first}
                    {pulses.into_iter().map(pulse).collect_view()}
                    <div class="with-aside home">
                        <div class="stack">
                            <Waiting home=now.clone() />
                            <Due due changed=move || home.reload() />
                            <Promised items=promised changed=move || home.reload() />
                            <ValuesDue due=values changed=move || home.reload() />
                            <Mine objectives=mine />
                            <Late things=late />
                        </div>
                        <Standing home=now />
                    </div>
                }
            })}
        </div>
    }
}

/// To an Admin whose password alone opens everything.
fn urged() -> impl IntoView {
    view! {
        <Banner tone=Tone::Warn title=steps::URGED>
            <p class="row tight">{steps::URGED_DETAIL}" "<a href=shared::pages::ACCOUNT>{steps::SET_UP}</a></p>
        </Banner>
    }
}

/// A pulse that waits for one's answer.
fn pulse(pulse: PulseRef) -> impl IntoView {
    let href = pulses::href(pulse.id);
    view! {
        <Banner tone=Tone::Accent title=text::pulse(&pulse.title)>
            <p class="row tight">
                {text::pulse_until(&format::date(pulse.closes_on))}
                <a href=href>{text::ANSWER_PULSE}</a>
            </p>
        </Banner>
    }
}

/// One's own objectives.
#[component]
fn Mine(objectives: Vec<shared::goals::Objective>) -> impl IntoView {
    let body = if objectives.is_empty() {
        view! {
            <EmptyState glyph=Glyph::Target title=text::NO_GOALS detail=text::NO_GOALS_DETAIL>
                <LinkButton href=to::NEW_GOAL kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_GOAL}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let one = |objective: shared::goals::Objective| {
            view! {
                <li class="home-goal">
                    <a class="plain-link strong grow" href=goals::href(objective.id)>{objective.title.clone()}</a>
                    {goals::standing(&objective)}
                    <span class="home-bar">{goals::progress(&objective)}</span>
                </li>
            }
        };
        view! { <ul class="rows">{objectives.into_iter().map(one).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::MY_GOALS}</h2>
                <LinkButton href=to::GOALS size=ButtonSize::Small kind=ButtonKind::Quiet>{text::ALL_GOALS}</LinkButton>
            </div>
            {body}
        </section>
    }
}
