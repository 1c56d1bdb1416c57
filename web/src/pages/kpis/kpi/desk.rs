//! What lies open on a KPI's page.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::kpis::{KpiDetail, rules::kinds::Grain};

use crate::{attempt::Attempt, fetch::Fetch};

/// A number of the chart.
#[derive(Clone, Copy)]
pub struct Number {
    pub grain: Grain,
    /// The first day of its span.
    pub on: NaiveDate,
    /// The day whose knowledge the chart shows, if not what is known now.
    pub as_of: Option<NaiveDate>,
}

/// The KPI, and which dialog is open about what. It outlives each drawing of the page.
#[derive(Clone, Copy)]
pub struct Desk {
    pub detail: Fetch<KpiDetail>,
    /// What is done without a form.
    pub attempt: Attempt,
    /// Counts what was entered, for lists that hang on it.
    pub turn: RwSignal<u32>,
    pub enter: RwSignal<bool>,
    /// The day that is to be corrected, with what is there.
    pub wrong: RwSignal<Option<(NaiveDate, Option<f64>)>>,
    pub change: RwSignal<bool>,
    pub share: RwSignal<bool>,
    pub archive: RwSignal<bool>,
    pub number: RwSignal<bool>,
    /// The number that is open.
    pub opened: RwSignal<Option<Number>>,
}

impl Desk {
    /// Nothing open.
    pub fn new(detail: Fetch<KpiDetail>) -> Self {
        let shut = || RwSignal::new(false);
        Self {
            detail,
            attempt: Attempt::new(),
            turn: RwSignal::new(0),
            enter: shut(),
            wrong: RwSignal::new(None),
            change: shut(),
            share: shut(),
            archive: shut(),
            number: shut(),
            opened: RwSignal::new(None),
        }
    }

    /// Whether a dialog is open.
    pub fn any_open(self) -> bool {
        [self.enter, self.change, self.share, self.archive, self.number].iter().any(RwSignal::get)
    }

    /// Something was entered or changed.
    pub fn news(self) {
        self.detail.reload();
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Opens the dialog that enters a value, or corrects one.
    pub fn enter_at(self, wrong: Option<(NaiveDate, Option<f64>)>) {
        self.wrong.set(wrong);
        self.enter.set(true);
    }

    /// Draws with the KPI as it is when a dialog opens; later news leave the dialog alone.
    pub fn with<V: IntoView>(self, draw: impl FnOnce(KpiDetail) -> V) -> Option<V> {
        untrack(|| self.detail.get()).map(draw)
    }
}
