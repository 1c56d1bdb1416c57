//! How often something may be tried: growing pauses, never a lock.
//!
//! Guessing is slowed down for whoever guesses. Attempts on an account are counted for each network
//! that they come from, so strangers elsewhere cannot slow its owner down; a device that has logged in
//! to the account before is counted by itself, so not even the owner's own network can. Every attempt
//! counts when it begins and is taken back when it succeeds, so that parallel attempts cannot outrun
//! the count.
//!
//! Here is only the arithmetic, with the time given; rows and locks are elsewhere.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};

/// How attempts of one kind are slowed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Attempts without any pause.
    pub free: u32,
    /// Seconds to pause after each further one; the last goes on.
    pub pauses: &'static [i64],
    /// So many attempts in one window, and the rest of it is a pause.
    pub most: u32,
    /// After so many seconds without a further attempt counting, everything starts anew.
    pub window: i64,
}

/// Log-ins to one account from one network or device: five slips are free, then kanidm's pauses.
pub const LOG_IN: Limits = Limits { free: 5, pauses: &[1, 3, 5, 10, 10, 30, 60], most: 100, window: 3600 };
/// Failed log-ins to one account, wherever from, but for devices it knows: many networks together guess no faster.
pub const LOG_IN_ACCOUNT: Limits = Limits { free: 100, pauses: &[1, 3, 5, 10, 30], most: 1000, window: 3600 };
/// Failed log-ins from one address, whatever the account: an office may stand behind it.
pub const LOG_IN_ADDRESS: Limits = Limits { free: 50, pauses: &[1, 1, 2, 5, 10], most: 500, window: 900 };
/// Codes of a second step, for one account: who gets this far knows the password, so few guesses are left to them.
pub const SECOND_STEP: Limits = Limits { free: 5, pauses: &[5, 10, 30, 60, 120, 300], most: 30, window: 86_400 };
/// Mails that somebody unknown has sent to one address: resets and sign-ups.
pub const MAIL: Limits = Limits { free: 3, pauses: &[60, 300, 900], most: 10, window: 3600 };
/// The same from one address of the network.
pub const MAIL_ADDRESS: Limits = Limits { free: 20, pauses: &[10, 30, 60], most: 100, window: 3600 };
/// Vulnerability reports, whoever sends them: a person reads each, and none reads more than these.
pub const REPORTS: Limits = Limits { free: 200, pauses: &[10, 30, 60], most: 300, window: 3600 };
/// Tries of link secrets from one address; they cannot be guessed, this only keeps the noise down.
pub const LINK_ADDRESS: Limits = Limits { free: 30, pauses: &[1, 5, 10], most: 300, window: 900 };

/// Taking out all that is kept of a person: much to read, and for whoever took a session much to take.
pub const DATA_EXPORT: Limits = Limits { free: 10, pauses: &[30, 60, 300], most: 50, window: 86_400 };

/// New addresses that one account asks to have: each is a letter to a mailbox that is perhaps a stranger's.
pub const EMAIL_CHANGE: Limits = Limits { free: 10, pauses: &[60, 300, 900], most: 30, window: 86_400 };

/// What is remembered of earlier attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// How many count.
    pub count: u32,
    /// When the first of them was.
    pub since: DateTime<Utc>,
    /// The next one may be made then.
    pub next_at: DateTime<Utc>,
}

/// Come back after so many seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub u32);

impl Limits {
    /// Begins an attempt: what to remember from now on, or how long to wait first.
    pub fn attempt(&self, earlier: Option<Attempts>, now: DateTime<Utc>) -> Result<Attempts, Wait> {
        let fresh = Attempts { count: 0, since: now, next_at: now };
        let earlier = earlier.filter(|attempts| now < self.ends(attempts)).unwrap_or(fresh);
        if now < earlier.next_at {
            return Err(wait(earlier.next_at - now));
        }
        let counted = Attempts { count: earlier.count.saturating_add(1), ..earlier };
        Ok(Attempts { next_at: self.next_at(&counted, now), ..counted })
    }

    /// Takes one attempt back because it was rightful.
    pub fn take_back(&self, attempts: Attempts, now: DateTime<Utc>) -> Attempts {
        Attempts { count: attempts.count.saturating_sub(1), next_at: now, ..attempts }
    }

    /// When what is remembered no longer matters.
    pub fn ends(&self, attempts: &Attempts) -> DateTime<Utc> {
        (attempts.since + TimeDelta::seconds(self.window)).max(attempts.next_at)
    }

    fn next_at(&self, attempts: &Attempts, now: DateTime<Utc>) -> DateTime<Utc> {
        let Some(beyond) = attempts.count.checked_sub(self.free).filter(|beyond| *beyond > 0) else { return now };
        if attempts.count >= self.most {
            return attempts.since + TimeDelta::seconds(self.window);
        }
        let step = usize::try_from(beyond - 1).unwrap_or(usize::MAX);
        let pause = self.pauses.get(step).or(self.pauses.last()).copied().unwrap_or(0);
        now + TimeDelta::seconds(pause)
    }
}

fn wait(left: TimeDelta) -> Wait {
    let seconds = left.num_milliseconds().max(0).unsigned_abs().div_ceil(1000);
    Wait(u32::try_from(seconds).unwrap_or(u32::MAX).max(1))
}

/// An address as it is counted by itself: of IPv6 the half that names a link, since whoever has one
/// address of it has them all.
pub fn host(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The network that an address belongs to: what one household or office has.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
#[path = "throttle_tests.rs"]
mod tests;
