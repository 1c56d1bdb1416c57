//! What is mailed when: a pure decision over what waits for one reader.
//!
//! One mail a day, at most, of all that one can do without: at once when something asks for it, and then with all else
//! that waits; otherwise in the reader's morning. What nobody can do without is sent besides. In quiet hours nothing
//! leaves.

use chrono::{DateTime, LocalResult, NaiveDate, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use shared::notifications::{MailWhen, QuietHours};

/// One thing that waits.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    /// When its reader wants a mail of its kind.
    pub mail: MailWhen,
    /// Whether it is of those nobody can do without.
    pub must_have: bool,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What the reader's settings and their clock say.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Where they are.
    pub zone: Tz,
    /// When their daily mail comes.
    pub digest_hour: u8,
    /// When nothing comes.
    pub quiet: Option<QuietHours>,
    /// Whether they were written to today.
    pub written_today: bool,
}

/// What becomes of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Into a mail of its own right, now.
    Must,
    /// Into today's mail, now.
    Today,
    /// Later.
    Wait,
    /// It need not be mailed.
    Drop,
}

/// The day it is where the reader is.
pub fn day(reader: &Reader, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&reader.zone).date_naive()
}

/// When to decide again about what waits: settings speak of full hours.
pub fn again(reader: &Reader, now: DateTime<Utc>) -> DateTime<Utc> {
    let local = now.with_timezone(&reader.zone);
    now + TimeDelta::hours(1) - TimeDelta::seconds(i64::from(local.minute() * 60 + local.second()))
}

/// The hour of the daily mail: never in quiet hours, in which it couldn't leave.
fn digest_hour(reader: &Reader) -> u8 {
    reader.quiet.filter(|quiet| quiet.holds(reader.digest_hour.into())).map_or(reader.digest_hour, |quiet| quiet.to)
}

/// What becomes of each.
pub fn verdicts(waiting: &[Waiting], reader: &Reader, now: DateTime<Utc>) -> Vec<Verdict> {
    let local = now.with_timezone(&reader.zone);
    let is_quiet = reader.quiet.is_some_and(|quiet| quiet.holds(local.hour()));
    let morning = moment(reader.zone, local.date_naive(), digest_hour(reader));
    let asks = |one: &Waiting| {
        let of_today = one.since.with_timezone(&reader.zone).date_naive() == local.date_naive();
        // What missed yesterday's mail comes with this morning's.
        (one.mail == MailWhen::Now && of_today) || (now >= morning && one.since < morning)
    };
    let optional = |one: &Waiting| !one.must_have && one.mail != MailWhen::Off;
    let today = !is_quiet && !reader.written_today && waiting.iter().any(|one| optional(one) && asks(one));
    waiting
        .iter()
        .map(|one| match one {
            one if one.must_have && is_quiet => Verdict::Wait,
            one if one.must_have => Verdict::Must,
            one if !optional(one) => Verdict::Drop,
            _ if today => Verdict::Today,
            _ => Verdict::Wait,
        })
        .collect()
}

/// A full hour of a day; where clocks leap over it, the next there is.
fn moment(zone: Tz, day: NaiveDate, hour: u8) -> DateTime<Utc> {
    let wanted = day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(i64::from(hour));
    match zone.from_local_datetime(&wanted) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => {
            let later = zone.from_local_datetime(&(wanted + TimeDelta::hours(1))).earliest();
            later.map_or_else(|| wanted.and_utc(), |at| at.to_utc())
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa::Lagos, Europe::Berlin};
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn reader() -> Reader {
        Reader { zone: Lagos, digest_hour: 8, quiet: Some(QuietHours { from: 20, to: 7 }), written_today: false }
    }

    fn told(mail: MailWhen, since: &str) -> Waiting {
        Waiting { mail, must_have: false, since: at(since) }
    }

    fn one(waiting: Waiting, reader: &Reader, now: &str) -> Verdict {
        verdicts(&[waiting], reader, at(now))[0]
    }

    #[test]
    fn a_digest_comes_in_the_readers_morning() {
        // Lagos is an hour ahead of UTC.
        let yesterday = told(MailWhen::Digest, "2026-11-27T15:00:00Z");
        assert_eq!(one(yesterday, &reader(), "2026-11-28T06:59:00Z"), Verdict::Wait);
        assert_eq!(one(yesterday, &reader(), "2026-11-28T07:00:00Z"), Verdict::Today);
        let later = told(MailWhen::Digest, "2026-11-28T07:30:00Z");
        assert_eq!(one(later, &reader(), "2026-11-28T18:00:00Z"), Verdict::Wait, "until tomorrow morning");
    }

    #[test]
    fn what_is_wanted_now_takes_along_what_waits_and_then_the_day_is_over() {
        let waiting = [told(MailWhen::Now, "2026-11-28T10:00:00Z"), told(MailWhen::Digest, "2026-11-28T09:00:00Z")];
        assert_eq!(verdicts(&waiting, &reader(), at("2026-11-28T10:01:00Z")), [Verdict::Today, Verdict::Today]);
        let written = Reader { written_today: true, ..reader() };
        assert_eq!(verdicts(&waiting, &written, at("2026-11-28T10:01:00Z")), [Verdict::Wait, Verdict::Wait]);
        assert_eq!(verdicts(&waiting, &reader(), at("2026-11-29T06:30:00Z")), [Verdict::Wait, Verdict::Wait]);
        assert_eq!(verdicts(&waiting, &reader(), at("2026-11-29T07:00:00Z")), [Verdict::Today, Verdict::Today]);
    }

    #[test]
    fn must_haves_wait_for_the_end_of_the_night_only() {
        let must = Waiting { must_have: true, ..told(MailWhen::Now, "2026-11-28T21:00:00Z") };
        assert_eq!(one(must, &reader(), "2026-11-28T21:00:01Z"), Verdict::Wait);
        assert_eq!(one(must, &reader(), "2026-11-29T06:00:00Z"), Verdict::Must);
        let written = Reader { written_today: true, ..reader() };
        assert_eq!(one(must, &written, "2026-11-29T12:00:00Z"), Verdict::Must);
    }

    #[test]
    fn a_daily_mail_at_night_comes_when_the_night_is_over() {
        let reader = Reader { digest_hour: 22, ..reader() };
        let yesterday = told(MailWhen::Digest, "2026-11-27T15:00:00Z");
        assert_eq!(one(yesterday, &reader, "2026-11-27T21:30:00Z"), Verdict::Wait);
        assert_eq!(one(yesterday, &reader, "2026-11-28T05:59:00Z"), Verdict::Wait);
        assert_eq!(one(yesterday, &reader, "2026-11-28T06:00:00Z"), Verdict::Today);
    }

    #[test]
    fn what_waits_is_looked_at_again_when_the_readers_clock_strikes() {
        let reader = Reader { zone: chrono_tz::Asia::Kathmandu, ..reader() };
        // Kathmandu is 5:45 ahead of UTC.
        assert_eq!(again(&reader, at("2026-11-28T10:05:30Z")), at("2026-11-28T10:15:00Z"));
        assert_eq!(again(&reader, at("2026-11-28T10:15:00Z")), at("2026-11-28T11:15:00Z"));
    }

    #[test]
    fn an_hour_that_clocks_leap_over_is_the_next() {
        let reader = Reader { zone: Berlin, digest_hour: 2, quiet: None, written_today: false };
        // On 29 March 2026 it is 3 o'clock after 1:59 in Berlin.
        let yesterday = told(MailWhen::Digest, "2026-03-28T12:00:00Z");
        assert_eq!(one(yesterday, &reader, "2026-03-29T00:59:00Z"), Verdict::Wait);
        assert_eq!(one(yesterday, &reader, "2026-03-29T01:00:00Z"), Verdict::Today);
    }

    fn any_waiting() -> impl Strategy<Value = Waiting> {
        let mail = prop::sample::select(MailWhen::ALL);
        (mail, any::<bool>(), 0..200_000_i64).prop_map(|(mail, must_have, ago)| Waiting {
            mail: if must_have { MailWhen::Now } else { mail },
            must_have,
            since: at("2026-11-28T12:00:00Z") - TimeDelta::seconds(ago),
        })
    }

    proptest! {
        #[test]
        fn the_promises_hold_whatever_waits(
            waiting in prop::collection::vec(any_waiting(), 0..12), written_today in any::<bool>(),
            hour in 0_u8..24, from in 0_u8..24, to in 0_u8..24, minutes in 0..2880_i64,
        ) {
            let quiet = (from != to).then_some(QuietHours { from, to });
            let reader = Reader { zone: Berlin, digest_hour: hour, quiet, written_today };
            let now = at("2026-11-28T12:00:00Z") + TimeDelta::minutes(minutes);
            let is_quiet = quiet.is_some_and(|quiet| quiet.holds(now.with_timezone(&Berlin).hour()));
            for (one, verdict) in waiting.iter().zip(verdicts(&waiting, &reader, now)) {
                let sent = matches!(verdict, Verdict::Must | Verdict::Today);
                prop_assert!(!(sent && is_quiet), "nothing leaves in quiet hours");
                prop_assert!(!(verdict == Verdict::Today && written_today), "one mail a day");
                prop_assert!(!(sent && one.mail == MailWhen::Off), "what is off is never mailed");
                prop_assert_eq!(verdict == Verdict::Must, one.must_have && !is_quiet);
                prop_assert!(!(verdict == Verdict::Drop && one.mail != MailWhen::Off));
            }
        }

        #[test]
        fn nothing_waits_for_longer_than_a_day_of_mails(
            waiting in any_waiting(), hour in 0_u8..24, from in 0_u8..24, to in 0_u8..24,
        ) {
            let quiet = (from != to).then_some(QuietHours { from, to });
            let reader = Reader { zone: Lagos, digest_hour: hour, quiet, written_today: false };
            let hours = (0..49).map(|hours| waiting.since + TimeDelta::hours(hours));
            let gone = hours.map(|now| verdicts(&[waiting], &reader, now)[0]).any(|verdict| verdict != Verdict::Wait);
            prop_assert!(gone);
        }
    }
}
