//! The stand-in as a program: it prints where it listens, and how a server is told of it.

use std::io::Write;

use flutterwave::{HASH, KEY, StandIn};

fn main() {
    // A port that stays the same lets a checkout that was begun before a restart be looked at again.
    let port = std::env::var("FLUTTERWAVE_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(0);
    let stand_in = StandIn::listening(port).unwrap_or_else(|error| panic!("it can't listen: {error}"));
    println!("key {KEY}\nhash {HASH}\nlistening on {}", stand_in.base());
    // Whoever waits for these lines must get them before we wait ourselves.
    let _ = std::io::stdout().flush();
    loop {
        std::thread::park();
    }
}
