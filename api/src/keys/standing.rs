//! How a key stands: the first one, still needed, or not. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::queries::{Held, Use};
use crate::config::KeyPurpose;

/// How long after its last use a key is still met outside the database.
const SESSIONS: TimeDelta = TimeDelta::days(7);
/// Links in mails, and what people have typed and not sent on a device they haven't opened since.
const MAILS_AND_DRAFTS: TimeDelta = TimeDelta::days(60);
/// Uses are noted each hour; one that was noted twice as lately may go on.
const MARGIN: TimeDelta = TimeDelta::hours(2);

/// How a key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// New things are made with it.
    First,
    /// Something would be lost without it: what.
    Needed(String),
    /// The database can't tell: who can.
    Untold(&'static str),
    /// Nothing is known that needs it.
    Spare,
}

/// What is known of the keys of one purpose.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// What is sealed or hashed with which key; nothing if nobody can look.
    pub held: Option<Vec<Held>>,
    /// When servers made new things with which key.
    pub uses: Vec<Use>,
}

impl Known {
    /// How the key `id` stands, if `first` is the first of them.
    pub(super) fn standing(&self, purpose: KeyPurpose, id: &str, first: &str, now: DateTime<Utc>) -> Standing {
        if id == first {
            return Standing::First;
        }
        let Some(held) = &self.held else {
            return Standing::Untold("say where backups are kept (PERFTRACK_BACKUP_DIR, PERFTRACK_BACKUP_S3)");
        };
        let places = places(held, id);
        if !places.is_empty() {
            return Standing::Needed(places);
        }
        match (purpose, self.last_use(id)) {
            (KeyPurpose::Reply, _) => Standing::Untold("drop it when the mail server shows the first one"),
            (_, None) => Standing::Untold("ask again when a server of this version has run with these keys"),
            (_, Some(last)) if last + MARGIN > now => {
                Standing::Needed("a server works with it as its first".to_owned())
            }
            (KeyPurpose::Jwt, Some(last)) => until(last + SESSIONS + MARGIN, now, "sessions that it signed"),
            (KeyPurpose::Seal, Some(last)) => {
                until(last + MAILS_AND_DRAFTS, now, "links in mails, and drafts on devices")
            }
            (KeyPurpose::Peppers | KeyPurpose::Backup, Some(_)) => Standing::Spare,
        }
    }

    /// The ids that something needs and the settings don't have.
    pub(super) fn missing<'k>(&'k self, ids: &'k [&str]) -> impl Iterator<Item = &'k Held> {
        self.held.iter().flatten().filter(move |held| !ids.contains(&held.key_id.as_str()))
    }

    /// What nobody noted was before notes began.
    fn last_use(&self, id: &str) -> Option<DateTime<Utc>> {
        let noted = self.uses.iter().find(|noted| noted.key_id == id).map(|noted| noted.last_at);
        noted.or_else(|| self.uses.iter().map(|noted| noted.first_at).min())
    }
}

/// Where how much is sealed or hashed with a key, in words; empty if nothing is.
pub(super) fn places(held: &[Held], id: &str) -> String {
    let of_key = held.iter().filter(|held| held.key_id == id);
    let words: Vec<String> = of_key.map(|Held { place, held, .. }| format!("{held} in {place}")).collect();
    words.join(", ")
}

fn until(end: DateTime<Utc>, now: DateTime<Utc>, what: &str) -> Standing {
    if end > now { Standing::Needed(format!("{what}, until {}", end.format("%F %H:%M UTC"))) } else { Standing::Spare }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn used(id: &str, first: i64, last: i64) -> Use {
        let at = |days| now() - TimeDelta::days(days);
        Use { setting: String::new(), key_id: id.to_owned(), first_at: at(first), last_at: at(last) }
    }

    fn known(uses: &[Use]) -> Known {
        Known { held: Some(Vec::new()), uses: uses.to_vec() }
    }

    fn standing(known: &Known, purpose: KeyPurpose) -> Standing {
        known.standing(purpose, "old", "new", now())
    }

    #[test]
    fn what_is_held_needs_its_key_whatever_its_age() {
        let held = Held { place: "a.b".to_owned(), key_id: "old".to_owned(), held: 3 };
        let known = Known { held: Some(vec![held.clone()]), uses: vec![used("old", 900, 800), used("new", 800, 0)] };
        for purpose in [KeyPurpose::Seal, KeyPurpose::Peppers, KeyPurpose::Backup] {
            assert_eq!(standing(&known, purpose), Standing::Needed("3 in a.b".to_owned()));
        }
        assert_eq!(known.standing(KeyPurpose::Seal, "new", "new", now()), Standing::First);
        assert_eq!(known.missing(&["new"]).collect::<Vec<_>>(), [&held]);
        assert_eq!(known.missing(&["new", "old"]).count(), 0);
    }

    #[test]
    fn sessions_are_good_for_seven_days_and_mails_for_longer() {
        let known = |last| known(&[used("old", 100, last), used("new", last, 0)]);
        assert!(matches!(standing(&known(6), KeyPurpose::Jwt), Standing::Needed(why) if why.starts_with("sessions")));
        assert!(matches!(standing(&known(7), KeyPurpose::Jwt), Standing::Needed(_)), "uses are noted each hour");
        assert_eq!(standing(&known(8), KeyPurpose::Jwt), Standing::Spare);
        assert!(matches!(standing(&known(59), KeyPurpose::Seal), Standing::Needed(why) if why.starts_with("links")));
        assert_eq!(standing(&known(61), KeyPurpose::Seal), Standing::Spare);
        assert_eq!(standing(&known(1), KeyPurpose::Peppers), Standing::Spare);
    }

    #[test]
    fn a_key_that_a_server_still_puts_first_is_needed() {
        let both = known(&[used("old", 100, 0), used("new", 1, 0)]);
        for purpose in [KeyPurpose::Jwt, KeyPurpose::Seal, KeyPurpose::Peppers, KeyPurpose::Backup] {
            assert!(matches!(standing(&both, purpose), Standing::Needed(why) if why.contains("server")));
        }
    }

    #[test]
    fn of_what_nobody_noted_the_latest_possible_is_believed() {
        assert!(matches!(standing(&known(&[]), KeyPurpose::Jwt), Standing::Untold(_)));
        assert!(matches!(standing(&known(&[used("new", 3, 0)]), KeyPurpose::Jwt), Standing::Needed(_)));
        assert_eq!(standing(&known(&[used("new", 30, 0)]), KeyPurpose::Jwt), Standing::Spare);
        assert!(matches!(standing(&Known::default(), KeyPurpose::Backup), Standing::Untold(_)));
        assert!(matches!(standing(&known(&[used("new", 900, 0)]), KeyPurpose::Reply), Standing::Untold(_)));
    }
}
