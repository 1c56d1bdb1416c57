//! A list that a page reads piece by piece.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use shared::{problem::Problem, wire::Page};

use crate::{
    session::Session,
    text,
    ui::{More, Rows},
};

/// A keyset-paged list for a [`DataTable`](crate::ui::DataTable).
pub struct Listing<T: 'static> {
    rows: RwSignal<Rows<T>>,
    cursor: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    turn: RwSignal<u32>,
    more: Callback<()>,
}

impl<T> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Listing<T> {}

impl<T: Clone + Send + Sync + 'static> Listing<T> {
    /// Reads with `work`, which gets the cursor of the page. Starts over whenever a signal that `work` reads before its
    /// first `await` changes: filters and order, usually from the URL.
    pub fn new<F>(work: impl Fn(Option<String>) -> F + Send + Sync + Clone + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, Problem>> + 'static,
    {
        let (rows, cursor) = (RwSignal::new(Rows::Loading), RwSignal::new(None::<String>));
        let (busy, turn, asked) = (RwSignal::new(false), RwSignal::new(0_u32), StoredValue::new(0_u32));
        let take = move |answer: F, first: bool| {
            busy.set(true);
            let question = asked.try_update_value(|asked| {
                *asked = asked.wrapping_add(1);
                *asked
            });
            spawn_local(async move {
                let answer = answer.await;
                // A list that has started over doesn't want the next page of the old one.
                if question.is_none() || asked.try_get_value() != question {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(page) => {
                        cursor.set(page.next_cursor);
                        rows.update(|rows| match rows {
                            Rows::Ready(known) if !first => known.extend(page.items),
                            rows => *rows = Rows::Ready(page.items),
                        });
                    }
                    Err(problem) => rows.set(Rows::Failed(text::problems::sentence(&problem))),
                }
            });
        };
        let next = work.clone();
        let more = Callback::new(move |()| take(untrack(|| next(cursor.get())), false));
        Effect::new(move |_| {
            turn.track();
            take(work(None), true);
        });
        Session::here().on_return(move || {
            if rows.with_untracked(|rows| matches!(rows, Rows::Failed(_))) {
                turn.update(|turn| *turn = turn.wrapping_add(1));
            }
        });
        Self { rows, cursor, busy, turn, more }
    }

    /// What there is to show. Reactive.
    pub fn rows(self) -> Signal<Rows<T>> {
        self.rows.into()
    }

    /// The foot of the table.
    pub fn more(self) -> More {
        More { there: Signal::derive(move || self.cursor.read().is_some()), busy: self.busy.into(), load: self.more }
    }

    /// Starts over.
    pub fn reload(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Replaces the rows for which `same` holds: what the server has answered to a change.
    pub fn replace(self, row: &T, same: impl Fn(&T) -> bool) {
        self.rows.update(|rows| {
            if let Rows::Ready(known) = rows {
                known.iter_mut().filter(|known| same(known)).for_each(|known| known.clone_from(row));
            }
        });
    }
}
