//! Where goals stand at a glance, and who needs attention.

use leptos::prelude::*;
use shared::{
    access::Role,
    goals::{
        Scope,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    home::{Home, PeopleWithoutGoals},
};

use crate::{
    pages::people,
    session::Session,
    text::{format, goals as words, home as text},
    to,
    ui::{Amount, ButtonSize, DonutChart, Ink, LinkButton, Stat, Who},
};

/// The column beside the list.
#[component]
pub fn Standing(home: Home) -> impl IntoView {
    let invited = home.pending_invitations.filter(|count| *count > 0).map(|count| {
        let href = format!("{}?status=invited", to::PEOPLE);
        view! { <Stat label=text::INVITATIONS value=Signal::stored(count.to_string()) note=text::TO_INVITED.to_owned() href /> }
    });
    // None may be all of them or, below a manager without reports, nobody at all: both need no card.
    let without = home.without_goals.clone().filter(|people| people.count > 0);
    let without = without.map(|people| view! { <WithoutGoals people /> });
    view! { <div class="stack"><Picture home />{without}{invited}</div> }
}

#[component]
fn Picture(home: Home) -> impl IntoView {
    let lead = match untrack(|| Session::here().role()) {
        Some(Role::Admin) => text::STANDING_ALL,
        Some(Role::Manager) => text::STANDING_TEAM,
        _ => text::STANDING_MINE,
    };
    let parts: Vec<_> = home.by_status.iter().filter(|part| part.count > 0).collect();
    let told: Vec<(String, i64)> =
        parts.iter().map(|part| (words::status(part.status).to_owned(), part.count)).collect();
    let slices: Vec<Amount> =
        parts.iter().map(|part| Amount::counted(words::status(part.status), part.count, ink(part.status))).collect();
    // The list of what is counted here, so that each number opens to what it was made of.
    let all = format!("{}?state={}&scope={}", to::GOALS, ObjectiveState::Active, Scope::Answered);
    let links: Vec<String> = parts.iter().map(|part| format!("{all}&status={}", part.status)).collect();
    let mean = home.mean_progress.map(format::percent).unwrap_or_default();
    let body = if slices.is_empty() {
        view! { <p class="small muted">{text::NONE_ACTIVE}</p> }.into_any()
    } else {
        view! {
            <DonutChart
                title=text::STANDING
                description=text::standing(&told)
                slices=Signal::stored(slices)
                total=Signal::stored(mean)
                links=Signal::stored(links)
            />
            <p class="legend"><a href=all>{text::MEAN}</a></p>
        }
        .into_any()
    };
    view! {
        <section class="card stack">
            <div><h2>{text::STANDING}</h2><p class="small muted">{lead}</p></div>
            {body}
        </section>
    }
}

const fn ink(status: GoalStatus) -> Ink {
    match status {
        GoalStatus::OnTrack | GoalStatus::Achieved => Ink::Good,
        GoalStatus::AtRisk => Ink::Warn,
        GoalStatus::OffTrack | GoalStatus::Missed => Ink::Bad,
        GoalStatus::Outdated => Ink::Fifth,
        GoalStatus::NotStarted | GoalStatus::Cancelled => Ink::Plain,
    }
}

#[component]
fn WithoutGoals(people: PeopleWithoutGoals) -> impl IntoView {
    let rest = people.count - i64::try_from(people.people.len()).unwrap_or(people.count);
    let one =
        |person: shared::people::PersonRef| view! { <li><Who name=person.name href=people::href(person.id) /></li> };
    view! {
        <section class="card stack">
            <div class="spread"><h2>{text::WITHOUT_GOALS}</h2><span class="count">{people.count}</span></div>
            <ul class="stack tight">{people.people.into_iter().map(one).collect_view()}</ul>
            {(rest > 0).then(|| view! { <p class="small muted">{text::more(rest)}</p> })}
            <div><LinkButton href=to::NEW_GOAL size=ButtonSize::Small>{text::NEW_GOAL}</LinkButton></div>
        </section>
    }
}
