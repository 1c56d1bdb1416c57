//! What lies open on an objective's page.

use leptos::prelude::*;
use shared::goals::{KeyResult, ObjectiveDetail, rules::kinds::Transition};

use crate::{attempt::Attempt, fetch::Fetch};

/// The objective, and which dialog is open about what. It outlives each drawing of the page: news of the objective
/// neither shuts a dialog nor loses what is typed in one.
#[derive(Clone, Copy)]
pub struct Desk {
    pub goal: Fetch<ObjectiveDetail>,
    /// What is done without a form.
    pub attempt: Attempt,
    pub subject: RwSignal<Option<KeyResult>>,
    pub closing: RwSignal<Option<Transition>>,
    pub number: RwSignal<bool>,
    pub change: RwSignal<bool>,
    pub share: RwSignal<bool>,
    pub close: RwSignal<bool>,
    pub carry: RwSignal<bool>,
    pub delete: RwSignal<bool>,
    pub add: RwSignal<bool>,
    pub check_in: RwSignal<bool>,
    pub history: RwSignal<bool>,
    pub edit: RwSignal<bool>,
    pub remove: RwSignal<bool>,
    pub follow: RwSignal<bool>,
    pub support: RwSignal<bool>,
}

impl Desk {
    /// Nothing open.
    pub fn new(goal: Fetch<ObjectiveDetail>) -> Self {
        let shut = || RwSignal::new(false);
        Self {
            goal,
            attempt: Attempt::new(),
            subject: RwSignal::new(None),
            closing: RwSignal::new(None),
            number: shut(),
            change: shut(),
            share: shut(),
            close: shut(),
            carry: shut(),
            delete: shut(),
            add: shut(),
            check_in: shut(),
            history: shut(),
            edit: shut(),
            remove: shut(),
            follow: shut(),
            support: shut(),
        }
    }

    /// Whether a dialog is open.
    pub fn dialog(self) -> bool {
        let dialogs =
            [self.number, self.share, self.close, self.carry, self.delete, self.check_in, self.history, self.remove];
        dialogs.iter().any(RwSignal::get)
    }

    /// Whether a form is.
    pub fn form(self) -> bool {
        self.change.get() || self.add.get() || self.edit.get() || self.follow.get() || self.support.get()
    }

    /// Opens a dialog about a key result.
    pub fn open(self, subject: KeyResult, dialog: RwSignal<bool>) {
        self.subject.set(Some(subject));
        dialog.set(true);
    }

    /// Draws with the objective as it is when a dialog opens; later news leave the dialog alone.
    pub fn with<V: IntoView>(self, draw: impl FnOnce(ObjectiveDetail) -> V) -> Option<V> {
        untrack(|| self.goal.get()).map(draw)
    }

    /// Draws with the key result that a dialog is about.
    pub fn about<V: IntoView>(self, draw: impl FnOnce(KeyResult) -> V) -> Option<V> {
        self.subject.get_untracked().map(draw)
    }
}
