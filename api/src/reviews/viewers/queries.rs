use chrono::NaiveDate;
use diesel::{
    delete as delete_row,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Date, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    people::{PersonRef, TeamRef},
    reviews::{NewReviewViewer, ReviewViewer},
    wire::{PersonId, ReviewCycleId, TeamId},
};

use crate::db::{TenantTx, schema::review_viewers::dsl};

#[derive(QueryableByName)]
struct Viewer {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    team_id: Option<TeamId>,
    #[diesel(sql_type = Nullable<Text>)]
    team_name: Option<String>,
    #[diesel(sql_type = Date)]
    ends_on: NaiveDate,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = SqlUuid)]
    granted_by: PersonId,
    #[diesel(sql_type = Text)]
    granted_by_name: String,
}

/// Those who have sight of a cycle now, by name.
pub(super) fn of_cycle(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<ReviewViewer>> {
    let rows: Vec<Viewer> = sql_query(
        "SELECT p.id, p.name, v.team_id, t.name AS team_name, v.ends_on, v.reason, v.granted_by, g.name AS granted_by_name
         FROM review_viewers v
         JOIN people p ON p.org_id = v.org_id AND p.id = v.person_id AND p.status = 'active'
         JOIN people g ON g.org_id = v.org_id AND g.id = v.granted_by
         LEFT JOIN teams t ON t.org_id = v.org_id AND t.id = v.team_id
         WHERE v.org_id = current_org() AND v.cycle_id = $1 AND v.ends_on >= current_day()
         ORDER BY p.name, p.id",
    )
    .bind::<SqlUuid, _>(cycle)
    .load(tx.conn())?;
    let viewer = |row: Viewer| ReviewViewer {
        person: PersonRef { id: row.id, name: row.name },
        team: row.team_id.zip(row.team_name).map(|(id, name)| TeamRef { id, name }),
        ends_on: row.ends_on,
        reason: row.reason,
        granted_by: PersonRef { id: row.granted_by, name: row.granted_by_name },
    };
    Ok(rows.into_iter().map(viewer).collect())
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
}

/// Those who have sight of what somebody gets of a cycle, by name.
pub(super) fn of_subject(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    subject: PersonId,
) -> QueryResult<Vec<PersonRef>> {
    let rows: Vec<Named> = sql_query(
        "SELECT p.id, p.name
         FROM people s CROSS JOIN LATERAL review_sight($1, s.id, s.team_id) v
         JOIN people p ON p.org_id = s.org_id AND p.id = v.person_id AND p.status = 'active'
         WHERE s.org_id = current_org() AND s.id = $2
         ORDER BY p.name, p.id",
    )
    .bind::<SqlUuid, _>(cycle)
    .bind::<SqlUuid, _>(subject)
    .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| PersonRef { id: row.id, name: row.name }).collect())
}

/// Gives it, in place of what they had.
pub(super) fn give(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, new: &NewReviewViewer) -> QueryResult<usize> {
    let by = tx.actor.person;
    let what = || {
        (
            dsl::team_id.eq(new.team_id),
            dsl::ends_on.eq(new.ends_on),
            dsl::reason.eq(new.reason.trim()),
            dsl::granted_by.eq(by),
            dsl::granted_at.eq(now),
        )
    };
    insert_into(dsl::review_viewers)
        .values(((dsl::org_id.eq(tx.org()), dsl::cycle_id.eq(cycle), dsl::person_id.eq(new.person_id)), what()))
        .on_conflict((dsl::org_id, dsl::cycle_id, dsl::person_id))
        .do_update()
        .set(what())
        .execute(tx.conn())
}

/// Takes it back; gives how many there were.
pub(super) fn take_back(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, person: PersonId) -> QueryResult<usize> {
    delete_row(dsl::review_viewers.find((tx.org(), cycle.0, person.0))).execute(tx.conn())
}
