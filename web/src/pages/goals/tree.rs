//! Objectives under what they support, fetched branch by branch.

use std::collections::HashSet;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    goals::{ListObjectives, Objective, ObjectiveFilter},
    operation::Nothing,
    problem::Problem,
    wire::{Limit, ObjectiveId},
};

use super::{
    filters::Filters,
    href,
    list::nothing,
    marks::{progress, standing},
    table::whose,
};
use crate::{
    attempt::ProblemBanner,
    client::call,
    fetch::Fetch,
    text::goals as text,
    ui::{Tree, TreeItem, live},
};

/// How many trunks are open from the beginning.
const OPENED: usize = 5;

/// The tree. Filters choose where it begins; what hangs below is shown whole.
#[component]
pub fn GoalTree(filters: Filters) -> impl IntoView {
    let below = RwSignal::new(Vec::<Objective>::new());
    let open = RwSignal::new(HashSet::new());
    let wrong = RwSignal::new(None::<Problem>);
    let roots = Fetch::new(move || {
        let filter = ObjectiveFilter { roots: Some(true), ..filters.query(None) };
        all(filter)
    });
    let fetch = move |id: String| {
        let Ok(parent) = id.parse::<ObjectiveId>() else { return };
        let known =
            below.with_untracked(|all| all.iter().any(|one| one.parent.as_ref().is_some_and(|it| it.id == parent)));
        if known {
            return;
        }
        spawn_local(async move {
            match all(ObjectiveFilter { parent: Some(parent), ..ObjectiveFilter::default() }).await {
                Ok(children) => {
                    below.try_update(|all| all.extend(children));
                }
                Err(problem) => {
                    wrong.try_set(Some(problem));
                }
            }
        });
    };
    // A tree that is shut tells nothing; one with many trunks would be opened by as many requests.
    Effect::new(move |_| {
        let trunks = roots.get().unwrap_or_default();
        let trunks: Vec<String> =
            trunks.iter().filter(|one| one.children > 0).take(OPENED).map(|one| one.id.to_string()).collect();
        trunks.iter().cloned().for_each(fetch);
        open.update(|open: &mut HashSet<String>| open.extend(trunks));
    });
    view! {
        {live(move || wrong.get().map(|problem| view! { <ProblemBanner problem /> }))}
        <div class="card flush">
            {roots.view(move |roots| {
                if roots.is_empty() {
                    return nothing(filters.any());
                }
                let items = Signal::derive(move || roots.iter().cloned().chain(below.get()).map(item).collect::<Vec<_>>());
                view! { <div class="tree-pad goal-tree"><Tree label=text::GOALS items open on_open=fetch /></div> }.into_any()
            })}
        </div>
    }
}

/// Every page of a list: branches of a tree are shown whole.
async fn all(filter: ObjectiveFilter) -> Result<Vec<Objective>, Problem> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let filter = ObjectiveFilter { cursor, limit: Limit::new(Limit::MOST), ..filter.clone() };
        let page = call::<ListObjectives>(Nothing {}, filter, ()).await?;
        found.extend(page.items);
        if page.next_cursor.is_none() {
            return Ok(found);
        }
        cursor = page.next_cursor;
    }
}

fn item(objective: Objective) -> TreeItem {
    TreeItem {
        id: objective.id.to_string(),
        parent: objective.parent.as_ref().map(|parent| parent.id.to_string()),
        name: objective.title.clone(),
        has_children: objective.children > 0,
        revision: objective.version,
        view: (move || row(&objective)).into(),
    }
}

fn row(objective: &Objective) -> impl IntoView + use<> {
    view! {
        <a class="plain-link strong truncate" href=href(objective.id) tabindex="-1">{objective.title.clone()}</a>
        <span class="small muted goal-whose">{whose(objective)}" · "{objective.owner.name.clone()}</span>
        <span class="push goal-standing">{standing(objective)}</span>
        <span class="goal-bar">{progress(objective)}</span>
    }
}
