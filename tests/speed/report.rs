//! The tables.

use std::collections::BTreeMap;

use crate::{
    Stand,
    cases::{CASES, CHARTS},
    meter::Sample,
};

/// All samples of one case, at one size and number of connections.
#[derive(Default)]
pub struct Row {
    /// The server's.
    pub ours: Vec<Sample>,
    /// The floor's.
    pub floor: Vec<Sample>,
    /// pgbench's.
    pub pgbench: Vec<Sample>,
}

/// Requests per second, what they cost, and what they are compared with.
pub fn speed(measured: &BTreeMap<(usize, u32, usize), Row>, stands: &[Stand]) {
    println!("CPU is in milliseconds per request, server + Postgres; medians of all rounds.\n");
    println!(
        "{:<11}{:>6}{:>5} │{:>9}{:>9}{:>9}{:>8}{:>8}{:>7}{:>7} │{:>9}{:>8} │{:>9}{:>8} │{:>7}",
        "operation",
        "size",
        "conn",
        "req/s",
        "p50 ms",
        "p99 ms",
        "server",
        "Postgr.",
        "stmts",
        "errors",
        "floor/s",
        "÷floor",
        "pgbench/s",
        "÷pgb.",
        "growth"
    );
    for ((case, connections, stand), row) in measured {
        let ours = median(&row.ours, rate);
        let beside = |samples: &[Sample]| {
            if samples.is_empty() {
                return ("–".to_owned(), "–".to_owned());
            }
            let rate = median(samples, rate);
            (format!("{rate:.0}"), format!("{:.2}", ours / rate))
        };
        let ((floor, to_floor), (pgbench, to_pgbench)) = (beside(&row.floor), beside(&row.pgbench));
        // How much longer a request takes than at the smallest size.
        let smallest = measured.get(&(*case, *connections, 0)).map_or(ours, |row| median(&row.ours, rate));
        println!(
            "{:<11}{:>6}{connections:>5} │{ours:>9.0}{:>9.2}{:>9.2}{:>8.2}{:>8.2}{:>7.1}{:>7.0} │{floor:>9}{to_floor:>8} │{pgbench:>9}{to_pgbench:>8} │{:>7.2}",
            CASES[*case].name,
            stands[*stand].size.name,
            median(&row.ours, |sample| sample.load.p50_ms),
            median(&row.ours, |sample| sample.load.p99_ms),
            median(&row.ours, |sample| sample.program_ms),
            median(&row.ours, |sample| sample.database_ms),
            median(&row.ours, |sample| sample.statements),
            row.ours.iter().map(|sample| sample.load.errors).sum::<f64>(),
            smallest / ours,
        );
    }
}

/// How much longer the chart of a million measurements takes than that of a thousand.
pub fn charts(measured: &BTreeMap<(usize, u32, usize), Row>, stands: &[Stand]) {
    println!("\nchart of 1M measurements ÷ of 1k    conn   time");
    let [small, large] = CHARTS.map(|name| CASES.iter().position(|case| case.name == name));
    for ((case, connections, stand), row) in measured {
        let beside = small.and_then(|small| measured.get(&(small, *connections, *stand)));
        if let Some(beside) = beside.filter(|_| large == Some(*case)) {
            let times = median(&beside.ours, rate) / median(&row.ours, rate);
            println!("{:>32}{connections:>8}{times:>7.2}", stands[*stand].size.name);
        }
    }
}

/// What each server held of memory, at rest and at most, log-ins included.
pub fn memory(stands: &[Stand]) {
    println!("\nmemory, MB     idle   most");
    for stand in stands {
        let mb = |kb: u64| kb as f64 / 1024.0;
        println!("{:>11}{:>8.0}{:>7.0}", stand.size.name, mb(stand.idle_kb), mb(stand.server.peak_kb()));
    }
}

fn rate(sample: &Sample) -> f64 {
    sample.load.requests / sample.load.seconds
}

/// The median over the rounds.
pub fn median(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    let mut values: Vec<f64> = samples.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
