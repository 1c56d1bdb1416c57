//! Addresses of the app's pages that somebody else links to, so that mails and the app agree.
//!
//! The secret of a link stands behind `#`: browsers keep that part to themselves, so it reaches no
//! server's log and no `Referer`. The page reads it there and sends it in a body.

/// Where a new organisation's address is confirmed.
pub const VERIFY_SIGN_UP: &str = "/sign-up/verify";
/// Where an invitation is read and accepted.
pub const INVITATION: &str = "/invitation";
/// Where a new password is set.
pub const RESET_PASSWORD: &str = "/password-reset/confirm";
/// Where a reset is asked for.
pub const REQUEST_RESET: &str = "/password-reset";
/// Where one logs in.
pub const LOG_IN: &str = "/log-in";
/// Where one sees one's sessions and changes the password.
pub const ACCOUNT: &str = "/account";

/// Where goals stand; one of them is at its id below.
pub const GOALS: &str = "/goals";
/// Where KPIs stand; one of them is at its id below.
pub const KPIS: &str = "/kpis";
/// Where people stand; one of them is at their id below.
pub const PEOPLE: &str = "/people";
/// What is shared with one, and what one shares.
pub const SHARED: &str = "/shares";
/// Where one meets others; a meeting is at its id below.
pub const MEETINGS: &str = "/one-on-ones/meetings";
/// Praise and feedback; what one is asked is at its id below `asks`.
pub const FEEDBACK: &str = "/feedback";
/// Weekly check-ins; one of them is at its id below.
pub const WEEKLY: &str = "/weekly";
/// Where pulses stand; one of them is at its id below.
pub const PULSE: &str = "/pulse";
/// What one was told.
pub const NOTIFICATIONS: &str = "/notifications";

/// How one wants to be told.
pub const NOTIFICATION_SETTINGS: &str = "/notifications/settings";
/// Where teams get their channels in Slack or Microsoft Teams.
pub const CHANNELS: &str = "/notifications/channels";
/// Where the reader of a mail takes themselves off.
pub const UNSUBSCRIBE: &str = "/unsubscribe";

/// The part of an address that carries a link's secret.
pub fn with_secret(page: &str, secret: &str) -> String {
    format!("{page}#{secret}")
}
