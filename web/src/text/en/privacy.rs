//! One's data to take away, and erasing somebody; the organisation's, and closing it.

use shared::privacy::{KeptCount, KeptOfPerson};

pub const FILE: &str = "personal-data.zip";
pub const MY_DATA: &str = "Your data";
pub const MY_DATA_DETAIL: &str = "All that is kept of you in this organisation and that you may see, your private notes and drafts included: a page to read, and the same for programs.";
pub const MY_DATA_DO: &str = "Download my data";
pub const SAVED: &str = "The file is on its way to your downloads.";

pub const EXPORT: &str = "Export data";
pub const ERASE: &str = "Erase…";
pub const ERASE_DO: &str = "Erase for good";
pub const ERASED: &str = "Erased";
pub const NO_WAY_BACK: &str = "This can't be taken back";
pub const NO_WAY_BACK_DETAIL: &str = "Who they were goes from every page and from search. The log of changes names people by number only, but lines from before PerfTrack did so, and what goals were called, stay in it. Backups from before still hold it, until they are deleted in their turn. Files of people that wait to be imported are dropped.";
pub const GOES: &str = "This goes";
pub const GOES_ALWAYS: &str = "Name, address, job title, number in the HR system, first day; their private notes, settings and the account, unless they use it in another organisation";
pub const STAYS: &str = "This stays, under a pseudonym";
pub const STAYS_NOTHING: &str = "Nothing else is kept of them.";
pub const STAYS_WHY: &str =
    "Others go on with it, and numbers rest on it. What others wrote in their own words isn't searched for names.";
pub const NAME: &str = "Their name";

/// Before erasing somebody.
pub fn erase(name: &str) -> String {
    format!("Erase {name}?")
}

/// What to type.
pub fn type_name(name: &str) -> String {
    format!("Type {name} to confirm.")
}

/// After erasing somebody.
pub fn erased(was: &str, is: &str) -> String {
    format!("{was} is erased, and called {is} from now on.")
}

/// How much of one kind is kept, and what becomes of it or why it stays.
pub fn kept(kept: &KeptCount) -> String {
    let (one, many, then) = match kept.kind {
        KeptOfPerson::Sessions => ("1 session", "sessions", "where they were logged in"),
        KeptOfPerson::WeeklyCheckIns => {
            ("1 weekly check-in", "weekly check-ins", "what they said, and their mood; that there was one stays")
        }
        KeptOfPerson::Notes => ("1 note to themselves", "notes to themselves", "nobody else has read them"),
        KeptOfPerson::DraftObjectives => ("1 draft of an objective", "drafts of objectives", "their words"),
        KeptOfPerson::DraftReviews => ("1 review not handed in", "reviews not handed in", "their words"),
        KeptOfPerson::Shares => ("1 share", "shares", "what was shared with them by name"),
        KeptOfPerson::Notices => ("1 notification", "notifications", "what they were told"),
        KeptOfPerson::Objectives => ("1 objective", "objectives", "goals above and below count with them"),
        KeptOfPerson::CheckIns => {
            ("1 check-in or comment", "check-ins and comments", "progress is made of them, and others answered")
        }
        KeptOfPerson::Kpis => ("1 KPI", "KPIs", "the organisation's numbers, until another owner is chosen"),
        KeptOfPerson::Praise => ("1 praise", "praises", "given or got; the others' as well"),
        KeptOfPerson::Feedback => ("1 piece of feedback", "pieces of feedback", "given or got; the others' as well"),
        KeptOfPerson::Meetings => ("1 meeting", "meetings", "what two noted together is the other's as well"),
        KeptOfPerson::Development => (
            "1 entry on their development",
            "entries on their development",
            "how others assessed them, and what was decided",
        ),
        KeptOfPerson::ImprovementPlans => {
            ("1 improvement plan", "improvement plans", "what was agreed may be disputed later")
        }
        KeptOfPerson::Reviews => ("1 review", "reviews", "about them, or handed in by them; ratings rest on them"),
        KeptOfPerson::AuditEvents => ("1 line of the audit log", "lines of the audit log", "who did what, by a number"),
    };
    let what = if kept.count == 1 { one.to_owned() } else { format!("{} {many}", kept.count) };
    format!("{what}: {then}")
}

pub const TAB: &str = "Data";
pub const ALL_FILE: &str = "organisation.zip";
pub const ALL_DATA: &str = "All that the organisation has";
pub const ALL_DATA_DETAIL: &str = "A ZIP with pages to read (open index.html in it) and the same as lines of JSON for programs: people, goals, KPIs, feedback, reviews and ratings, calibration, results of pulses, the audit log and more, as far as you see it as an Admin. Private notes, what is said in one-on-ones, who answered without a name and all secrets are in no file; it lists what is left out and why. Whose reviews are in it sees that you opened them. It is made in the background, for you alone, and deleted after a week.";
pub const ALL_FILES: &str = "Files you asked for";
pub const ALL_NONE: &str = "You have no file yet.";
pub const ALL_ASK: &str = "Make a file";
pub const ALL_ASKED: &str = "The file is being made. A mail tells you when it is there.";
pub const ALL_LOOK: &str = "Look again";
pub const ALL_TAKE: &str = "Download";
pub const ALL_BEING_MADE: &str = "Being made";
pub const ALL_BEING_MADE_DETAIL: &str = "A mail tells you when it is there.";
pub const ALL_READY: &str = "Ready";
pub const ALL_FAILED: &str = "Failed";
pub const ALL_FAILED_DETAIL: &str =
    "It couldn't be made. Ask for another, and tell whoever runs PerfTrack if that fails too.";

pub const CLOSING: &str = "Close the organisation";
pub const CLOSING_DETAIL: &str = "Thirty days after you ask for it, the organisation is deleted with everything in it. Until then everything goes on as before, and any Admin keeps it with one click.";
pub const CLOSE_ORGANISATION: &str = "Close the organisation…";
pub const CLOSE_DO: &str = "Close it in thirty days";
pub const CLOSING_WARNING: &str = "In thirty days everything is deleted, for good";
pub const CLOSING_MEANWHILE: &str = "All Admins are told by mail now, a week before and a day before. Everybody sees the day on every page, so that they can take out what is theirs. Backups hold it until they are deleted in their turn.";
pub const CLOSING_BEGUN: &str = "The organisation closes in thirty days. All Admins are told.";
pub const ORGANISATION_NAME: &str = "The organisation's name";
pub const CLOSES_DETAIL: &str = "Everything in it is deleted then, for good. Until then everything goes on as before. Take out what you need above.";
pub const KEEP_ORGANISATION: &str = "Keep the organisation";
pub const KEPT_ORGANISATION: &str = "The organisation stays.";

/// The question before an organisation is closed.
pub fn close_organisation(name: &str) -> String {
    format!("Close {name}?")
}

/// When it closes.
pub fn closes_at(at: &str) -> String {
    format!("The organisation closes on {at}")
}

/// Whom it is about.
pub fn closing_people(count: i64) -> String {
    let people = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    format!(
        "The organisation, {people} and all they have done here. Accounts that are used nowhere else are deleted as well."
    )
}

/// When a file was asked for.
pub fn all_asked_at(at: &str) -> String {
    format!("Asked for on {at}")
}

/// What a file holds.
pub fn all_holds(things: i64, bytes: i64, until: &str) -> String {
    let things = if things == 1 { "1 thing".to_owned() } else { format!("{things} things") };
    let size = match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    };
    format!("{things}, {size}. It is there until {until}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        assert!(all_holds(1, 999, "then").starts_with("1 thing, 999 bytes."));
        assert!(all_holds(2, 1_500, "then").starts_with("2 things, 1 kB."));
        assert!(all_holds(2, 25_000_000, "then").starts_with("2 things, 25 MB."));
    }
}
