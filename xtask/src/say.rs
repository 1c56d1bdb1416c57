//! What the person at the keyboard reads.

use std::{
    fmt::Display,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// Why it can't go on, in one line that names the remedy.
#[derive(Debug)]
pub struct Failed(pub String);

impl Failed {
    /// Said already; only the exit code remains.
    pub const SAID: Self = Self(String::new());

    /// Tells the person at the keyboard.
    pub fn show(&self) {
        if !self.0.is_empty() {
            eprintln!("xtask: {}", self.0);
        }
    }

    /// With what was being done in front.
    pub fn doing(what: &str, why: impl Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// One line about what is being done.
pub fn doing(what: impl Display) {
    eprintln!("· {what}");
}

/// Says what is being done, does it, and says how long it took if that was noticeable. While it takes
/// long, says every half minute that it goes on.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Failed>) -> Result<T, Failed> {
    doing(what);
    let started = Instant::now();
    let (finished, wait) = mpsc::channel::<()>();
    let clock = thread::spawn(move || {
        while wait.recv_timeout(Duration::from_secs(30)) == Err(mpsc::RecvTimeoutError::Timeout) {
            eprintln!("  … {} s", started.elapsed().as_secs());
        }
    });
    let done = work();
    drop(finished);
    let _ = clock.join();
    let seconds = started.elapsed().as_secs();
    if done.is_ok() && seconds > 2 {
        eprintln!("  done in {seconds} s");
    }
    done
}
