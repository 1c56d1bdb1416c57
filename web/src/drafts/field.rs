//! The fields of a form as something that can be kept and compared.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use crate::ui::Choice;

/// What a field holds.
#[derive(Clone, Copy)]
pub enum Value {
    /// Typed.
    Text(RwSignal<String>),
    /// Ticked.
    Flag(RwSignal<bool>),
    /// Picked.
    One(RwSignal<Option<Choice>>),
    /// Several, picked.
    Several(RwSignal<Vec<Choice>>),
    /// Several, ticked.
    Ticked(RwSignal<Vec<Choice>>),
    /// A day.
    Day(RwSignal<Option<NaiveDate>>),
}

macro_rules! value {
    ($($variant:ident: $inner:ty,)+) => {$(
        impl From<RwSignal<$inner>> for Value {
            fn from(signal: RwSignal<$inner>) -> Self {
                Self::$variant(signal)
            }
        }
    )+};
}

value! { Text: String, Flag: bool, One: Option<Choice>, Several: Vec<Choice>, Day: Option<NaiveDate>, }

fn packed(choice: &Choice) -> Json {
    json!([choice.value, choice.label, choice.detail])
}

fn unpacked(json: &Json) -> Option<Choice> {
    let part = |index: usize| json.get(index)?.as_str();
    Some(Choice::new(part(0)?, part(1)?).with_detail(part(2)?))
}

impl Value {
    /// What it holds; `None` once its form is gone. Reactive.
    fn read(self) -> Option<Json> {
        match self {
            Self::Text(it) => it.try_get().map(Json::from),
            Self::Flag(it) => it.try_get().map(Json::from),
            Self::One(it) => it.try_get().map(|choice| choice.as_ref().map_or(Json::Null, packed)),
            Self::Several(it) | Self::Ticked(it) => it.try_get().map(|all| all.iter().map(packed).collect()),
            Self::Day(it) => it.try_get().map(|day| day.map_or(Json::Null, |day| json!(day.to_string()))),
        }
    }

    fn write(self, json: &Json) {
        match self {
            Self::Text(it) => drop(it.try_set(json.as_str().unwrap_or_default().to_owned())),
            Self::Flag(it) => drop(it.try_set(json.as_bool().unwrap_or_default())),
            Self::One(it) => drop(it.try_set(unpacked(json))),
            Self::Several(it) | Self::Ticked(it) => {
                drop(it.try_set(json.as_array().into_iter().flatten().filter_map(unpacked).collect()));
            }
            Self::Day(it) => drop(it.try_set(json.as_str().and_then(|day| day.parse().ok()))),
        }
    }
}

/// As somebody reads it.
fn words(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Bool(on) => (if *on { "✓" } else { "–" }).to_owned(),
        Json::Array(parts) => match unpacked(json) {
            Some(choice) if parts.iter().all(Json::is_string) => choice.label,
            _ => parts.iter().map(words).collect::<Vec<_>>().join(", "),
        },
        _ => String::new(),
    }
}

/// All fields of a form, each with its label.
pub struct Fields(pub Vec<(&'static str, Value)>);

impl Fields {
    /// What they hold. Reactive.
    pub fn read(&self) -> Json {
        self.try_read().unwrap_or(Json::Null)
    }

    /// What they hold, while their form is there. Reactive.
    pub fn try_read(&self) -> Option<Json> {
        self.0.iter().map(|(_, value)| value.read()).collect::<Option<Vec<_>>>().map(Json::Array)
    }

    /// Whether anything was typed since `before`. Who was picked is filled in by the page itself, and is no reason.
    pub fn typed(&self, now: &Json, before: &Json) -> bool {
        let picked = |value: &Value| matches!(value, Value::One(_) | Value::Several(_));
        let all = self.0.iter().enumerate().filter(|(_, (_, value))| !picked(value));
        all.map(|(index, _)| index).any(|index| now.get(index) != before.get(index))
    }

    /// Puts what was kept back into them.
    pub fn write(&self, kept: &Json) {
        for ((_, value), json) in self.0.iter().zip(kept.as_array().into_iter().flatten()) {
            value.write(json);
        }
    }

    /// Where two states differ: index, label, and both in words.
    pub fn differences(&self, mine: &Json, theirs: &Json) -> Vec<(usize, &'static str, String, String)> {
        let at = |json: &Json, index: usize| json.get(index).cloned().unwrap_or(Json::Null);
        let all =
            self.0.iter().enumerate().map(|(index, (label, _))| (index, *label, at(mine, index), at(theirs, index)));
        all.filter(|(_, _, mine, theirs)| mine != theirs)
            .map(|(index, label, mine, theirs)| (index, label, words(&mine), words(&theirs)))
            .collect()
    }

    /// Takes one field from another state.
    pub fn take(&self, index: usize, from: &Json) {
        if let (Some((_, value)), Some(json)) = (self.0.get(index), from.get(index)) {
            value.write(json);
        }
    }
}
