//! Log-ins as fast as they can come: what a hash costs, and what is left for those who read.

use std::time::Instant;

use perftrack_tests::db::hashing;

use crate::{Plan, Stand, cases, replay};

/// What production hashes with unless told otherwise.
const COST: u32 = 12;

/// One log-in beside one hash; reading while log-ins arrive, beside reading in quiet.
pub fn report(stands: &[Stand], plan: &Plan) {
    println!("\nlog-in, one at a time, ms      hash  log-in    more");
    let hash = hashing(COST);
    for stand in stands {
        let mut hashes: Vec<f64> = (0..9)
            .map(|_| {
                let started = Instant::now();
                hash();
                started.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        hashes.sort_by(f64::total_cmp);
        let log_in = replay::run(&stand.server, &cases::log_ins(&stand.seeded), 1, plan.seconds.max(5)).p50_ms;
        println!("{:>27}{:>8.1}{log_in:>8.1}{:>8.1}", stand.size.name, hashes[4], log_in - hashes[4]);
    }
    println!("\nlist of 20 by 4 connections, p99 ms    quiet   storm   ratio   (16 connections logging in)");
    for stand in stands {
        let reads = (cases::CASES[0].requests)(&stand.seeded);
        let quiet = replay::run(&stand.server, &reads, 4, plan.seconds).p99_ms;
        let storm = std::thread::scope(|scope| {
            scope.spawn(|| replay::run(&stand.server, &cases::log_ins(&stand.seeded), 16, plan.seconds + 2));
            std::thread::sleep(std::time::Duration::from_secs(1));
            replay::run(&stand.server, &reads, 4, plan.seconds).p99_ms
        });
        println!("{:>35}{quiet:>9.1}{storm:>8.1}{:>8.1}", stand.size.name, storm / quiet);
    }
}
