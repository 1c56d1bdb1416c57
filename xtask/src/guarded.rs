//! Long-running children that never outlive us.

use std::{
    ffi::OsStr,
    io::Read,
    os::unix::process::CommandExt,
    process::{Child, Command, ExitStatus, Stdio},
};

use crate::say::Failed;

/// Runs its arguments and sends them a signal once nobody holds our standard input open: also when we
/// were killed and could not say goodbye. What the guardian ignores to live that long isn't ignored by the program.
const GUARDIAN: &str = r#"signal=$1; shift
trap '' INT HUP TERM
exec 3<&0
( trap - INT HUP TERM; exec "$@" ) </dev/null 3<&- & pid=$!
( cat <&3; kill -"$signal" $pid ) >/dev/null 2>&1 &
wait $pid"#;

/// A running program; asked to stop when this is dropped, and waited for.
pub struct Guarded(Child);

impl Guarded {
    /// A command that runs `program` under guard. `signal` is how the program is asked to stop.
    pub fn command(signal: &str, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", GUARDIAN, "guardian", signal]).arg(program);
        // Ctrl-C at the terminal is for us: we stop our children in the right order.
        command.process_group(0);
        command
    }

    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self, Failed> {
        let child = command.stdin(Stdio::piped()).spawn();
        child.map(Self).map_err(|error| Failed::doing("starting a program", error))
    }

    /// What it prints, if that was piped.
    pub fn stdout(&mut self) -> Option<impl Read + Send + 'static> {
        self.0.stdout.take()
    }

    /// How it ended, if it did by itself.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::Guarded;

    #[test]
    fn a_program_that_minds_no_signal_itself_ends_too() {
        let mut sleeper = Guarded::start(Guarded::command("TERM", "sleep").arg("1000")).expect("it starts");
        assert!(sleeper.ended().is_none());
        drop(sleeper);
    }
}
