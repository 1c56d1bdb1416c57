//! What the database is told of its backups, and remembers.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, QueryResult,
    connection::SimpleConnection,
    dsl::{max, min, now},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::Text,
    update,
};
use uuid::Uuid;

use super::{
    name::{self, Name},
    run::Made,
};
use crate::db::schema::{backup_alerts, backups, organisations};

/// How backups stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// The moment that the newest verified one shows.
    pub(super) last_good: Option<DateTime<Utc>>,
    /// When one was last begun, however it went.
    pub(super) last_try: Option<DateTime<Utc>>,
    /// How many have failed since the newest verified one.
    pub(super) failures: i64,
    /// Since when there is anything to lose.
    pub(super) since: Option<DateTime<Utc>>,
}

/// The moment that the newest verified backup shows, but for those that claim to be of a time to come.
pub(super) fn last_good(conn: &mut PgConnection) -> QueryResult<Option<DateTime<Utc>>> {
    let good = backups::table.filter(backups::verified_at.is_not_null().and(backups::failure.is_null()));
    let possible = good.filter(backups::started_at.le(name::latest(Utc::now())));
    possible.select(max(backups::started_at)).get_result(conn)
}

/// How backups stand.
pub(super) fn standing(conn: &mut PgConnection) -> QueryResult<Standing> {
    let last_good = last_good(conn)?;
    let possible = || backups::table.filter(backups::started_at.le(name::latest(Utc::now())));
    let since = backups::started_at.gt(last_good.unwrap_or_default());
    Ok(Standing {
        last_good,
        last_try: possible().select(max(backups::started_at)).get_result(conn)?,
        failures: possible().filter(backups::failure.is_not_null().and(since)).count().get_result(conn)?,
        since: organisations::table.select(min(organisations::created_at)).get_result(conn)?,
    })
}

/// Notes that a backup begins, and that those which never came to their end won't.
pub(super) fn begin(conn: &mut PgConnection, name: &Name) -> QueryResult<Uuid> {
    let unfinished = backups::table.filter(backups::finished_at.is_null());
    update(unfinished).set((backups::finished_at.eq(now), backups::failure.eq("interrupted"))).execute(conn)?;
    let id = Uuid::now_v7();
    let row = (backups::id.eq(id), backups::name.eq(name.as_str()), backups::started_at.eq(name.moment()));
    insert_into(backups::table).values(row).execute(conn)?;
    Ok(id)
}

/// Notes that a backup was made, and found whole wherever it is kept.
pub(super) fn made(conn: &mut PgConnection, id: Uuid, made: &Made) -> QueryResult<()> {
    let outcome = (
        backups::finished_at.eq(now),
        backups::verified_at.eq(now),
        backups::bytes.eq(made.bytes),
        backups::stores.eq(&made.stores),
        backups::digest.eq(&made.digest),
        backups::failure.eq(None::<String>),
    );
    update(backups::table.find(id)).set(outcome).execute(conn)?;
    Ok(())
}

/// Notes why a backup was not made.
pub(super) fn failed(conn: &mut PgConnection, id: Uuid, reason: &str) -> QueryResult<()> {
    let outcome = (backups::finished_at.eq(now), backups::failure.eq(reason));
    update(backups::table.find(id)).set(outcome).execute(conn)?;
    Ok(())
}

/// Notes that a backup was looked at again, and what is wrong with it, if anything.
pub(super) fn verified(conn: &mut PgConnection, name: &Name, wrong: Option<&str>) -> QueryResult<()> {
    let row = backups::table.filter(backups::name.eq(name.as_str()));
    match wrong {
        None => update(row).set((backups::verified_at.eq(now), backups::failure.eq(None::<String>))).execute(conn)?,
        Some(reason) => update(row).set(backups::failure.eq(reason)).execute(conn)?,
    };
    Ok(())
}

/// Whether nobody has told today that no backup is fresh; from now on somebody has.
pub(super) fn first_alert_of(conn: &mut PgConnection, day: NaiveDate) -> QueryResult<bool> {
    let row = insert_into(backup_alerts::table).values(backup_alerts::day.eq(day));
    Ok(row.on_conflict_do_nothing().execute(conn)? == 1)
}

#[derive(QueryableByName)]
struct Postponed {
    #[diesel(sql_type = Text)]
    organisation: String,
}

/// Gives organisations that were to close by now, or within a week, that week; which they are. For a restore, as the owner of
/// the tables.
pub(super) fn postpone_closings(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
    conn.transaction(|conn| {
        // Everybody's: so the fence is taken down for its owner, until the transaction ends.
        conn.batch_execute("ALTER TABLE organisations NO FORCE ROW LEVEL SECURITY")?;
        let found: Vec<Postponed> = sql_query(include_str!("postpone_closings.sql")).load(conn)?;
        conn.batch_execute("ALTER TABLE organisations FORCE ROW LEVEL SECURITY")?;
        Ok(found.into_iter().map(|one| one.organisation).collect())
    })
}
