//! Two-step log-in: on the account page, at the log-in, in the settings and on a person's page.

use shared::accounts::SecondFactorPolicy;

pub const TITLE: &str = "Two-step log-in";
pub const LEAD: &str = "After your password, a log-in asks for a code that only your phone shows, or for a passkey. Whoever learns your password gets no further.";
pub const OFF: &str = "Off";
pub const ON: &str = "On";
pub const SET_UP: &str = "Set it up";
pub const SET_UP_APP: &str = "Set up an app as well";
pub const BY_PASSKEY: &str = "By passkey, without an authenticator app";
pub const REMOVE: &str = "Turn it off";
pub const REMOVE_ASK: &str = "Turn codes by app off?";
pub const REMOVE_DETAIL: &str = "Unless you have a passkey, your password alone opens your account from then on, and your recovery codes stop working.";
pub const REMOVED: &str = "Codes by app are off.";
pub const RENEW: &str = "Make new recovery codes";
pub const RENEW_ASK: &str = "Make new recovery codes?";
pub const RENEW_DETAIL: &str = "The ones you have now stop working at once.";
pub const FEW_LEFT: &str = "You have few recovery codes left";
pub const FEW_LEFT_DETAIL: &str = "Make new ones before they run out: without one, a lost phone locks you out.";
pub const URGED: &str = "You are an Admin without two-step log-in";
pub const URGED_DETAIL: &str =
    "Your password alone opens everything your organisation keeps here. Setting it up takes two minutes.";

/// Since when it is on.
pub fn since(day: &str) -> String {
    format!("On since {day}")
}

/// How many recovery codes are unused.
pub fn left(count: u32) -> String {
    match count {
        0 => "No recovery code is left.".to_owned(),
        1 => "1 recovery code is left.".to_owned(),
        count => format!("{count} recovery codes are left."),
    }
}

pub const SCAN: &str = "Scan this with an authenticator app: 1Password, Google Authenticator, Aegis or any other.";
pub const PICTURE: &str = "QR code for your authenticator app";
pub const BY_HAND: &str = "No camera? Type this secret into the app";
pub const OPEN_APP: &str = "Open the app on this device";
pub const FIRST_CODE: &str = "Code";
pub const FIRST_CODE_HINT: &str = "The six digits that the app shows now. It counts once you have given one back. If it is your first second step, your other sessions end.";
pub const CONFIRM: &str = "Turn it on";
pub const CODES: &str = "Your recovery codes";
pub const CODES_LEAD: &str = "Each logs you in once when your phone is gone. They are shown only now: keep them where you would look for them, apart from your phone.";
pub const CODES_FILE: &str = "perftrack-recovery-codes.txt";
pub const CODES_COPY: &str = "Copy";
pub const CODES_COPIED: &str = "The codes are copied.";
pub const CODES_NOT_COPIED: &str = "This browser doesn't let the page copy. Save the codes as a file instead.";
pub const CODES_SAVE: &str = "Save as a file";
pub const CODES_KEPT: &str = "I have kept them";
pub const TURNED_ON: &str = "Two-step log-in is on.";

pub const DUE: &str = "Set up two-step log-in";
pub const DUE_LEAD: &str = "Your organisation asks for it. You go on where you were once it is set up.";
pub const LOG_OUT: &str = "Log out";
pub const DUE_BY_PASSKEY: &str = "Use a passkey instead";
pub const DUE_BY_APP: &str = "Use an authenticator app instead";

pub const STEP_LEAD: &str = "Your password is right. Now the code that your authenticator app shows.";
pub const STEP_LEAD_PASSKEY: &str = "Your password is right. Now your passkey, or a code.";
pub const STEP_CODE: &str = "Code";
pub const STEP_CODE_HINT: &str = "Six digits. Without your phone: one of your recovery codes.";
pub const STEP_SPARE_HINT: &str = "One of your recovery codes.";
pub const STEP_BACK: &str = "Begin again";

pub const POLICY: &str = "Two-step log-in";
pub const POLICY_LEAD: &str = "Of whom your organisation demands a code after the password. Whoever is asked and has none sets it up at their next click, before anything else. Your own log-in provider's people are asked there instead.";
pub const POLICY_OF: &str = "Demanded of";
pub const POLICY_SAVED: &str = "Saved. It holds for everybody who is logged in, too.";

/// A choice of the policy, and what it means.
pub fn policy(policy: SecondFactorPolicy) -> (&'static str, &'static str) {
    match policy {
        SecondFactorPolicy::Optional => ("Nobody", "Everybody may use it; Admins without it are reminded."),
        SecondFactorPolicy::Admins => ("Admins", "Whoever can change and export everything."),
        SecondFactorPolicy::Everybody => ("Everybody", "Everyone who logs in by a password."),
    }
}

/// How many people have it.
pub fn holders(count: usize) -> String {
    match count {
        0 => "Nobody has it yet.".to_owned(),
        1 => "1 person has it.".to_owned(),
        count => format!("{count} people have it."),
    }
}

pub const THEIRS_ON: &str = "They log in with a code after the password.";
pub const THEIRS_OFF: &str = "They log in with their password alone.";
pub const TAKE: &str = "Take it off";
pub const TAKE_DETAIL: &str = "For somebody who has lost phone and recovery codes: make sure that it is they who ask. Their password alone opens the account until they set it up again. They are told by mail.";
pub const TAKEN: &str = "Two-step log-in is off for them.";

/// The question before it is taken off somebody.
pub fn take_ask(name: &str) -> String {
    format!("Take two-step log-in off for {name}?")
}
