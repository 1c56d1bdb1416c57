//! How a combobox finds its options.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::ui::choice::Choice;

type Found = Pin<Box<dyn Future<Output = Vec<Choice>>>>;

/// Asked with what has been typed, answers with options.
#[derive(Clone, Copy)]
pub struct Search(StoredValue<Box<dyn Fn(String) -> Found>, LocalStorage>);

impl Search {
    /// Options that come from elsewhere, usually the server.
    pub fn new<F, R>(find: F) -> Self
    where
        F: Fn(String) -> R + 'static,
        R: Future<Output = Vec<Choice>> + 'static,
    {
        Self(StoredValue::new_local(Box::new(move |typed| Box::pin(find(typed)) as Found)))
    }

    /// Options already at hand, narrowed by label and detail.
    pub fn among(choices: Signal<Vec<Choice>>) -> Self {
        Self::new(move |typed: String| {
            let wanted = typed.to_lowercase();
            let matches = |choice: &Choice| {
                choice.label.to_lowercase().contains(&wanted) || choice.detail.to_lowercase().contains(&wanted)
            };
            let found = choices.with_untracked(|all| all.iter().filter(|choice| matches(choice)).cloned().collect());
            async move { found }
        })
    }

    /// The options for a text.
    pub(super) async fn ask(self, typed: String) -> Vec<Choice> {
        self.0.with_value(|find| find(typed)).await
    }
}
