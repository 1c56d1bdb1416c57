//! An attempt to change something: one at a time, errors to their fields, a lost race to a dialog, the rest to a banner.

use std::future::Future;

use futures::future::LocalBoxFuture;
use leptos::{html, prelude::*, task::spawn_local};
use shared::{
    billing::ReadBilling,
    pages::BILLING,
    problem::{Code, FieldError, Problem},
};

use crate::{
    session::Session,
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
        self.send_unless(Vec::new(), body, work, done);
    }

    /// [`Self::send`], unless something else is wrong too: what could not be read as the field's kind of thing, or what
    /// the server would refuse once the fields are right one by one. All of it is shown at once.
    pub fn send_unless<B, T, F>(
        self,
        mut wrong: Vec<FieldError>,
        body: B,
        work: impl FnOnce(B) -> F,
        done: impl FnOnce(T) + 'static,
    ) where
        B: garde::Validate<Context = ()>,
        F: Future<Output = Result<T, Problem>> + 'static,
        T: 'static,
    {
        if let Err(report) = body.validate() {
            wrong.extend(Problem::from(report).errors);
        }
        if wrong.is_empty() { self.run(work(body), done) } else { self.fail(Problem::invalid(wrong)) }
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
                Ok(done) => {
                    self.errors.sent();
                    done();
                }
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
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if attempt.rest.with(Option::is_some) {
            // After the fields have taken theirs in: the focus goes to the first that is wrong, and else here.
            request_animation_frame(move || node.get_untracked().iter().for_each(|news| bring_into_view(news)));
        }
    });
    // That fields need attention is no news any more once all of them got it.
    let told =
        move || attempt.errors.any() || attempt.rest.with(|rest| rest.as_ref().is_none_or(|it| it.errors.is_empty()));
    let homeless = move || {
        live(move || attempt.errors.homeless().into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view())
    };
    let again = move || {
        attempt.changed.set(false);
        if let Some(reload) = reload {
            reload.run(());
        }
    };
    view! {
        <div class="news" tabindex="-1" node_ref=node>
            {live(move || attempt.rest.get().filter(|_| told()).map(|problem| view! { <ProblemBanner problem>{homeless()}</ProblemBanner> }))}
        </div>
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

fn bring_into_view(news: &web_sys::HtmlElement) {
    let of = news.closest("form").ok().flatten();
    let field = of.and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
    if field.is_none() {
        let _ = news.focus();
    }
}

/// A problem as a banner, with the request id where there is one.
#[component]
pub fn ProblemBanner(problem: Problem, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    // A request whose fields are wrong needs no support to look into it.
    let id = if problem.code == Code::Invalid { String::new() } else { problem.request_id.clone() };
    // Whoever pays can do something about it.
    let unpaid = matches!(problem.code, Code::PlanLimit | Code::ReadOnlyUnpaid) && Session::here().may::<ReadBilling>();
    view! {
        <Banner tone=Tone::Bad title=text::problems::sentence(&problem)>
            {unpaid.then(|| view! { <p><a href=BILLING>{text::problems::TO_BILLING}</a></p> })}
            {(!id.is_empty()).then(|| view! { <p class="faint">{text::problems::request(&id)}</p> })}
            {children.map(|children| children())}
        </Banner>
    }
}
