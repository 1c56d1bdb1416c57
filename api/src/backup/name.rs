//! What backups are called: by the moment they were begun, told apart by chance.

use std::fmt;

use anyhow::anyhow;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

const PREFIX: &str = "perftrack-";
const MOMENT: &str = "%Y%m%dT%H%M%S%.3fZ";
const DUMP: &str = ".dump";
const MANIFEST: &str = ".manifest";
/// Clocks of replicas may differ by this much. What says that it was begun later than that was named by a wrong one, and
/// nothing may follow from it: it would pass for the newest for as long as it was ahead.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::hours(1);

/// The last moment at which anything can have been begun by `now`.
pub(super) fn latest(now: DateTime<Utc>) -> DateTime<Utc> {
    now + CLOCKS_DIFFER
}

/// A backup's name, such as `perftrack-20261129T020000.123Z-1f0c9a7e`. Names sort by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(String);

impl Name {
    /// One for a backup that begins now.
    pub(super) fn at(moment: DateTime<Utc>) -> anyhow::Result<Self> {
        let chance = getrandom::u32().map_err(|error| anyhow!("no random bytes to be had: {error}"))?;
        Ok(Self(format!("{PREFIX}{}-{chance:08x}", moment.format(MOMENT))))
    }

    /// The name that `text` is, if it is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (moment, chance) = text.strip_prefix(PREFIX)?.split_once('-')?;
        let plain = chance.len() == 8 && chance.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
        let read = NaiveDateTime::parse_from_str(moment, MOMENT).ok().filter(|_| plain)?;
        // Blanks and signs are read too, and would sort elsewhere than the moment.
        (read.format(MOMENT).to_string() == moment).then(|| Self(text.to_owned()))
    }

    /// The backup whose dump a file of that name is.
    pub(super) fn of_dump(file: &str) -> Option<Self> {
        Self::parse(file.strip_suffix(DUMP)?)
    }

    /// The backup whose manifest a file of that name is.
    pub(super) fn of_manifest(file: &str) -> Option<Self> {
        Self::parse(file.strip_suffix(MANIFEST)?)
    }

    /// When it was begun.
    pub(super) fn moment(&self) -> DateTime<Utc> {
        let moment = self.0.strip_prefix(PREFIX).and_then(|rest| rest.split_once('-'));
        let parsed = moment.and_then(|(moment, _)| NaiveDateTime::parse_from_str(moment, MOMENT).ok());
        parsed.unwrap_or_default().and_utc()
    }

    /// Whether it claims to be of a time to come: then a clock was wrong, and it can't be told by how much.
    pub(super) fn is_to_come(&self, now: DateTime<Utc>) -> bool {
        self.moment() > latest(now)
    }

    /// The file that holds the dump.
    pub(super) fn dump(&self) -> String {
        format!("{}{DUMP}", self.0)
    }

    /// The file that says what the dump holds.
    pub(super) fn manifest(&self) -> String {
        format!("{}{MANIFEST}", self.0)
    }

    /// What the dump is sealed for.
    pub(super) fn purpose_of_dump(&self) -> String {
        format!("dump/{}", self.0)
    }

    /// What the manifest is sealed for.
    pub(super) fn purpose_of_manifest(&self) -> String {
        format!("manifest/{}", self.0)
    }

    /// As text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::nasty;

    proptest! {
        #[test]
        fn what_is_taken_for_a_name_is_one_as_we_write_them(
            text in nasty::text(&["perftrack-20261129T020000.123Z-1f0c9a7e", "perftrack-20270101T000000.000Z-00000000"]),
        ) {
            if let Some(name) = Name::parse(&text) {
                prop_assert_eq!(name.as_str(), text.as_str());
                prop_assert!(text.contains(&name.moment().format(MOMENT).to_string()));
                prop_assert!(text.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-.+".contains(&letter)));
                prop_assert_eq!(Name::of_dump(&name.dump()), Some(name.clone()));
                prop_assert_eq!(Name::of_manifest(&name.manifest()), Some(name));
            }
        }
    }

    #[test]
    fn a_name_says_when_and_nothing_else_is_one() {
        let moment = "2026-11-29T02:00:07.042Z".parse::<DateTime<Utc>>().unwrap();
        let name = Name::at(moment).unwrap();
        assert_eq!(Name::of_dump(&name.dump()), Some(name.clone()));
        assert_eq!(Name::of_manifest(&name.manifest()), Some(name.clone()));
        assert_eq!(name.moment(), moment);
        for other in [
            "perftrack-20261129T020000.123Z-1f0c9a7e/../x",
            "perftrack-20261129T020000.123Z-1F0C9A7E",
            "perftrack-20261329T020000.123Z-1f0c9a7e",
            "perftrack- 20261129T020000.123Z-1f0c9a7e",
            "perftrack-20261129T020000.123Z",
            "backup-20261129T020000.123Z-1f0c9a7e",
            "",
        ] {
            assert_eq!(Name::parse(other), None, "{other}");
        }
    }
}
