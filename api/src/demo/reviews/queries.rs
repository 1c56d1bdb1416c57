use diesel::{QueryResult, RunQueryDsl, insert_into, prelude::*, sql_query};
use shared::{
    reviews::{ReviewStage, ReviewTemplateIdea},
    wire::ReviewCycleId,
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{review_cycles, review_forms, review_templates},
    },
    http::Failure,
};

/// In this order, since each builds on those before. All of them are about the transaction's organisation.
const STATEMENTS: [&str; 14] = [
    include_str!("cycles.sql"),
    include_str!("packets.sql"),
    include_str!("nominations.sql"),
    include_str!("reviews.sql"),
    include_str!("former.sql"),
    include_str!("late.sql"),
    include_str!("pauses.sql"),
    include_str!("externals.sql"),
    include_str!("disputes.sql"),
    include_str!("asides.sql"),
    include_str!("waivers.sql"),
    include_str!("sight.sql"),
    include_str!("drafts.sql"),
    include_str!("rolling.sql"),
];

/// After what managers' answers come to is known.
const CALIBRATION: [&str; 4] = [
    include_str!("sessions.sql"),
    include_str!("changes.sql"),
    include_str!("conflicts.sql"),
    include_str!("agreements.sql"),
];

pub(super) fn template(tx: &mut TenantTx<'_>, idea: &ReviewTemplateIdea) -> Result<(), Failure> {
    let (org, id) = (tx.org(), Uuid::now_v7());
    insert_into(review_templates::table)
        .values((
            (review_templates::org_id.eq(org), review_templates::id.eq(id)),
            (review_templates::name.eq(&idea.name), review_templates::description.eq(&idea.description)),
        ))
        .execute(tx.conn())?;
    insert_into(review_forms::table)
        .values((
            (review_forms::org_id.eq(org), review_forms::template_id.eq(id), review_forms::number.eq(1)),
            review_forms::form.eq(serde_json::to_value(&idea.form).map_err(Failure::fault)?),
            review_forms::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    STATEMENTS.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}

/// The cycles that are over.
pub(super) fn closed(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ReviewCycleId>> {
    review_cycles::table
        .filter(review_cycles::org_id.eq(tx.org()).and(review_cycles::stage.eq(ReviewStage::Closed)))
        .select(review_cycles::id)
        .load(tx.conn())
}

pub(super) fn calibrate(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    CALIBRATION.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}
