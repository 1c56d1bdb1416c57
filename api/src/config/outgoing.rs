//! Where the server may post to when somebody gives it an address, and whom it asks for names.

use std::net::SocketAddr;

use super::{Check, given};

const DNS: &str = "PERFTRACK_DNS";
const LOOPBACK: &str = "PERFTRACK_OUTGOING_LOOPBACK";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OutgoingSettings {
    /// Development: whether channels may also lie on this machine, over http, for a stand-in of Slack or Teams:
    /// on or off (unless set).
    #[arg(long, env = LOOPBACK)]
    pub outgoing_loopback: Option<String>,
    /// The name server that is asked whether an organisation's e-mail domain is its own, as address and port; those of
    /// the machine unless set.
    #[arg(long, env = DNS)]
    pub dns: Option<String>,
}

/// Where the server may post to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Also to this machine, over http. Never in production: whoever may set an address could reach what only this
    /// machine may.
    pub loopback: bool,
    /// The name server that is asked for the proofs of domains; `None` for the machine's own.
    pub dns: Option<SocketAddr>,
}

impl OutgoingSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Outgoing> {
        let wrong = |text: &str| format!("{text:?} is not an address with a port, such as 192.0.2.53:53");
        let dns = given(&self.dns).map(|text| text.parse::<SocketAddr>().map_err(|_| wrong(text))).transpose();
        let dns = check.faults.take(DNS, dns);
        let loopback = match given(&self.outgoing_loopback).unwrap_or("off") {
            "on" if check.mode.is_production() => {
                Err("is for development: an address that somebody sets could reach what only this machine may".into())
            }
            "on" => Ok(true),
            "off" => Ok(false),
            other => Err(format!("{other:?} is neither on nor off")),
        };
        let loopback = check.faults.take(LOOPBACK, loopback);
        Some(Outgoing { loopback: loopback?, dns: dns? })
    }
}
