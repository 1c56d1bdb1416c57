use diesel::{QueryResult, RunQueryDsl, insert_into, prelude::*, sql_query};
use shared::reviews::ReviewTemplateIdea;
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{review_forms, review_templates},
    },
    http::Failure,
};

/// In this order, since each builds on those before. All of them are about the transaction's organisation.
const STATEMENTS: [&str; 4] = [
    include_str!("cycles.sql"),
    include_str!("packets.sql"),
    include_str!("nominations.sql"),
    include_str!("reviews.sql"),
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
