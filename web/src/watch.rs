//! One thing that several people have before them: the server says when it has changed, and the page reads it again.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use shared::{
    notifications::{ListenForChanges, Subject, WatchedThing},
    operation::{Nothing, url},
};
use uuid::Uuid;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventSource;

/// How often a stream that was refused is asked for again; until then this often is how fresh the page is.
const AGAIN: Duration = Duration::from_secs(15);

/// Calls `changed` whenever the thing may have changed, as long as the page that asks is there and in sight.
pub fn watch(subject: Subject, thing: Uuid, changed: impl Fn() + 'static) {
    let changed: Rc<dyn Fn()> = Rc::new(changed);
    let line = StoredValue::new_local(Line { open: None, address: address(subject, thing), changed });
    line.update_value(Line::tend);
    let seen = window_event_listener_untyped("visibilitychange", move |_| look_again(line));
    let again = set_interval_with_handle(
        move || {
            if line.try_with_value(Line::is_down) == Some(true) {
                look_again(line);
            }
        },
        AGAIN,
    );
    on_cleanup(move || {
        seen.remove();
        if let Ok(again) = again {
            again.clear();
        }
        line.try_update_value(Line::hang_up);
    });
}

fn address(subject: Subject, thing: Uuid) -> Option<String> {
    let watched = WatchedThing { subject: Some(subject), thing: Some(thing) };
    url::<ListenForChanges>(&Nothing {}, &watched).ok()
}

/// Listens, and looks for what was missed meanwhile.
fn look_again(line: StoredValue<Line, LocalStorage>) {
    line.try_update_value(Line::tend);
    if !document().hidden()
        && let Some(changed) = line.try_with_value(|line| line.changed.clone())
    {
        changed();
    }
}

struct Line {
    open: Option<Open>,
    address: Option<String>,
    changed: Rc<dyn Fn()>,
}

/// The stream, and what it calls.
struct Open {
    source: EventSource,
    _heard: Closure<dyn FnMut()>,
}

impl Line {
    /// Browsers allow few streams, and nobody looks at a hidden page.
    fn tend(&mut self) {
        if document().hidden() {
            self.hang_up();
        } else if self.is_down() {
            self.hang_up();
            self.open = self.call();
        }
    }

    fn is_down(&self) -> bool {
        self.open.as_ref().is_none_or(|open| open.source.ready_state() == EventSource::CLOSED)
    }

    fn hang_up(&mut self) {
        if let Some(open) = self.open.take() {
            open.source.close();
        }
    }

    fn call(&self) -> Option<Open> {
        let source = EventSource::new(self.address.as_deref()?).ok()?;
        let changed = self.changed.clone();
        let heard: Closure<dyn FnMut()> = Closure::new(move || changed());
        // Listening to a stream of one's own can't fail.
        let _ = source.add_event_listener_with_callback("changed", heard.as_ref().unchecked_ref());
        Some(Open { source, _heard: heard })
    }
}
