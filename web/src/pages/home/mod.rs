//! Home: what needs doing now, and where things stand.

mod by_person;
mod due;
mod first_hour;
mod late;
mod promised;
mod standing;
mod values;
mod waiting;

use leptos::prelude::*;
use shared::{
    access::Role,
    accounts::SecondFactorState,
    home::{Home as HomeAnswer, ListLate, ReadHome},
    operation::Nothing,
    problem::Problem,
    pulse::PulseRef,
};

use self::{
    due::Due, first_hour::FirstHour, late::Late, promised::Promised, standing::Standing, values::ValuesDue,
    waiting::Waiting,
};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    pages::{goals, pulse as pulses},
    session::Session,
    text::{format, home as text, second_factor as steps},
    to,
    ui::{Banner, ButtonKind, ButtonSize, Choice, EmptyState, Glyph, LinkButton, PageHeader, Segments, Tone, live},
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
    let late = Kept::new("late");
    let is_all = Memo::new(move |_| late.get().as_deref() == Some(ALL));
    let home = Fetch::new(move || read(is_all.get()));
    let all_late = Callback::new(move |()| late.value.set(ALL.to_owned()));
    let hello = move || session.me().map(|me| text::hello(&me.name)).unwrap_or_default();
    let by = Kept::new("by");
    let is_grouped = Memo::new(move |_| by.get().as_deref() == Some(BY_PERSON));
    let shown = Signal::derive(move || if is_grouped.get() { BY_PERSON } else { "" }.to_owned());
    let pick = Callback::new(move |(key,): (String,)| by.value.set(key));
    let changed = Callback::new(move |()| home.reload());
    let leads = untrack(|| session.role()).is_some_and(|role| role >= Role::Manager);
    let lead = move || home.get().map(|home| text::due(waiting::things(&home))).unwrap_or_default();
    view! {
        <div class="page">
            <PageHeader title=Signal::derive(hello) lead=Signal::derive(lead) />
            {live(move || session.me().filter(|me| me.second_factor == SecondFactorState::Urged).map(|_| urged()))}
            {home.view(move |now| {
                let first = now.first_steps.map(|steps| view! { <FirstHour steps /> });
                let pulses = now.open_pulses.clone();
                let kept = StoredValue::new(now.clone());
                let offered = leads && by_person::any(&now);
                let lists = move || {
                    let now = kept.get_value();
                    if offered && is_grouped.get() { grouped(now, changed, all_late) } else { listed(now, changed, all_late) }
                };
                view! {
                    {first}
                    {pulses.into_iter().map(pulse).collect_view()}
                    <div class="with-aside home">
                        <div class="stack">
                            {offered.then(|| view! { <div class="row"><Segments label=text::GROUPED value=shown options=orders() on_pick=pick /></div> })}
                            {live(lists)}
                        </div>
                        <Standing home=now />
                    </div>
                }
            })}
        </div>
    }
}

/// What stands in the address where all that is late is asked for, and not the first of it.
const ALL: &str = "all";

/// What home says; with all that is late in one's team, if that is asked for.
async fn read(all: bool) -> Result<HomeAnswer, Problem> {
    let mut home = call::<ReadHome>(Nothing {}, Nothing {}, ()).await?;
    if all && home.late_more > 0 {
        home.late = call::<ListLate>(Nothing {}, Nothing {}, ()).await?.items;
        home.late_more = 0;
    }
    Ok(home)
}

/// What stands in the address where things are grouped by person.
const BY_PERSON: &str = "person";

fn orders() -> Vec<Choice> {
    vec![Choice::new("", text::BY_KIND), Choice::new(BY_PERSON, text::BY_PERSON)]
}

/// A list for each kind of thing.
fn listed(home: HomeAnswer, changed: Callback<()>, all_late: Callback<()>) -> AnyView {
    let (due, promised, values) = (home.check_ins_due.clone(), home.action_items.clone(), home.values_due.clone());
    let (mine, late, more) = (home.my_objectives.clone(), home.late.clone(), home.late_more);
    view! {
        <Waiting home />
        <Due due changed />
        <Promised items=promised changed />
        <ValuesDue due=values changed />
        <Mine objectives=mine />
        <Late things=late more all=all_late />
    }
    .into_any()
}

/// A card for each person; then what concerns nobody in particular.
fn grouped(home: HomeAnswer, changed: Callback<()>, all_late: Callback<()>) -> AnyView {
    let rest_of_late = late::rest(home.late.len(), home.late_more, all_late);
    let me = untrack(|| Session::here().me()).map(|me| me.person_id);
    let (cards, rest) = by_person::cards(home, me, changed);
    let (due, values, mine) = (rest.check_ins_due.clone(), rest.values_due.clone(), rest.my_objectives.clone());
    view! {
        {cards}
        {rest_of_late}
        <Waiting home=rest />
        <Due due changed />
        <ValuesDue due=values changed />
        <Mine objectives=mine />
    }
    .into_any()
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
