//! Requests in a loop, by wrk.

use std::{path::PathBuf, process::Command};

use perftrack_tests::unique;

use crate::{meter::Load, program::Program};

/// A request to be replayed.
pub struct Replayed {
    /// Its method.
    pub method: &'static str,
    /// Its path with its query.
    pub path: String,
    /// Name and value of the header that says who asks; empty for nobody.
    pub who: (String, String),
    /// Where it says to come from.
    pub address: String,
    /// Its body; empty for none.
    pub body: String,
}

impl Replayed {
    /// Sends it once and gives the answer's request id; it has to succeed.
    pub fn send(&self, program: &Program) -> String {
        let mut request =
            ureq::http::Request::builder().method(self.method).uri(format!("{}{}", program.url, self.path));
        for (name, value) in [
            (self.who.0.as_str(), self.who.1.as_str()),
            ("Origin", &program.url),
            ("X-Forwarded-For", &self.address),
            ("Content-Type", "application/json"),
        ] {
            request = request.header(name, value);
        }
        let sent = match self.body.is_empty() {
            true => ureq::run(request.body(()).expect("a request")),
            false => ureq::run(request.body(self.body.clone()).expect("a request")),
        };
        let answer = sent.unwrap_or_else(|error| panic!("{} {}: {error}", self.method, self.path));
        let id = answer.headers().get("x-request-id").and_then(|id| id.to_str().ok());
        id.unwrap_or_default().to_owned()
    }
}

/// Sends these in turn for so long.
pub fn run(program: &Program, requests: &[Replayed], connections: u32, seconds: u32) -> Load {
    let file = write(requests);
    let script = std::env::temp_dir().join(format!("perftrack-replay-{}.lua", unique()));
    std::fs::write(&script, include_str!("replay.lua")).expect("the script is written");
    let output = Command::new("wrk")
        .args(["--threads", "1", "--connections", &connections.to_string(), "--duration", &format!("{seconds}s")])
        .args(["--timeout", "20s", "--script"])
        .arg(&script)
        .arg(&program.url)
        .arg("--")
        .arg(&file)
        .arg(&program.url)
        .output()
        .expect("wrk runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let _ = (std::fs::remove_file(&file), std::fs::remove_file(&script));
    let numbers = said.lines().find_map(|line| line.strip_prefix("replayed "));
    let numbers: Vec<f64> =
        numbers.unwrap_or_else(|| panic!("wrk: {said}")).split(' ').map(|n| n.parse().expect("a number")).collect();
    Load {
        requests: numbers[0],
        seconds: numbers[1] / 1e6,
        p50_ms: numbers[2] / 1e3,
        p99_ms: numbers[3] / 1e3,
        errors: numbers[4],
    }
}

fn write(requests: &[Replayed]) -> PathBuf {
    let line = |request: &Replayed| {
        let Replayed { method, path, who: (name, value), address, body } = request;
        format!("{method}\t{path}\t{name}\t{value}\t{address}\t{body}\n")
    };
    let file = std::env::temp_dir().join(format!("perftrack-replay-{}", unique()));
    std::fs::write(&file, requests.iter().map(line).collect::<String>()).expect("the requests are written");
    file
}
