//! How passwords, certificate and keys are kept, and whether reports of holes are answered in time.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    disclosure::ACKNOWLEDGED_WITHIN_HOURS,
    trust::{TrustEvidence, TrustStanding, TrustTopic},
};

use super::evidence::now;
use crate::{accounts::PasswordStanding, keys::KeyAge, tls::About};

/// Keys are replaced once a year (docs/keys.md), and a month later at the latest.
const KEY_FRESH: TimeDelta = TimeDelta::days(396);

fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}

pub(super) fn passwords(found: &PasswordStanding) -> TrustEvidence {
    let PasswordStanding { way, accounts, dated, common, common_since } = found;
    let (standing, older) = match *dated {
        0 => (TrustStanding::Ok, "All passwords here are hashed so.".to_owned()),
        dated => {
            let older = format!(
                "{dated} of {accounts} passwords here were hashed otherwise, and are hashed anew when their owners next \
                 log in."
            );
            (TrustStanding::Warning, older)
        }
    };
    let words = format!(
        "A new password is hashed by {way}, with a secret that the database doesn't hold. {older} New ones are compared \
         with {common} common passwords, in the list of {common_since}."
    );
    now(TrustTopic::Passwords, standing, words)
}

/// `tls` is what is served, where the connection ends in this process; nothing within before there is any.
pub(super) fn certificate(tls: Option<Option<&About>>, is_https: bool, today: DateTime<Utc>) -> TrustEvidence {
    let Some(served) = tls else {
        let (standing, words) = if is_https {
            let words = "A proxy that PerfTrack was told to trust ends TLS in front of it and keeps the certificate: who \
                         issued it, when it ends and who renews it can't be known here. Your browser shows the first two.";
            (TrustStanding::Unknown, words)
        } else {
            (TrustStanding::Warning, "There is no certificate. That is possible in development only.")
        };
        return now(TrustTopic::Certificate, standing, words);
    };
    let Some(About { issuer, term, is_ordered }) = served else {
        return now(TrustTopic::Certificate, TrustStanding::Warning, "There is no certificate yet.");
    };
    let next = if *is_ordered {
        format!("PerfTrack orders the next one by itself, from {} on.", day(term.due_at()))
    } else {
        "It is read from files, and again when they are replaced; who replaces them, and when, can't be known here."
            .to_owned()
    };
    let standing = if term.is_alarming(today) { TrustStanding::Warning } else { TrustStanding::Ok };
    let words = format!("Issued by {issuer}, good until {}. {next}", day(term.until));
    now(TrustTopic::Certificate, standing, words)
}

/// `ages` are the settings that hold keys, with the day since when the first of each is known to be in use.
pub(super) fn keys(ages: &[KeyAge], today: DateTime<Utc>) -> TrustEvidence {
    if ages.is_empty() {
        let words = "Since when its keys are in use was noted by no server within the last hours.";
        return now(TrustTopic::Keys, TrustStanding::Unknown, words);
    }
    let said: Vec<String> = ages.iter().map(|age| format!("{} since {}", age.setting, day(age.since))).collect();
    let is_old = ages.iter().any(|age| today - age.since > KEY_FRESH);
    let (standing, more) = if is_old {
        (TrustStanding::Warning, " One of them should have been replaced by now: that is due once a year.")
    } else {
        (TrustStanding::Ok, "")
    };
    now(TrustTopic::Keys, standing, format!("In use, as servers noted it: {}.{more}", said.join(", ")))
}

/// `ends` is when what `security.txt` says now would be out of date.
pub(super) fn disclosure(ends: DateTime<Utc>, is_one_overdue: bool) -> TrustEvidence {
    let (standing, waits) = if is_one_overdue {
        (TrustStanding::Warning, "A report of a vulnerability has waited for longer than")
    } else {
        (TrustStanding::Ok, "No report of a vulnerability waits for an answer for longer than")
    };
    let words =
        format!("{waits} {ACKNOWLEDGED_WITHIN_HOURS} hours. What security.txt says now is good until {}.", day(ends));
    now(TrustTopic::Disclosure, standing, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::Term;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::days(days)
    }

    #[test]
    fn older_hashes_are_counted() {
        let of = |dated| {
            let (way, common_since) = ("bcrypt at cost 12".to_owned(), "23 November 2026");
            passwords(&PasswordStanding { way, accounts: 7, dated, common: 8346, common_since })
        };
        assert_eq!(of(0).standing, TrustStanding::Ok);
        assert!(of(0).words.contains("bcrypt at cost 12") && of(0).words.contains("All passwords"), "{}", of(0).words);
        assert_eq!(of(3).standing, TrustStanding::Warning);
        assert!(of(3).words.contains("3 of 7 passwords"), "{}", of(3).words);
    }

    #[test]
    fn a_certificate_is_told_where_it_is_kept() {
        let about = |is_ordered| About {
            issuer: "O=Let's Encrypt".to_owned(),
            term: Term { from: at(0), until: at(90) },
            is_ordered,
        };
        let ordered = certificate(Some(Some(&about(true))), true, at(30));
        assert_eq!(ordered.standing, TrustStanding::Ok);
        assert!(ordered.words.contains(&format!("from {} on", day(at(60)))), "{}", ordered.words);
        let files = certificate(Some(Some(&about(false))), true, at(30));
        assert!(files.words.contains("can't be known here"), "{}", files.words);
        assert_eq!(certificate(Some(Some(&about(false))), true, at(85)).standing, TrustStanding::Warning);
        assert_eq!(certificate(Some(None), true, at(0)).standing, TrustStanding::Warning);
        assert_eq!(certificate(None, true, at(0)).standing, TrustStanding::Unknown);
        assert_eq!(certificate(None, false, at(0)).standing, TrustStanding::Warning);
    }

    #[test]
    fn keys_are_replaced_once_a_year() {
        let since = |days| [KeyAge { setting: "PERFTRACK_PEPPERS".to_owned(), since: at(days) }];
        assert_eq!(keys(&since(0), at(390)).standing, TrustStanding::Ok);
        assert_eq!(keys(&since(0), at(397)).standing, TrustStanding::Warning);
        assert_eq!(keys(&[], at(0)).standing, TrustStanding::Unknown);
    }

    #[test]
    fn a_report_that_waits_too_long_is_a_warning() {
        assert_eq!(disclosure(at(180), false).standing, TrustStanding::Ok);
        assert_eq!(disclosure(at(180), true).standing, TrustStanding::Warning);
    }
}
