//! The pricing page.

pub const TITLE: &str = "One plan, priced by seat";
pub const LEAD: &str =
    "Everything PerfTrack does, for everybody you invite. Deactivated people cost nothing and keep their history.";
pub const CURRENCY: &str = "Currency";
pub const PEOPLE: &str = "People";
pub const PER_SEAT: &str = "per person and month";
pub const FREE: &str = "No card needed. Nothing is charged today.";
pub const START: &str = "Start now";
pub const SUM: &str = "For your team, each month";
pub const INCLUDED: &str = "Included";
pub const INCLUDES: [&str; 7] = [
    "Goals for organisation, teams and people, aligned in a tree",
    "Key results, check-ins and their history",
    "Import of people from the CSV of any HR system",
    "Shares with level, reason and end date",
    "Three roles with exact visibility: Admin, Manager, Employee",
    "Audit trail of every change and every log-in",
    "The whole REST API, documented",
];
pub const PAYMENT: &str =
    "Paying isn't built in yet, so using PerfTrack costs nothing for now. These are the prices from the day it is.";
pub const QUESTIONS: &str = "Questions";
pub const ANSWERS: [(&str, &str); 3] = [
    (
        "What counts as a seat?",
        "An active person. Invited people count once they accept, deactivated people don't count.",
    ),
    (
        "Can we leave?",
        "Any time. The list of your people exports as a CSV file, and everything else can be read through the API.",
    ),
    ("Is there a discount for larger organisations?", "From 200 people on, write to us: support@perftrackapp.com."),
];

/// A price: currency and minor units per seat and month.
pub struct Price {
    pub currency: &'static str,
    pub minor: i64,
}

pub const PRICES: [Price; 7] = [
    Price { currency: "USD", minor: 400 },
    Price { currency: "EUR", minor: 400 },
    Price { currency: "GBP", minor: 350 },
    Price { currency: "NGN", minor: 350_000 },
    Price { currency: "KES", minor: 45_000 },
    Price { currency: "GHS", minor: 4_500 },
    Price { currency: "ZAR", minor: 6_500 },
];
