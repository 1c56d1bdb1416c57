//! Reviews: what is missing before a step, and what a cycle goes on without.

use shared::reviews::ReviewLack;

pub const GO_ON: &str = "Go on";
pub const WHOSE: &str = "Whose gaps";
pub const TICK_ALL: &str = "Tick all of them";
pub const DEED: &str = "What to do";
pub const WAIVE: &str = "Go on without it";
pub const WAIVE_DETAIL: &str = "What they lack stays missing. It is kept who said so, and why.";
pub const EXTEND: &str = "Give more time";
pub const EXTEND_DETAIL: &str = "For all that they still have to write in this cycle. They are told.";
pub const REASON_HINT: &str = "Admins read it.";
pub const WAIVED: &str = "It goes on without.";
pub const GONE_ON: &str = "Gone on without";
pub const MISSING: &str = "What was missing";
pub const BY: &str = "By";
pub const SINCE: &str = "Since";
pub const TAKE_BACK: &str = "Take back";
pub const TAKEN_BACK: &str = "It is a gap again.";
pub const NOTHING_WAIVED: &str = "Nothing was left out";
pub const NOTHING_WAIVED_DETAIL: &str = "Whose gaps the cycle goes on without, and why, stands here.";
pub const BY_MANAGER: &str = "People below";
pub const BY_MANAGER_HINT: &str = "All below this manager, who isn't among them. Leave it empty for everybody.";
pub const BY_RULE: &str = "Everybody whom the cycle's rule takes in by now";
pub const BY_RULE_HINT: &str = "Who came to the team, or below the manager, since it began.";

pub const LAUNCHING: &str = "It is being launched";
pub const LAUNCHING_DETAIL: &str = "As a whole or not at all. You can leave this page: it goes on.";
pub const NOT_LAUNCHED: &str = "It couldn't be launched";
pub const NOT_LAUNCHED_DETAIL: &str = "Nothing of it was done, and nobody was told. Launch it again.";

/// About how many people it is.
pub fn launching_about(people: i64) -> String {
    if people == 1 { "About 1 person.".to_owned() } else { format!("About {people} people.") }
}

/// How many gaps are left.
pub fn gaps(gaps: i64) -> String {
    if gaps == 1 { "1 gap is left".to_owned() } else { format!("{gaps} gaps are left") }
}

/// Above the gaps: the cycle goes on once none is left.
pub const GAPS_LEAD: &str = "The cycle goes on once each is seen to: it came in, or you say why it goes on without.";

/// How many people's gaps were waived.
pub fn waived(people: i64) -> String {
    if people == 1 {
        "Goes on without what 1 person lacks.".to_owned()
    } else {
        format!("Goes on without what {people} people lack.")
    }
}

/// One person's gap, as a box to tick.
pub fn gap(name: &str, lacks: &str, until: Option<&str>) -> String {
    match until {
        Some(day) => format!("{name} {lacks}, until {day}"),
        None => format!("{name} {lacks}"),
    }
}

/// What is missing.
pub fn lack(lack: ReviewLack, times: usize) -> String {
    match lack {
        ReviewLack::Submission if times > 1 => format!("has {times} reviews to hand in"),
        ReviewLack::Submission => "has a review to hand in".to_owned(),
        ReviewLack::Manager => "has no manager to write".to_owned(),
        ReviewLack::Peers => "has no settled peers, or too few".to_owned(),
        ReviewLack::Rating => "has no rating, and nobody said why".to_owned(),
        ReviewLack::Release => "hasn't got theirs".to_owned(),
    }
}

/// The button that takes a waiver back, for those who hear it alone.
pub fn take_back_from(name: &str) -> String {
    format!("Take back what was waived for {name}")
}
