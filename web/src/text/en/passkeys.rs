//! Passkeys: on the account page, at the log-in and where one confirms who one is.

pub const TITLE: &str = "Passkeys";
pub const LEAD: &str = "A passkey lies on your phone, computer or security key and asks for a PIN, a finger or a face. It logs you in without a password, at this address and no other.";
pub const NONE: &str = "No passkey yet";
pub const NONE_DETAIL: &str = "With the first, your password alone no longer opens your account. If it is your first second step, your other sessions end.";
pub const UNAVAILABLE: &str = "This browser, or this address, doesn't take passkeys.";
pub const BY_PROVIDER: &str =
    "You are logged in by your organisation's provider. Whoever logs in by their password can add one.";
pub const ADD: &str = "Add a passkey";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "By which you will know it again: where it lies.";
pub const GO_ON: &str = "Go on";
pub const ADDED: &str = "The passkey is added.";
pub const REMOVE: &str = "Remove";
pub const REMOVE_DETAIL: &str = "It logs you in no more. If it is your last second step, your password alone opens your account from then on, and your recovery codes stop working.";
pub const REMOVED: &str = "The passkey is removed.";
pub const LOG_IN: &str = "Log in with a passkey";
pub const USE: &str = "Use a passkey";

pub const CANCELLED: &str = "no passkey was used; try again, or go another way";
pub const KNOWN: &str = "this device has a passkey for your account already";
pub const NOT_USED: &str = "the passkey didn't work in this browser";
pub const WRONG: &str = "this passkey isn't taken here; try again, or go another way";

/// When a passkey was added, and used last.
pub fn dates(added: &str, used: Option<&str>) -> String {
    match used {
        Some(used) => format!("Added {added}, last used {used}"),
        None => format!("Added {added}, not used yet"),
    }
}

/// What a new one is called, from the browser's and the system's name.
pub fn first_name(device: &str) -> String {
    device.chars().take(60).collect()
}

/// Which one a button is about, for who can't see the row.
pub fn of(name: &str) -> String {
    format!(" {name}")
}

/// The question before one is removed.
pub fn remove_ask(name: &str) -> String {
    format!("Remove the passkey {name}?")
}
