//! What lies open on a meeting's page.

use leptos::prelude::*;
use shared::one_on_ones::{ActionItem, AgendaItem, MeetingDetail, rules::state};

use crate::{attempt::Attempt, fetch::Fetch};

/// The meeting, and which dialog is open about what.
#[derive(Clone, Copy)]
pub struct Desk {
    pub meeting: Fetch<MeetingDetail>,
    /// What is done without a form.
    pub attempt: Attempt,
    pub item: RwSignal<Option<AgendaItem>>,
    pub edit_item: RwSignal<bool>,
    pub remove_item: RwSignal<bool>,
    pub action: RwSignal<Option<ActionItem>>,
    pub edit_action: RwSignal<bool>,
    pub remove_action: RwSignal<bool>,
    pub questions: RwSignal<bool>,
    pub moving: RwSignal<bool>,
    /// Asking a guest.
    pub asking: RwSignal<bool>,
    pub letting_out: RwSignal<bool>,
    writable: Memo<bool>,
}

impl Desk {
    /// Nothing open.
    pub fn new(meeting: Fetch<MeetingDetail>) -> Self {
        let shut = || RwSignal::new(false);
        let writable = Memo::new(move |_| {
            meeting.get().is_some_and(|now| state::can_be_written(now.meeting.state, now.meeting.has_ended))
        });
        Self {
            meeting,
            attempt: Attempt::new(),
            item: RwSignal::new(None),
            edit_item: shut(),
            remove_item: shut(),
            action: RwSignal::new(None),
            edit_action: shut(),
            remove_action: shut(),
            questions: shut(),
            moving: shut(),
            asking: shut(),
            letting_out: shut(),
            writable,
        }
    }

    /// Whether notes and agenda can be written. Reactive.
    pub fn writable(self) -> bool {
        self.writable.get()
    }
}
