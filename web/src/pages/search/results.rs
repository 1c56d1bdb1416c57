//! What the box offers: pages and actions at once, things once the server has found them.

use shared::{goals::CreateObjective, notifications::Subject, people::import::StartImport, search::Hit};

use crate::{session::Session, shell::places, text::search as words, to, ui::Glyph};

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub href: String,
    pub title: String,
    pub detail: String,
    pub kind: &'static str,
    pub glyph: Glyph,
}

impl From<Hit> for Offer {
    fn from(hit: Hit) -> Self {
        let (kind, glyph) = match hit.kind {
            Subject::Person => (words::PERSON, Glyph::User),
            Subject::Objective => (words::OBJECTIVE, Glyph::Target),
            Subject::KeyResult => (words::KEY_RESULT, Glyph::Flag),
            Subject::Kpi => (words::KPI, Glyph::TrendingUp),
            Subject::Praise => (words::PRAISE, Glyph::Sparkles),
            Subject::Meeting => (words::ONE_ON_ONE, Glyph::Calendar),
            Subject::ReviewPacket => (words::REVIEW, Glyph::FileText),
            Subject::ReviewCycle => (words::REVIEW_CYCLE, Glyph::FileText),
            _ => (words::OTHER, Glyph::FileText),
        };
        Self { href: hit.page(), title: hit.title, detail: hit.detail, kind, glyph }
    }
}

/// Offers by kind, in the order in which the best of each kind comes.
pub fn grouped(offers: Vec<Offer>) -> Vec<Offer> {
    let mut kinds: Vec<&str> = Vec::new();
    for offer in &offers {
        if !kinds.contains(&offer.kind) {
            kinds.push(offer.kind);
        }
    }
    let mut offers = offers;
    offers.sort_by_key(|offer| kinds.iter().position(|kind| *kind == offer.kind));
    offers
}

/// The pages and actions whose name has every word that was typed; the pages, if nothing was.
pub fn at_hand(typed: &str) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let mut words_typed = typed.split_whitespace().peekable();
    let all = words_typed.peek().is_none();
    let words_typed: Vec<_> = words_typed.collect();
    let matches = |title: &str| {
        let title = title.to_lowercase();
        words_typed.iter().all(|word| title.contains(word))
    };
    let pages = places().into_iter().map(|(href, label, glyph)| offer(href, label, words::PAGE, glyph));
    let actions = actions().into_iter().map(|(href, label, glyph)| offer(href, label, words::ACTION, glyph));
    pages.chain(actions).filter(|offer| all || matches(&offer.title)).collect()
}

fn offer(href: &str, title: &str, kind: &'static str, glyph: Glyph) -> Offer {
    Offer { href: href.to_owned(), title: title.to_owned(), detail: String::new(), kind, glyph }
}

fn actions() -> Vec<(&'static str, &'static str, Glyph)> {
    let session = Session::here();
    let mut all = Vec::new();
    if session.may::<CreateObjective>() {
        all.push((to::NEW_GOAL, words::NEW_OBJECTIVE, Glyph::Plus));
    }
    if session.may::<StartImport>() {
        all.push((to::IMPORT, words::IMPORT_PEOPLE, Glyph::Upload));
    }
    all.push((shared::pages::NOTIFICATIONS, words::NOTIFICATIONS, Glyph::Bell));
    all.push((shared::pages::NOTIFICATION_SETTINGS, words::NOTIFICATION_SETTINGS, Glyph::Settings));
    all
}
