//! What is ticked, and doing something with it.

use std::collections::HashMap;

use leptos::prelude::*;
use shared::{
    goals::{BulkChange, BulkResult, ChangeObjectives, EDIT, MOST_AT_ONCE, Objective, ObjectiveVersion},
    operation::Nothing,
    problem::Problem,
    wire::{ObjectiveId, Patch},
};

use super::Aspect;
use crate::{
    attempt::Attempt,
    client::call,
    session::Session,
    text::{goals as text, problems},
    ui::{Column, Toasts},
};

/// The objectives that are ticked, what is being done with them, and which of the last ones stayed as they were.
#[derive(Clone, Copy)]
pub struct Bulk {
    pub ticked: RwSignal<HashMap<ObjectiveId, Objective>>,
    /// Why which stayed, in words.
    pub refused: RwSignal<Vec<String>>,
    /// What the open dialog asks for.
    pub aspect: RwSignal<Aspect>,
    pub open: RwSignal<bool>,
    changed: Callback<()>,
}

impl Bulk {
    /// Nothing ticked; `changed` runs after each change.
    pub fn new(changed: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            ticked: RwSignal::new(HashMap::new()),
            refused: RwSignal::new(Vec::new()),
            aspect: RwSignal::new(Aspect::Owner),
            open: RwSignal::new(false),
            changed: Callback::from(changed),
        }
    }

    /// The boxes, for objectives the visitor may change.
    pub fn column(self) -> Column<Objective> {
        Column::new("ticked", text::SELECT, move |objective: &Objective| {
            let (id, kept) = (objective.id, StoredValue::new(objective.clone()));
            let name = text::select(&objective.title);
            let tick = move |event| {
                let on = event_target_checked(&event);
                self.ticked.update(|all| {
                    if on {
                        all.insert(id, kept.get_value())
                    } else {
                        all.remove(&id)
                    };
                });
            };
            Session::here().can(&EDIT, objective.relation).then(|| {
                view! { <input type="checkbox" class="tick" aria-label=name prop:checked=move || self.ticked.with(|all| all.contains_key(&id)) on:change=tick /> }
            })
        })
    }

    /// Opens the dialog that asks for one thing.
    pub fn ask(self, aspect: Aspect) {
        self.aspect.set(aspect);
        self.open.set(true);
    }

    /// Ticks nothing.
    pub fn clear(self) {
        self.ticked.set(HashMap::new());
    }

    /// Fetches the list anew.
    pub fn reload(self) {
        self.clear();
        self.changed.run(());
    }

    /// Does `change` to all that is ticked, then goes on with `done`. What `change` says of objectives is not read.
    pub fn change(self, attempt: Attempt, change: BulkChange, done: impl FnOnce() + 'static) {
        let all: Vec<Objective> = self.ticked.with_untracked(|all| all.values().cloned().collect());
        let toasts = Toasts::here();
        attempt.run(changed(all, change), move |(count, refused): (usize, Vec<String>)| {
            if count > 0 {
                toasts.good(text::moved_many(count));
            }
            self.refused.set(refused);
            done();
            self.reload();
        });
    }
}

/// A change that says nothing yet.
pub fn nothing() -> BulkChange {
    BulkChange { objectives: Vec::new(), owner_id: None, period_id: None, parent_id: Patch::Keep, transition: None }
}

/// How many were changed, and why which were not; a problem if none was.
async fn changed(all: Vec<Objective>, change: BulkChange) -> Result<(usize, Vec<String>), Problem> {
    let (mut count, mut refused) = (0, Vec::new());
    for some in all.chunks(MOST_AT_ONCE) {
        let objectives = some.iter().map(|it| ObjectiveVersion { id: it.id, version: it.version }).collect();
        match call::<ChangeObjectives>(Nothing {}, Nothing {}, BulkChange { objectives, ..change.clone() }).await {
            Ok(outcome) => {
                count += outcome.changed;
                refused.extend(refusals(some, &outcome.results));
            }
            // The first hundred tell what is wrong; later ones don't hide what was done.
            Err(problem) if count == 0 => return Err(problem),
            Err(problem) => refused.extend(some.iter().map(|it| refusal(it, &problem))),
        }
    }
    Ok((count, refused))
}

fn refusals(some: &[Objective], results: &[BulkResult]) -> Vec<String> {
    let each = some.iter().zip(results);
    each.filter_map(|(objective, result)| Some(refusal(objective, result.problem.as_ref()?))).collect()
}

fn refusal(objective: &Objective, problem: &Problem) -> String {
    let why = problem.errors.first().map_or_else(|| problems::sentence(problem), problems::field);
    text::not_moved(&objective.title, &why)
}
