//! How much there is to read, kept live: the server says when it changes. Where it can't, for whatever reason, the
//! count is asked for now and then.

use std::{cell::RefCell, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    notifications::{CountUnread, ListenForChanges, Unread as Count},
    operation::{Nothing, Operation},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use crate::client::call_quietly;

/// How long until a stream that was refused is tried again.
const AGAIN: Duration = Duration::from_secs(45);

/// The count, the same everywhere in the app.
#[derive(Clone, Copy)]
pub struct Unread {
    count: RwSignal<i64>,
}

thread_local! {
    static HERE: RefCell<Option<Unread>> = const { RefCell::new(None) };
}

impl Unread {
    /// The count. First called by the frame of the member's pages; a new frame begins anew.
    pub fn begin() -> Self {
        let unread = Self { count: RwSignal::new(0) };
        HERE.set(Some(unread));
        listen(unread);
        unread
    }

    /// The count of the frame around the page.
    pub fn here() -> Option<Self> {
        HERE.with_borrow(|here| *here)
    }

    /// How many. Reactive; set anew whenever something may have changed, even to the same.
    pub fn get(self) -> i64 {
        self.count.try_get().unwrap_or_default()
    }

    /// As an answer of the server says.
    pub fn set(self, count: Count) {
        // The frame may be gone.
        let _ = self.count.try_set(count.count);
    }
}

/// The stream while the page is in sight: browsers allow few, and nobody looks at a hidden page.
fn listen(unread: Unread) {
    let line = StoredValue::new_local(Line::default());
    tend(unread, line);
    let seen = window_event_listener_untyped("visibilitychange", move |_| tend(unread, line));
    on_cleanup(move || {
        seen.remove();
        line.try_update_value(Line::hang_up);
    });
}

fn tend(unread: Unread, line: StoredValue<Line, LocalStorage>) {
    line.try_update_value(|open| if document().hidden() { open.hang_up() } else { open.call(unread, line) });
}

#[derive(Default)]
struct Line {
    open: Option<Open>,
    later: Option<TimeoutHandle>,
}

/// The stream, and what it calls.
struct Open {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Line {
    fn hang_up(&mut self) {
        if let Some(open) = self.open.take() {
            open.source.close();
        }
        if let Some(later) = self.later.take() {
            later.clear();
        }
    }

    fn call(&mut self, unread: Unread, line: StoredValue<Self, LocalStorage>) {
        if self.open.is_some() {
            return;
        }
        let Ok(source) = EventSource::new(ListenForChanges::PATH) else { return };
        let heard: Closure<dyn FnMut(MessageEvent)> = Closure::new(move |event: MessageEvent| {
            if let Some(count) = event.data().as_string().and_then(|data| serde_json::from_str(&data).ok()) {
                unread.set(count);
            }
        });
        // A browser comes back by itself after an interruption, but not after a refusal.
        let of = source.clone();
        let failed: Closure<dyn FnMut()> = Closure::new(move || {
            if of.ready_state() == EventSource::CLOSED {
                ask(unread);
                let again = move || {
                    line.try_update_value(Self::hang_up);
                    tend(unread, line);
                };
                let later = set_timeout_with_handle(again, AGAIN).ok();
                line.try_update_value(|line| line.later = later);
            }
        });
        // Listening to a stream of one's own can't fail.
        let _ = source.add_event_listener_with_callback("unread", heard.as_ref().unchecked_ref());
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        self.open = Some(Open { source, _heard: heard, _failed: failed });
    }
}

fn ask(unread: Unread) {
    spawn_local(async move {
        if let Ok(count) = call_quietly::<CountUnread>(Nothing {}, Nothing {}, ()).await {
            unread.set(count);
        }
    });
}
