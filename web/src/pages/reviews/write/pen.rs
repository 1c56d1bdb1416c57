//! Where a citation goes: into the text that was written in last, at its caret.

use leptos::prelude::*;
use shared::reviews::rules::coverage;
use wasm_bindgen::JsCast;

use super::draft::Sheet;
use crate::{
    text::review_evidence as text,
    ui::{FormErrors, Toasts},
};

/// A text of the form.
#[derive(Clone)]
pub struct Place {
    pub text: RwSignal<String>,
    /// What it answers.
    pub label: String,
    /// Its field's name, where it has one.
    pub field: String,
}

/// What writes citations.
#[derive(Clone, Copy)]
pub struct Pen {
    sheet: StoredValue<Sheet>,
    errors: FormErrors,
    toasts: Toasts,
    /// The text that was left last, and where its caret stood, in UTF-16.
    last: StoredValue<Option<(Place, usize)>>,
}

impl Pen {
    /// For a form.
    pub fn new(sheet: StoredValue<Sheet>, errors: FormErrors) -> Self {
        Self { sheet, errors, toasts: Toasts::here(), last: StoredValue::new(None) }
    }

    /// The answers.
    pub fn sheet(self) -> StoredValue<Sheet> {
        self.sheet
    }

    /// Whether there is a text to cite in.
    pub fn may_cite(self) -> bool {
        self.sheet.with_value(|sheet| sheet.first_text().is_some())
    }

    /// The focus leaves a text.
    pub fn left(self, place: &Place, event: &web_sys::Event) {
        let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let caret = area.and_then(|area| area.selection_end().ok().flatten());
        if let Some(caret) = caret.and_then(|caret| usize::try_from(caret).ok()) {
            self.last.set_value(Some((place.clone(), caret)));
        }
    }

    /// Puts a citation into the text, as if it had been typed; without any that was written in, into the first.
    pub fn cite(self, citation: &str) {
        let last = self.last.get_value().map(|(place, caret)| (place, Some(caret)));
        let first = || self.sheet.with_value(Sheet::first_text).map(|place| (place, None));
        let Some((place, caret)) = last.or_else(first) else { return };
        let (text, after) = coverage::insert(&place.text.get_untracked(), caret, citation);
        place.text.set(text);
        self.errors.touched();
        self.errors.forget(&place.field);
        self.toasts.good(text::cited_in(&place.label));
        self.last.set_value(Some((place, after)));
    }
}
