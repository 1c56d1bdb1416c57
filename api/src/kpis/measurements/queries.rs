use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, not, sql},
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Double, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    kpis::{Measurement, MeasurementFilter, MeasurementSource},
    people::PersonRef,
    wire::{KpiId, Limit, PersonId},
};

use super::record::{Entry, Moment, New, Standing};
use crate::{
    db::{
        TenantTx,
        schema::{kpi_measurements, kpi_measurements::dsl, people, visible_kpis},
    },
    kpis::{clock::Clock, rows::KpiRow},
};

diesel::define_sql_function! {
    /// A text with the names of those whom it refers to.
    fn with_names(body: Text) -> Text;
}

/// Those the actor may see.
pub(super) fn visible(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<Vec<KpiRow>> {
    let ids = ids.iter().map(|id| id.0);
    let seen = visible_kpis::table.filter(visible_kpis::org_id.eq(tx.org()).and(visible_kpis::id.eq_any(ids)));
    seen.select(KpiRow::as_select()).load(tx.conn())
}

#[derive(QueryableByName)]
struct KnownRow {
    #[diesel(sql_type = SqlUuid)]
    kpi_id: KpiId,
    #[diesel(sql_type = Timestamptz)]
    true_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    whole_day: bool,
    #[diesel(sql_type = Integer)]
    revision: i32,
    #[diesel(sql_type = Nullable<Double>)]
    value: Option<f64>,
    #[diesel(sql_type = Date)]
    true_on: NaiveDate,
}

/// What stands of the entries' moments.
pub(super) fn known(tx: &mut TenantTx<'_>, entries: &[Entry]) -> QueryResult<HashMap<(KpiId, Moment), Standing>> {
    let rows: Vec<KnownRow> = sql_query(include_str!("known.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(entries.iter().map(|entry| entry.kpi.0).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(entries.iter().map(|entry| entry.moment.at).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(entries.iter().map(|entry| entry.moment.whole_day).collect::<Vec<_>>())
        .load(tx.conn())?;
    let standing = |row: &KnownRow| Standing { revision: row.revision, value: row.value, on: row.true_on };
    let moment = |row: &KnownRow| Moment { at: row.true_at, whole_day: row.whole_day };
    Ok(rows.iter().map(|row| ((row.kpi_id, moment(row)), standing(row))).collect())
}

#[derive(QueryableByName)]
struct MomentRow {
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
}

/// Keeps what days were that are about to change, as far as anybody may ask for it. Gives the moment of the change.
pub(super) fn keep_days(tx: &mut TenantTx<'_>, days: &HashSet<(KpiId, NaiveDate)>) -> QueryResult<DateTime<Utc>> {
    let now: MomentRow = sql_query(include_str!("keep_days.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(days.iter().map(|(kpi, _)| kpi.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(days.iter().map(|(_, day)| *day).collect::<Vec<_>>())
        .get_result(tx.conn())?;
    Ok(now.at)
}

/// Writes entries down, never to be changed.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    source: MeasurementSource,
    new: &[New<'_>],
    known_at: DateTime<Utc>,
) -> QueryResult<()> {
    sql_query(include_str!("insert.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(new.iter().map(|new| new.entry.kpi.0).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(new.iter().map(|new| new.entry.moment.whole_day).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(new.iter().map(|new| new.entry.moment.at).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(new.iter().map(|new| new.revision).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(new.iter().map(|new| new.on).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(new.iter().map(|new| new.entry.value).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(new.iter().map(|new| new.entry.comment.as_str()).collect::<Vec<_>>())
        .bind::<Text, _>(source)
        .bind::<SqlUuid, _>(tx.actor.person.0)
        .bind::<Timestamptz, _>(known_at)
        .execute(tx.conn())
        .map(drop)
}

/// Adds first words to their days, without looking at what else was said of them.
pub(super) fn add_to_days(tx: &mut TenantTx<'_>, added: &[&New<'_>], changed_at: DateTime<Utc>) -> QueryResult<()> {
    if added.is_empty() {
        return Ok(());
    }
    sql_query(include_str!("add_to_days.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(added.iter().map(|new| new.entry.kpi.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(added.iter().map(|new| new.on).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(added.iter().map(|new| new.entry.moment.whole_day).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(added.iter().map(|new| new.entry.moment.at).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(added.iter().map(|new| new.entry.value).collect::<Vec<_>>())
        .bind::<Timestamptz, _>(changed_at)
        .execute(tx.conn())
        .map(drop)
}

/// Makes days anew from what stands of them: what is corrected can't be taken out of a smallest, a largest or a latest.
pub(super) fn count_days_again(
    tx: &mut TenantTx<'_>,
    days: &HashSet<(KpiId, NaiveDate)>,
    changed_at: DateTime<Utc>,
) -> QueryResult<()> {
    if days.is_empty() {
        return Ok(());
    }
    sql_query(include_str!("count_days_again.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(days.iter().map(|(kpi, _)| kpi.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(days.iter().map(|(_, day)| *day).collect::<Vec<_>>())
        .bind::<Timestamptz, _>(changed_at)
        .execute(tx.conn())
        .map(drop)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = kpi_measurements)]
struct Row {
    whole_day: bool,
    true_at: DateTime<Utc>,
    revision: i32,
    true_on: NaiveDate,
    value: Option<f64>,
    source: MeasurementSource,
    author_id: PersonId,
    known_at: DateTime<Utc>,
}

fn shown((row, author, comment, stands): (Row, String, String, bool)) -> Measurement {
    Measurement {
        at: row.true_at,
        on: row.true_on,
        whole_day: row.whole_day,
        value: row.value,
        comment,
        source: row.source,
        author: PersonRef { id: row.author_id, name: author },
        known_at: row.known_at,
        revision: row.revision,
        stands,
    }
}

/// One row more than the page holds, latest moment first, of one moment the latest word first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    kpi: &KpiRow,
    clock: Clock,
    filter: &MeasurementFilter,
    limit: Limit,
    after: Option<(DateTime<Utc>, bool, i32)>,
) -> QueryResult<Vec<Measurement>> {
    let until = filter.as_of.map(|day| clock.end(day)).unwrap_or(DateTime::<Utc>::MAX_UTC);
    // Beyond any clock, but not beyond what Postgres knows; and before 1900 nobody knew anything.
    let beyond = |year| clock.end(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default());
    let until = until.min(beyond(2300)).max(beyond(1900));
    let later = diesel::alias!(kpi_measurements as later);
    let corrected = later
        .filter(later.field(dsl::org_id).eq(dsl::org_id))
        .filter(later.field(dsl::kpi_id).eq(dsl::kpi_id))
        .filter(later.field(dsl::true_at).eq(dsl::true_at))
        .filter(later.field(dsl::whole_day).eq(dsl::whole_day))
        .filter(later.field(dsl::revision).gt(dsl::revision))
        .filter(later.field(dsl::known_at).lt(until));
    let stands = not(exists(corrected));
    let mut query = kpi_measurements::table
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::kpi_id.eq(kpi.id.0)).and(dsl::known_at.lt(until)))
        .into_boxed();
    if filter.standing == Some(true) {
        query = query.filter(stands).filter(dsl::value.is_not_null());
    }
    if let Some((at, whole_day, revision)) = after {
        // As one comparison, so that the key's index begins to be read right there: page after page costs the same.
        let behind =
            sql::<Bool>("(kpi_measurements.true_at, kpi_measurements.whole_day, kpi_measurements.revision) < (")
                .bind::<Timestamptz, _>(at)
                .sql(", ")
                .bind::<Bool, _>(whole_day)
                .sql(", ")
                .bind::<Integer, _>(revision)
                .sql(")");
        query = query.filter(behind);
    }
    let rows: Vec<(Row, String, String, bool)> = query
        .order((dsl::true_at.desc(), dsl::whole_day.desc(), dsl::revision.desc()))
        .limit(limit.get() + 1)
        .select((Row::as_select(), people::name, with_names(dsl::comment), stands))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// What stands of a moment.
pub(super) fn standing(tx: &mut TenantTx<'_>, kpi: &KpiRow, moment: Moment) -> QueryResult<Option<Measurement>> {
    let row = kpi_measurements::table
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::kpi_id.eq(kpi.id.0)))
        .filter(dsl::true_at.eq(moment.at).and(dsl::whole_day.eq(moment.whole_day)))
        .order(dsl::revision.desc())
        .select((Row::as_select(), people::name, with_names(dsl::comment), sql::<Bool>("true")))
        .first(tx.conn())
        .optional()?;
    Ok(row.map(shown))
}

/// A value that stands, as it is exported.
#[derive(QueryableByName)]
pub(super) struct Exported {
    /// Its day.
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    /// Its moment; of a whole day and of a formula none.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub at: Option<DateTime<Utc>>,
    /// The value.
    #[diesel(sql_type = Double)]
    pub value: f64,
    /// What was said to it.
    #[diesel(sql_type = Text)]
    pub comment: String,
    /// How it came in.
    #[diesel(sql_type = Text)]
    pub source: String,
    /// Who brought it.
    #[diesel(sql_type = Text)]
    pub author: String,
}

impl Exported {
    /// What a formula came to.
    pub(super) fn computed(day: NaiveDate, value: f64) -> Self {
        Self { day, at: None, value, comment: String::new(), source: "formula".to_owned(), author: String::new() }
    }
}

/// The values that stood by what was known before a moment, oldest first, at most `most`.
pub(super) fn exported(
    tx: &mut TenantTx<'_>,
    kpi: &KpiRow,
    days: (NaiveDate, NaiveDate),
    known_before: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<Exported>> {
    sql_query(include_str!("exported.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(kpi.id.0)
        .bind::<Date, _>(days.0)
        .bind::<Date, _>(days.1)
        .bind::<BigInt, _>(most)
        .bind::<Timestamptz, _>(known_before)
        .load(tx.conn())
}

/// The periods of a formula, oldest first, at most `most`.
pub(super) fn exported_periods(
    tx: &mut TenantTx<'_>,
    kpi: &KpiRow,
    days: (NaiveDate, NaiveDate),
    most: i64,
) -> QueryResult<Vec<Exported>> {
    sql_query(include_str!("exported_periods.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(kpi.id.0)
        .bind::<Date, _>(days.0)
        .bind::<Date, _>(days.1)
        .bind::<BigInt, _>(most)
        .load(tx.conn())
}
