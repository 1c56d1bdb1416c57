//! The tree as it stood on a day that has passed.

use std::collections::HashSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    goals::{
        Level, ListPastObjectives, PastObjective, PastObjectiveFilter,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    operation::Nothing,
    problem::Problem,
};

use super::{
    filters::Filters,
    href,
    marks::{bar_tone, status_badge},
};
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, goals, past_goals as text},
    ui::{Badge, EmptyState, Glyph, Progress, Stat, Tree, TreeItem},
};

/// So many pages are read at most.
const MOST_PAGES: usize = 5;

/// The tree, all of it open.
#[component]
pub fn PastTree(filters: Filters, day: NaiveDate) -> impl IntoView {
    let found = Fetch::new(move || {
        // Read here, so that another filter asks again.
        let first = filters.past(day, None);
        async move { all(first).await }
    });
    view! {
        <p class="muted">{text::lead(&format::date(day))}</p>
        {found.view(|(objectives, more)| shown(objectives, more))}
    }
}

/// What there is, and whether there is more.
async fn all(filter: PastObjectiveFilter) -> Result<(Vec<PastObjective>, bool), Problem> {
    let (mut found, mut cursor) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let filter = PastObjectiveFilter { cursor, ..filter.clone() };
        let page = call::<ListPastObjectives>(Nothing {}, filter, ()).await?;
        found.extend(page.items);
        if page.next_cursor.is_none() {
            return Ok((found, false));
        }
        cursor = page.next_cursor;
    }
    Ok((found, true))
}

fn shown(objectives: Vec<PastObjective>, more: bool) -> AnyView {
    if objectives.is_empty() {
        return view! { <EmptyState glyph=Glyph::History title=text::NONE detail=text::NONE_DETAIL /> }.into_any();
    }
    let parents: HashSet<String> =
        objectives.iter().filter_map(|one| one.parent.as_ref()).map(|parent| parent.id.to_string()).collect();
    let open = RwSignal::new(parents.clone());
    // Of a part of them the numbers would be nobody's.
    let numbers = (!more).then(|| numbers(&objectives));
    let items: Vec<_> = objectives.into_iter().map(|one| item(one, &parents)).collect();
    view! {
        {numbers}
        <div class="card flush">
            <div class="tree-pad goal-tree"><Tree label=goals::GOALS items=Signal::stored(items) open /></div>
        </div>
        {more.then(|| view! { <p class="small muted">{text::MORE}</p> })}
    }
    .into_any()
}

/// How all of them together stood: with a team or a level as the filter, how that did.
fn numbers(objectives: &[PastObjective]) -> impl IntoView + use<> {
    let measured: Vec<f64> = objectives.iter().filter_map(|one| one.progress).collect();
    #[expect(clippy::cast_precision_loss, reason = "so many are never read")]
    let mean = (!measured.is_empty()).then(|| measured.iter().sum::<f64>() / measured.len() as f64);
    let mean = mean.map_or_else(|| format::NONE.to_owned(), format::percent);
    let well = |one: &&PastObjective| matches!(one.status, GoalStatus::OnTrack | GoalStatus::Achieved);
    let well = format::count(objectives.iter().filter(well).count());
    let all = format::count(objectives.len());
    view! {
        <div class="stats">
            <Stat label=text::OBJECTIVES value=Signal::stored(all) />
            <Stat label=goals::PROGRESS value=Signal::stored(mean) note=Signal::stored(text::MEAN.to_owned()) />
            <Stat label=text::WELL value=Signal::stored(well) note=Signal::stored(text::WELL_NOTE.to_owned()) />
        </div>
    }
}

fn item(objective: PastObjective, parents: &HashSet<String>) -> TreeItem {
    let id = objective.id.to_string();
    TreeItem {
        parent: objective.parent.as_ref().map(|parent| parent.id.to_string()),
        name: objective.title.clone(),
        has_children: parents.contains(&id),
        revision: 0,
        id,
        view: (move || row(&objective)).into(),
    }
}

fn row(objective: &PastObjective) -> impl IntoView + use<> {
    let whose = match (&objective.team, objective.level) {
        (Some(team), Level::Team) => team.name.clone(),
        (_, level) => goals::level(level).to_owned(),
    };
    let standing = match objective.state {
        ObjectiveState::Paused => view! { <Badge bare=true>{goals::state(ObjectiveState::Paused)}</Badge> }.into_any(),
        _ => status_badge(objective.status).into_any(),
    };
    view! {
        <a class="plain-link strong truncate" href=href(objective.id) tabindex="-1">{objective.title.clone()}</a>
        <span class="small muted goal-whose">{whose}" · "{objective.owner.name.clone()}</span>
        <span class="push goal-standing">{standing}</span>
        <span class="goal-bar">
            <Progress label=objective.title.clone() done=Signal::stored(objective.progress) tone=bar_tone(objective.status) />
        </span>
    }
}
