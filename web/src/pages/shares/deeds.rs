//! Renewing and revoking, and what is asked first.

use std::sync::Arc;

use chrono::{Duration, Utc};
use leptos::prelude::*;
use shared::{
    shares::{EditShare, RevokeShare, RevokeSharesWith, Share, ShareChanges, SharePath, USUAL_DAYS},
    wire::Patch,
};

use super::list::{grantee, title};
use crate::{
    attempt::Attempt,
    client::{OnItsWay, change},
    text::shares as text,
    ui::{Button, ButtonKind, ButtonSize, Confirm, Toasts},
};

/// What is done with the shares of a list.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Where a refusal is told.
    attempt: Attempt,
    /// What is to be read again.
    changed: Callback<()>,
    asking: RwSignal<bool>,
    asked: RwSignal<Question>,
    toasts: Toasts,
}

#[derive(Clone, Default)]
struct Question {
    title: String,
    deed: &'static str,
    /// Outlives the row that asked.
    go: Option<Go>,
}

type Go = Arc<dyn Fn() + Send + Sync>;

impl Desk {
    /// Tells refusals in `attempt`; `changed` reads the list again.
    pub fn new(attempt: Attempt, changed: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            attempt,
            changed: Callback::new(move |()| changed()),
            asking: RwSignal::new(false),
            asked: RwSignal::default(),
            toasts: Toasts::here(),
        }
    }

    /// The question, where it is open. Stands beside the list, which may be drawn anew meanwhile.
    pub fn question(self) -> impl IntoView {
        let title = move || self.asked.with(|asked| asked.title.clone());
        let deed = Signal::derive(move || self.asked.with(|asked| asked.deed.to_owned()));
        let go = move || {
            self.asking.set(false);
            if let Some(go) = self.asked.with_untracked(|asked| asked.go.clone()) {
                go();
            }
        };
        view! {
            <Confirm open=self.asking title=Signal::derive(title) deed danger=true on_confirm=go>
                <p>{text::REVOKE_DETAIL}</p>
            </Confirm>
        }
    }

    /// Renew and revoke.
    pub fn deeds(self, share: &Share) -> AnyView {
        let (id, version, named) = (share.id, share.version, grantee(&share.grantee));
        let renew = move || {
            let ends_at = Patch::Set(Utc::now() + Duration::days(USUAL_DAYS));
            self.attempt.send(
                ShareChanges { level: None, ends_at },
                move |body| change::<EditShare>(SharePath { id }, body, version),
                move |_| self.done(text::RENEWED),
            );
        };
        let question = text::revoke_ask(&title(share), &named);
        let go: Go = Arc::new(move || {
            let revoked = change::<RevokeShare>(SharePath { id }, (), version);
            self.attempt.run(revoked, move |()| self.done(text::REVOKED));
        });
        let revoke = move || self.ask(question.clone(), text::REVOKE, go.clone());
        let (renew_of, revoke_of) = (text::of(text::RENEW, &named), text::of(text::REVOKE, &named));
        view! {
            <span class="row snug share-deeds">
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=renew>
                    <span aria-hidden="true">{text::RENEW}</span><span class="visually-hidden">{renew_of}</span>
                </Button>
                <Button size=ButtonSize::Small on_press=revoke>
                    <span aria-hidden="true">{text::REVOKE}</span><span class="visually-hidden">{revoke_of}</span>
                </Button>
            </span>
        }
        .into_any()
    }

    /// The button that revokes many at once.
    pub fn revoke_all(
        self,
        label: String,
        question: String,
        revoke: impl Fn() -> Option<OnItsWay<RevokeSharesWith>> + Send + Sync + 'static,
    ) -> AnyView {
        let go: Go = Arc::new(move || {
            if let Some(revoked) = revoke() {
                self.attempt.run(revoked, move |revoked| self.done(text::revoked(revoked.count)));
            }
        });
        let ask = move || self.ask(question.clone(), text::REVOKE_ALL, go.clone());
        view! {
            <div class="row">
                <Button kind=ButtonKind::Danger size=ButtonSize::Small on_press=ask>{label}</Button>
            </div>
        }
        .into_any()
    }

    fn ask(self, title: String, deed: &'static str, go: Go) {
        self.asked.set(Question { title, deed, go: Some(go) });
        self.asking.set(true);
    }

    fn done(self, news: impl Into<String>) {
        self.toasts.good(news);
        self.changed.run(());
    }
}
