//! How somebody wants to be told.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MailWhen, NoticeKind};
use crate::wire::{Patch, check};

/// How you want to be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoticeSettings {
    /// Your IANA time zone; absent if it is the organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The organisation's.
    pub usual_time_zone: String,
    /// The hour of your day in which the daily mail comes, 0 to 23.
    pub digest_hour: u8,
    /// Hours in which no mail is sent; absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietHours>,
    /// Whether no mails are sent but those nobody can do without.
    pub mails_paused: bool,
    /// Kind by kind.
    pub kinds: Vec<KindSetting>,
    /// For `If-Match`.
    pub version: i64,
}

/// From one full hour until another, perhaps past midnight; none if both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// The first quiet hour, 0 to 23.
    pub from: u8,
    /// The hour in which it isn't quiet any more, 0 to 23.
    pub to: u8,
}

impl QuietHours {
    /// Whether it is quiet in this hour of the day.
    pub fn holds(self, hour: u32) -> bool {
        let (from, to) = (u32::from(self.from), u32::from(self.to));
        if from <= to { (from..to).contains(&hour) } else { hour >= from || hour < to }
    }
}

/// How you are told of one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindSetting {
    /// The kind.
    pub kind: NoticeKind,
    /// Whether the app tells of it.
    pub in_app: bool,
    /// Whether and when a mail does.
    pub mail: MailWhen,
    /// Whether nobody can do without it: then neither can be changed.
    pub must_have: bool,
}

/// Changes; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct NoticeSettingsChanges {
    /// Your IANA time zone; the organisation's if `null`.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 64))))]
    pub time_zone: Patch<String>,
    /// The hour of the daily mail, 0 to 23.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(hour)))]
    pub digest_hour: Option<u8>,
    /// Hours in which no mail is sent; none if `null`.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<QuietHours>)]
    #[garde(custom(check::patched(quiet_hours)))]
    pub quiet: Patch<QuietHours>,
    /// Whether to send no mails but those nobody can do without.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub mails_paused: Option<bool>,
    /// Kinds that are to be told otherwise than until now; at most 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(few))]
    pub kinds: Option<Vec<KindChange>>,
}

/// How to tell of one kind of thing from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindChange {
    /// The kind.
    pub kind: NoticeKind,
    /// Whether in the app.
    pub in_app: bool,
    /// Whether and when by mail.
    pub mail: MailWhen,
}

fn hour(hour: &u8, _: &()) -> garde::Result {
    if *hour < 24 { Ok(()) } else { Err(garde::Error::new("number_out_of_range:23")) }
}

fn quiet_hours(hours: &QuietHours, _: &()) -> garde::Result {
    hour(&hours.from, &())?;
    hour(&hours.to, &())
}

fn few(kinds: &Option<Vec<KindChange>>, _: &()) -> garde::Result {
    if kinds.as_ref().is_none_or(|kinds| kinds.len() <= 100) { Ok(()) } else { Err(garde::Error::new("too_many:100")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nights_go_past_midnight() {
        let night = QuietHours { from: 20, to: 7 };
        let quiet: Vec<u32> = (0..24).filter(|hour| night.holds(*hour)).collect();
        assert_eq!(quiet, [0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 23]);
        let lunch = QuietHours { from: 12, to: 13 };
        assert_eq!((0..24).filter(|hour| lunch.holds(*hour)).collect::<Vec<_>>(), [12]);
    }
}
