use chrono::{Days, NaiveDate};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Date, Nullable, Text, Uuid as SqlUuid},
};
use shared::{people::PersonRef, weekly_check_ins::Weekday, wire::PersonId};

use super::settings;
use crate::db::TenantTx;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<Bool>)]
    enabled: Option<bool>,
    #[diesel(sql_type = Nullable<Text>)]
    due_weekday: Option<Weekday>,
    #[diesel(sql_type = Bool)]
    is_written: bool,
    #[diesel(sql_type = Nullable<Array<SqlUuid>>)]
    ids: Option<Vec<PersonId>>,
    #[diesel(sql_type = Nullable<Array<Text>>)]
    names: Option<Vec<String>>,
}

/// A week as the actor finds it.
pub(super) struct Glance {
    /// The day it is due; `None` if it is written, or if the organisation doesn't check in by the week.
    pub due: Option<Weekday>,
    /// Whose check-in of it or of the week before the actor, as their manager, has not read; at most 20, oldest first.
    pub to_read: Vec<PersonRef>,
}

/// The week that begins on this Monday, in one statement.
pub(super) fn glance(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<Glance> {
    let row: Row = sql_query(include_str!("glance.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Date, _>(week)
        .bind::<Date, _>(week.checked_sub_days(Days::new(7)).unwrap_or(week))
        .get_result(tx.conn())?;
    let due = row.due_weekday.unwrap_or(settings::USUALLY_DUE);
    let is_due = row.enabled.unwrap_or(settings::USUALLY_ENABLED) && !row.is_written;
    let people = row.ids.unwrap_or_default().into_iter().zip(row.names.unwrap_or_default());
    Ok(Glance { due: is_due.then_some(due), to_read: people.map(|(id, name)| PersonRef { id, name }).collect() })
}
