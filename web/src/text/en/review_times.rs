//! Reviews: what a template costs, and what its questions tell.

use shared::reviews::{ReviewQuestionWorth, ReviewSideTime};

pub const TIME: &str = "What it takes";
pub const ONE_REVIEW: &str = "One review, as";
pub const IN_ALL: &str = "If everybody is reviewed";
pub const MEASURED_HINT: &str = "Half of those who wrote took less. Only how many took how long is kept, and not who.";
pub const ESTIMATED_HINT: &str = "Estimated from what is asked, until enough have written.";
pub const WORTH: &str = "What the questions told";
pub const NOT_JUDGED: &str = "Questions are judged when a cycle with ten reviews or more is closed: which are left empty, which everybody answers alike, and which say what another says.";
pub const PROPOSED: &str = "Could go";
pub const EXPECTED: &str = "Expected time in all";

/// So many minutes.
pub fn minutes(minutes: i64) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        ..120 => format!("{minutes} minutes"),
        more => hours((more + 30) / 60),
    }
}

/// So many hours.
pub fn hours(hours: i64) -> String {
    if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") }
}

/// How long one side takes, and how that is known.
pub fn side_time(it: &ReviewSideTime) -> String {
    let time = minutes(i64::from(it.minutes));
    match it.timed {
        0 => format!("about {time}, estimated"),
        timed => format!("{time}, from {timed} reviews"),
    }
}

/// For how many people.
pub fn for_people(hours_in_all: i64, people: i64) -> String {
    format!("{} for {people} people", hours(hours_in_all))
}

/// By which cycle.
pub fn judged_by(cycle: &str, version: i32, reviews: i64) -> String {
    format!("{cycle}, version {version}, {reviews} reviews")
}

/// Why a question tells so much or so little.
pub fn told(it: &ReviewQuestionWorth, same_as: Option<&str>) -> String {
    if let Some(other) = same_as {
        return format!("answered the same as “{other}”");
    }
    match (it.spread, it.empty) {
        (_, 100) => "left empty by all".to_owned(),
        (0, _) => "everybody answers the same".to_owned(),
        (spread, 0) => format!("answers differ by {spread} %"),
        (spread, empty) => format!("answers differ by {spread} %, {empty} % left it empty"),
    }
}

/// How much it told.
pub fn score(score: u8) -> String {
    format!("{score} of 100")
}

/// Reviews to write, with their time.
pub fn with_time(reviews: &str, of_all: i64) -> String {
    format!("{reviews}, {}", minutes(of_all))
}
