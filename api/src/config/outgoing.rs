//! Where the server may post to when somebody gives it an address.

use super::{Check, given};

const LOOPBACK: &str = "PERFTRACK_OUTGOING_LOOPBACK";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OutgoingSettings {
    /// Development: whether channels may also lie on this machine, over http, for a stand-in of Slack or Teams:
    /// on or off (unless set).
    #[arg(long, env = LOOPBACK)]
    pub outgoing_loopback: Option<String>,
}

/// Where the server may post to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Also to this machine, over http. Never in production: whoever may set an address could reach what only this
    /// machine may.
    pub loopback: bool,
}

impl OutgoingSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Outgoing> {
        let read = match given(&self.outgoing_loopback).unwrap_or("off") {
            "on" if check.mode.is_production() => {
                Err("is for development: an address that somebody sets could reach what only this machine may".into())
            }
            "on" => Ok(Outgoing { loopback: true }),
            "off" => Ok(Outgoing { loopback: false }),
            other => Err(format!("{other:?} is neither on nor off")),
        };
        check.faults.take(LOOPBACK, read)
    }
}
