//! `cargo xtask bench`: what PerfTrack costs, beside a floor and beside Postgres alone.

use crate::{
    cluster::{Cluster, Purpose, binaries},
    say::{self, Failed},
    shell, tools,
};

/// Builds, starts a cluster that keeps the seeded databases for the next time, and measures. The words
/// are those of `tests/speed`: sizes, `--seconds N`, `--rounds N`.
pub fn run(words: &[&str]) -> Result<(), Failed> {
    tools::server()?;
    tools::load()?;
    say::timed("building the release server, the floor and the bench (some minutes the first time)", || {
        let packages = ["build", "--release", "--quiet", "--package", "api", "--package", "perftrack-tests"];
        shell::run(shell::cargo(&packages).args(["--bin", "perftrack", "--example", "floor", "--example", "speed"]))
    })?;
    let release = shell::target().join("release");
    let cluster = Cluster::start(&shell::target().join("bench"), Purpose::Bench)?;
    let mut bench = shell::command(release.join("examples/speed"), words);
    bench.env("PERFTRACK_TEST_ADMIN_URL", cluster.url("postgres", "postgres"));
    bench.env("PERFTRACK_BIN", release.join("perftrack")).env("PERFTRACK_FLOOR", release.join("examples/floor"));
    bench.env("PERFTRACK_PGBENCH", binaries().unwrap_or_default().join("pgbench"));
    shell::run(&mut bench)
}
