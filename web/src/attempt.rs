//! An attempt to change something: one at a time, errors to their fields, a lost race to a dialog, the rest to a banner.

use std::future::Future;

use futures::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local};
use shared::problem::{Code, Problem};

use crate::{
    text,
    ui::{Actions, Banner, Button, ButtonKind, Dialog, FormErrors, Tone, live},
};

/// The state of one form's sending. Give `errors` and `busy` to the [`Form`](crate::ui::Form), and put an
/// [`AttemptNews`] on top of it.
#[derive(Clone, Copy)]
pub struct Attempt {
    /// Errors by field.
    pub errors: FormErrors,
    /// Whether it is on its way.
    pub busy: RwSignal<bool>,
    rest: RwSignal<Option<Problem>>,
    changed: RwSignal<bool>,
}

impl Default for Attempt {
    fn default() -> Self {
        Self {
            errors: FormErrors::new(),
            busy: RwSignal::new(false),
            rest: RwSignal::new(None),
            changed: RwSignal::new(false),
        }
    }
}

impl Attempt {
    /// Nothing tried yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends `body` off with `work` if it passes the checks the server makes too; on success goes on with `done`.
    pub fn send<B, T, F>(self, body: B, work: impl FnOnce(B) -> F, done: impl FnOnce(T) + 'static)
    where
        B: garde::Validate<Context = ()>,
        F: Future<Output = Result<T, Problem>> + 'static,
        T: 'static,
    {
        match body.validate() {
            Ok(()) => self.run(work(body), done),
            Err(report) => self.fail(report.into()),
        }
    }

    /// Does something without a body to check.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Problem>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.start(Box::pin(async move {
            let answer = work.await?;
            Ok(Box::new(move || done(answer)) as Box<dyn FnOnce()>)
        }));
    }

    /// The part of [`Self::run`] that is the same for all work; it gives what is then to be done.
    fn start(self, work: LocalBoxFuture<'static, Result<Box<dyn FnOnce()>, Problem>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.clear();
        self.busy.set(true);
        spawn_local(async move {
            let outcome = work.await;
            // The page may be gone by now; then nobody waits for the news.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(done) => done(),
                Err(problem) => self.fail(problem),
            }
        });
    }

    /// Forgets what went wrong.
    pub fn clear(self) {
        self.errors.clear();
        self.rest.set(None);
        self.changed.set(false);
    }

    /// Shows what went wrong.
    pub fn fail(self, problem: Problem) {
        self.clear();
        if problem.code == Code::VersionMismatch {
            self.changed.set(true);
            return;
        }
        let fields: Vec<_> =
            problem.errors.iter().map(|error| (error.field.clone(), text::problems::field(error))).collect();
        // The banner says what no field can say: at least that fields need attention, should one not be on the page.
        self.rest.set(Some(problem));
        self.errors.set(fields);
    }
}

/// What went wrong, above the form. `reload` fetches the current state after a lost race.
#[component]
pub fn AttemptNews(attempt: Attempt, #[prop(optional, into)] reload: Option<Callback<()>>) -> impl IntoView {
    let again = move || {
        attempt.changed.set(false);
        if let Some(reload) = reload {
            reload.run(());
        }
    };
    view! {
        {live(move || attempt.rest.get().map(|problem| view! { <ProblemBanner problem /> }))}
        <Dialog open=attempt.changed title=text::problems::CHANGED>
            <p>{text::problems::CHANGED_DETAIL}</p>
            <Actions>
                <Button on_press=move || attempt.changed.set(false)>{text::problems::KEEP_MINE}</Button>
                {reload.map(|_| view! {
                    <Button kind=ButtonKind::Primary on_press=again>{text::problems::LOOK_AT_THEIRS}</Button>
                })}
            </Actions>
        </Dialog>
    }
}

/// A problem as a banner, with the request id where there is one.
#[component]
pub fn ProblemBanner(problem: Problem, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    // A request whose fields are wrong needs no support to look into it.
    let id = if problem.code == Code::Invalid { String::new() } else { problem.request_id.clone() };
    view! {
        <Banner tone=Tone::Bad title=text::problems::sentence(&problem)>
            {(!id.is_empty()).then(|| view! { <p class="faint">{text::problems::request(&id)}</p> })}
            {children.map(|children| children())}
        </Banner>
    }
}
