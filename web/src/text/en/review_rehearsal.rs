//! The rehearsal of a review cycle row by row, and what people are told.

use shared::reviews::{ReviewFlag, ReviewLack};

pub const WHO_GETS_WHAT: &str = "Who gets what";
pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Part of a name";
pub const SHOW: &str = "Show";
pub const EVERYBODY: &str = "Everybody";
pub const OPEN_ALONE: &str = "What is open";
pub const WRITERS: &str = "Who writes";
pub const LOOK: &str = "Worth a look";
pub const AS_CSV: &str = "As CSV";
pub const NOBODY: &str = "Nobody here";
pub const NOBODY_DETAIL: &str = "Nobody in this cycle fits. Change what is searched for, or whom the cycle takes in.";
pub const NOBODY_WRITES: &str = "Nobody";
pub const LETTERS: &str = "What people are told";
pub const LETTERS_DETAIL: &str = "With the launch, and again when reviews are written. By mail as each has set it.";
pub const TO_THE_PEOPLE: &str = "Whoever it is about";
pub const TO_THE_WRITERS: &str = "Whoever writes";

/// What is missing.
pub const fn lack(lack: ReviewLack) -> &'static str {
    match lack {
        ReviewLack::Manager => "No manager to write",
        ReviewLack::Peers => "Peers aren't settled, or too few",
        ReviewLack::Submission => "A review to hand in",
        ReviewLack::Rating => "No rating, and nobody said why",
        ReviewLack::Release => "Not released",
    }
}

/// What is worth a look.
pub const fn flag(flag: ReviewFlag) -> &'static str {
    match flag {
        ReviewFlag::RunsCycles => "Runs cycles as an Admin",
        ReviewFlag::OtherCycle => "Is in another running cycle",
        ReviewFlag::FewReports => "Too few reports to ask without names",
        ReviewFlag::ManagerIsPeer => "Their manager writes as a peer",
        ReviewFlag::ReportIsPeer => "Somebody they lead writes as a peer",
    }
}

/// Where answers to a side come from, with names.
pub fn writers(side: &str, names: &[String]) -> String {
    format!("{side}: {}", names.join(", "))
}
