//! How much may be asked of the server, and by how many at once.

use std::{num::NonZeroU32, str::FromStr};

use super::{Check, given};

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LimitSettings {
    /// Requests a minute without a session, per address: 240 unless set.
    #[arg(long, env = "PERFTRACK_VISITOR_REQUESTS")]
    pub visitor_requests: Option<String>,
    /// Requests a minute of one session or API token, and of one person in all of theirs: 600 unless set.
    #[arg(long, env = "PERFTRACK_SESSION_REQUESTS")]
    pub session_requests: Option<String>,
    /// Requests a minute of a whole organisation: 12000 unless set.
    #[arg(long, env = "PERFTRACK_ORGANISATION_REQUESTS")]
    pub organisation_requests: Option<String>,
    /// Connections that may be open at once, a tenth of them from one address: 10000 unless set. Proxies may have all.
    #[arg(long, env = "PERFTRACK_CONNECTIONS")]
    pub connections: Option<String>,
}

/// How much may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests a minute of an address without a session.
    pub visitor: NonZeroU32,
    /// Requests a minute of a session or an API token.
    pub session: NonZeroU32,
    /// Requests a minute of an organisation.
    pub organisation: NonZeroU32,
    /// Open connections in all.
    pub connections: usize,
}

/// Fewer would leave none to some.
const FEWEST_CONNECTIONS: usize = 20;

impl LimitSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Limits> {
        let visitor = check.faults.take("PERFTRACK_VISITOR_REQUESTS", read(&self.visitor_requests, "240"));
        let session = check.faults.take("PERFTRACK_SESSION_REQUESTS", read(&self.session_requests, "600"));
        let organisation =
            check.faults.take("PERFTRACK_ORGANISATION_REQUESTS", read(&self.organisation_requests, "12000"));
        let connections = read(&self.connections, "10000").and_then(|number: usize| match number {
            FEWEST_CONNECTIONS.. => Ok(number),
            _ => Err(format!("{number} is less than {FEWEST_CONNECTIONS}")),
        });
        let connections = check.faults.take("PERFTRACK_CONNECTIONS", connections);
        Some(Limits { visitor: visitor?, session: session?, organisation: organisation?, connections: connections? })
    }
}

fn read<N: FromStr>(setting: &Option<String>, usual: &str) -> Result<N, String> {
    let text = given(setting).unwrap_or(usual);
    text.parse().map_err(|_| format!("{text:?} is not a number of at least 1"))
}
