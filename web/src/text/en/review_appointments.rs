//! Reviews: who else writes, and in whose place; and how answers are marked up.

use shared::reviews::{ReviewAppointment, ReviewCapacity, ReviewRelation};

use super::reviews::as_side;

pub const REVIEWERS: &str = "Named to write";
pub const NAME_REVIEWER: &str = "Name a reviewer";
pub const NAME_REVIEWER_LEAD: &str =
    "Whoever you name is told, with your reason. So is the manager; the person learns of who writes as a manager.";
pub const NAME_REPLACEMENT: &str = "Name another peer";
pub const NAME_REPLACEMENT_LEAD: &str = "A peer declined. Name somebody who writes in their place; they are told.";
pub const NOBODY_NAMED: &str = "Nobody writes but whom the cycle asks.";
pub const WHO: &str = "Who writes";
pub const WHO_PLACEHOLDER: &str = "Choose somebody";
pub const AS_WHAT: &str = "As what";
pub const FROM_WHERE: &str = "Writes as";
pub const REASON_HINT: &str = "Such as the project they led. The person doesn't read it.";
pub const NAMED: &str = "They are to write, and told.";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "They don't write any more.";
pub const MANAGERS_APPOINT: &str = "Managers may name who else writes about their people";
pub const MANAGERS_APPOINT_HINT: &str =
    "Additional reviewers, or somebody in their own place while they are away. Admins always may.";

pub const MARKDOWN_HINT: &str =
    "Longer answers may use **bold**, *italics*, `- ` lists and [links](https://…); plain text stays as it is.";
pub const PREVIEW: &str = "How it will be read";

/// As what somebody writes, as a choice.
pub const fn capacity(capacity: ReviewCapacity) -> &'static str {
    match capacity {
        ReviewCapacity::Additional => "Beside the others",
        ReviewCapacity::Acting => "In place of their manager",
    }
}

/// What that means.
pub const fn capacity_detail(capacity: ReviewCapacity) -> &'static str {
    match capacity {
        ReviewCapacity::Additional => "Who led a project with them, or led them before.",
        ReviewCapacity::Acting => {
            "The manager is away. What they began stays theirs, and nobody reads it; the other begins anew."
        }
    }
}

/// A side, as a choice.
pub const fn side(side: ReviewRelation) -> &'static str {
    match side {
        ReviewRelation::Own => "Themselves",
        ReviewRelation::Manager => "A manager",
        ReviewRelation::Peer => "A peer",
        ReviewRelation::Upward => "A report",
    }
}

/// As what somebody writes, in a word.
pub const fn word(capacity: ReviewCapacity) -> &'static str {
    match capacity {
        ReviewCapacity::Additional => "additional",
        ReviewCapacity::Acting => "acting",
    }
}

/// Somebody who was named, in a line.
pub fn named(it: &ReviewAppointment) -> String {
    match &it.stands_for {
        Some(manager) => format!("{}, in place of {}", as_side(it.relation), manager.name),
        None => format!("{}, {}", as_side(it.relation), word(it.capacity)),
    }
}

/// Whose words an answer is, by its side and what they were named as.
pub fn whose(side: &str, capacity: Option<ReviewCapacity>) -> String {
    match capacity {
        Some(capacity) => format!("{side} ({})", word(capacity)),
        None => side.to_owned(),
    }
}

/// Why oneself was named.
pub fn you_were_named(it: &ReviewAppointment) -> String {
    match (&it.stands_for, it.capacity) {
        (Some(manager), _) => format!("You write in place of {}", manager.name),
        (None, ReviewCapacity::Acting) => "You write in place of their manager".to_owned(),
        (None, ReviewCapacity::Additional) => "You were named to write, too".to_owned(),
    }
}

/// The button that takes somebody back, for those who hear it alone.
pub fn remove_who(name: &str) -> String {
    format!("Remove {name}")
}

/// What that asks.
pub fn remove_title(name: &str) -> String {
    format!("Is {name} not to write?")
}

/// What it does.
pub fn remove_detail(it: &ReviewAppointment) -> String {
    let kept = "What they have begun is kept, and nobody reads it.";
    match &it.stands_for {
        Some(manager) => format!("{kept} {} writes again, if they still lead the person.", manager.name),
        None => kept.to_owned(),
    }
}
