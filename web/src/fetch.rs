//! Things a page reads: one thing, or a list page by page. Old content stays in sight while new is on its way.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    problem::{Code, Problem},
    wire::Page,
};

use crate::{
    attempt::ProblemBanner,
    pages::public,
    text,
    ui::{Button, More, Rows, Skeleton},
};

/// One thing that is read, shown, and read again after a change.
pub struct Fetch<T: 'static> {
    outcome: RwSignal<Option<Result<T, Problem>>>,
    turn: RwSignal<u32>,
}

impl<T> Clone for Fetch<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetch<T> {}

impl<T: Clone + Send + Sync + 'static> Fetch<T> {
    /// Reads with `work`, and again whenever a signal that `work` reads before its first `await` changes.
    pub fn new<F: Future<Output = Result<T, Problem>> + 'static>(work: impl Fn() -> F + 'static) -> Self {
        let fetch = Self { outcome: RwSignal::new(None), turn: RwSignal::new(0) };
        let asked = StoredValue::new(0_u32);
        Effect::new(move |_| {
            fetch.turn.track();
            let answer = work();
            let question = asked.try_update_value(|asked| {
                *asked = asked.wrapping_add(1);
                *asked
            });
            spawn_local(async move {
                let answer = answer.await;
                // Answers may overtake each other, and the page may be gone.
                if question.is_some() && asked.try_get_value() == question {
                    fetch.outcome.set(Some(answer));
                }
            });
        });
        fetch
    }

    /// Reads again.
    pub fn reload(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Puts in place what the server has answered to a change.
    pub fn replace(self, value: T) {
        self.outcome.set(Some(Ok(value)));
    }

    /// The thing, if it is here. Reactive.
    pub fn get(self) -> Option<T> {
        self.outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.as_ref().ok().cloned()))
    }

    /// Shows the thing; before that a skeleton, instead of it what went wrong. What isn't there is a page of its own.
    pub fn view<V: IntoView + 'static>(self, show: impl Fn(T) -> V + Send + 'static) -> AnyView {
        let again = move || self.reload();
        (move || match self.outcome.get() {
            None => view! { <Skeleton lines=4 /> }.into_any(),
            Some(Ok(value)) => show(value).into_any(),
            Some(Err(problem)) if problem.code == Code::NotFound => public::not_found(),
            Some(Err(problem)) => {
                view! { <ProblemBanner problem><Button on_press=again>{text::ui::TRY_AGAIN}</Button></ProblemBanner> }
                    .into_any()
            }
        })
        .into_any()
    }
}

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
