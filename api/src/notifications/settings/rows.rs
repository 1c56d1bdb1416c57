use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::Value;
use shared::notifications::{KindSetting, MailWhen, NoticeKind, NoticeSettings, NoticeSettingsChanges, QuietHours};

use crate::db::schema::notice_settings;

/// Somebody's settings as they are kept.
#[derive(Debug, Clone, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = notice_settings, treat_none_as_null = true)]
pub(in crate::notifications) struct SettingsRow {
    pub time_zone: Option<String>,
    pub digest_hour: i16,
    pub quiet_from: Option<i16>,
    pub quiet_to: Option<i16>,
    pub mails_paused: bool,
    mails: Value,
    hidden: Vec<String>,
    pub version: i64,
}

/// As the table's defaults say.
impl Default for SettingsRow {
    fn default() -> Self {
        Self {
            time_zone: None,
            digest_hour: 8,
            quiet_from: Some(20),
            quiet_to: Some(7),
            mails_paused: false,
            mails: Value::Object(serde_json::Map::new()),
            hidden: Vec::new(),
            version: 1,
        }
    }
}

impl SettingsRow {
    /// When they want a mail of a kind.
    pub(in crate::notifications) fn mail(&self, kind: NoticeKind) -> MailWhen {
        let facts = kind.facts();
        let wanted = self.mails.get(kind.as_str()).and_then(Value::as_str).and_then(MailWhen::parse);
        if facts.must_have { facts.mail } else { wanted.unwrap_or(facts.mail) }
    }

    pub(in crate::notifications) fn quiet(&self) -> Option<QuietHours> {
        let hour = |hour: i16| u8::try_from(hour).unwrap_or_default();
        self.quiet_from.zip(self.quiet_to).map(|(from, to)| QuietHours { from: hour(from), to: hour(to) })
    }

    pub(in crate::notifications) fn digest_hour(&self) -> u8 {
        u8::try_from(self.digest_hour).unwrap_or_default()
    }

    /// Takes changes over that were checked.
    pub(super) fn apply(&mut self, asked: &NoticeSettingsChanges) {
        if let Some(zone) = asked.time_zone.clone().asked() {
            self.time_zone = zone;
        }
        if let Some(hour) = asked.digest_hour {
            self.digest_hour = hour.into();
        }
        if let Some(quiet) = asked.quiet.asked() {
            self.quiet_from = quiet.map(|quiet| quiet.from.into());
            self.quiet_to = quiet.map(|quiet| quiet.to.into());
        }
        self.mails_paused = asked.mails_paused.unwrap_or(self.mails_paused);
        let mut mails: BTreeMap<String, Value> = serde_json::from_value(self.mails.clone()).unwrap_or_default();
        for change in asked.kinds.iter().flatten() {
            let kind = change.kind.as_str().to_owned();
            self.hidden.retain(|hidden| *hidden != kind);
            if !change.in_app {
                self.hidden.push(kind.clone());
            }
            mails.insert(kind, change.mail.as_str().into());
        }
        self.mails = mails.into_iter().collect();
    }

    /// As their owner gets them.
    pub(super) fn shown(self, usual_time_zone: String, kinds: &[NoticeKind]) -> NoticeSettings {
        let kind = |kind: &NoticeKind| KindSetting {
            kind: *kind,
            in_app: !self.hidden.iter().any(|hidden| hidden == kind.as_str()),
            mail: self.mail(*kind),
            must_have: kind.facts().must_have,
        };
        NoticeSettings {
            usual_time_zone,
            digest_hour: self.digest_hour(),
            quiet: self.quiet(),
            mails_paused: self.mails_paused,
            kinds: kinds.iter().map(kind).collect(),
            version: self.version,
            time_zone: self.time_zone,
        }
    }
}
