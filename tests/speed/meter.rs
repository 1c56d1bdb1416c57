//! What a load took: time, processor, statements.

use std::fs;

use perftrack_tests::{Database, db::text};

use crate::program::Program;

/// What a load generator saw.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answered requests.
    pub requests: f64,
    /// For how long.
    pub seconds: f64,
    /// Half were answered within so many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 were answered within so many milliseconds.
    pub p99_ms: f64,
    /// Failed requests, and refused ones.
    pub errors: f64,
}

/// A load with what it cost.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What was seen from outside.
    pub load: Load,
    /// Processor time of the program per request, in milliseconds.
    pub program_ms: f64,
    /// Processor time of Postgres per request, in milliseconds.
    pub database_ms: f64,
    /// Statements per request, transaction control included.
    pub statements: f64,
}

impl Sample {
    /// Runs a load and measures around it. `program` is who serves, if anybody but Postgres.
    pub fn of(database: &Database, program: Option<&Program>, load: impl FnOnce() -> Load) -> Self {
        let mut admin = database.admin();
        let postmaster = parent(text(&mut admin, "SELECT pg_backend_pid()::text AS text").parse().expect("a pid"));
        const CALLS: &str = "SELECT sum(calls)::text AS text FROM pg_stat_statements \
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let used = || (program.map_or(0.0, |program| cpu_ms(program.pid)), cluster_cpu_ms(postmaster));
        let (calls, before) = (text(&mut admin, CALLS).parse::<f64>().expect("a number"), used());
        let load = load();
        let (after, all_calls) = (used(), text(&mut admin, CALLS).parse::<f64>().expect("a number"));
        let requests = load.requests.max(1.0);
        Self {
            load,
            program_ms: (after.0 - before.0) / requests,
            database_ms: (after.1 - before.1) / requests,
            statements: (all_calls - calls) / requests,
        }
    }
}

/// Fields of /proc/PID/stat from the state on.
fn stat(pid: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(stat.rsplit_once(") ")?.1.split(' ').map(str::to_owned).collect())
}

fn parent(pid: u32) -> u32 {
    stat(pid).and_then(|fields| fields[1].parse().ok()).expect("it has a parent")
}

/// Ticks are hundredths of a second on every Linux that matters.
fn ticks(fields: &[String], which: std::ops::Range<usize>) -> f64 {
    fields[which].iter().map(|ticks| ticks.parse::<f64>().unwrap_or(0.0) * 10.0).sum()
}

fn cpu_ms(pid: u32) -> f64 {
    stat(pid).map_or(0.0, |fields| ticks(&fields, 11..13))
}

/// All processes of a cluster, those that ended included.
fn cluster_cpu_ms(postmaster: u32) -> f64 {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let children = pids.filter_map(stat).filter(|fields| fields[1] == postmaster.to_string());
    let living: f64 = children.map(|fields| ticks(&fields, 11..13)).sum();
    living + stat(postmaster).map_or(0.0, |fields| ticks(&fields, 11..15))
}
