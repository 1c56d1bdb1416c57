//! One step for several objectives at once.

use std::collections::HashMap;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    goals::{
        BulkChange, BulkResult, ChangeObjectives, EDIT, MOST_AT_ONCE, Objective, ObjectiveVersion,
        rules::{kinds::Transition, state::allowed},
    },
    operation::Nothing,
    wire::{ObjectiveId, Patch},
};

use crate::{
    client::call,
    session::Session,
    text::{goals as text, problems},
    ui::{Button, ButtonKind, ButtonSize, Column, Toasts, live},
};

/// The steps that need nothing but the step itself.
const PLAIN: [Transition; 5] =
    [Transition::Propose, Transition::SendBack, Transition::Activate, Transition::Pause, Transition::Resume];

/// What is ticked.
#[derive(Clone, Copy)]
pub struct Ticked(RwSignal<HashMap<ObjectiveId, Objective>>);

impl Ticked {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(HashMap::new()))
    }

    /// The boxes, for objectives the visitor may change.
    pub fn column(self) -> Column<Objective> {
        Column::new("ticked", text::SELECT, move |objective: &Objective| {
            let (id, kept) = (objective.id, StoredValue::new(objective.clone()));
            let name = text::select(&objective.title);
            let tick = move |event| {
                let on = event_target_checked(&event);
                self.0.update(|all| {
                    if on {
                        all.insert(id, kept.get_value())
                    } else {
                        all.remove(&id)
                    };
                });
            };
            Session::here().can(&EDIT, objective.relation).then(|| {
                view! { <input type="checkbox" class="tick" aria-label=name prop:checked=move || self.0.with(|all| all.contains_key(&id)) on:change=tick /> }
            })
        })
    }
}

/// One step for some objectives, as they were when they were ticked.
fn step(some: &[Objective], transition: Transition) -> BulkChange {
    let objectives = some.iter().map(|it| ObjectiveVersion { id: it.id, version: it.version }).collect();
    let transition = Some(transition);
    BulkChange { objectives, owner_id: None, period_id: None, parent_id: Patch::Keep, transition }
}

/// Why which of them stayed where they were.
fn refusals(some: &[Objective], results: &[BulkResult]) -> impl Iterator<Item = String> {
    some.iter().zip(results).filter_map(|(objective, result)| {
        Some(text::not_moved(&objective.title, &problems::sentence(result.problem.as_ref()?)))
    })
}

/// What can be done with all that is ticked; nothing while nothing is.
#[component]
pub fn BulkBar(ticked: Ticked, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let toasts = Toasts::here();
    let steps = move || {
        ticked.0.with(|all| {
            PLAIN.into_iter().filter(|step| all.values().all(|it| allowed(it.state).contains(step))).collect::<Vec<_>>()
        })
    };
    let take = move |transition: Transition| {
        busy.set(true);
        let all: Vec<Objective> = ticked.0.with_untracked(|all| all.values().cloned().collect());
        spawn_local(async move {
            let mut moved = 0;
            for some in all.chunks(MOST_AT_ONCE) {
                match call::<ChangeObjectives>(Nothing {}, Nothing {}, step(some, transition)).await {
                    Ok(outcome) => {
                        moved += outcome.changed;
                        refusals(some, &outcome.results).for_each(|why| toasts.bad(why));
                    }
                    Err(problem) => toasts.bad(problems::sentence(&problem)),
                }
            }
            if busy.try_set(false).is_none() {
                if moved > 0 {
                    toasts.good(text::moved_many(moved));
                }
                ticked.0.set(HashMap::new());
                changed.run(());
            }
        });
    };
    let button = move |step: Transition| {
        view! { <Button size=ButtonSize::Small busy on_press=move || take(step)>{text::transition(step)}</Button> }
    };
    view! {
        <Show when=move || ticked.0.with(|all| !all.is_empty())>
            <div class="goal-bulk" role="region" aria-label=text::UPDATE_MANY>
                <span class="strong">{live(move || text::selected(ticked.0.with(HashMap::len)))}</span>
                {live(move || {
                    let steps = steps();
                    if steps.is_empty() {
                        return view! { <span class="small muted">{text::NOTHING_IN_COMMON}</span> }.into_any();
                    }
                    steps.into_iter().map(button).collect_view().into_any()
                })}
                <span class="push"><Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || ticked.0.set(HashMap::new())>{text::SELECT_NONE}</Button></span>
            </div>
        </Show>
    }
}
