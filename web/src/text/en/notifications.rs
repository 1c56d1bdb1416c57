//! Being told.

use shared::notifications::MailWhen;

pub const NOTIFICATIONS: &str = "Notifications";
pub const LEAD: &str = "What was shared with you, said to you or is waiting for you.";
pub const SHOW: &str = "Show";
pub const ALL: &str = "All";
pub const UNREAD: &str = "Unread";
pub const TOPIC: &str = "Topic";
pub const ANY_TOPIC: &str = "All topics";
pub const READ_ALL: &str = "Mark all as read";
pub const IS_UNREAD: &str = "Unread";
pub const NONE: &str = "Nothing to tell you";
pub const NONE_DETAIL: &str =
    "When somebody shares something with you, comments on what is yours, or a check-in is due, you read it here.";
pub const NONE_FOUND: &str = "Nothing here";
pub const NONE_FOUND_DETAIL: &str = "Nothing of what you were told is of this kind.";

/// The button that reads one.
pub fn read_one(sentence: &str) -> String {
    format!("Mark as read: {sentence}")
}

pub const SETTINGS: &str = "How you are told";
pub const SETTINGS_LEAD: &str = "At most one mail a day, but for what you can't do without.";
pub const SETTINGS_OPEN: &str = "Notification settings";
pub const WHEN: &str = "Mails";
pub const PAUSED: &str = "No mails";
pub const PAUSED_HINT: &str = "Only of what you can't do without, such as being given access to something.";
pub const DIGEST_HOUR: &str = "Daily mail at";
pub const DIGEST_HOUR_HINT: &str = "With all that waited since the day before.";
pub const TIME_ZONE: &str = "Your time zone";
pub const QUIET: &str = "Quiet hours";
pub const QUIET_HINT: &str = "No mail leaves in these hours.";
pub const QUIET_FROM: &str = "From";
pub const QUIET_TO: &str = "Until";
pub const IN_APP: &str = "In the app";
pub const MUST_HAVE: &str = "Always, at once";
pub const SAVED: &str = "Saved.";
pub const STOP_ASK: &str = "Stop these mails?";
pub const STOP_DETAIL: &str =
    "You will still get mails of what you can't do without, such as being given access to something.";
pub const STOP: &str = "Stop the mails";
pub const STOPPED: &str = "No more such mails";
pub const STOPPED_DETAIL: &str = "In the app you are told as before. You can have the mails again at any time.";

/// Which zone holds while none is given.
pub fn time_zone_hint(usual: &str) -> String {
    format!("Such as Africa/Lagos. Empty: your organisation's, {usual}.")
}

/// When a mail tells of it.
pub const fn mail_when(when: MailWhen) -> &'static str {
    match when {
        MailWhen::Now => "At once",
        MailWhen::Digest => "Daily",
        MailWhen::Off => "Off",
    }
}

/// What the box is about; its words begin with those in sight.
pub fn in_app(name: &str) -> String {
    format!("{IN_APP}: {name}")
}

/// What the choice is about.
pub fn by_mail(name: &str) -> String {
    format!("By mail: {name}")
}
