//! Service accounts, beside everybody's tokens in the settings.

use shared::access::Role;

pub const TITLE: &str = "Service accounts";
pub const LEAD: &str = "Programs that are nobody's: payroll, a data warehouse, the directory. They take no seat and are in no list of people, no review and no pulse. Admins keep them, and nothing of them ends when somebody leaves.";
pub const NONE: &str = "No service account";
pub const NONE_DETAIL: &str = "Add one for each program that is to go on whoever comes and goes. What it does stands in the audit log under its own name.";
pub const ADD: &str = "Add a service account";
pub const ADDED: &str = "The service account is there. Now make its first token.";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What the program is. It stands wherever the program did something.";
pub const PURPOSE: &str = "What it is for";
pub const ROLE: &str = "What it may, at the most";
pub const ROLE_HINT: &str = "It stays so. Each of its tokens is for a part of that.";
pub const GO_ON: &str = "Add it";

pub const REMOVE: &str = "Remove";
pub const REMOVE_DETAIL: &str = "All its tokens end at once, and whatever uses them stops. What it did stays, under its name. This can't be taken back.";
pub const REMOVED: &str = "The service account is removed.";
pub const DEEDS: &str = "What it did";
pub const NO_TOKEN: &str = "It has no token, and so can do nothing.";

/// What a role lets a program do that has no reports and owns nothing.
pub const fn role_detail(role: Role) -> &'static str {
    match role {
        Role::Employee => "Reads what everybody in the organisation sees. Enough for a screen on the wall.",
        Role::Manager => "The same, and changes the goals and KPIs of teams as managers do. It has nobody below it.",
        Role::Admin => "Whatever its tokens are for, in all of the organisation: people, KPIs, reviews, webhooks.",
    }
}

/// Whose doing it was, and when.
pub fn made(by: &str, at: &str) -> String {
    format!("Added by {by}, {at}")
}

/// The list of one's tokens.
pub fn tokens_of(name: &str) -> String {
    format!("Tokens of {name}")
}

/// The dialog in which one gets another token.
pub fn token_for(name: &str) -> String {
    format!("Make a token for {name}")
}

/// The question before one is removed.
pub fn remove_ask(name: &str) -> String {
    format!("Remove the service account {name}?")
}

/// A program's name where people's stand as well.
pub fn named(name: &str) -> String {
    format!("{name} (service account)")
}
