//! Whether this process works in the background too.

use super::Check;

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RoundsSettings {
    /// Whether this process goes rounds for reminders and mails of what people were told: on (unless set) or off.
    /// At least one replica has to.
    #[arg(long, env = "PERFTRACK_ROUNDS")]
    pub rounds: Option<String>,
}

/// Whether this process goes rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounds(pub bool);

impl RoundsSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Rounds> {
        let read = match super::given(&self.rounds).unwrap_or("on") {
            "on" => Ok(Rounds(true)),
            "off" => Ok(Rounds(false)),
            other => Err(format!("{other:?} is neither on nor off")),
        };
        check.faults.take("PERFTRACK_ROUNDS", read)
    }
}
