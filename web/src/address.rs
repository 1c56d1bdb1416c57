//! State of a page that stands in its address: a link to a filtered list shows the same list to whoever opens it.

use std::time::Duration;

use chrono::NaiveDate;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{NavigateOptions, hooks::query_signal_with_options};

/// One parameter of the address, with the control that shows it.
#[derive(Clone, Copy)]
pub struct Kept {
    /// What the control holds.
    pub value: RwSignal<String>,
    there: Memo<Option<String>>,
}

impl Kept {
    /// A parameter that follows its control at once.
    pub fn new(key: &'static str) -> Self {
        Self::after(key, Duration::ZERO)
    }

    /// A parameter that is typed: the address follows when the typing rests.
    pub fn typed(key: &'static str) -> Self {
        Self::after(key, Duration::from_millis(250))
    }

    fn after(key: &'static str, delay: Duration) -> Self {
        // Neither a step of the history for each letter nor a jump to the top.
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        let (there, put) = query_signal_with_options::<String>(key, options);
        let value = RwSignal::new(there.get_untracked().unwrap_or_default());
        let waiting = StoredValue::new_local(None::<TimeoutHandle>);
        Effect::new(move |_| {
            let now = there.get().unwrap_or_default();
            if value.with_untracked(|value| *value != now) {
                value.set(now);
            }
        });
        Effect::new(move |_| {
            let now = value.get();
            if let Some(earlier) = waiting.try_update_value(Option::take).flatten() {
                earlier.clear();
            }
            if there.get_untracked().unwrap_or_default() == now {
                return;
            }
            let set = move || put.set((!now.is_empty()).then(|| now.clone()));
            if delay.is_zero() {
                set();
            } else {
                waiting.set_value(set_timeout_with_handle(set, delay).ok());
            }
        });
        on_cleanup(move || {
            if let Some(late) = waiting.try_update_value(Option::take).flatten() {
                late.clear();
            }
        });
        Self { value, there }
    }

    /// What the address says, if anything. Reactive.
    pub fn get(self) -> Option<String> {
        self.there.get().filter(|text| !text.is_empty())
    }

    /// What the address says as something else: an id, the code of an enum. Reactive.
    pub fn read<T>(self, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.there.with(|text| text.as_deref().and_then(parse))
    }
}

/// A parameter that asks for something once, such as a form to be open for whoever comes by a notice. `heed` says whether it
/// did, or couldn't yet, and is asked again when what it read changes; then the address forgets it, so that neither
/// reloading nor going back asks again.
pub fn asked(key: &'static str, heed: impl Fn(&str) -> bool + 'static) {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (there, put) = query_signal_with_options::<String>(key, options);
    Effect::new(move |_| {
        let heeded = there.with(|asked| asked.as_deref().is_some_and(&heed));
        if heeded {
            put.set(None);
        }
    });
}

/// A day kept as its text, as an address has it.
pub fn kept_day(kept: RwSignal<String>) -> RwSignal<Option<NaiveDate>> {
    let day = RwSignal::new(kept.get_untracked().parse::<NaiveDate>().ok());
    Effect::new(move |_| {
        let wanted = kept.with(|text| text.parse::<NaiveDate>().ok());
        if day.get_untracked() != wanted {
            day.set(wanted);
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = day.get().map(|day| day.to_string()).unwrap_or_default();
        // The first run would put into the address what came from there.
        if before.is_some() && kept.with_untracked(|text| *text != now) {
            kept.set(now);
        }
    });
    day
}
