//! What the box offers: pages and actions at once, things once the server has found them.

use shared::{
    feedback::{AskForFeedback, GiveFeedback, GivePraise},
    goals::CreateObjective,
    kpis::CreateKpi,
    notifications::Subject,
    organisations::EditOrganisation,
    people::{ListPeople, import::StartImport},
    pulse::CreatePulse,
    reviews::CreateReviewCycle,
    search::Hit,
};

use super::matching::means;
use crate::{
    session::Session,
    shell::places,
    text::{self, search as words},
    to,
    ui::Glyph,
};

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
    let typed: Vec<_> = typed.split_whitespace().collect();
    // What lies further in only whoever looks for it is offered.
    let further = if typed.is_empty() { Vec::new() } else { further_in() };
    let pages = places().into_iter().chain(further);
    let pages = pages.map(|(href, label, glyph)| offer(href, label, words::PAGE, glyph));
    let actions = actions().into_iter().map(|(href, label, glyph)| offer(href, label, words::ACTION, glyph));
    pages.chain(actions).filter(|offer| means(&offer.title.to_lowercase(), &typed)).collect()
}

fn offer(href: &str, title: &str, kind: &'static str, glyph: Glyph) -> Offer {
    Offer { href: href.to_owned(), title: title.to_owned(), detail: String::new(), kind, glyph }
}

/// Pages that have no place in the navigation, as address, name and icon.
fn further_in() -> Vec<(&'static str, &'static str, Glyph)> {
    let session = Session::here();
    let mut all = Vec::new();
    if session.may::<ListPeople>() {
        all.push((to::CHART, text::people::CHART, Glyph::Network));
    }
    if session.may::<CreateReviewCycle>() {
        all.push((to::REVIEW_TEMPLATES, text::review_templates::TEMPLATES, Glyph::FileText));
        all.push((shared::pages::ROLLING_REVIEWS, text::rolling_reviews::ROLLING, Glyph::RefreshCw));
    }
    if session.may::<EditOrganisation>() {
        all.push((to::PERIOD_SETTINGS, words::PERIODS, Glyph::Settings));
        all.push((to::TEAM_SETTINGS, words::TEAMS, Glyph::Settings));
        all.push((to::SECURITY_SETTINGS, words::SECURITY_SETTINGS, Glyph::Settings));
        all.push((shared::pages::API_TOKENS, words::API_TOKENS, Glyph::Settings));
        all.push((to::WEBHOOK_SETTINGS, words::WEBHOOKS, Glyph::Settings));
        all.push((to::DATA_SETTINGS, words::DATA_SETTINGS, Glyph::Settings));
    }
    all
}

fn actions() -> Vec<(&'static str, &'static str, Glyph)> {
    let session = Session::here();
    let mut all = Vec::new();
    if session.may::<CreateObjective>() {
        all.push((to::NEW_GOAL, words::NEW_OBJECTIVE, Glyph::Plus));
    }
    if session.may::<CreateKpi>() {
        all.push((to::NEW_KPI, text::kpis::NEW, Glyph::Plus));
    }
    if session.may::<GivePraise>() {
        all.push((to::GIVE_PRAISE, text::feedback::GIVE_PRAISE, Glyph::Sparkles));
    }
    if session.may::<GiveFeedback>() {
        all.push((to::GIVE_FEEDBACK, text::feedback::GIVE_FEEDBACK, Glyph::MessageSquare));
    }
    if session.may::<AskForFeedback>() {
        all.push((to::ASK_FEEDBACK, text::feedback::ASK, Glyph::MessageSquare));
    }
    if session.may::<CreatePulse>() {
        all.push((to::NEW_PULSE, text::pulse::NEW, Glyph::Plus));
    }
    if session.may::<CreateReviewCycle>() {
        all.push((to::NEW_REVIEW_CYCLE, words::NEW_REVIEW_CYCLE, Glyph::Plus));
    }
    if session.may::<StartImport>() {
        all.push((to::IMPORT, words::IMPORT_PEOPLE, Glyph::Upload));
    }
    all.push((shared::pages::NOTIFICATIONS, words::NOTIFICATIONS, Glyph::Bell));
    all.push((shared::pages::NOTIFICATION_SETTINGS, words::NOTIFICATION_SETTINGS, Glyph::Settings));
    all
}
