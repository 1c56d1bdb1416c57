//! Another rating with its reason, as it is typed: on a card, or for somebody who is in no session.

use leptos::prelude::*;
use shared::reviews::{NewCalibrationChange, ScaleStep, rules::calibration::Standing};

use crate::{
    text::calibration as text,
    ui::{Choice, Field, Select, TextArea},
};

/// How the list of ratings calls that there is none.
const NONE: &str = "none";

/// The fields.
#[derive(Clone, Copy)]
pub struct Typed {
    /// A step of the scale, or `none`.
    pub rating: RwSignal<String>,
    /// 1 to 3.
    pub potential: RwSignal<String>,
    /// Why.
    pub reason: RwSignal<String>,
}

impl Typed {
    /// As it stands.
    pub fn of(now: Standing) -> Self {
        Self {
            rating: RwSignal::new(rating_code(now)),
            potential: RwSignal::new(step_code(now.potential)),
            reason: RwSignal::new(String::new()),
        }
    }

    /// Whether another rating or potential is chosen than at first. Reactive.
    pub fn moved(self, first: Standing) -> bool {
        self.rating.get() != rating_code(first) || self.potential.get() != step_code(first.potential)
    }

    /// What of it is to change.
    pub fn read(self, before: Standing) -> NewCalibrationChange {
        let rating = self.rating.get_untracked();
        let step = |typed: &str, known: Option<u8>| typed.parse().ok().filter(|step| Some(*step) != known);
        NewCalibrationChange {
            rating: step(&rating, before.rating),
            potential: step(&self.potential.read_untracked(), before.potential),
            not_rated: rating == NONE && !before.not_rated,
            reason: self.reason.read_untracked().trim().to_owned(),
        }
    }
}

/// A rating as the list has it.
pub fn rating_code(now: Standing) -> String {
    if now.not_rated { NONE.to_owned() } else { step_code(now.rating) }
}

/// A step as a list has it.
pub fn step_code(step: Option<u8>) -> String {
    step.map(|step| step.to_string()).unwrap_or_default()
}

/// What can be chosen as a rating.
pub fn rating_choices(scale: &[ScaleStep]) -> Vec<Choice> {
    let step = |(number, step): (u8, &ScaleStep)| Choice::new(number.to_string(), step.word.clone());
    (1..).zip(scale).map(step).chain([Choice::new(NONE, text::NOT_RATED)]).collect()
}

/// What can be chosen as potential.
pub fn potential_choices() -> Vec<Choice> {
    (1..=3).map(|step: u8| Choice::new(step.to_string(), text::potential(step))).collect()
}

/// The fields of the form; `is_read` says that the person comes to read the reason.
#[component]
pub fn MoveFields(typed: Typed, scale: Vec<ScaleStep>, two_axes: bool, is_read: bool) -> impl IntoView {
    let hint = if is_read { text::WHY_HINT_READ } else { text::WHY_HINT };
    let potential = two_axes.then(|| {
        view! {
            <Field label=text::POTENTIAL name="potential">
                <Select value=typed.potential options=potential_choices() any=crate::text::format::NONE />
            </Field>
        }
    });
    view! {
        <div class="halves">
            <Field label=text::RATING name="rating">
                <Select value=typed.rating options=rating_choices(&scale) any=text::NO_RATING />
            </Field>
            {potential}
        </div>
        <Field label=text::REASON name="reason" hint=hint required=true><TextArea value=typed.reason /></Field>
    }
}
