//! Whether what was restored can be believed to its pages: every row of every table, and every index against its rows. The
//! server itself looks, by the extension amcheck, which is all that `pg_amcheck --heapallindexed` asks, too.

use anyhow::{Context, ensure};
use diesel::{
    Connection, PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    dsl::sql,
    result::Error,
    select, sql_query,
    sql_types::{Bool, Text},
};
use secrecy::{ExposeSecret, SecretString};

/// What only a superuser may call, unless somebody was granted it.
const MAY_LOOK: &str =
    "coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass, boolean)')::oid, 'EXECUTE')
    AND has_function_privilege(to_regprocedure('verify_heapam(regclass, boolean, boolean, text, bigint, bigint)')::oid,
                               'EXECUTE'), false)";

/// What came of it.
pub(super) enum Looked {
    /// Nothing is wrong; with so many indexes.
    Sound(usize),
    /// Nobody could look, and why.
    Not(String),
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    said: String,
}

/// Looks at the database of `migrator`; an error if something in it is unsound. Leaves nothing there: what it makes goes with
/// its transaction, which nobody commits.
pub(super) fn look(migrator: &SecretString) -> anyhow::Result<Looked> {
    let mut conn =
        PgConnection::establish(migrator.expose_secret()).context("DATABASE_MIGRATOR_URL can't be reached")?;
    conn.batch_execute("BEGIN; SET LOCAL statement_timeout = 0")?;
    match conn.batch_execute("CREATE EXTENSION IF NOT EXISTS amcheck") {
        Ok(()) => {}
        Err(Error::DatabaseError(_, said)) => return Ok(Looked::Not(said.message().to_owned())),
        Err(error) => return Err(error.into()),
    }
    if !select(sql::<Bool>(MAY_LOOK)).get_result::<bool>(&mut conn)? {
        return Ok(Looked::Not("this user may not call its functions".to_owned()));
    }
    let wrong = lines(&mut conn, include_str!("rows_unsound.sql")).context("a table can't be looked at")?;
    ensure!(wrong.is_empty(), "tables are damaged: {}", wrong.join("; "));
    let indexes = lines(&mut conn, include_str!("indexes_looked_at.sql")).context("an index is damaged")?;
    Ok(Looked::Sound(indexes.len()))
}

fn lines(conn: &mut PgConnection, query: &str) -> QueryResult<Vec<String>> {
    let lines: Vec<Line> = sql_query(query).load(conn)?;
    Ok(lines.into_iter().map(|line| line.said).collect())
}
