//! How much may be asked in a minute: from one address without a session, by one session or API token, by one person in all
//! of theirs, and by one organisation, so that nobody takes the server from everybody else. Log-ins, mails and links are limited more narrowly by `accounts`.
//!
//! Each replica counts in memory. Whoever has used a tenth of what they may at one of them is added up with the others
//! in the database, once a second: so limits hold for all replicas together, and most people cost nothing. While the
//! database is away, each replica counts for itself.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{HeaderMap, HeaderName, HeaderValue},
};
use chrono::Utc;
use sha2::{Digest, Sha256};
use shared::{
    problem::{Code, Problem},
    wire::{
        SessionId,
        id::{OrganisationId, PersonId},
    },
};
use tokio::time::{MissedTickBehavior, interval};

use super::Failure;
use crate::{
    app::State,
    config,
    db::{Claim, Spent, TokenHash},
};

const SHARED_EVERY: Duration = Duration::from_secs(1);
/// Who has used this part of what they may is made known to the other replicas.
const MUCH: u32 = 10;
/// A program without a token may send so many times as many forms as a visitor may ask.
const PROGRAM_TIMES: u32 = 5;
/// The header that says how much may be asked in which time.
pub(super) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// The header that says how much of it is left.
pub(super) const REMAINS: HeaderName = HeaderName::from_static("ratelimit");

/// Counts requests, and refuses those that are too many.
pub struct Limits {
    most: config::Limits,
    minute: Mutex<Minute>,
    /// How many requests of one organisation may be under way, and how many are.
    at_once: usize,
    under_way: Mutex<HashMap<OrganisationId, usize>>,
}

impl Limits {
    /// Nobody has asked for anything yet. At most `at_once` requests of one organisation are let in together.
    pub fn new(most: config::Limits, at_once: usize) -> Self {
        Self { most, minute: Mutex::default(), at_once, under_way: Mutex::default() }
    }

    /// Counts a request without a session; 429 when its address has asked too often.
    pub(super) fn admit_visitor(&self, request: &HttpRequest, address: IpAddr) -> Result<(), Failure> {
        self.admit(request, Who::Visitor(network(address)))
    }

    /// Counts a form that a program sends without a token; 429 when its address has sent too many. The server of an app that many
    /// people let in comes for all of them from one address: so it has more, and apart from other visitors.
    pub(super) fn admit_program(&self, request: &HttpRequest, address: IpAddr) -> Result<(), Failure> {
        self.admit(request, Who::Program(network(address)))
    }

    /// Counts a request of a session or an API token, and of its person and organisation where those are known; 429 when
    /// any of them has asked too often. That a session is one of ours its signature says; a token may be made up, and then
    /// another each time. So one that wasn't used lately counts as a visitor as well.
    pub(super) fn admit_claim(&self, request: &HttpRequest, claim: Claim, address: IpAddr) -> Result<(), Failure> {
        let owner = self.now().0.owner_of(claim);
        match claim {
            Claim::Session(session) => self.admit(request, Who::Session(session))?,
            Claim::Token(hash) => {
                if owner.is_none() {
                    self.admit_visitor(request, address)?;
                }
                self.admit(request, Who::Token(hash))?;
            }
        }
        match owner {
            Some(owner) => self.admit_all(&mut self.now().0, owner),
            None => Ok(()),
        }
    }

    /// The same once it was opened, if it wasn't known before whose it is.
    pub(super) fn admit_owner(&self, claim: Claim, person: PersonId, org: OrganisationId) -> Result<(), Failure> {
        let (mut minute, _) = self.now();
        let owner = Owner { person, org };
        match minute.owners.insert(claim, owner) {
            Some(_) => Ok(()),
            None => self.admit_all(&mut minute, owner),
        }
    }

    /// Lets a request take its turn at the database until what is given is dropped; 503 when too many of its organisation
    /// are under way. `None` if its organisation isn't known yet.
    pub(super) fn turn(self: &Arc<Self>, claim: Claim) -> Result<Option<Turn>, Failure> {
        let known = self.now().0.owner_of(claim);
        let Some(Owner { org, .. }) = known else { return Ok(None) };
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let count = under_way.entry(org).or_default();
        if *count >= self.at_once {
            return Err(Failure::busy(1));
        }
        *count += 1;
        Ok(Some(Turn { limits: self.clone(), org }))
    }

    fn admit(&self, request: &HttpRequest, who: Who) -> Result<(), Failure> {
        let (mut minute, seconds) = self.now();
        let most = self.most_of(who);
        let remain = minute.spend(who, most);
        let allowance = Allowance { name: who.name(), most, remain: remain.unwrap_or(0), seconds };
        request.extensions_mut().insert(allowance);
        remain.map(drop).ok_or_else(|| Failure::too_many(seconds))
    }

    fn admit_all(&self, minute: &mut Minute, owner: Owner) -> Result<(), Failure> {
        let Some(who) = minute.spend_of(owner, |who| self.most_of(who)) else { return Ok(()) };
        let because = match who {
            Who::Organisation(_) => "your whole organisation asks too often",
            _ => "you ask too often, in all your sessions and by all your tokens together",
        };
        let problem = Problem::new(Code::TooManyRequests).because(because);
        Err(Failure::Problem(Box::new(problem), Some(minute_of_now().1)))
    }

    fn most_of(&self, who: Who) -> u32 {
        match who {
            Who::Visitor(_) => self.most.visitor.get(),
            Who::Program(_) => self.most.visitor.get().saturating_mul(PROGRAM_TIMES),
            // However many sessions somebody opens: else it would take one to have all of their organisation refused.
            Who::Session(_) | Who::Token(_) | Who::Person(_) => self.most.session.get(),
            Who::Organisation(_) => self.most.organisation.get(),
        }
    }

    /// This minute's counts, and how many seconds of it are left.
    fn now(&self) -> (MutexGuard<'_, Minute>, u32) {
        let (number, seconds) = minute_of_now();
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != number {
            let before = std::mem::take(&mut minute.owners);
            *minute = Minute { number, before, ..Minute::default() };
        }
        (minute, seconds)
    }
}

/// A request that is under way.
pub(super) struct Turn {
    limits: Arc<Limits>,
    org: OrganisationId,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut under_way = self.limits.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = under_way.get_mut(&self.org) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                under_way.remove(&self.org);
            }
        }
    }
}

/// Adds up with the other replicas, until dropped.
pub async fn add_up(state: Arc<State>) {
    let mut ticks = interval(SHARED_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let (number, untold) = {
            let (minute, _) = state.limits.now();
            (minute.number, minute.untold(|who| state.limits.most_of(who)))
        };
        if untold.is_empty() {
            continue;
        }
        let (keys, requests): (Vec<_>, Vec<_>) = untold.iter().map(|untold| (untold.key.clone(), untold.added)).unzip();
        match state.database.spend(number, keys, requests).await {
            Ok(spent) => {
                let (mut minute, _) = state.limits.now();
                if minute.number == number {
                    minute.hear(&untold, &spent);
                }
            }
            Err(failure) => tracing::debug!(code = %failure.code(), "requests can't be added up with other replicas"),
        }
    }
}

/// This minute's number since 1970, and how many seconds of it are left.
fn minute_of_now() -> (i64, u32) {
    let seconds = Utc::now().timestamp();
    (seconds.div_euclid(60), u32::try_from(60 - seconds.rem_euclid(60)).unwrap_or(60))
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    Visitor(IpAddr),
    Program(IpAddr),
    Session(SessionId),
    Token(TokenHash),
    Person(PersonId),
    Organisation(OrganisationId),
}

/// Whose a session or a token is.
#[derive(Debug, Clone, Copy)]
struct Owner {
    person: PersonId,
    org: OrganisationId,
}

impl Who {
    /// The name of its limit, in headers.
    const fn name(self) -> &'static str {
        match self {
            Self::Visitor(_) => "visitor",
            Self::Program(_) => "program",
            Self::Session(_) => "session",
            Self::Token(_) => "token",
            Self::Person(_) => "person",
            Self::Organisation(_) => "organisation",
        }
    }

    /// Under which it is added up: a hash, so that the database doesn't list who asks for much.
    fn key(self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(self.name());
        match self {
            Self::Visitor(IpAddr::V4(address)) | Self::Program(IpAddr::V4(address)) => hash.update(address.octets()),
            Self::Visitor(IpAddr::V6(address)) | Self::Program(IpAddr::V6(address)) => hash.update(address.octets()),
            Self::Session(id) => hash.update(id.0.as_bytes()),
            Self::Token(token) => hash.update(token),
            Self::Person(id) => hash.update(id.0.as_bytes()),
            Self::Organisation(id) => hash.update(id.0.as_bytes()),
        }
        hash.finalize().to_vec()
    }
}

/// One customer has a whole /64 of IPv6: count it as one address.
pub(super) fn network(address: IpAddr) -> IpAddr {
    // Who listens for both versions meets those of the fourth in the form of the sixth.
    match address.to_canonical() {
        address @ IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

/// What was asked in one minute.
#[derive(Default)]
struct Minute {
    number: i64,
    used: HashMap<Who, Used>,
    /// Of the sessions and tokens that were opened in it, and in the minute before.
    owners: HashMap<Claim, Owner>,
    before: HashMap<Claim, Owner>,
}

impl Minute {
    /// Whose a session or a token is, if it asked lately: that never changes.
    fn owner_of(&mut self, claim: Claim) -> Option<Owner> {
        let owner = self.owners.get(&claim).or_else(|| self.before.get(&claim)).copied()?;
        self.owners.insert(claim, owner);
        Some(owner)
    }

    /// One more request of a person and of their organisation; gives who has used up theirs. What a person is refused
    /// costs their organisation nothing.
    fn spend_of(&mut self, owner: Owner, most_of: impl Fn(Who) -> u32) -> Option<Who> {
        let both = [Who::Person(owner.person), Who::Organisation(owner.org)];
        both.into_iter().find(|who| self.spend(*who, most_of(*who)).is_none())
    }

    /// One more request, unless `most` are used up; gives how many are left.
    fn spend(&mut self, who: Who, most: u32) -> Option<u32> {
        let used = self.used.entry(who).or_default();
        let left = most.saturating_sub(used.here.saturating_add(used.elsewhere)).checked_sub(1)?;
        used.here = used.here.saturating_add(1);
        Some(left)
    }

    /// What the other replicas don't know yet of those who have used much.
    fn untold(&self, most_of: impl Fn(Who) -> u32) -> Vec<Untold> {
        let is_much = |who: Who, used: &Used| used.here > used.told && used.here >= most_of(who).div_ceil(MUCH);
        let much = self.used.iter().filter(|(who, used)| is_much(**who, used));
        let untold = much.map(|(who, used)| Untold {
            who: *who,
            key: who.key(),
            here: used.here,
            added: i32::try_from(used.here - used.told).unwrap_or(i32::MAX),
        });
        untold.collect()
    }

    /// They know by now, and what it comes to says how much was counted elsewhere.
    fn hear(&mut self, told: &[Untold], spent: &[Spent]) {
        for told in told {
            let spent = spent.iter().find(|spent| spent.key == told.key);
            if let (Some(spent), Some(used)) = (spent, self.used.get_mut(&told.who)) {
                used.told = told.here;
                used.elsewhere = u32::try_from(spent.requests).unwrap_or(0).saturating_sub(told.here);
            }
        }
    }
}

/// What is to be added up of somebody.
struct Untold {
    who: Who,
    key: Vec<u8>,
    /// What was counted here so far.
    here: u32,
    /// As much of it as nobody else knows of.
    added: i32,
}

/// Requests of one minute.
#[derive(Default, Clone, Copy)]
struct Used {
    /// At this replica.
    here: u32,
    /// Of those, as many as the others know of.
    told: u32,
    /// At the others, as far as it is known.
    elsewhere: u32,
}

/// What is left to whoever asks, as it stands in the answer's headers
/// (draft-ietf-httpapi-ratelimit-headers: limit, requests left, seconds until they are all there again).
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    name: &'static str,
    most: u32,
    remain: u32,
    seconds: u32,
}

impl Allowance {
    /// That of a request which was counted.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().copied()
    }

    /// Says so in its answer.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        let Self { name, most, remain, seconds } = self;
        let told = [
            (POLICY, HeaderValue::try_from(format!("\"{name}\";q={most};w=60"))),
            (REMAINS, HeaderValue::try_from(format!("\"{name}\";r={remain};t={seconds}"))),
        ];
        for (name, value) in told {
            if let Ok(value) = value {
                headers.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor() -> Who {
        Who::Visitor(IpAddr::from([192, 0, 2, 1]))
    }

    #[test]
    fn what_is_used_up_is_used_up() {
        let mut minute = Minute::default();
        assert_eq!([(); 4].map(|()| minute.spend(visitor(), 3)), [Some(2), Some(1), Some(0), None]);
        assert_eq!(minute.spend(Who::Visitor(IpAddr::from([192, 0, 2, 2])), 3), Some(2), "others have their own");
    }

    #[test]
    fn one_person_has_not_all_of_their_organisation_refused() {
        let (mut minute, org) = (Minute::default(), OrganisationId(uuid::Uuid::from_u128(1)));
        let of = |person| Owner { person: PersonId(uuid::Uuid::from_u128(person)), org };
        let most = |who: Who| if matches!(who, Who::Person(_)) { 3 } else { 5 };
        let refused = [(); 20].map(|()| minute.spend_of(of(1), most));
        assert_eq!(refused.iter().flatten().count(), 17);
        assert_eq!(refused.last(), Some(&Some(Who::Person(of(1).person))));
        assert_eq!([(); 3].map(|()| minute.spend_of(of(2), most)), [None, None, Some(Who::Organisation(org))]);
    }

    #[test]
    fn what_others_counted_counts_too() {
        let mut minute = Minute::default();
        let spend =
            |minute: &mut Minute, many: u32| (0..many).filter(|_| minute.spend(visitor(), 100).is_some()).count();
        assert_eq!(spend(&mut minute, 9), 9);
        assert!(minute.untold(|_| 100).is_empty(), "few are nobody's business");
        assert_eq!(spend(&mut minute, 6), 6);
        let untold = minute.untold(|_| 100);
        assert_eq!(untold.iter().map(|untold| untold.added).collect::<Vec<_>>(), [15]);
        // One more comes meanwhile, and another replica has counted seventy.
        assert_eq!(spend(&mut minute, 1), 1);
        minute.hear(&untold, &[Spent { key: visitor().key(), requests: 85 }]);
        assert_eq!(spend(&mut minute, 50), 14);
        let untold = minute.untold(|_| 100);
        assert_eq!(untold.iter().map(|untold| untold.added).collect::<Vec<_>>(), [15], "only what is new is added");
    }

    #[test]
    fn a_network_of_version_six_is_one_address() {
        let [a, b, c] = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]
            .map(|address| network(address.parse().unwrap()));
        assert_eq!(a, b);
        assert_ne!(a, c);
    }
}
