//! Text that saves itself while it is typed, and that two may write at once.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures::future::LocalBoxFuture;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    problem::{Code, Problem},
    wire::MeetingId,
};

use crate::{
    attempt::ProblemBanner,
    session::Session,
    text::one_on_ones as text,
    ui::{Banner, Button, ButtonKind, Tone, live, unsaved},
};

/// When the typing has rested for so long, it is saved.
const REST: Duration = Duration::from_millis(1200);
/// The longest pause before another try.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// A text with the version it was read at.
pub type Written = (String, i64);
/// Sends a text over a version; gives what is then there.
pub type Saves = fn(MeetingId, String, i64) -> LocalBoxFuture<'static, Result<Written, Problem>>;
/// Reads what is there.
pub type Reads = fn(MeetingId) -> LocalBoxFuture<'static, Result<Written, Problem>>;

/// A text being written.
#[derive(Clone, Copy)]
pub struct Writing {
    /// What is typed.
    pub typed: RwSignal<String>,
    /// What is known to be there.
    saved: RwSignal<Written>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Problem>>,
    /// How often saving has failed in a row.
    failed: RwSignal<u32>,
    /// What isn't sent again before somebody has logged in or typed on.
    held: RwSignal<Option<String>>,
    /// What somebody else wrote meanwhile.
    theirs: RwSignal<Option<Written>>,
    /// What was typed last, should the page go while something is on its way.
    last: StoredValue<Rc<RefCell<Option<String>>>, LocalStorage>,
}

impl Writing {
    /// A text as it was read, which is saved when the typing rests.
    pub fn new(id: MeetingId, start: Written, read: Reads, save: Saves) -> Self {
        let this = Self {
            typed: RwSignal::new(start.0.clone()),
            saved: RwSignal::new(start),
            busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
            failed: RwSignal::new(0),
            held: RwSignal::new(None),
            theirs: RwSignal::new(None),
            last: StoredValue::new_local(Rc::default()),
        };
        unsaved::saves_itself(Signal::derive(move || this.is_unsaved()));
        Session::here().on_return(move || {
            this.held.try_set(None);
        });
        let waiting = StoredValue::new_local(None::<TimeoutHandle>);
        Effect::new(move |_| {
            let typed = this.typed.get();
            let held = this.held.with(|held| held.as_ref() == Some(&typed));
            let rests = this.busy.get() || held || this.theirs.read().is_some();
            if let Some(earlier) = waiting.try_update_value(Option::take).flatten() {
                earlier.clear();
            }
            if !rests && this.saved.with_untracked(|(saved, _)| *saved != typed) {
                let pause = REST.saturating_mul(2_u32.saturating_pow(this.failed.get_untracked())).min(LONGEST_REST);
                let send = move || this.send(id, read, save);
                waiting.set_value(set_timeout_with_handle(send, pause).ok());
            }
        });
        on_cleanup(move || {
            if let Some(late) = waiting.try_update_value(Option::take).flatten() {
                late.clear();
            }
            // What was typed last is saved though the page goes; what is on its way takes it along.
            let (typed, (saved, version)) = (this.typed.get_untracked(), this.saved.get_untracked());
            if typed == saved || this.theirs.read_untracked().is_some() {
                return;
            }
            if this.busy.get_untracked() {
                this.last.with_value(|last| *last.borrow_mut() = Some(typed));
            } else {
                spawn_local(async move { drop(save(id, typed, version).await) });
            }
        });
        this
    }

    /// The version it was last saved or read at. Reactive.
    pub fn version(self) -> i64 {
        self.saved.with(|(_, version)| *version)
    }

    /// Whether something typed isn't there yet. Reactive.
    fn is_unsaved(self) -> bool {
        self.typed.with(|typed| self.saved.with(|(saved, _)| saved != typed))
    }

    /// Takes in what was read again: put into the field unless something is being typed.
    pub fn take(self, now: Written) {
        let (saved, version) = self.saved.get_untracked();
        if now.1 <= version || self.busy.get_untracked() || self.theirs.read_untracked().is_some() {
            return;
        }
        if self.typed.with_untracked(|typed| *typed == saved) {
            self.typed.set(now.0.clone());
            self.saved.set(now);
        } else if now.0 == saved {
            // Something else of it has changed.
            self.saved.set(now);
        }
    }

    fn send(self, id: MeetingId, read: Reads, save: Saves) {
        let (typed, (before, version)) = (self.typed.get_untracked(), self.saved.get_untracked());
        let last = self.last.with_value(Rc::clone);
        self.busy.set(true);
        spawn_local(async move {
            let mut outcome = save(id, typed.clone(), version).await;
            if outcome.as_ref().is_err_and(|problem| problem.code == Code::VersionMismatch) {
                match read(id).await {
                    // The text is as it was: only its surroundings have changed.
                    Ok((now, version)) if now == before => outcome = save(id, typed.clone(), version).await,
                    Ok(theirs) => {
                        self.theirs.try_set(Some(theirs));
                        self.busy.try_set(false);
                        return;
                    }
                    Err(problem) => outcome = Err(problem),
                }
            }
            let late = last.borrow_mut().take();
            match outcome {
                Ok((_, version)) if late.is_some() => drop(save(id, late.unwrap_or_default(), version).await),
                _ if self.busy.is_disposed() => {}
                Ok(now) => {
                    self.wrong.set(None);
                    self.failed.set(0);
                    self.saved.set(now);
                }
                Err(problem) => self.fail(typed, problem),
            }
            self.busy.try_set(false);
        });
    }

    fn fail(self, typed: String, problem: Problem) {
        self.failed.update(|failed| *failed = failed.saturating_add(1));
        if problem.code == Code::Unauthenticated {
            // Whoever has put the log-in sheet off isn't asked again and again.
            self.held.set(Some(typed));
        }
        self.wrong.set(Some(problem));
    }

    /// Goes on with a text over theirs.
    fn settle(self, body: Option<String>) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.typed.set(body.unwrap_or_else(|| theirs.0.clone()));
            self.saved.set(theirs);
            self.theirs.set(None);
        }
    }

    /// How it stands, and both texts where two wrote at once.
    pub fn news(self) -> AnyView {
        let said = move || {
            if self.busy.get() {
                text::SAVING
            } else if self.is_unsaved() {
                text::UNSAVED
            } else {
                text::IS_SAVED
            }
        };
        let mine = move || self.typed.get_untracked();
        let both = move |theirs: Written| {
            let together = {
                let theirs = theirs.0.clone();
                move || self.settle(Some(format!("{}\n\n{theirs}", mine())))
            };
            view! {
                <Banner tone=Tone::Warn title=text::BOTH_WROTE>
                    <p>{text::BOTH_WROTE_DETAIL}</p>
                    <blockquote class="goal-description">{theirs.0}</blockquote>
                    <div class="row tight">
                        <Button kind=ButtonKind::Primary on_press=together>{text::KEEP_BOTH}</Button>
                        <Button on_press=move || self.settle(Some(mine()))>{text::KEEP_MINE}</Button>
                        <Button on_press=move || self.settle(None)>{text::TAKE_THEIRS}</Button>
                    </div>
                </Banner>
            }
        };
        view! {
            {live(move || self.wrong.get().map(|problem| view! { <ProblemBanner problem /> }))}
            {live(move || self.theirs.get().map(both))}
            <p class="tiny faint" role="status">{said}</p>
        }
        .into_any()
    }
}
