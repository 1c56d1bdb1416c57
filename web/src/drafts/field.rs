//! The fields of a form as something that can be kept and compared.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value as Json, json};

use crate::ui::{Choice, Ordered};

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
    /// Rows of fields, as many as somebody adds.
    Rows(Rows),
}

/// A row of fields in a form that may have several.
pub trait Row: Copy + Send + Sync + 'static {
    /// An empty one.
    fn empty() -> Self;

    /// Its fields. What a reader knows it by comes first.
    fn values(self) -> Vec<Value>;

    /// What it holds besides, of rows of its own.
    fn more(self) -> Option<Json> {
        Some(Json::Null)
    }

    /// Puts that back.
    fn write_more(self, _: &Json) {}
}

/// Rows of one kind, each with a number that it keeps.
#[derive(Clone, Copy)]
pub struct Rows {
    read: Callback<(), Option<Json>>,
    write: Callback<(Json,)>,
}

impl<T: Row> From<RwSignal<Vec<(usize, T)>>> for Value {
    fn from(rows: RwSignal<Vec<(usize, T)>>) -> Self {
        Self::Rows(Rows {
            read: Callback::new(move |()| read_rows(rows)),
            write: Callback::new(move |(json,): (Json,)| write_rows(rows, &json)),
        })
    }
}

impl<T: Row> From<Ordered<T>> for Value {
    fn from(rows: Ordered<T>) -> Self {
        Self::Rows(Rows {
            read: Callback::new(move |()| {
                rows.try_values()?.into_iter().map(read_row).collect::<Option<Vec<_>>>().map(Json::Array)
            }),
            write: Callback::new(move |(json,): (Json,)| {
                rows.put(|| json.as_array().into_iter().flatten().map(written_row).collect());
            }),
        })
    }
}

fn read_row<T: Row>(row: T) -> Option<Json> {
    let values: Option<Vec<_>> = row.values().into_iter().map(Value::read).collect();
    Some(json!({ "row": values?, "more": row.more()? }))
}

fn written_row<T: Row>(json: &Json) -> T {
    let row = T::empty();
    for (value, json) in row.values().into_iter().zip(json["row"].as_array().into_iter().flatten()) {
        value.write(json);
    }
    row.write_more(&json["more"]);
    row
}

/// What rows hold; `None` once their form is gone. Reactive.
pub fn read_rows<T: Row>(rows: RwSignal<Vec<(usize, T)>>) -> Option<Json> {
    let one = |(_, row): &(usize, T)| read_row(*row);
    rows.try_with(|rows| rows.iter().map(one).collect::<Option<Vec<_>>>()).flatten().map(Json::Array)
}

/// As many rows as were kept, with what they held.
pub fn write_rows<T: Row>(rows: RwSignal<Vec<(usize, T)>>, json: &Json) {
    let one = |(number, json): (usize, &Json)| (number, written_row(json));
    // Numbers that none had so far: what is shown for a number stays with it.
    let first = rows.try_with_untracked(|rows| rows.iter().map(|(number, _)| number + 1).max()).flatten().unwrap_or(0);
    drop(rows.try_set((first..).zip(json.as_array().into_iter().flatten()).map(one).collect()));
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
            Self::Rows(it) => it.read.try_run(()).flatten(),
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
            Self::Rows(it) => drop(it.write.try_run((json.clone(),))),
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
        // A row goes by what it is known by.
        Json::Object(row) => row.get("row").and_then(|values| values.get(0)).map(words).unwrap_or_default(),
        _ => String::new(),
    }
}

/// All fields of a form, each with its label.
pub struct Fields(pub Vec<(String, Value)>);

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
    pub fn differences(&self, mine: &Json, theirs: &Json) -> Vec<(usize, String, String, String)> {
        let at = |json: &Json, index: usize| json.get(index).cloned().unwrap_or(Json::Null);
        let all = self
            .0
            .iter()
            .enumerate()
            .map(|(index, (label, _))| (index, label.clone(), at(mine, index), at(theirs, index)));
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
