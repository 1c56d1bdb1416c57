//! What there is of the period beside a review that is written, and what of it is cited.

use shared::reviews::ReviewEvidenceKind;

pub const PERIOD: &str = "Month by month";
pub const LEAD: &str =
    "What you see of their work elsewhere, as far as reviews may use it. What you cite is put where you wrote last.";
pub const STRIP: &str = "Months of the period";
pub const CITE: &str = "Cite";
pub const CITED: &str = "Cited";
pub const NOTHING: &str = "Nothing of this time that you can see.";
pub const NOTHING_THEN: &str = "Nothing of this month that you can see.";
pub const BACKGROUND: &str = "Background for you, never quoted to the person.";
pub const UNNAMED: &str =
    "You write without your name. Only what everybody sees can be cited here: the rest would tell who you are.";
pub const ALL_CITED: &str = "Something of every month is cited.";

/// What something is, in a word.
pub const fn kinds(kind: ReviewEvidenceKind) -> &'static str {
    match kind {
        ReviewEvidenceKind::ObjectiveBegun => "Goals begun",
        ReviewEvidenceKind::ObjectiveClosed => "Goals closed",
        ReviewEvidenceKind::CheckIn => "Check-ins",
        ReviewEvidenceKind::Kpi => "KPIs",
        ReviewEvidenceKind::Praise => "Praise",
        ReviewEvidenceKind::Feedback => "Feedback",
        ReviewEvidenceKind::Note => "Your notes",
        ReviewEvidenceKind::OneOnOne => "One-on-ones",
        ReviewEvidenceKind::Weekly => "Weekly check-ins",
    }
}

/// What stands under the name of a goal, a key result or a KPI.
pub const fn kind(kind: ReviewEvidenceKind) -> Option<&'static str> {
    match kind {
        ReviewEvidenceKind::ObjectiveBegun => Some("Goal begun"),
        ReviewEvidenceKind::ObjectiveClosed => Some("Goal closed"),
        ReviewEvidenceKind::CheckIn => Some("Check-in"),
        ReviewEvidenceKind::Kpi => Some("KPI"),
        _ => None,
    }
}

/// What something is called.
pub fn heading(kind: ReviewEvidenceKind, title: &str) -> String {
    match kind {
        ReviewEvidenceKind::Praise => format!("Praise from {title}"),
        ReviewEvidenceKind::Feedback => format!("Feedback from {title}"),
        ReviewEvidenceKind::OneOnOne => format!("One-on-one with {title}"),
        ReviewEvidenceKind::Note => "A note of yours".to_owned(),
        ReviewEvidenceKind::Weekly => "Weekly check-in".to_owned(),
        _ => title.to_owned(),
    }
}

/// A month of the strip, for those who hear it.
pub fn month(name: &str, told: &str, cited: bool) -> String {
    match (told.is_empty(), cited) {
        (true, _) => format!("{name}: nothing"),
        (_, true) => format!("{name}: {told}. Cited."),
        (_, false) => format!("{name}: {told}"),
    }
}

/// The months of which nothing is cited.
pub fn not_cited(months: &[String]) -> String {
    match months {
        [] => ALL_CITED.to_owned(),
        [one] => format!("Nothing of {one} is cited."),
        // The strip shows which.
        [first, second, rest @ ..] if rest.len() > 2 => {
            format!("Nothing of {first}, {second} and {} other months is cited.", rest.len())
        }
        [others @ .., last] => format!("Nothing of {} and {last} is cited.", others.join(", ")),
    }
}

/// The button, for those who hear it alone.
pub fn cite(heading: &str, day: &str) -> String {
    format!("Cite {heading}, {day}")
}

/// After citing.
pub fn cited_in(question: &str) -> String {
    format!("Cited in “{question}”.")
}

/// How much isn't shown.
pub fn left_off(count: i64) -> String {
    format!("And {count} more that aren't shown here; their story has all of it.")
}

/// What was measured of a KPI in a month.
pub fn measured(count: i64, latest: &str) -> String {
    if count == 1 { format!("Measured once: {latest}") } else { format!("Measured {count} times, the last: {latest}") }
}

/// How long a text is.
pub fn words(count: usize) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}

/// How far the form is.
pub fn answered(some: usize, all: usize) -> String {
    if all == 1 { format!("{some} of 1 question answered") } else { format!("{some} of {all} questions answered") }
}

/// Of when the progress beside goals is.
pub fn as_of(day: &str) -> String {
    format!("As known at the end of {day}, or now while that is to come.")
}
