//! Limits that hold for all replicas together, counted in the database.

use std::net::IpAddr;

use chrono::Utc;
use diesel::PgConnection;
use sha2::{Digest, Sha256};

use super::{
    queries::throttles,
    throttle::{LINK_ADDRESS, LOG_IN, LOG_IN_ACCOUNT, LOG_IN_ADDRESS, Limits, MAIL, MAIL_ADDRESS, Wait, host, network},
};
use crate::http::Failure;

/// One count that an attempt adds to.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    key: Vec<u8>,
    limits: Limits,
    success: Success,
}

/// What becomes of the count when the attempt turns out rightful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Success {
    /// All is forgotten: whoever tried is who they say.
    Forgets,
    /// This attempt is taken back; earlier ones were perhaps somebody else's.
    TakesBack,
    /// It counts all the same: what is limited is doing it at all.
    Counts,
}

impl Gate {
    /// Keys are hashed with what they count: the table tells nothing about anybody.
    fn new(counts: &str, of: &[&str], limits: Limits, success: Success) -> Self {
        let mut hash = Sha256::new().chain_update(counts);
        for part in of {
            hash = hash.chain_update([0]).chain_update(part);
        }
        Gate { key: hash.finalize().to_vec(), limits, success }
    }
}

/// Log-ins to an account: a device it knows is counted by itself, everybody else by network, together, and by address.
pub(super) fn log_in(email_key: &str, from: IpAddr, known_device: Option<&[u8]>) -> Vec<Gate> {
    if let Some(device) = known_device {
        let device: String = device.iter().map(|byte| format!("{byte:02x}")).collect();
        return vec![Gate::new("log-in device", &[email_key, &device], LOG_IN, Success::Forgets)];
    }
    vec![
        Gate::new("log-in network", &[email_key, &network(from)], LOG_IN, Success::Forgets),
        Gate::new("log-in account", &[email_key], LOG_IN_ACCOUNT, Success::TakesBack),
        Gate::new("log-in address", &[&host(from)], LOG_IN_ADDRESS, Success::TakesBack),
    ]
}

/// The current password asked for again within a session.
pub(super) fn confirm_password(session: &str) -> Vec<Gate> {
    vec![Gate::new("confirm", &[session], LOG_IN, Success::Forgets)]
}

/// Mails that anybody can have sent to anybody.
pub(super) fn mail(kind: &str, email_key: &str, from: IpAddr) -> Vec<Gate> {
    vec![
        Gate::new("mail", &[kind, email_key], MAIL, Success::Counts),
        Gate::new("mail address", &[&host(from)], MAIL_ADDRESS, Success::Counts),
    ]
}

/// Secrets of links.
pub(super) fn link(from: IpAddr) -> Vec<Gate> {
    vec![Gate::new("link", &[&host(from)], LINK_ADDRESS, Success::TakesBack)]
}

/// Counts an attempt at every gate, or refuses it with 429 and counts it nowhere (the transaction ends).
pub(super) fn admit(conn: &mut PgConnection, gates: &[Gate]) -> Result<(), Failure> {
    let now = Utc::now();
    let mut gates: Vec<&Gate> = gates.iter().collect();
    gates.sort_by(|a, b| a.key.cmp(&b.key)); // one order for everybody, or two could wait for each other
    for gate in gates {
        throttles::ensure(conn, &gate.key, now)?;
        let earlier = throttles::lock(conn, &gate.key)?;
        let counted = gate.limits.attempt(earlier, now).map_err(|Wait(seconds)| Failure::too_many(seconds))?;
        throttles::remember(conn, &gate.key, counted, gate.limits.ends(&counted))?;
    }
    Ok(())
}

/// Tells every gate that the attempt was rightful.
pub(super) fn succeed(conn: &mut PgConnection, gates: &[Gate]) -> Result<(), Failure> {
    let now = Utc::now();
    let mut gates: Vec<&Gate> = gates.iter().filter(|gate| gate.success != Success::Counts).collect();
    gates.sort_by(|a, b| a.key.cmp(&b.key));
    for gate in gates {
        if gate.success == Success::Forgets {
            throttles::forget(conn, &gate.key)?;
        } else if let Some(attempts) = throttles::lock(conn, &gate.key)? {
            let less = gate.limits.take_back(attempts, now);
            throttles::remember(conn, &gate.key, less, gate.limits.ends(&less))?;
        }
    }
    Ok(())
}
