//! Everything that is wrong with the settings, collected so that it can be said in one go.

use std::fmt;

/// One setting that cannot be used, and why. Never holds the value of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The environment variable to change.
    pub setting: &'static str,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// What is wrong with the settings as a whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes that `setting` cannot be used.
    pub fn add(&mut self, setting: &'static str, reason: impl Into<String>) {
        let reason = reason.into();
        self.0.push(Fault { setting, reason });
    }

    /// Notes the error of `result`, if it is one, and gives the value otherwise.
    pub fn take<T>(&mut self, setting: &'static str, result: Result<T, String>) -> Option<T> {
        result.map_err(|reason| self.add(setting, reason)).ok()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PerfTrack cannot start with these settings:")?;
        for fault in &self.0 {
            write!(f, "\n  {}: {}", fault.setting, fault.reason)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
