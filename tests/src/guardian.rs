//! Child processes that end with the tests, however the tests end.
//!
//! A guardian is a shell script that starts something, prints a line when it is ready, and cleans up
//! once its standard input closes. Statics are never dropped, but the system closes our end of the
//! pipe whatever kills us.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdout, Command, Stdio},
};

/// A running guardian. It ends when this process does, or when it is dropped.
pub struct Guardian {
    child: Child,
}

impl Guardian {
    /// Runs `script` by `sh` with `arguments`; gives what it prints, to be read line by line.
    pub fn start(script: &str, arguments: &[&str], prepare: impl FnOnce(&mut Command)) -> (Self, Lines) {
        let mut command = Command::new("sh");
        command.args(["-c", script, "guardian"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        prepare(&mut command);
        let mut child = command.spawn().expect("sh runs");
        let lines = Lines(BufReader::new(child.stdout.take().expect("piped")));
        (Self { child }, lines)
    }

    /// Writes a line to its standard input.
    pub fn tell(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("it is open until dropped");
        writeln!(stdin, "{line}").expect("the guardian listens");
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What a guardian prints.
pub struct Lines(BufReader<ChildStdout>);

impl Lines {
    /// The rest of the first line that begins with `prefix`; `None` if it ends without one.
    pub fn after(&mut self, prefix: &str) -> Option<String> {
        let mut line = String::new();
        while self.0.read_line(&mut line).ok()? > 0 {
            if let Some(rest) = line.strip_prefix(prefix) {
                return Some(rest.trim().to_owned());
            }
            line.clear();
        }
        None
    }

    /// Writes all that is still to come into `file`, in the background.
    pub fn copy_to(mut self, mut file: std::fs::File) {
        std::thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(read @ 1..) = self.0.read(&mut chunk) {
                if file.write_all(&chunk[..read]).is_err() {
                    return;
                }
            }
        });
    }
}
