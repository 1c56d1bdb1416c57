//! A key result while it is being written.

use leptos::prelude::*;
use shared::{
    goals::{
        KeyResult, NewKeyResult, kept_unit,
        rules::kinds::{Direction, KeyResultKind},
    },
    problem::FieldError,
    wire::PersonId,
};

use super::{
    amounts::{scale, typed_amount},
    milestones::Steps,
};
use crate::{
    conflict::{Both, merged},
    drafts::{Row, Value},
    pages::people::chosen_id,
    text::goals as text,
    typed::{amount, unread, unread_days},
    ui::Choice,
};

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

    /// After a lost race: fields nobody touched here take what is there `now`; what both changed is named.
    pub fn merge(self, before: &KeyResult, now: &KeyResult) -> Vec<Option<Both>> {
        let (old, new) = (Self::of(Some(before)), Self::of(Some(now)));
        let then = |signal: RwSignal<String>| signal.get_untracked();
        let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
            merged(name, mine, &then(old), then(new), String::clone)
        };
        let label = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.label.clone()).unwrap_or_default();
        let kind = |code: &String| KeyResultKind::parse(code).map_or_else(String::new, |it| text::kind(it).to_owned());
        let way = |code: &String| Direction::parse(code).map_or_else(String::new, |it| text::direction(it).to_owned());
        vec![
            words(text::KR_TITLE, self.title, old.title, new.title),
            merged(text::KIND, self.kind, &then(old.kind), then(new.kind), kind),
            merged(text::DIRECTION, self.direction, &then(old.direction), then(new.direction), way),
            words(text::START, self.start, old.start, new.start),
            words(text::TARGET, self.target, old.target, new.target),
            words(text::LOW, self.low, old.low, new.low),
            words(text::HIGH, self.high, old.high, new.high),
            words(text::TOLERANCE, self.tolerance, old.tolerance, new.tolerance),
            words(text::UNIT, self.unit, old.unit, new.unit),
            merged(text::OWNER, self.owner, &old.owner.get_untracked(), new.owner.get_untracked(), label),
            words(text::WEIGHT, self.weight, old.weight, new.weight),
            words(text::CADENCE, self.cadence, old.cadence, new.cadence),
        ]
    }

    /// What was typed and can't be read as a number, each at its field; `at` leads from a field to its place in the body.
    pub fn unread(self, at: impl Fn(&str) -> String) -> Vec<FieldError> {
        untrack(|| {
            let (within, steps) = (self.within(), self.kind() == KeyResultKind::Milestone);
            let fields = [
                ("start", self.start, !steps && !within),
                ("target", self.target, !steps && !within),
                ("low", self.low, within),
                ("high", self.high, within),
                ("tolerance", self.tolerance, within),
                ("weight", self.weight, true),
            ];
            let numbers = fields.into_iter().filter(|(.., asked)| *asked);
            let numbers = numbers.filter_map(|(field, typed, _)| unread(at(field), &typed.read()));
            let steps = if steps { self.milestones.unread(&at("milestones")) } else { Vec::new() };
            numbers.chain(unread_days(at("cadence_days"), &self.cadence.read())).chain(steps).collect()
        })
    }

    /// What to send. What can't be read as a number is left out, and is for [`Self::unread`] to name.
    pub fn new_key_result(self) -> NewKeyResult {
        untrack(|| {
            let (kind, within) = (self.kind(), self.within());
            let steps = kind == KeyResultKind::Milestone;
            let unit = kept_unit(kind, Some(self.unit.read().as_str()));
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

impl Row for KeyResultDraft {
    fn empty() -> Self {
        Self::of(None)
    }

    fn values(self) -> Vec<Value> {
        let typed = [
            self.title,
            self.kind,
            self.direction,
            self.start,
            self.target,
            self.low,
            self.high,
            self.tolerance,
            self.unit,
            self.weight,
            self.cadence,
        ];
        typed.into_iter().map(Value::from).chain([self.owner.into()]).collect()
    }

    fn more(self) -> Option<serde_json::Value> {
        self.milestones.kept()
    }

    fn write_more(self, kept: &serde_json::Value) {
        self.milestones.restore(kept);
    }
}
