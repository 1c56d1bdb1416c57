//! The pauses, with the clock in hand.

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

/// Tries at each second in turn and tells the seconds at which it was let through.
fn let_through(limits: &Limits, seconds: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut attempts = None;
    let mut passed = Vec::new();
    for second in seconds {
        if let Ok(next) = limits.attempt(attempts, at(second)) {
            attempts = Some(next);
            passed.push(second);
        }
    }
    passed
}

#[test]
fn five_slips_are_free_then_pauses_grow() {
    let passed = let_through(&LOG_IN, 0..120);
    assert_eq!(passed, [0, 1, 2, 3, 4, 5, 6, 9, 14, 24, 34, 64]);
}

#[test]
fn a_hundred_in_parallel_get_only_the_free_ones() {
    let mut attempts = None;
    let mut passed = 0;
    for _ in 0..100 {
        if let Ok(next) = LOG_IN.attempt(attempts, at(0)) {
            attempts = Some(next);
            passed += 1;
        }
    }
    assert_eq!(passed, LOG_IN.free + 1);
}

#[test]
fn guessing_all_day_gets_at_most_the_most_of_each_window() {
    let passed = let_through(&LOG_IN, 0..86_400);
    let hours = 24;
    assert!(passed.len() <= hours * 100, "{}", passed.len());
}

#[test]
fn after_the_most_the_rest_of_the_window_is_a_pause_and_then_all_is_forgotten() {
    let limits = Limits { free: 1, pauses: &[0], most: 5, window: 100 };
    assert_eq!(let_through(&limits, 0..102), [0, 1, 2, 3, 4, 100, 101]);
}

#[test]
fn waiting_is_told_in_whole_seconds_rounded_up() {
    let attempts = Attempts { count: 9, since: at(0), next_at: at(10) };
    let just_before = at(9) + TimeDelta::milliseconds(500);
    assert_eq!(LOG_IN.attempt(Some(attempts), just_before), Err(Wait(1)));
    assert_eq!(LOG_IN.attempt(Some(attempts), at(3)), Err(Wait(7)));
    assert!(LOG_IN.attempt(Some(attempts), at(10)).is_ok());
}

#[test]
fn a_window_without_attempts_forgets() {
    let attempts = Attempts { count: 50, since: at(0), next_at: at(60) };
    let next = LOG_IN.attempt(Some(attempts), at(3600)).unwrap();
    assert_eq!(next, Attempts { count: 1, since: at(3600), next_at: at(3600) });
}

#[test]
fn what_succeeds_is_taken_back_and_ends_the_pause() {
    let mut attempts = LOG_IN_ADDRESS.attempt(None, at(0)).unwrap();
    for second in 1..200 {
        attempts = LOG_IN_ADDRESS.take_back(attempts, at(second));
        attempts = LOG_IN_ADDRESS.attempt(Some(attempts), at(second)).unwrap();
    }
    assert_eq!(attempts.count, 1);
}

#[test]
fn ones_own_success_does_not_clear_the_failures_at_others_accounts() {
    let mut attempts = LOG_IN_ADDRESS.attempt(None, at(0)).unwrap();
    for second in 1..=20 {
        attempts = LOG_IN_ADDRESS.attempt(Some(attempts), at(second)).unwrap();
    }
    let own = LOG_IN_ADDRESS.attempt(Some(attempts), at(30)).unwrap();
    assert_eq!(LOG_IN_ADDRESS.take_back(own, at(30)).count, 21);
}

#[test]
fn networks() {
    let network = |text: &str| super::network(text.parse().unwrap());
    assert_eq!(network("192.0.2.77"), "192.0.2.0/24");
    assert_eq!(network("::ffff:192.0.2.77"), "192.0.2.0/24");
    assert_eq!(network("2001:db8:1:2::7"), "2001:db8:1::/48");
    assert_ne!(network("2001:db8:1::"), network("2001:db8:2::"));
}

#[test]
fn one_who_has_a_link_of_ipv6_counts_as_one() {
    let host = |text: &str| super::host(text.parse().unwrap());
    assert_eq!(host("192.0.2.77"), "192.0.2.77");
    assert_eq!(host("::ffff:192.0.2.77"), "192.0.2.77");
    assert_eq!(host("2001:db8:1:2::7"), host("2001:db8:1:2:ffff::8"));
    assert_ne!(host("2001:db8:1:2::7"), host("2001:db8:1:3::7"));
}
