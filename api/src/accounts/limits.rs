//! Limits that hold for all replicas together, counted in the database.

use std::net::IpAddr;

use chrono::Utc;
use diesel::PgConnection;
use sha2::{Digest, Sha256};
use shared::wire::id::AccountId;

use super::{
    queries::{email_key, throttles},
    throttle::{
        DATA_EXPORT, EMAIL_CHANGE, LINK_ADDRESS, LOG_IN, LOG_IN_ACCOUNT, LOG_IN_ADDRESS, Limits, MAIL, MAIL_ADDRESS,
        REPORTS, SECOND_STEP, Wait, host, network,
    },
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

/// Who holds a session asked for again, counted for the log-in that it came of.
pub(super) fn confirm_password(log_in: &str) -> Vec<Gate> {
    vec![Gate::new("confirm", &[log_in], LOG_IN, Success::Forgets)]
}

/// Codes of the second step by which whoever holds a session proves who they are: as few as at the log-in. They are counted
/// apart from those, so that a stolen session keeps nobody from logging in.
pub(super) fn confirm_code(account: AccountId) -> Gate {
    Gate::new("confirm code", &[&account.to_string()], SECOND_STEP, Success::Forgets)
}

/// Codes of an account's second step: a device it knows is counted by itself, so that who stole the password can't keep its
/// owner out.
pub(super) fn second_step(account: AccountId, known_device: Option<&[u8]>) -> Vec<Gate> {
    let account = account.to_string();
    let Some(device) = known_device else {
        return vec![Gate::new("second step", &[&account], SECOND_STEP, Success::Forgets)];
    };
    let device: String = device.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![Gate::new("second step device", &[&account, &device], SECOND_STEP, Success::Forgets)]
}

/// Mails that anybody can have sent to anybody.
pub(super) fn mail(kind: &str, email_key: &str, from: IpAddr) -> Vec<Gate> {
    vec![
        Gate::new("mail", &[kind, email_key], MAIL, Success::Counts),
        Gate::new("mail address", &[&host(from)], MAIL_ADDRESS, Success::Counts),
    ]
}

/// Letters to an address that somebody would have as their own: to that address, and by that account.
pub(super) fn email_change(account: AccountId, email_key: &str) -> Vec<Gate> {
    vec![
        Gate::new("mail", &["email_change", email_key], MAIL, Success::Counts),
        Gate::new("email change", &[&account.to_string()], EMAIL_CHANGE, Success::Counts),
    ]
}

/// Vulnerability reports, which anybody may send and each of which is a mail: from one address of the network, to one
/// mailbox, and all together.
pub(crate) fn admit_report(conn: &mut PgConnection, email: Option<&str>, from: IpAddr) -> Result<(), Failure> {
    let mut gates = vec![
        Gate::new("report address", &[&host(from)], MAIL, Success::Counts),
        Gate::new("report", &[], REPORTS, Success::Counts),
    ];
    if let Some(email) = email {
        gates.push(Gate::new("mail", &["report", &email_key(email)], MAIL, Success::Counts));
    }
    admit(conn, &gates)
}

/// Exports of all that is kept of a person, by one account.
pub(crate) fn admit_data_export(conn: &mut PgConnection, account: AccountId) -> Result<(), Failure> {
    admit(conn, &[Gate::new("data export", &[&account.to_string()], DATA_EXPORT, Success::Counts)])
}

/// Secrets of links.
pub(super) fn link(from: IpAddr) -> Vec<Gate> {
    vec![Gate::new("link", &[&host(from)], LINK_ADDRESS, Success::TakesBack)]
}

/// Log-ins that go to an organisation's provider, and those that come back.
pub(super) fn sign_on(from: IpAddr) -> Vec<Gate> {
    vec![Gate::new("sign-on", &[&host(from)], LINK_ADDRESS, Success::TakesBack)]
}

/// Log-ins by a passkey. A signature can't be guessed: this only keeps the noise down.
pub(super) fn passkey(from: IpAddr) -> Vec<Gate> {
    vec![Gate::new("passkey", &[&host(from)], LINK_ADDRESS, Success::TakesBack)]
}

/// Counts an attempt at every gate, or refuses it with 429 and counts it nowhere (the transaction ends).
pub(super) fn admit(conn: &mut PgConnection, gates: &[Gate]) -> Result<(), Failure> {
    let mut gates: Vec<&Gate> = gates.iter().collect();
    gates.sort_by(|a, b| a.key.cmp(&b.key)); // one order for everybody, or two could wait for each other
    for gate in gates {
        throttles::ensure(conn, &gate.key, Utc::now())?;
        let earlier = throttles::lock(conn, &gate.key)?;
        // Asked when the row is held: of two at once the second would be refused for coming before the first.
        let now = Utc::now();
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
