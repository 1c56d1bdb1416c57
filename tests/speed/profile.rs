//! Where Postgres spends a request's time: statement by statement.

use perftrack_tests::db::{run, texts};

use crate::{
    Plan, Stand,
    cases::{CASES, LOG_IN},
    replay,
};

/// The statements that cost most: calls, milliseconds and blocks looked at, each per request; rarer ones left out.
const DEAREST: &str = "
    SELECT format('%7s %7s %8s  %s', round(calls / $1, 1), round((total_exec_time / $1)::numeric, 2),
                  round((shared_blks_hit + shared_blks_read) / $1), left(regexp_replace(query, '\\s+', ' ', 'g'), 100)) AS text
    FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND userid IN ('pt_app'::regrole, 'pt_auth'::regrole) AND calls >= $1 / 10
    ORDER BY total_exec_time DESC LIMIT 20";

/// For each operation at the smallest and the largest size, by one connection.
pub fn report(stands: &[Stand], plan: &Plan) {
    println!("\nPostgres's time by statement, per request     calls      ms   blocks");
    let ends = stands.iter().take(1).chain(stands.iter().skip(1).last());
    for stand in ends {
        for case in CASES.iter().filter(|case| case.name != LOG_IN) {
            let requests = (case.requests)(&stand.seeded);
            let mut admin = stand.seeded.database.admin();
            run(&mut admin, "SELECT pg_stat_statements_reset()");
            let load = replay::run(&stand.server, &requests, 1, plan.seconds);
            println!("{} at {}", case.name, stand.size.name);
            let count = format!("{:.1}", load.requests.max(1.0));
            for line in texts(&mut admin, &DEAREST.replace("$1", &count)) {
                println!("                                         {line}");
            }
        }
    }
}
