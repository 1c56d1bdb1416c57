//! Reviews: who writes from outside the organisation.

use shared::reviews::{ReviewExternal, ReviewState};

pub const EXTERNALS: &str = "From outside";
pub const INVITE: &str = "Invite somebody from outside";
pub const INVITE_LEAD: &str = "They get a link by mail, for this one review and without an account. It works until they hand in, or reviews are no longer written. Their answers count as a peer's.";
pub const INVITE_UNNAMED: &str = "Where answers have no names theirs are mixed with those of peers, and don't make up the minimum that has to answer.";
pub const NOBODY: &str = "Nobody from outside is asked.";
pub const NAME: &str = "Name";
pub const EMAIL: &str = "E-mail address";
pub const EMAIL_HINT: &str =
    "The link is for whoever reads this mailbox. The address is deleted when the cycle is over.";
pub const REASON_HINT: &str = "Such as the project you share. Neither they nor the person read it.";
pub const INVITED: &str = "The link is on its way.";
pub const REMOVE: &str = "Take back";
pub const REMOVED: &str = "The link is dead.";
pub const REMOVE_DETAIL: &str = "The link stops at once. What they have begun and their address are deleted.";

pub const TITLE: &str = "Your review";
pub const THANKS: &str = "Thank you";
pub const DECLINED: &str = "You have declined";
pub const DECLINED_DETAIL: &str = "What you had written and your address are deleted. You can close this page.";
pub const DECLINE_TITLE: &str = "Decline to write?";
pub const DECLINE_DETAIL: &str = "What you have written and your address are deleted, and the link stops. Whoever invited you sees that you declined.";
pub const LINK_OVER: &str = "This link doesn't work";
pub const LINK_OVER_DETAIL: &str =
    "It was taken back, or reviews are no longer written. If you expected to write one, ask whoever sent it to you.";
pub const NOT_READ: &str = "It couldn't be loaded.";
pub const KEPT: &str = "It is saved. Come back by the same link; nobody else reads it before you hand it in.";
pub const NAMED_DETAIL: &str = "Whoever reads your answers reads that they are yours, and that you are from outside: Admins, the person's managers, whoever an Admin gives sight of the cycle and, where a question says so, the person.";

/// What the page is about.
pub fn about(subject: &str) -> String {
    format!("Your review of {subject}")
}

/// Where and until when.
pub fn lead(organisation: &str, cycle: &str, until: &str) -> String {
    format!("{organisation} · {cycle} · please hand it in by {until}")
}

/// How words without a name are shown.
pub fn unnamed_detail(minimum: u8) -> String {
    format!(
        "Your answers are shown without your name, mixed with those of colleagues, all at once when writing is over, and only if at least {minimum} colleagues answer. Whoever invited you knows that you were asked. Write so that your style doesn't tell who you are."
    )
}

/// How words are shown that Admins alone know the author of.
pub fn confidential_detail(minimum: u8) -> String {
    format!(
        "Admins read that your answers are yours, unless they are the person or lead them. Everybody else reads them without your name, mixed with those of colleagues, all at once when writing is over, and only if at least {minimum} colleagues answer. Whoever invited you knows that you were asked."
    )
}

/// What is known of who writes.
pub fn what_is_kept(name: &str) -> String {
    format!(
        "You were invited as {name}. Your name stays with your answers; your address is deleted when the cycle is over."
    )
}

/// After it.
pub fn handed_in(subject: &str) -> String {
    format!("Your review of {subject} is handed in. It can't be changed any more, and this link has done its work.")
}

/// Where the review of somebody from outside stands, if that is to be told.
pub const fn stands(it: &ReviewExternal) -> &'static str {
    match it.state {
        None => "asked",
        Some(ReviewState::Assigned) => "asked, nothing written yet",
        Some(ReviewState::InProgress) => "is writing",
        Some(ReviewState::Submitted) => "has handed in",
        Some(ReviewState::Declined) => "has declined",
        Some(ReviewState::Void) => "taken back",
    }
}

/// Whose words an answer is, from outside.
pub fn from_outside(side: &str) -> String {
    format!("{side} (from outside)")
}

/// The button that takes somebody back, for those who hear it alone.
pub fn remove_who(name: &str) -> String {
    format!("Take back the link of {name}")
}

/// What that asks.
pub fn remove_title(name: &str) -> String {
    format!("Take back the link of {name}?")
}
