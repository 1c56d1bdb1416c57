//! What one's direct reports should have done days ago: nobody is mailed about it, it stands here.

use leptos::prelude::*;
use shared::home::{LateKind, LateThings};

use super::waiting::line;
use crate::{
    pages::{goals, kpis, one_on_ones, people},
    text::{format, home as text},
    to,
    ui::{Badge, Button, ButtonSize, Tone},
};

/// The list, longest due first; nothing where nothing is late. How many more there are it says, and leads to them.
#[component]
pub fn Late(things: Vec<LateThings>, more: i64, all: Callback<()>) -> impl IntoView {
    (!things.is_empty()).then(|| {
        view! {
            <section class="card flush">
                <div class="card-head"><h2>{text::LATE}</h2>{rest(things.len(), more, all)}</div>
                <ul class="rows">{things.iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}

/// How many of all are here, and the way to all; nothing where all are.
pub fn rest(here: usize, more: i64, all: Callback<()>) -> Option<AnyView> {
    (more > 0).then(|| {
        view! {
            <div class="row">
                <span class="small muted">{text::late_here(here, more)}</span>
                <Button size=ButtonSize::Small on_press=all>{text::ALL_LATE}</Button>
            </div>
        }
        .into_any()
    })
}

/// One of them.
pub fn one(late: &LateThings) -> AnyView {
    let since = text::since(&format::day(late.since));
    let since = view! { <Badge tone=Tone::Warn>{since}</Badge> };
    let title = text::late(&late.person.name, late.kind, late.count);
    line(title, text::oldest(&late.title, late.count), since.into_any(), href(late), text::OPEN)
}

/// Where it is seen: the oldest of it, or a list of all where there is one.
fn href(late: &LateThings) -> String {
    let (person, place) = (late.person.id, late.place);
    match late.kind {
        LateKind::CheckIns => goals::href(place.into()),
        LateKind::KpiValues if late.count > 1 => format!("{}?owner={person}", to::KPIS),
        LateKind::KpiValues => kpis::href(place.into()),
        LateKind::Weeks => format!("{}?tab=team", to::WEEKLY),
        LateKind::PlanSteps => format!("{}?tab=development", people::href(person)),
        LateKind::ActionItems => one_on_ones::href(place.into()),
        LateKind::Feedback => format!("{}?tab=asking", to::FEEDBACK),
        LateKind::Reviews => format!("{}/{place}", shared::pages::REVIEW_CYCLES),
    }
}
