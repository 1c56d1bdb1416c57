//! What the parts of a session's page share: the session as it was last read, and the card that is open.

use leptos::prelude::*;
use shared::{
    access::Relation,
    reviews::{CalibrationCard, CalibrationSessionDetail, CalibrationState, ReviewStage},
    wire::CalibrationCardId,
};
use wasm_bindgen::JsCast;

use crate::fetch::Fetch;

/// A card that is to be looked at, and where it is to go if it was dropped somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Which.
    pub card: CalibrationCardId,
    /// Whom it is about.
    pub name: String,
    /// The rating where it was dropped.
    pub rating: Option<u8>,
    /// The potential where it was dropped.
    pub potential: Option<u8>,
}

/// See the module.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The session.
    pub session: Fetch<CalibrationSessionDetail>,
    /// The card.
    pub opened: RwSignal<Option<Opened>>,
    /// Whether its dialog is there.
    pub open: RwSignal<bool>,
    /// The card that is being dragged.
    pub dragged: RwSignal<Option<CalibrationCardId>>,
}

impl Desk {
    /// Nothing is open.
    pub fn new(session: Fetch<CalibrationSessionDetail>) -> Self {
        let (opened, open, dragged) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(None));
        Self { session, opened, open, dragged }
    }

    /// Opens a card; `to` is where it was dropped.
    pub fn show(self, card: &CalibrationCard, to: (Option<u8>, Option<u8>)) {
        let name = card.subject.name.clone();
        self.opened.set(Some(Opened { card: card.id, name, rating: to.0, potential: to.1 }));
        self.open.set(true);
    }

    /// Closes it after a change, and gives the focus to the card where it stands now.
    pub fn done(self, card: CalibrationCardId) {
        self.open.set(false);
        self.session.refresh();
        request_animation_frame(move || {
            let found = document().get_element_by_id(&card_id(card));
            if let Some(chip) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = chip.focus();
            }
        });
    }

    /// The cards as they were last read. Reactive.
    pub fn cards(self) -> Vec<CalibrationCard> {
        self.session.get().map(|now| now.cards).unwrap_or_default()
    }

    /// Whether cards are moved now. Reactive.
    pub fn moves(self) -> bool {
        self.stands_at(CalibrationState::Open)
    }

    /// Whether the reader votes now. Reactive.
    pub fn votes(self) -> bool {
        self.stands_at(CalibrationState::Voting)
            && self.session.get().is_some_and(|now| now.session.relation == Relation::Own)
    }

    fn stands_at(self, state: CalibrationState) -> bool {
        let stands =
            |now: CalibrationSessionDetail| now.session.state == state && now.session.stage == ReviewStage::Calibrating;
        self.session.get().is_some_and(stands)
    }
}

/// The id of a card's button on the board.
pub fn card_id(card: CalibrationCardId) -> String {
    format!("card-{card}")
}
