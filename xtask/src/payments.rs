//! The stand-in that takes payments where no money may move: in development and in the journeys.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{guarded::Guarded, say::Failed, shell};

const KEY: &str = "PERFTRACK_FLUTTERWAVE_SECRET_KEY";

/// What takes payments.
pub struct Payments {
    settings: Vec<(&'static str, String)>,
    _stand_in: Option<Guarded>,
}

impl Payments {
    /// Builds and starts the stand-in, unless our own environment says who takes them: then the server reads that.
    pub fn open() -> Result<Self, Failed> {
        if std::env::var(KEY).is_ok_and(|key| !key.trim().is_empty()) {
            return Ok(Self { settings: Vec::new(), _stand_in: None });
        }
        shell::run(&mut shell::cargo(&["build", "--quiet", "--package", "flutterwave"]))?;
        let program = shell::target().join("debug/flutterwave");
        let mut stand_in = Guarded::start(Guarded::command("TERM", program).stdout(Stdio::piped()))?;
        let output = stand_in.stdout().ok_or_else(|| Failed("the stand-in's output can't be read".to_owned()))?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let mut after = |beginning: &str| {
            let found = lines.find_map(|line| line.strip_prefix(beginning).map(str::to_owned));
            found.ok_or_else(|| Failed("the stand-in of Flutterwave did not start".to_owned()))
        };
        let settings = vec![
            (KEY, after("key ")?),
            ("PERFTRACK_FLUTTERWAVE_WEBHOOK_HASHES", after("hash ")?),
            ("PERFTRACK_FLUTTERWAVE_BASE_URL", after("listening on ")?),
        ];
        Ok(Self { settings, _stand_in: Some(stand_in) })
    }

    /// Tells a server.
    pub fn tell(&self, serve: &mut Command) {
        serve.envs(self.settings.iter().map(|(name, value)| (*name, value)));
    }
}

/// Makes a checkout in Flutterwave's own sandbox, and asks what became of it.
pub fn sandbox() -> Result<(), Failed> {
    if !std::env::var(KEY).is_ok_and(|key| key.starts_with("FLWSECK_TEST-")) {
        return Err(Failed(format!("{KEY} has to be a test key of yours, FLWSECK_TEST-…: docs/payments.md")));
    }
    let test = "flutterwave::sandbox::a_checkout_is_made_and_asked_about";
    let words = ["test", "--quiet", "--package", "api", "--lib", test, "--", "--exact", "--ignored", "--nocapture"];
    shell::run(&mut shell::cargo(&words))
}
