//! What is logged.

use tracing_subscriber::EnvFilter;

use super::{Check, given};

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LogSettings {
    /// What to log, such as `info` or `info,api::db=debug`.
    #[arg(long, env = "PERFTRACK_LOG")]
    pub log: Option<String>,
}

/// What to log.
#[derive(Debug, Clone)]
pub struct Log {
    /// A filter that [`EnvFilter`] has accepted.
    pub filter: String,
}

impl LogSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Log> {
        let filter = given(&self.log).unwrap_or("info");
        let parsed = EnvFilter::builder().parse(filter).map_err(|error| error.to_string());
        check.faults.take("PERFTRACK_LOG", parsed)?;
        Some(Log { filter: filter.to_owned() })
    }
}
