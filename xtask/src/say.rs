//! What the person at the keyboard reads.

use std::{fmt::Display, time::Instant};

/// Why it can't go on, in one line that names the remedy.
#[derive(Debug)]
pub struct Failed(pub String);

impl Failed {
    /// With what was being done in front.
    pub fn doing(what: &str, why: impl Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// One line about what is being done.
pub fn doing(what: impl Display) {
    eprintln!("· {what}");
}

/// Says what is being done, does it, and says how long it took if that was noticeable.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Failed>) -> Result<T, Failed> {
    doing(what);
    let started = Instant::now();
    let done = work()?;
    let seconds = started.elapsed().as_secs();
    if seconds > 2 {
        eprintln!("  done in {seconds} s");
    }
    Ok(done)
}
