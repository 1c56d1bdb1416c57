//! What PerfTrack costs: `cargo xtask bench`.
//!
//! Four sizes of database side by side; on each the release server, a *floor* (bare actix and diesel with
//! the same queries) and pgbench with the server's own statements. All are measured in turn within one run,
//! so that a ratio holds on a machine whose speed changes; absolute times mean little elsewhere.

mod cases;
mod meter;
mod pgbench;
mod profile;
mod program;
mod replay;
mod report;
mod seed;
mod storm;

use std::collections::BTreeMap;

use cases::{CASES, Case};
use meter::Sample;
use program::Program;
use report::Row;
use seed::{SIZES, Seeded, Size};

/// Connections at once.
const CONNECTIONS: [u32; 2] = [1, 16];

/// What is set by `cargo xtask bench`'s arguments.
struct Plan {
    seconds: u32,
    rounds: u32,
    sizes: Vec<&'static Size>,
}

/// A size's database with what runs on it.
struct Stand {
    size: &'static Size,
    seeded: Seeded,
    server: Program,
    floor: Program,
    idle_kb: u64,
}

fn main() {
    let plan = Plan::of(std::env::args().skip(1));
    let stands: Vec<Stand> = plan.sizes.iter().map(|size| Stand::on(size)).collect();
    let mut measured: BTreeMap<(usize, u32, usize), Row> = BTreeMap::new();
    for round in 1..=plan.rounds {
        eprintln!("· round {round} of {}", plan.rounds);
        for (case_number, case) in CASES.iter().enumerate() {
            for connections in CONNECTIONS {
                for (stand_number, stand) in stands.iter().enumerate() {
                    let row = measured.entry((case_number, connections, stand_number)).or_default();
                    stand.measure(case, connections, &plan, row);
                }
            }
        }
    }
    report::speed(&measured, &stands);
    report::charts(&measured, &stands);
    report::memory(&stands);
    storm::report(&stands, &plan);
    profile::report(&stands, &plan);
}

impl Plan {
    /// Words are sizes; `--seconds N` and `--rounds N` say how long and how often.
    fn of(words: impl Iterator<Item = String>) -> Self {
        let mut plan = Self { seconds: 3, rounds: 3, sizes: Vec::new() };
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let mut number = || words.next().and_then(|number| number.parse().ok()).expect("a number follows");
            match word.as_str() {
                "--seconds" => plan.seconds = number(),
                "--rounds" => plan.rounds = number(),
                name => plan.sizes.push(Size::named(name)),
            }
        }
        if plan.sizes.is_empty() {
            plan.sizes = SIZES.iter().collect();
        }
        plan
    }
}

impl Stand {
    fn on(size: &'static Size) -> Self {
        let seeded = seed::ready(size);
        pgbench::hush(&seeded.database);
        let server = Program::server(&seeded.database);
        server.get("/health/ready");
        let idle_kb = server.resident_kb();
        let floor = Program::floor(&seeded.database);
        Self { size, seeded, server, floor, idle_kb }
    }

    fn measure(&self, case: &Case, connections: u32, plan: &Plan, row: &mut Row) {
        let database = &self.seeded.database;
        let ours = (case.requests)(&self.seeded);
        row.ours.push(Sample::of(database, Some(&self.server), || {
            replay::run(&self.server, &ours, connections, plan.seconds)
        }));
        if let Some(bare) = case.floor {
            let bare = bare(&self.seeded);
            row.floor.push(Sample::of(database, Some(&self.floor), || {
                replay::run(&self.floor, &bare, connections, plan.seconds)
            }));
        }
        if case.in_pgbench {
            let scripts = pgbench::scripts(self.size, case.name, database, &self.server, &ours);
            row.pgbench
                .push(Sample::of(database, None, || pgbench::run(&scripts, database, connections, plan.seconds)));
        }
    }
}
