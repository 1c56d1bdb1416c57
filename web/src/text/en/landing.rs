//! The landing page.

pub const TITLE: &str = "Performance everybody can see coming";
pub const LEAD: &str = "Goals, key results and check-ins for the whole organisation, in one calm place. Each person sees exactly what they may, \
    each number shows where it comes from, and silence is never green.";
pub const START: &str = "Start with your team";
pub const SEE_PRICES: &str = "See prices";
pub const PICTURE: &str =
    "A goal in PerfTrack: three key results with their progress, one of them at risk and behind the expected pace.";

pub const SAMPLE_PERIOD: &str = "2026 Q4";
pub const SAMPLE_OWNER: &str = "Amara Okafor";
pub const SAMPLE_TEAM: &str = "Customer Success";
pub const SAMPLE_GOAL: &str = "Customers renew because they want to";

/// A key result of the picture: name, from and to, progress, where it should be, and its status.
pub struct Sample {
    pub name: &'static str,
    pub span: &'static str,
    pub done: f64,
    pub pace: f64,
    pub status: Status,
}

/// Status of a sample.
#[derive(Clone, Copy)]
pub enum Status {
    OnTrack,
    AtRisk,
}

pub const SAMPLES: [Sample; 3] = [
    Sample { name: "Net revenue retention", span: "101% to 112%", done: 0.72, pace: 0.6, status: Status::OnTrack },
    Sample { name: "Time to first answer", span: "9 h to 2 h", done: 0.84, pace: 0.6, status: Status::OnTrack },
    Sample { name: "Accounts with a success plan", span: "20 to 80", done: 0.37, pace: 0.6, status: Status::AtRisk },
];
pub const ON_TRACK: &str = "On track";
pub const AT_RISK: &str = "At risk";
pub const SAMPLE_CHECK_IN: &str = "Two plans signed this week; the template is too long, cutting it to one page.";
pub const SAMPLE_CHECK_IN_BY: &str = "Check-in by Amara, yesterday";

pub const REASONS_TITLE: &str = "Built on a few stubborn ideas";
pub const REASONS: [(&str, &str); 4] = [
    (
        "Who can see this, and why",
        "Before you save a goal you read the exact list of people who will see it, each with the reason. Shares have a reason and an end.",
    ),
    (
        "Every number opens",
        "Progress is never a mystery: press it and see the key results, weights and check-ins it was computed from.",
    ),
    (
        "Silence is never green",
        "A goal without a recent check-in says so. Progress, confidence and outcome are three numbers, never mixed into one.",
    ),
    (
        "History stays",
        "Check-ins can't be edited away. A wrong one is corrected by a later one, and both remain to be read.",
    ),
];

pub const STEPS_TITLE: &str = "Useful within the first hour";
pub const STEPS: [(&str, &str); 3] = [
    (
        "Bring your people in",
        "Export a CSV from your HR system. A preview shows each row as new, changed or refused, with its reason, before anything is written.",
    ),
    (
        "Set the first goals",
        "For the organisation, a team or a person, aligned in one tree, with key results that count up, down or stay within bounds.",
    ),
    (
        "Check in",
        "A value, a confidence and a line about what changed. A minute a week, and everybody knows where things stand.",
    ),
];

pub const TRUST_TITLE: &str = "Trust is a feature";
pub const TRUST: &str = "Organisations are kept apart by the database itself. Every change leaves a trace. No card number is ever stored. \
    We publish what we promise, and what the software itself does about it is tested at every change.";
pub const READ_SECURITY: &str = "Read how your data is protected";
pub const CLOSING: &str = "See where it stands. All of you.";
