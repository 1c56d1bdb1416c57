//! The steps of a milestone to be.

use leptos::prelude::*;
use shared::{goals::NewMilestone, problem::FieldError};

use crate::{
    drafts::{Row, Value, read_rows, write_rows},
    text::goals as text,
    typed::{amount, unread},
    ui::{Button, ButtonKind, ButtonSize, Field, Glyph, IconButton, TextInput},
};

/// Most steps of one key result.
const MOST: usize = 30;

/// The steps as they are typed, each with a number that it keeps.
#[derive(Clone, Copy)]
pub struct Steps(RwSignal<Vec<(usize, Step)>>);

#[derive(Clone, Copy)]
struct Step {
    title: RwSignal<String>,
    weight: RwSignal<String>,
}

impl Steps {
    /// One to begin with: none is never right.
    pub fn new() -> Self {
        let steps = Self(RwSignal::default());
        steps.add();
        steps
    }

    /// What to send, one for each row, so that the paths of errors lead back to the rows.
    pub fn new_milestones(self) -> Vec<NewMilestone> {
        let step = |step: Step| NewMilestone {
            title: step.title.get_untracked().trim().to_owned(),
            weight: amount(&step.weight.read_untracked(), 1.0),
        };
        self.0.get_untracked().into_iter().map(|(_, one)| step(one)).collect()
    }

    /// Weights that are no numbers, at their rows below `path`.
    pub fn unread(self, path: &str) -> Vec<FieldError> {
        let weight = |(place, (_, step)): (usize, (usize, Step))| {
            unread(format!("{path}[{place}].weight"), &step.weight.read_untracked())
        };
        self.0.get_untracked().into_iter().enumerate().filter_map(weight).collect()
    }

    /// What is typed in them, to be kept; `None` once their form is gone. Reactive.
    pub fn kept(self) -> Option<serde_json::Value> {
        read_rows(self.0)
    }

    /// Puts back what was kept.
    pub fn restore(self, kept: &serde_json::Value) {
        write_rows(self.0, kept);
    }

    fn add(self) {
        self.0.update(|all| {
            let next = all.last().map_or(0, |(number, _)| number + 1);
            all.push((next, Step::empty()));
        });
    }
}

impl Row for Step {
    fn empty() -> Self {
        Self { title: RwSignal::default(), weight: RwSignal::new("1".to_owned()) }
    }

    fn values(self) -> Vec<Value> {
        vec![self.title.into(), self.weight.into()]
    }
}

/// The rows. `path` leads to the steps in the body that is sent.
#[component]
pub fn MilestoneFields(steps: Steps, #[prop(into)] path: String) -> impl IntoView {
    let all = steps.0;
    let one = move |(place, (number, step)): (usize, (usize, Step))| {
        let at = |field: &str| format!("{path}[{place}].{field}");
        let remove = move || all.update(|all| all.retain(|(known, _)| *known != number));
        view! {
            <li class="goal-step">
                <Field label=text::milestone(place + 1) name=at("title") required=true><TextInput value=step.title /></Field>
                <Field label=text::WEIGHT name=at("weight") filter=true><TextInput value=step.weight inputmode="decimal" /></Field>
                <Show when=move || all.with(|all| all.len() > 1)>
                    <IconButton glyph=Glyph::Trash2 label=text::remove_milestone(place + 1) on_press=remove />
                </Show>
            </li>
        }
    };
    view! {
        <fieldset class="stack tight">
            <legend class="field-label">{text::MILESTONES}</legend>
            <p class="field-hint">{text::MILESTONES_HINT}</p>
            <ol class="stack tight">
                // Keyed by place too: the paths of errors follow.
                <For each=move || all.get().into_iter().enumerate() key=|(place, (number, _))| (*place, *number) children=one />
            </ol>
            <Show when=move || all.with(|all| all.len() < MOST)>
                <div><Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Plus on_press=move || steps.add()>{text::ADD_MILESTONE}</Button></div>
            </Show>
        </fieldset>
    }
}
