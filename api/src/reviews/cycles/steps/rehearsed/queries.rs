use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::{
    people::PersonRef,
    reviews::{RehearsalFilter, RehearsedPerson, ReviewFlag, ReviewLack},
    wire::{PersonId, ReviewCycleId},
};

use crate::{db::TenantTx, http::Failure};

/// Where a page ends.
pub(super) type Position = (String, PersonId);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    manager_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    manager_name: Option<String>,
    #[diesel(sql_type = Bool)]
    lacking: bool,
    #[diesel(sql_type = Array<Text>)]
    flags: Vec<String>,
    #[diesel(sql_type = Jsonb)]
    writers: Value,
}

impl Row {
    fn shown(self, lacks: Option<ReviewLack>) -> Result<RehearsedPerson, Failure> {
        let manager = self.manager_id.zip(self.manager_name);
        Ok(RehearsedPerson {
            person: PersonRef { id: self.id, name: self.name },
            manager: manager.map(|(id, name)| PersonRef { id, name }),
            writers: serde_json::from_value(self.writers).map_err(Failure::fault)?,
            lacks: lacks.filter(|_| self.lacking),
            flags: self.flags.iter().filter_map(|flag| ReviewFlag::parse(flag)).collect(),
        })
    }
}

/// Whom a cycle is about, by name, `most` of them at most. The `sides` are those that the launch assigns.
pub(super) fn people(
    tx: &mut TenantTx<'_>,
    (cycle, sides, lacks): (ReviewCycleId, &[&str], Option<ReviewLack>),
    filter: &RehearsalFilter,
    after: Option<Position>,
    most: i64,
) -> Result<Vec<RehearsedPerson>, Failure> {
    let words = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let (name, id) = after.unzip();
    let rows: Vec<Row> = sql_query(include_str!("people.sql"))
        .bind::<SqlUuid, _>(cycle)
        .bind::<Array<Text>, _>(sides)
        .bind::<Nullable<Text>, _>(lacks.map(ReviewLack::as_str))
        .bind::<Nullable<Text>, _>(words.map(containing))
        .bind::<Bool, _>(filter.open)
        .bind::<Nullable<Text>, _>(name)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<BigInt, _>(most)
        .load(tx.conn())?;
    rows.into_iter().map(|row| row.shown(lacks)).collect()
}

fn containing(words: &str) -> String {
    let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}
