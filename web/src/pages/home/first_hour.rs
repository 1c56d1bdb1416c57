//! The first hour of a new organisation: from nothing to the first goal.

use leptos::prelude::*;
use shared::{goals::Level, home::FirstSteps, people::PersonStatus};

use crate::{
    text::home as text,
    to,
    ui::{Badge, ButtonKind, ButtonSize, Glyph, Icon, LinkButton, Tone},
};

/// The list of steps; the first that is open is the one to press.
#[component]
pub fn FirstHour(steps: FirstSteps) -> impl IntoView {
    let settings = |tab: &str| format!("{}?tab={tab}", to::SETTINGS);
    let all = [
        (steps.has_people, text::STEP_PEOPLE, text::STEP_PEOPLE_DETAIL, to::IMPORT.to_owned()),
        (steps.has_teams, text::STEP_TEAMS, text::STEP_TEAMS_DETAIL, settings("teams")),
        (steps.has_period, text::STEP_PERIOD, text::STEP_PERIOD_DETAIL, settings("periods")),
        (
            steps.has_objectives,
            text::STEP_GOAL,
            text::STEP_GOAL_DETAIL,
            format!("{}?level={}", to::NEW_GOAL, Level::Organisation),
        ),
        (
            steps.has_invited,
            text::STEP_INVITE,
            text::STEP_INVITE_DETAIL,
            format!("{}?status={}", to::PEOPLE, PersonStatus::NotInvited),
        ),
    ];
    let next = all.iter().position(|(done, ..)| !done);
    let one = move |(place, (done, title, detail, href)): (usize, (bool, &'static str, &'static str, String))| {
        let kind = if next == Some(place) { ButtonKind::Primary } else { ButtonKind::Plain };
        let mark = if done { view! { <Icon glyph=Glyph::Check /> }.into_any() } else { (place + 1).into_any() };
        let end = if done {
            view! { <Badge tone=Tone::Good>{text::DONE}</Badge> }.into_any()
        } else {
            view! { <LinkButton href kind size=ButtonSize::Small>{text::START}<span class="visually-hidden">{format!(": {title}")}</span></LinkButton> }.into_any()
        };
        view! {
            <li class=if done { "first-step done" } else { "first-step" }>
                <span class="first-mark" aria-hidden="true">{mark}</span>
                <div class="grow"><p class="strong">{title}</p><p class="small muted">{detail}</p></div>
                {end}
            </li>
        }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::FIRST_HOUR}</h2><p class="small muted">{text::FIRST_HOUR_LEAD}</p></div></div>
            <ol class="rows">{all.into_iter().enumerate().map(one).collect_view()}</ol>
        </section>
    }
}
