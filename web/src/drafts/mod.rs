//! What is typed into a form, kept on this device key by key until it is sent: through a closed tab, a session that
//! ended, a line that broke. It is sealed for its person by a key that the server gives to nobody else, so whoever
//! logs in next on this device can't read it; logging out removes it.
//!
//! ```ignore
//! let draft = Draft::keep("praise", vec![("What for", body.into()), ("Who", people.into())]);
//! attempt.send(new, .., move |_| draft.sent());
//! view! { <DraftNews draft /> }
//! ```

mod field;
mod news;
mod record;
mod seal;
mod store;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::Relaxed},
};

use chrono::{DateTime, Utc};
use leptos::{ev, prelude::*, task::spawn_local};

use self::{field::Fields, record::Record};
pub use self::{
    field::{Row, Value, read_rows, write_rows},
    news::DraftNews,
    seal::Key,
    store::{forget_all, is_any},
};

/// Where a form's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was typed.
    Nothing,
    /// On this device, since then.
    Here(DateTime<Utc>),
    /// On this device from an earlier visit, and back in the form.
    Restored(DateTime<Utc>),
    /// Nowhere but in the form: there is no key, or the device keeps nothing.
    Nowhere,
    /// All of it is with the server, since then.
    Server(DateTime<Utc>),
}

/// A form's text and what is kept of it.
#[derive(Clone, Copy)]
pub struct Draft {
    inner: StoredValue<Arc<Inner>>,
    kept: RwSignal<Kept>,
    /// What somebody else, or another tab, made of the same form meanwhile.
    theirs: RwSignal<Option<Record>>,
    /// The form shows what another tab is writing: that tab sends it.
    mirrors: RwSignal<bool>,
    synced: StoredValue<serde_json::Value>,
    /// What the server has.
    there: StoredValue<There>,
    /// Whether what was kept is back in the form.
    ready: RwSignal<bool>,
}

/// What the server has of a form: what it began with, until it [saves itself](Draft::saved).
#[derive(Clone)]
struct There {
    fields: serde_json::Value,
    /// The version of what the form changes.
    base: Option<i64>,
}

struct Inner {
    name: String,
    fields: Fields,
    /// Counts the changes: it outlives the form, so that the last one is kept even when the form closes at once.
    turn: AtomicU32,
}

impl Draft {
    /// Keeps the fields of a new thing under `name`.
    pub fn keep<L: Into<String>>(name: impl Into<String>, fields: Vec<(L, Value)>) -> Self {
        Self::begin(name.into(), labelled(fields), None)
    }

    /// Keeps the fields of something that is changed, read at `version`. If it has moved on when what was typed comes
    /// back, both stand side by side.
    pub fn keep_over<L: Into<String>>(name: impl Into<String>, version: i64, fields: Vec<(L, Value)>) -> Self {
        Self::begin(name.into(), labelled(fields), Some(version))
    }

    fn begin(name: String, fields: Fields, base: Option<i64>) -> Self {
        let initial = untrack(|| fields.read());
        let inner = Inner { name, fields, turn: AtomicU32::new(0) };
        let draft = Self {
            inner: StoredValue::new(Arc::new(inner)),
            kept: RwSignal::new(Kept::Nothing),
            theirs: RwSignal::new(None),
            mirrors: RwSignal::new(false),
            synced: StoredValue::new(initial.clone()),
            there: StoredValue::new(There { fields: initial, base }),
            ready: RwSignal::new(false),
        };
        draft.follow();
        draft.listen();
        spawn_local(async move {
            draft.restore().await;
            draft.ready.try_set(true);
            // Asked for now, so that it is here when the line breaks.
            Key::here().await;
        });
        draft
    }

    /// It was sent: nothing has to be kept any more.
    pub fn sent(self) {
        self.forget();
    }

    /// The server has it as it was `then`, and calls that this version. What was typed since stays on the device.
    pub fn saved(self, then: serde_json::Value, version: i64) {
        let Some(inner) = self.inner() else { return };
        let Some(now) = untrack(|| inner.fields.try_read()) else { return };
        let all = now == then;
        self.there.try_update_value(|there| *there = There { fields: then, base: Some(version) });
        if !all {
            self.save(now);
            return;
        }
        if self.theirs.try_with_untracked(Option::is_some) == Some(true) {
            // What is kept on the device is another tab's, and not with the server.
            inner.turn.fetch_add(1, Relaxed);
            self.synced.try_update_value(|synced| *synced = now);
        } else {
            self.forget();
        }
        self.kept.try_set(Kept::Server(Utc::now()));
    }

    /// What was typed here and the server hasn't got, unless something else has to be decided on first. Reactive.
    pub fn unsaved(self) -> Option<serde_json::Value> {
        let inner = self.inner()?;
        let now = inner.fields.try_read()?;
        let there = self.there.try_get_value()?;
        let settled = self.theirs.try_with(Option::is_none)? && !self.mirrors.try_get()?;
        (settled && inner.fields.typed(&now, &there.fields)).then_some(now)
    }

    /// What the fields hold now.
    pub fn now(self) -> Option<serde_json::Value> {
        self.inner().and_then(|inner| untrack(|| inner.fields.try_read()))
    }

    /// Where the text is. Reactive.
    pub fn kept(self) -> Kept {
        self.kept.get()
    }

    fn inner(self) -> Option<Arc<Inner>> {
        self.inner.try_get_value()
    }

    fn forget(self) {
        if let Some(inner) = self.inner() {
            inner.turn.fetch_add(1, Relaxed);
            self.synced.try_update_value(|synced| synced.clone_from(&untrack(|| inner.fields.read())));
            store::remove(&inner.name);
        }
        self.kept.try_set(Kept::Nothing);
        self.theirs.try_set(None);
        self.mirrors.try_set(false);
    }

    /// Puts the form back to what it began with.
    fn discard(self) {
        if let (Some(inner), Some(there)) = (self.inner(), self.there.try_get_value()) {
            inner.fields.write(&there.fields);
        }
        self.forget();
    }

    /// Brings back what was typed on an earlier visit.
    async fn restore(self) {
        let Some(inner) = self.inner() else { return };
        let Some(sealed) = store::read(&inner.name) else { return };
        let Some(key) = Key::here().await else {
            self.kept.try_set(Kept::Nowhere);
            return;
        };
        // What doesn't open was sealed for somebody else, or by a key that is gone.
        let Some(record) = key.open(&sealed).await.and_then(|text| Record::parse(&text)) else { return };
        let Some(now) = untrack(|| inner.fields.try_read()) else { return };
        let Some(there) = self.there.try_get_value() else { return };
        if inner.fields.typed(&now, &there.fields) {
            // Something was typed before this came back.
            self.theirs.try_set(Some(record));
            return;
        }
        let moved = there.base.is_some() && record.base != there.base && record.fields != there.fields;
        inner.fields.write(&record.fields);
        self.synced.try_update_value(|synced| *synced = untrack(|| inner.fields.read()));
        self.kept.try_set(Kept::Restored(record.at));
        if moved {
            let theirs = Record { at: Utc::now(), base: there.base, fields: there.fields };
            self.theirs.try_set(Some(theirs));
        }
    }

    /// Keeps each change.
    fn follow(self) {
        let Some(inner) = self.inner() else { return };
        Effect::new(move |_| {
            let Some(now) = inner.fields.try_read().filter(|_| self.ready.get()) else { return };
            if self.synced.try_with_value(|synced| *synced == now).unwrap_or(true) {
                return;
            }
            self.save(now);
        });
    }

    fn save(self, now: serde_json::Value) {
        let Some(inner) = self.inner() else { return };
        let turn = inner.turn.fetch_add(1, Relaxed).wrapping_add(1);
        self.synced.try_update_value(|synced| synced.clone_from(&now));
        self.mirrors.try_set(false);
        let Some(there) = self.there.try_get_value() else { return };
        if !inner.fields.typed(&now, &there.fields) {
            store::remove(&inner.name);
            self.kept.try_set(Kept::Nothing);
            return;
        }
        let record = Record { at: Utc::now(), base: there.base, fields: now };
        spawn_local(async move {
            let sealed = match Key::here().await {
                Some(key) => key.seal(&record.text()).await,
                None => None,
            };
            // Only the latest counts; what was sent meanwhile is not brought back.
            if inner.turn.load(Relaxed) != turn {
                return;
            }
            let there = sealed.is_some_and(|sealed| store::write(&inner.name, &sealed));
            self.kept.try_set(if there { Kept::Here(record.at) } else { Kept::Nowhere });
        });
    }

    /// Another tab with the same form: what it keeps comes here if nothing was typed here, else both stand side by side.
    fn listen(self) {
        let handle = window_event_listener(ev::storage, move |event| {
            let Some(inner) = self.inner() else { return };
            let (Some(key), Some(sealed)) = (event.key(), event.new_value()) else { return };
            if !store::is_of(&key, &inner.name) {
                return;
            }
            spawn_local(async move {
                let Some(key) = Key::here().await else { return };
                let Some(record) = key.open(&sealed).await.and_then(|text| Record::parse(&text)) else { return };
                let Some(now) = untrack(|| inner.fields.try_read()) else { return };
                let Some(there) = self.there.try_get_value() else { return };
                let mirrors = self.mirrors.try_get_untracked() == Some(true);
                if record.fields == now {
                    self.theirs.try_set(None);
                } else if mirrors || !inner.fields.typed(&now, &there.fields) {
                    self.mirrors.try_set(true);
                    self.synced.try_update_value(|synced| synced.clone_from(&record.fields));
                    inner.fields.write(&record.fields);
                    self.kept.try_set(Kept::Restored(record.at));
                } else {
                    self.theirs.try_set(Some(record));
                }
            });
        });
        on_cleanup(move || handle.remove());
    }
}

fn labelled<L: Into<String>>(fields: Vec<(L, Value)>) -> Fields {
    Fields(fields.into_iter().map(|(label, value)| (label.into(), value)).collect())
}
