use chrono::{DateTime, Utc};
use diesel::{
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{ReviewForm, ReviewWording},
    wire::ReviewCycleId,
};

use crate::{
    db::{
        Changeable, TenantTx,
        schema::{review_cycles, review_forms as forms},
    },
    http::Failure,
    reviews::cycles::rows::CycleRow,
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    created_by: String,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
}

/// The forms that a cycle was asked by, latest first.
pub(super) fn versions(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<ReviewWording>> {
    let rows: Vec<Row> = sql_query(include_str!("versions.sql")).bind::<SqlUuid, _>(cycle).load(tx.conn())?;
    let version = |row: Row| ReviewWording {
        number: row.number,
        created_at: row.created_at,
        created_by: row.created_by,
        reason: row.reason,
    };
    Ok(rows.into_iter().map(version).collect())
}

/// Asks by another form from now on, that corrects the one before.
pub(super) fn correct(
    tx: &mut TenantTx<'_>,
    cycle: &Changeable<CycleRow>,
    (before, next): (i32, i32),
    form: &ReviewForm,
    reason: &str,
) -> Result<(), Failure> {
    insert_into(forms::table)
        .values((
            (forms::org_id.eq(tx.org()), forms::template_id.eq(cycle.template_id), forms::number.eq(next)),
            forms::form.eq(serde_json::to_value(form).map_err(Failure::fault)?),
            (forms::created_by.eq(tx.actor.person), forms::corrects.eq(before), forms::reason.eq(reason)),
        ))
        .execute(tx.conn())?;
    update_row(review_cycles::table.find((tx.org(), cycle.id.0)))
        .set((review_cycles::form_number.eq(next), review_cycles::version.eq(review_cycles::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}
