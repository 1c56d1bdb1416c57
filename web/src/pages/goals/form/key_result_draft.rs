//! A key result while it is being written.

use leptos::prelude::*;
use shared::{
    goals::{
        KeyResult, NewKeyResult,
        rules::kinds::{Direction, KeyResultKind},
    },
    wire::PersonId,
};

use super::{
    amounts::{amount, scale, typed_amount},
    milestones::Steps,
};
use crate::{pages::people::chosen_id, ui::Choice};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct KeyResultDraft {
    pub title: RwSignal<String>,
    pub owner: RwSignal<Option<Choice>>,
    pub kind: RwSignal<String>,
    pub direction: RwSignal<String>,
    pub start: RwSignal<String>,
    pub target: RwSignal<String>,
    pub low: RwSignal<String>,
    pub high: RwSignal<String>,
    pub tolerance: RwSignal<String>,
    pub unit: RwSignal<String>,
    pub weight: RwSignal<String>,
    pub cadence: RwSignal<String>,
    pub milestones: Steps,
}

impl KeyResultDraft {
    /// As it is now; for a new one a number that grows from 0.
    pub fn of(result: Option<&KeyResult>) -> Self {
        let measure = result.map(|result| result.measure);
        let unit = result.and_then(|result| result.unit.clone()).unwrap_or_default();
        let kind = measure.map_or(KeyResultKind::Number, |measure| measure.kind);
        let by = scale(kind, Some(&unit));
        let number = |value: Option<f64>| RwSignal::new(value.map(|value| typed_amount(value, by)).unwrap_or_default());
        let start = if result.is_none() { Some(0.0) } else { measure.and_then(|measure| measure.start) };
        Self {
            title: RwSignal::new(result.map(|result| result.title.clone()).unwrap_or_default()),
            owner: RwSignal::new(
                result.map(|result| Choice::new(result.owner.id.to_string(), result.owner.name.clone())),
            ),
            kind: RwSignal::new(kind.to_string()),
            direction: RwSignal::new(measure.map_or(Direction::Increase, |measure| measure.direction).to_string()),
            start: number(start),
            target: number(measure.and_then(|measure| measure.target)),
            low: number(measure.and_then(|measure| measure.low)),
            high: number(measure.and_then(|measure| measure.high)),
            tolerance: number(measure.and_then(|measure| measure.tolerance)),
            unit: RwSignal::new(unit),
            weight: RwSignal::new(result.map_or_else(|| "1".to_owned(), |result| result.weight.to_string())),
            cadence: RwSignal::new(
                result.and_then(|result| result.cadence_days).map(|days| days.to_string()).unwrap_or_default(),
            ),
            milestones: Steps::new(),
        }
    }

    /// What is counted, as chosen. Reactive.
    pub fn kind(self) -> KeyResultKind {
        KeyResultKind::parse(&self.kind.read()).unwrap_or(KeyResultKind::Number)
    }

    /// Whether it is to stay between bounds. Reactive.
    pub fn within(self) -> bool {
        self.kind() != KeyResultKind::Milestone && *self.direction.read() == Direction::KeepWithin.as_str()
    }

    /// What to send. What can't be read as a number is left out, and the server asks for it by name.
    pub fn new_key_result(self) -> NewKeyResult {
        untrack(|| {
            let (kind, within) = (self.kind(), self.within());
            let steps = kind == KeyResultKind::Milestone;
            let unit = Some(self.unit.get().trim().to_owned()).filter(|unit| !unit.is_empty());
            let unit = unit.filter(|_| matches!(kind, KeyResultKind::Number | KeyResultKind::Money));
            let by = scale(kind, unit.as_deref());
            let number = |typed: RwSignal<String>, asked: bool| asked.then(|| amount(&typed.read(), by)).flatten();
            let direction = Direction::parse(&self.direction.read()).filter(|_| !steps).unwrap_or(Direction::Increase);
            NewKeyResult {
                title: self.title.get().trim().to_owned(),
                owner_id: chosen_id::<PersonId>(self.owner),
                kind,
                direction,
                start: number(self.start, !steps && !within),
                target: number(self.target, !steps && !within),
                low: number(self.low, within),
                high: number(self.high, within),
                tolerance: number(self.tolerance, within),
                unit,
                weight: amount(&self.weight.read(), 1.0),
                cadence_days: self.cadence.read().trim().parse().ok(),
                milestones: if steps { self.milestones.new_milestones() } else { Vec::new() },
            }
        })
    }
}
