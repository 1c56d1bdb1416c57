//! The demo organisation: believable people and the year they lived, for trying PerfTrack out. Loaded twice on a day it
//! is the same but for ids and secrets: see `lot`.
//!
//! It is loaded in two transactions, as the two roles see it: first who can log in, then everything
//! else. A kill between the two leaves people without goals, and the next run goes on from there.

mod check_ins;
mod crowd;
mod development;
mod feedback;
mod goals;
mod improvement;
mod kpis;
mod lot;
mod notifications;
mod one_on_ones;
mod past;
mod people;
mod pulse;
mod queries;
mod reviews;
mod settings;
mod shares;
mod talk;
mod weekly;
mod words;

use std::net::{IpAddr, Ipv4Addr};

use anyhow::{Context, anyhow, ensure};
use shared::{operation::Method, wire::id::OrganisationId};

use crate::{
    accounts::{made_up_email, password::Hasher},
    config::Config,
    db::{AccountTx, Database, TenantTx},
    http::{Facts, Failure},
    sealed::Sealer,
};

pub use self::words::{Words, words};

/// What everybody in the demo organisation logs in with. It is public, so there is no such thing in
/// production.
pub const PASSWORD: &str = "quiet-harbour-42";

/// The log-ins of the three roles: role and address.
pub const LOG_INS: [(&str, &str); 3] = [
    ("admin", "admin@demo.perftrack.example"),
    ("manager", "manager@demo.perftrack.example"),
    ("employee", "employee@demo.perftrack.example"),
];

/// How many people the demo organisation has at least: those who are told of by name.
pub const FEWEST: u16 = 36;

/// How many it has at most: there are no names for more.
pub const MOST: u16 = 250;

/// Loads the demo organisation with so many people unless it is there, and gives the log-ins as lines.
pub async fn load(config: Config, count: u16) -> anyhow::Result<String> {
    ensure!(!config.mode.is_production(), "the demo organisation has public passwords: not in production");
    let database = Database::connect(&config.database)?;
    let hasher = Hasher::new(&config.passwords, 1).map_err(|error| anyhow!("{error}"))?;
    let hash = hasher.hash(PASSWORD.to_owned().into()).await.map_err(|error| anyhow!("{error}"))?;
    let everybody: Vec<_> = people::everybody(count.into()).collect();
    let session = database.accounts(move |tx| queries::open(tx, &everybody, &hash)).await.map_err(cause)?;
    let sealer = Sealer::new(&config.sealing);
    let facts = Facts {
        request_id: "demo".to_owned(),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        device: "perftrack demo".to_owned(),
        tls: None,
    };
    let filled = database
        .tenant(session, Method::Post, facts, move |tx| {
            if queries::is_filled(tx)? {
                return Ok(());
            }
            // As many as there are, not as are asked for now: the accounts may be of a run that was killed.
            let count = queries::count(tx)?;
            live(tx, &sealer, count)
        })
        .await;
    database.accounts(move |tx| queries::end_session(tx, session)).await.map_err(cause)?;
    filled.map_err(cause).context("the demo organisation could not be filled")?;
    let lines = LOG_INS.iter().map(|(role, email)| format!("  {role:<9} {email:<34} {PASSWORD}"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Puts the same people into a sandbox. Nobody logs in as one of them: `hash` is of a password that nobody knows.
pub(crate) fn people_into(tx: &mut AccountTx<'_>, org: OrganisationId, hash: &str) -> Result<(), Failure> {
    tx.enter(org)?;
    let addressed = people::PEOPLE.iter().map(|somebody| (somebody, made_up_email(&somebody.local(), org)));
    queries::add(tx, org.0, &addressed.collect::<Vec<_>>(), hash)?;
    Ok(())
}

/// Gives the people of the actor's organisation the year that they lived.
pub(crate) fn fill(tx: &mut TenantTx<'_>, sealer: &Sealer) -> Result<(), Failure> {
    live(tx, sealer, people::PEOPLE.len())
}

/// The same for so many people. What goes on between people and their managers follows from who reports to whom.
fn live(tx: &mut TenantTx<'_>, sealer: &Sealer, count: usize) -> Result<(), Failure> {
    queries::sow(tx, lot::SEED)?;
    people::place(tx, count)?;
    goals::set(tx, count)?;
    kpis::set(tx, count)?;
    queries::remember(tx)?;
    shares::set(tx)?;
    one_on_ones::set(tx)?;
    feedback::set(tx, count)?;
    weekly::set(tx, count)?;
    development::set(tx)?;
    improvement::set(tx)?;
    pulse::live(tx, sealer, count)?;
    reviews::set(tx)?;
    talk::set(tx)?;
    settings::set(tx, sealer)?;
    notifications::set(tx)
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => {
            anyhow!("{}: {:?} {:?}", problem.title, problem.detail, problem.errors)
        }
    }
}
