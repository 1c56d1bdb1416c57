//! What requests cost the database, in statements and in rows: that says the same wherever it runs.

use std::collections::BTreeMap;

use diesel::PgConnection;
use perftrack_tests::{
    Server,
    db::{run, text},
};

/// What a request asks of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub statements: i64,
    pub rows: i64,
}

/// Counts what requests cost.
pub(super) struct Meter {
    pub conn: PgConnection,
    /// The least that each took: what happens beside requests now and then doesn't happen at every one.
    pub least: BTreeMap<&'static str, Cost>,
}

impl Meter {
    pub fn of(server: &Server) -> Self {
        let mut conn = server.database.admin();
        run(&mut conn, "CREATE EXTENSION pg_stat_statements");
        Self { conn, least: BTreeMap::new() }
    }

    fn taken(&mut self) -> Cost {
        const TAKEN: &str =
            "SELECT concat_ws(' ', coalesce(sum(s.calls), 0)::bigint, coalesce(sum(s.rows), 0)::bigint) AS text
            FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
            WHERE s.userid IN ('pt_app'::regrole, 'pt_auth'::regrole)
              AND s.query !~* '^(begin|commit|rollback|savepoint|release|set)\\M'
              AND s.query !~* '\\m(mails|spent_requests|key_uses|backups|backup_alerts|heads|certificates)\\M'";
        let both = text(&mut self.conn, TAKEN);
        let (statements, rows) = both.split_once(' ').expect("two numbers");
        Cost { statements: statements.parse().expect("a number"), rows: rows.parse().expect("a number") }
    }

    pub fn count<T>(&mut self, name: &'static str, request: impl FnOnce() -> T) -> T {
        let before = self.taken();
        let answer = request();
        let after = self.taken();
        let cost = Cost { statements: after.statements - before.statements, rows: after.rows - before.rows };
        self.least.entry(name).and_modify(|least| *least = cost.min(*least)).or_insert(cost);
        answer
    }
}
