//! One thing that a page reads. The old one stays in sight while the new one is on its way.

use std::{future::Future, str::FromStr};

use futures::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use shared::problem::{Code, Problem};

use crate::{
    attempt::ProblemBanner,
    session::Session,
    shell::not_found,
    text,
    ui::{Button, Skeleton, live},
};

/// One thing that is read, shown, and read again after a change.
pub struct Fetch<T: 'static> {
    outcome: RwSignal<Option<Result<T, Problem>>>,
    turn: RwSignal<u32>,
    /// Whether the next question is put by [`Self::refresh`].
    quietly: StoredValue<bool>,
    stale: RwSignal<bool>,
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
        let fetch = Self {
            outcome: RwSignal::new(None),
            turn: RwSignal::new(0),
            quietly: StoredValue::new(false),
            stale: RwSignal::new(false),
        };
        ask_at_each_turn(fetch.turn, move || {
            let answer = work();
            let quietly = fetch.quietly.try_update_value(std::mem::take) == Some(true);
            Box::pin(async move {
                let answer = answer.await;
                Box::new(move || fetch.take(answer, quietly)) as Taking
            })
        });
        fetch
    }

    /// Reads what the `:id` of the address names. What isn't an id names nothing.
    pub fn of_address<I, F>(work: impl Fn(I) -> F + 'static) -> Self
    where
        I: FromStr + 'static,
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let params = use_params_map();
        Self::new(move || {
            let answer = params.read().get("id").and_then(|id| id.parse().ok()).map(&work);
            async move {
                match answer {
                    Some(answer) => answer.await,
                    None => Err(Problem::new(Code::NotFound)),
                }
            }
        })
    }

    fn take(self, answer: Result<T, Problem>, quietly: bool) {
        let here = self.outcome.with_untracked(|outcome| matches!(outcome, Some(Ok(_))));
        let stale = quietly && here && answer.as_ref().is_err_and(|problem| problem.code != Code::NotFound);
        self.stale.set(stale);
        if !stale {
            self.outcome.set(Some(answer));
        }
    }

    /// Looks for news: what is here stays should the line be down, and whatever is being typed into it.
    pub fn refresh(self) {
        self.quietly.set_value(true);
        self.reload();
    }

    /// Whether the last look for news failed. Reactive.
    pub fn is_stale(self) -> bool {
        self.stale.get()
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
        live(move || match self.outcome.get() {
            None => view! { <Skeleton lines=4 /> }.into_any(),
            Some(Ok(value)) => show(value).into_any(),
            Some(Err(problem)) => failed(problem, Callback::new(move |()| self.reload())),
        })
    }
}

/// Takes an answer in.
type Taking = Box<dyn FnOnce()>;

/// Asks now and whenever `turn`, or what `ask` reads, changes; only the newest answer is taken. The same for
/// everything that is read.
fn ask_at_each_turn(turn: RwSignal<u32>, ask: impl Fn() -> LocalBoxFuture<'static, Taking> + 'static) {
    let ask: Box<dyn Fn() -> LocalBoxFuture<'static, Taking>> = Box::new(ask);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        turn.track();
        let answer = ask();
        let question = asked.try_update_value(|asked| {
            *asked = asked.wrapping_add(1);
            *asked
        });
        spawn_local(async move {
            let take = answer.await;
            // Answers may overtake each other, and the page may be gone.
            if question.is_some() && asked.try_get_value() == question {
                take();
            }
        });
    });
}

fn failed(problem: Problem, again: Callback<()>) -> AnyView {
    if problem.code == Code::NotFound {
        return not_found();
    }
    if problem.code == Code::Unauthenticated {
        Session::here().on_return(move || again.run(()));
    }
    let again = move || again.run(());
    view! { <ProblemBanner problem><Button on_press=again>{text::ui::TRY_AGAIN}</Button></ProblemBanner> }.into_any()
}
