//! What was found, in words: only what is known is said, and what can't be known here is said to be so.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::trust::{IsolationReport, TrustEvidence, TrustStanding, TrustTopic};

use super::queries::{Coverage, Log, Policy};
use crate::http::cookie_name;

/// A day, and two hours for it to be made in.
const BACKUP_FRESH: TimeDelta = TimeDelta::hours(26);
/// What was built longer ago should be built anew, and what was tried longer ago tried again.
const CHECK_FRESH: TimeDelta = TimeDelta::days(31);

/// As it is now.
pub(super) fn now(topic: TrustTopic, standing: TrustStanding, words: impl Into<String>) -> TrustEvidence {
    TrustEvidence { topic, standing, words: words.into(), at: None, link: None }
}

/// `tls` is version and cipher, where the connection ends in this process.
pub(super) fn connection(tls: Option<(&str, &str)>, is_https: bool) -> TrustEvidence {
    match tls {
        Some((version, cipher)) => {
            let words = format!("This request came by {version} with {cipher}; TLS ends in PerfTrack itself.");
            now(TrustTopic::Connection, TrustStanding::Ok, words)
        }
        None if is_https => {
            let words = "A proxy that PerfTrack was told to trust ends TLS in front of it, so the server can't see version \
                         and cipher: your browser shows them behind the padlock.";
            now(TrustTopic::Connection, TrustStanding::Unknown, words)
        }
        None => {
            let words = "This connection is not encrypted. That is possible in development only.";
            now(TrustTopic::Connection, TrustStanding::Warning, words)
        }
    }
}

pub(super) fn sessions(policy: Policy, is_https: bool) -> TrustEvidence {
    let name = cookie_name(is_https);
    let (standing, flags) = if is_https {
        (TrustStanding::Ok, "HttpOnly, Secure, SameSite=Lax")
    } else {
        (TrustStanding::Warning, "HttpOnly, SameSite=Lax, and not Secure, since this installation is for development")
    };
    let words = format!(
        "Here a session ends {} after its log-in, {} without use, and when it is revoked; seven days is the most there \
         is. Its cookie, {name}, is {flags}.",
        span(policy.length),
        span(policy.idle)
    );
    now(TrustTopic::Sessions, standing, words)
}

fn span(minutes: i32) -> String {
    let (count, unit) = match minutes {
        days if days % 1440 == 0 => (days / 1440, "day"),
        hours if hours % 60 == 0 => (hours / 60, "hour"),
        minutes => (minutes, "minute"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

pub(super) fn second_factor(coverage: &Coverage) -> TrustEvidence {
    let Coverage { people, people_with, admins, admins_with, .. } = coverage;
    let standing = if admins_with == admins { TrustStanding::Ok } else { TrustStanding::Warning };
    let words =
        format!("{admins_with} of {admins} Admins have a second factor, and {people_with} of all {people} people.");
    now(TrustTopic::SecondFactor, standing, words)
}

pub(super) fn isolation(last: Option<IsolationReport>, today: DateTime<Utc>) -> TrustEvidence {
    let Some(report) = last else {
        let words = "Nobody has tried the wall from here yet.";
        return now(TrustTopic::Isolation, TrustStanding::Unknown, words);
    };
    let (tables, attempts, through) = (report.tables, report.attempts, report.crossed.len());
    let (standing, words) = if report.holds() && today - report.at > CHECK_FRESH {
        // What held then says nothing of tables that were added since.
        let words = "The wall was last tried more than a month ago, and held. Try it again.";
        (TrustStanding::Unknown, words.to_owned())
    } else if report.holds() {
        (TrustStanding::Ok, format!("{attempts} attempts on {tables} tables to cross the wall; none got through."))
    } else {
        let words =
            format!("{through} of {attempts} attempts on {tables} tables crossed the wall. Tell whoever runs this.");
        (TrustStanding::Warning, words)
    };
    TrustEvidence { topic: TrustTopic::Isolation, standing, words, at: Some(report.at), link: None }
}

/// `shown` is the moment that the newest backup shows of those that were read back.
pub(super) fn backup(shown: Option<DateTime<Utc>>, today: DateTime<Utc>) -> TrustEvidence {
    let Some(at) = shown else {
        let words = "No backup of this installation has been made and read back by PerfTrack.";
        return now(TrustTopic::Backup, TrustStanding::Warning, words);
    };
    let (standing, words) = if today - at <= BACKUP_FRESH {
        (TrustStanding::Ok, "The newest backup that was read back and found whole is not older than 26 hours.")
    } else {
        (TrustStanding::Warning, "The newest backup that was read back and found whole is older than 26 hours.")
    };
    TrustEvidence { topic: TrustTopic::Backup, standing, words: words.to_owned(), at: Some(at), link: None }
}

pub(super) fn audit(log: &Log) -> TrustEvidence {
    let (events, since) = (log.events, log.linked_since.format("%-d %B %Y"));
    let (standing, words) = if log.whole {
        let words = format!(
            "{events} events, each linked by a hash to the one before (since {since}), and the last is the one that the head \
             of the log names. `perftrack audit verify` walks through all of them."
        );
        (TrustStanding::Ok, words)
    } else {
        let words = format!(
            "The last of {events} events is not the one that the head of the log names. Tell whoever runs this."
        );
        (TrustStanding::Warning, words)
    };
    TrustEvidence { topic: TrustTopic::Audit, standing, words, at: log.last_at, link: None }
}

/// `checked` is the day on which the versions of this build were held against the advisories, as whoever built it says.
pub(super) fn dependencies(checked: Option<&str>, today: DateTime<Utc>) -> TrustEvidence {
    let day = checked.and_then(|day| day.trim().parse::<NaiveDate>().ok());
    let Some(at) = day.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc()) else {
        let words = "When the libraries of this build were checked for known holes was not recorded when it was built.";
        return now(TrustTopic::Dependencies, TrustStanding::Unknown, words);
    };
    let (standing, words) = if today - at <= CHECK_FRESH {
        (TrustStanding::Ok, "Before this build its libraries were checked for known holes, and none was found.")
    } else {
        (TrustStanding::Warning, "The libraries of this build were checked for known holes more than a month ago.")
    };
    TrustEvidence { topic: TrustTopic::Dependencies, standing, words: words.to_owned(), at: Some(at), link: None }
}

/// `built` is the revision as the build says it, `running` as the host does: a build knows better what it was made of.
pub(super) fn version(built: Option<&str>, running: Option<&str>) -> TrustEvidence {
    let version = env!("CARGO_PKG_VERSION");
    let mut said = [built, running].into_iter().flatten().map(str::trim).filter(|revision| !revision.is_empty());
    let words = match said.next() {
        Some(revision) => format!("PerfTrack {version}, revision {revision}."),
        None => format!("PerfTrack {version}."),
    };
    now(TrustTopic::Version, TrustStanding::Ok, words)
}

#[cfg(test)]
mod tests {
    use shared::trust::{WallAttempt, WallCrossing};

    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap()
    }

    #[test]
    fn what_the_server_cannot_see_is_not_called_good() {
        assert_eq!(connection(Some(("TLS 1.3", "TLS_AES_256_GCM_SHA384")), true).standing, TrustStanding::Ok);
        assert_eq!(connection(None, true).standing, TrustStanding::Unknown);
        assert_eq!(connection(None, false).standing, TrustStanding::Warning);
    }

    #[test]
    fn a_backup_is_fresh_for_a_day_and_two_hours() {
        assert_eq!(backup(Some(at(0)), at(26)).standing, TrustStanding::Ok);
        assert_eq!(backup(Some(at(0)), at(27)).standing, TrustStanding::Warning);
        assert_eq!(backup(None, at(0)).standing, TrustStanding::Warning);
    }

    #[test]
    fn a_wall_that_held_a_month_ago_is_unknown_and_one_that_did_not_stays_a_warning() {
        let tried = |crossed| Some(IsolationReport { at: at(0), tables: 9, attempts: 27, crossed });
        let (month, later) = (31 * 24, 31 * 24 + 1);
        assert_eq!(isolation(None, at(0)).standing, TrustStanding::Unknown);
        assert_eq!(isolation(tried(Vec::new()), at(month)).standing, TrustStanding::Ok);
        let old = isolation(tried(Vec::new()), at(later));
        assert_eq!((old.standing, old.at), (TrustStanding::Unknown, Some(at(0))));
        assert!(old.words.ends_with("Try it again."), "{}", old.words);
        let crossing = WallCrossing { table: "teams".to_owned(), attempt: WallAttempt::ReadOthers };
        assert_eq!(isolation(tried(vec![crossing]), at(later)).standing, TrustStanding::Warning);
    }

    #[test]
    fn a_policy_is_said_in_the_largest_unit_that_fits() {
        assert_eq!([10_080, 1440, 720, 60, 90].map(span), ["7 days", "1 day", "12 hours", "1 hour", "90 minutes"]);
    }

    #[test]
    fn a_check_that_nobody_recorded_is_unknown() {
        let of = |day| dependencies(day, at(0)).standing;
        assert_eq!(of(None), TrustStanding::Unknown);
        assert_eq!(of(Some("yesterday")), TrustStanding::Unknown);
        assert_eq!(of(Some("2027-01-10")), TrustStanding::Ok);
        assert_eq!(of(Some("2026-01-10")), TrustStanding::Warning);
    }

    #[test]
    fn the_host_says_the_revision_where_the_build_did_not() {
        let words = |built, running| version(built, running).words;
        assert!(words(Some("1f0c9a7"), Some("another")).ends_with(", revision 1f0c9a7."));
        assert!(words(Some(""), Some("1f0c9a7")).ends_with(", revision 1f0c9a7."));
        assert!(words(None, Some(" 1f0c9a7 ")).ends_with(", revision 1f0c9a7."));
        assert!(!words(None, None).contains("revision") && !words(Some(""), Some(" ")).contains("revision"));
    }

    #[test]
    fn one_admin_without_a_second_factor_is_worth_a_look() {
        let of = |admins_with| Coverage { people: 9, people_with: admins_with, managers: 3, admins: 2, admins_with };
        assert_eq!(second_factor(&of(1)).standing, TrustStanding::Warning);
        assert_eq!(second_factor(&of(2)).standing, TrustStanding::Ok);
    }
}
