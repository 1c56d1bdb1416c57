//! A review saves itself while it is typed, one save after the other, each over the version of the one before.

use std::{rc::Rc, time::Duration};

use futures::lock::Mutex;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{ReadReview, Review, ReviewPath, ReviewSheet, SaveReview, SubmitReview},
    wire::ReviewId,
};

use super::draft::Sheet;
use crate::{
    attempt::Attempt,
    client::{call, change},
    drafts::{Draft, Kept},
};

/// So long after something was typed all of it is saved.
const PAUSE: Duration = Duration::from_secs(4);
/// The longest pause after one that failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What is known to be with the server.
struct There {
    version: i64,
    /// What was sent since and not answered: it may have come all the same.
    unanswered: Vec<ReviewSheet>,
}

/// What saves a review.
#[derive(Clone, Copy)]
pub struct Saves {
    id: ReviewId,
    sheet: StoredValue<Sheet>,
    draft: Draft,
    attempt: Attempt,
    there: StoredValue<Rc<Mutex<There>>, LocalStorage>,
    /// How often it has failed in a row.
    failed: RwSignal<u32>,
    /// Nothing is saved by itself any more: it is being handed in, or can't be saved.
    over: RwSignal<bool>,
}

impl Saves {
    /// For a form that was read at a version; it begins at once.
    pub fn new(review: &Review, sheet: StoredValue<Sheet>, draft: Draft, attempt: Attempt) -> Self {
        let there = There { version: review.version, unanswered: Vec::new() };
        let this = Self {
            id: review.id,
            sheet,
            draft,
            attempt,
            there: StoredValue::new_local(Rc::new(Mutex::new(there))),
            failed: RwSignal::new(0),
            over: RwSignal::new(false),
        };
        let waiting = StoredValue::new_local(None::<TimeoutHandle>);
        Effect::new(move |_| {
            let typed = matches!(draft.kept(), Kept::Here(_) | Kept::Restored(_) | Kept::Nowhere);
            let failed = this.failed.get();
            let saves = typed && !this.over.get() && draft.unsaved().is_some();
            if !saves {
                if let Some(late) = waiting.try_update_value(Option::take).flatten() {
                    late.clear();
                }
                return;
            }
            // Whoever types on and on is saved all the same.
            if waiting.with_value(Option::is_some) {
                return;
            }
            let pause = PAUSE.saturating_mul(2_u32.saturating_pow(failed)).min(LONGEST_PAUSE);
            let save = move || {
                waiting.try_update_value(Option::take);
                this.save_by_itself();
            };
            waiting.set_value(set_timeout_with_handle(save, pause).ok());
        });
        on_cleanup(move || {
            if let Some(late) = waiting.try_update_value(Option::take).flatten() {
                late.clear();
            }
        });
        this
    }

    /// Saves what is typed now.
    pub fn save(self, then: impl FnOnce() + 'static) {
        let (body, now) = (self.sheet.with_value(Sheet::read), self.draft.now());
        let there = self.there.get_value();
        let id = self.id;
        let send = move |body| async move {
            let mut there = there.lock().await;
            send(id, body, &mut there).await
        };
        self.attempt.send(body, send, move |version| {
            self.is_saved(now, version);
            then();
        });
    }

    /// Saves what is typed now, so that what is missing is told of what is there, and hands it in.
    pub fn hand_in(self, then: impl FnOnce() + 'static) {
        let (body, now) = (self.sheet.with_value(Sheet::read), self.draft.now());
        let there = self.there.get_value();
        let id = self.id;
        let send = move |body| async move {
            self.over.try_set(true);
            let mut there = there.lock().await;
            let outcome = match send(id, body, &mut there).await {
                Ok(version) => {
                    self.is_saved(now, version);
                    change::<SubmitReview>(ReviewPath { id }, (), version).await
                }
                Err(problem) => Err(problem),
            };
            self.over.try_set(outcome.is_ok());
            outcome
        };
        self.attempt.send(body, send, move |_: Review| {
            self.draft.sent();
            then();
        });
    }

    fn is_saved(self, what: Option<serde_json::Value>, version: i64) {
        self.failed.try_set(0);
        if let Some(what) = what {
            self.draft.saved(what, version);
        }
    }

    fn save_by_itself(self) {
        let Some(now) = untrack(|| self.draft.unsaved()) else { return };
        let (body, there) = (self.sheet.with_value(Sheet::read), self.there.get_value());
        spawn_local(async move {
            let mut there = there.lock().await;
            // It was handed in meanwhile, or the page is gone.
            if self.over.try_get_untracked() != Some(false) {
                return;
            }
            match send(self.id, body, &mut there).await {
                Ok(version) => self.is_saved(Some(now), version),
                Err(problem) => self.fail(problem),
            }
        });
    }

    /// What can't become right by itself is shown; the rest is tried again, ever more seldom.
    fn fail(self, problem: Problem) {
        match problem.code {
            Code::VersionMismatch | Code::Conflict | Code::NotFound | Code::Forbidden => {
                if self.over.try_set(true).is_none() {
                    self.attempt.fail(problem);
                }
            }
            _ => {
                self.failed.try_update(|failed| *failed = failed.saturating_add(1));
            }
        }
    }
}

/// Saves it over the version that is known, and gives the version it has then.
async fn send(id: ReviewId, body: ReviewSheet, there: &mut There) -> Result<i64, Problem> {
    let save = |version| change::<SaveReview>(ReviewPath { id }, body.clone(), version);
    let mut outcome = save(there.version).await;
    if outcome.as_ref().is_err_and(|problem| problem.code == Code::VersionMismatch) {
        let now = call::<ReadReview>(ReviewPath { id }, Nothing {}, ()).await?;
        // It is our own, of which we never heard that it had come; or another tab saved the same.
        if there.unanswered.iter().chain([&body]).any(|sent| sent.answers == now.answers) {
            outcome = save(now.review.version).await;
        }
    }
    match outcome {
        Ok(saved) => {
            *there = There { version: saved.version, unanswered: Vec::new() };
            Ok(saved.version)
        }
        Err(problem) => {
            if problem.code != Code::VersionMismatch {
                there.unanswered.push(body);
            }
            Err(problem)
        }
    }
}
