use diesel::{QueryResult, RunQueryDsl, insert_into, prelude::*, sql_query};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{competencies, frameworks},
    },
    development::library::Entry,
};

/// In this order, since each builds on those before. All of them are about the transaction's organisation.
const STATEMENTS: [&str; 7] = [
    include_str!("tracks.sql"),
    include_str!("expected.sql"),
    include_str!("assessments.sql"),
    include_str!("steps.sql"),
    include_str!("past_steps.sql"),
    include_str!("done.sql"),
    include_str!("proposals.sql"),
];

pub(super) fn framework(tx: &mut TenantTx<'_>, levels: &[&str], entries: &[Entry]) -> QueryResult<()> {
    let org = tx.org();
    insert_into(frameworks::table)
        .values((frameworks::org_id.eq(org), frameworks::levels.eq(levels)))
        .execute(tx.conn())?;
    let rows: Vec<_> = entries
        .iter()
        .map(|(name, description, behaviours)| {
            (
                competencies::org_id.eq(org),
                competencies::id.eq(Uuid::now_v7()),
                competencies::name.eq(*name),
                competencies::description.eq(*description),
                competencies::behaviours.eq(behaviours.to_vec()),
            )
        })
        .collect();
    insert_into(competencies::table).values(rows).execute(tx.conn())?;
    Ok(())
}

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    STATEMENTS.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}
