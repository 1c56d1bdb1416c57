//! The pricing page.

use shared::billing::{BillingPeriod, PlanFeature, PlanName};

pub const TITLE: &str = "Priced by person, paid by term";
pub const LEAD: &str =
    "Everything PerfTrack does, for everybody who joins. People who have left cost nothing and keep their history.";
pub const CURRENCY: &str = "Currency";
pub const TERM: &str = "Term";
pub const PEOPLE: &str = "People";
pub const COSTS_NOTHING: &str = "Costs nothing";
pub const ANY_NUMBER: &str = "For any number of people";
pub const EVERYTHING: &str = "All of the product";
pub const START: &str = "Start now";
pub const INCLUDED: &str = "In every plan";
pub const INCLUDES: [&str; 7] = [
    "Goals for organisation, teams and people, aligned in a tree",
    "Reviews, feedback, one-on-ones and development plans",
    "Import of people from the CSV of any HR system",
    "Shares with level, reason and end date",
    "Three roles with exact visibility: Admin, Manager, Employee",
    "Audit trail of every change and every log-in",
    "Export of all your data, whenever you like",
];
pub const PAYMENT: &str = "You pay on a page of Flutterwave: by card, bank transfer or mobile money, whatever your country has. No card number ever reaches PerfTrack.";
pub const OFF: &str = "Nobody pays here";
pub const OFF_DETAIL: &str =
    "This server bills nobody: everything is unlimited for as many people as you like, and costs nothing.";
pub const QUESTIONS: &str = "Questions";
pub const ANSWERS: [(&str, &str); 4] = [
    (
        "Who counts?",
        "Everybody who has joined. Whoever is entered or invited counts once they accept; whoever leaves counts until the term ends, and not in the next.",
    ),
    (
        "What if we grow in the middle of a term?",
        "You pay for the days that are left of it: people × price × days left ÷ days of the term. The invoice shows the sum.",
    ),
    (
        "What if a payment fails?",
        "We remind you on days 1, 3 and 7. From day 14 on everything can be read and exported, and not changed, until it is paid. Nothing is deleted.",
    ),
    (
        "Can we leave?",
        "Any time: you cancel with a click, the term that is paid goes on to its end, and your data can be taken out whole.",
    ),
];

/// The plan's name.
pub const fn plan(plan: PlanName) -> &'static str {
    match plan {
        PlanName::Free => "Free",
        PlanName::Team => "Team",
        PlanName::Business => "Business",
    }
}

/// How long a term is, as a choice.
pub const fn period(period: BillingPeriod) -> &'static str {
    match period {
        BillingPeriod::Monthly => "Monthly",
        BillingPeriod::Yearly => "Yearly",
    }
}

/// What a price is for.
pub const fn per_seat(period: BillingPeriod) -> &'static str {
    match period {
        BillingPeriod::Monthly => "per person and month",
        BillingPeriod::Yearly => "per person and year",
    }
}

/// What not every plan has.
pub const fn feature(feature: PlanFeature) -> &'static str {
    match feature {
        PlanFeature::SingleSignOn => "Log-in by your own identity provider",
        PlanFeature::ApiTokens => "API tokens for your own programs",
    }
}

/// How many people a plan is for.
pub fn up_to(most: u32) -> String {
    if most == 1 { "For 1 person".to_owned() } else { format!("For up to {most} people") }
}

/// The sum for a team.
pub fn sum(people: u32, sum: &str, period: BillingPeriod) -> String {
    let each = match period {
        BillingPeriod::Monthly => "a month",
        BillingPeriod::Yearly => "a year",
    };
    let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    format!("{sum} {each} for {people}")
}

/// How long one tries it.
pub fn trial(days: u16) -> String {
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    format!("Try everything for {days}. No payment is asked for before.")
}

/// That VAT comes on top, and where. `rates` are countries with their rates.
pub fn vat(rates: &str) -> String {
    if rates.is_empty() {
        "Prices are without VAT.".to_owned()
    } else {
        format!("Prices are without VAT. It is added in {rates}.")
    }
}
