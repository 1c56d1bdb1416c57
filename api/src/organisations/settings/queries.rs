use chrono::{DateTime, Utc};
use diesel::{prelude::*, update as update_row};
use shared::{
    accounts::SecondFactorPolicy,
    organisations::{Directory, Organisation, OrganisationChanges, WeekStart},
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::organisations::dsl};

type Row =
    (String, String, WeekStart, Directory, i32, SecondFactorPolicy, Option<DateTime<Utc>>, i64, Option<Uuid>, i32);
type Columns = (
    dsl::name,
    dsl::time_zone,
    dsl::week_starts_on,
    dsl::directory,
    dsl::check_in_days,
    dsl::second_factor,
    dsl::closes_at,
    dsl::version,
    dsl::sandbox_of,
    dsl::days_ahead,
);

const COLUMNS: Columns = (
    dsl::name,
    dsl::time_zone,
    dsl::week_starts_on,
    dsl::directory,
    dsl::check_in_days,
    dsl::second_factor,
    dsl::closes_at,
    dsl::version,
    dsl::sandbox_of,
    dsl::days_ahead,
);

pub(super) fn read(tx: &mut TenantTx<'_>) -> QueryResult<Organisation> {
    dsl::organisations.find(tx.org()).select(COLUMNS).first(tx.conn()).map(organisation)
}

pub(super) fn lock(tx: &mut TenantTx<'_>) -> QueryResult<Organisation> {
    dsl::organisations.find(tx.org()).select(COLUMNS).for_no_key_update().first(tx.conn()).map(organisation)
}

#[derive(AsChangeset)]
#[diesel(table_name = crate::db::schema::organisations)]
struct Changes<'a> {
    name: Option<&'a str>,
    time_zone: Option<&'a str>,
    week_starts_on: Option<WeekStart>,
    directory: Option<Directory>,
    check_in_days: Option<i32>,
    second_factor: Option<SecondFactorPolicy>,
}

pub(super) fn update(tx: &mut TenantTx<'_>, changes: &OrganisationChanges) -> QueryResult<Organisation> {
    let changes = Changes {
        name: changes.name.as_deref().map(str::trim),
        time_zone: changes.time_zone.as_deref(),
        week_starts_on: changes.week_starts_on,
        directory: changes.directory,
        check_in_days: changes.check_in_days.map(i32::from),
        second_factor: changes.second_factor,
    };
    update_row(dsl::organisations.find(tx.org()))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(organisation)
}

fn organisation(row: Row) -> Organisation {
    let (name, time_zone, week_starts_on, directory, days, second_factor, closes_at, version, sandbox_of, ahead) = row;
    Organisation {
        name,
        time_zone,
        week_starts_on,
        directory,
        // The column's check keeps it within a year.
        check_in_days: u16::try_from(days).unwrap_or(7),
        second_factor,
        closes_at,
        sandbox_days_ahead: sandbox_of.map(|_| u16::try_from(ahead).unwrap_or(0)),
        version,
    }
}
