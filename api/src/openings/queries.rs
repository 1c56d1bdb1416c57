use chrono::{DateTime, Utc};
use diesel::{
    dsl::count,
    prelude::*,
    sql_query,
    sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    openings::{MOST, Opened, Openings, SeenBy},
    people::PersonRef,
    wire::PersonId,
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{openings, people},
    },
    opened::Visit,
};

/// Who has opened a thing, latest first.
pub(super) fn of(tx: &mut TenantTx<'_>, subject: Opened, about: Uuid) -> QueryResult<Openings> {
    let of_it = openings::org_id.eq(tx.org()).and(openings::subject.eq(subject)).and(openings::about.eq(about));
    // Counted with them: a visit that is written between two statements would be in one of them alone.
    let counted = count(openings::person_id).over();
    let rows: Vec<(PersonId, String, DateTime<Utc>, DateTime<Utc>, i64)> = openings::table
        .inner_join(people::table.on(people::org_id.eq(openings::org_id).and(people::id.eq(openings::person_id))))
        .filter(of_it)
        .order((openings::last_at.desc(), openings::person_id))
        .limit(MOST)
        .select((openings::person_id, people::name, openings::first_at, openings::last_at, counted))
        .load(tx.conn())?;
    let count = rows.first().map_or(0, |row| row.4);
    let shown = |(id, name, first_at, last_at, _)| SeenBy { person: PersonRef { id, name }, first_at, last_at };
    Ok(Openings { count, items: rows.into_iter().map(shown).collect() })
}

const ADD: &str = "
    INSERT INTO openings (org_id, subject, about, person_id, first_at, last_at)
    SELECT $1, v.subject, v.about, v.person_id, v.at, v.at
    FROM unnest($2, $3, $4, $5) AS v (subject, about, person_id, at)
    JOIN people p ON p.org_id = $1 AND p.id = v.person_id -- whoever was erased meanwhile has opened nothing
    ORDER BY v.subject, v.about, v.person_id
    ON CONFLICT (org_id, subject, about, person_id)
    DO UPDATE SET last_at = greatest(openings.last_at, excluded.last_at)";

/// Writes visits down.
pub(super) fn add(tx: &mut TenantTx<'_>, visits: &[(Visit, DateTime<Utc>)]) -> QueryResult<()> {
    sql_query(ADD)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<Text>, _>(visits.iter().map(|(visit, _)| visit.subject).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(visits.iter().map(|(visit, _)| visit.about).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(visits.iter().map(|(visit, _)| visit.person.0).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(visits.iter().map(|(_, at)| *at).collect::<Vec<_>>())
        .execute(tx.conn())?;
    Ok(())
}
