//! How the organisation stands with its payments, as far as everybody in it is told. Asked for when the frame is made, and
//! again whenever a page learns that it has changed.

use std::cell::RefCell;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    billing::{BillingStanding, BillingState, ReadBilling, ReadBillingStanding},
    operation::Nothing,
};

use crate::{client::call_quietly, session::Session};

/// So many days before a trial ends Admins are told on every page.
const LAST_DAYS: i64 = 3;

/// The standing, the same everywhere in the app.
#[derive(Clone, Copy)]
pub struct Paying {
    standing: RwSignal<Option<BillingStanding>>,
}

thread_local! {
    // Not in the context, because calls learn of it after their component's `await`.
    static HERE: RefCell<Option<Paying>> = const { RefCell::new(None) };
}

impl Paying {
    /// The standing. First called by the frame of the member's pages; a new frame begins anew.
    pub fn begin() -> Self {
        let paying = Self { standing: RwSignal::new(None) };
        HERE.set(Some(paying));
        paying.ask();
        paying
    }

    /// The standing of the frame around the page.
    pub fn here() -> Option<Self> {
        HERE.with_borrow(|here| *here)
    }

    /// Asks the server anew. Where it doesn't answer, nothing is told.
    pub fn ask(self) {
        spawn_local(async move {
            if let Ok(now) = call_quietly::<ReadBillingStanding>(Nothing {}, Nothing {}, ()).await {
                self.set(now);
            }
        });
    }

    /// As an answer of the server says.
    pub fn set(self, now: BillingStanding) {
        // The frame may be gone.
        let _ = self.standing.try_set(Some(now));
    }

    /// What is known. Reactive.
    pub fn get(self) -> Option<BillingStanding> {
        self.standing.try_get().flatten()
    }

    /// Whether anybody pays here, as far as it is known. Reactive.
    pub fn is_on(self) -> bool {
        self.get().is_some_and(|now| now.state != BillingState::Off)
    }

    /// Whether there is something to tell on every page. Reactive.
    pub fn tells(self) -> bool {
        let session = Session::here();
        let pays = session.may::<ReadBilling>();
        self.get().is_some_and(|now| match now.state {
            BillingState::ReadOnly => true,
            BillingState::Overdue | BillingState::Cancelled => pays,
            BillingState::Trial => {
                let ends_soon = |day: chrono::NaiveDate| (day - session.org_today()).num_days() <= LAST_DAYS;
                pays && now.trial_ends_on.is_some_and(ends_soon)
            }
            BillingState::Off | BillingState::Free | BillingState::Active | BillingState::Due => false,
        })
    }
}
