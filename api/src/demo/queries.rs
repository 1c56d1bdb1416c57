use chrono::{NaiveDate, TimeDelta, Utc};
use diesel::{
    dsl::{exists, now},
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Array, Date, Double, SmallInt, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    goals::rules::kinds::ObjectiveState,
    people::PersonStatus,
    shares::GranteeKind,
    wire::{KpiId, ObjectiveId, PersonId, SessionId, TeamId, id::OrganisationId},
};
use uuid::Uuid;

use super::{check_ins::Series, feedback::id_at, people::Somebody, shares::Granted};
use crate::{
    db::{
        AccountTx, TenantTx,
        schema::{
            accounts, audit_heads, key_results, kpis, objective_supports, objectives, organisations, people,
            reporting_lines, sessions, shares, teams,
        },
    },
    http::Failure,
};

/// Makes the organisation with everybody's account unless they are there, and opens a session of its
/// first Admin to fill it with.
pub(super) fn open(tx: &mut AccountTx<'_>, everybody: &[&Somebody], hash: &str) -> Result<SessionId, Failure> {
    let admin = everybody.first().map(|first| first.email()).unwrap_or_default();
    let found: Option<(Uuid, Uuid, Uuid)> = people::table
        .inner_join(accounts::table.on(people::account_id.eq(accounts::id.nullable())))
        .filter(accounts::email_key.eq(&admin))
        .select((people::org_id, people::id, accounts::id))
        .first(tx.conn())
        .optional()?;
    let (org, person, account) = match found {
        Some(found) => {
            tx.enter(OrganisationId(found.0))?;
            found
        }
        None => make(tx, everybody, hash)?,
    };
    let id = Uuid::now_v7();
    insert_into(sessions::table)
        .values((
            sessions::org_id.eq(org),
            sessions::id.eq(id),
            sessions::account_id.eq(account),
            sessions::person_id.eq(person),
            sessions::expires_at.eq(Utc::now() + TimeDelta::minutes(10)),
            sessions::device.eq("perftrack demo"),
        ))
        .execute(tx.conn())?;
    Ok(SessionId(id))
}

fn make(tx: &mut AccountTx<'_>, everybody: &[&Somebody], hash: &str) -> Result<(Uuid, Uuid, Uuid), Failure> {
    let org = Uuid::now_v7();
    tx.enter(OrganisationId(org))?;
    insert_into(organisations::table)
        .values((organisations::org_id.eq(org), organisations::name.eq("Harbour & Vale")))
        .execute(tx.conn())?;
    insert_into(audit_heads::table).values(audit_heads::org_id.eq(org)).execute(tx.conn())?;
    let addressed: Vec<(&Somebody, String)> = everybody.iter().map(|somebody| (*somebody, somebody.email())).collect();
    let first = add(tx, org, &addressed, hash)?.into_iter().next();
    let (person, account) =
        first.ok_or_else(|| Failure::fault(anyhow::anyhow!("nobody is in the demo organisation")))?;
    Ok((org, person, account))
}

/// Adds people with their addresses to the entered organisation, each with an account; the ids of both.
pub(super) fn add(
    tx: &mut AccountTx<'_>,
    org: Uuid,
    all: &[(&Somebody, String)],
    hash: &str,
) -> QueryResult<Vec<(Uuid, Uuid)>> {
    let ids: Vec<(Uuid, Uuid)> = all.iter().map(|_| (Uuid::now_v7(), Uuid::now_v7())).collect();
    let account = |((_, email), (_, account)): (&(&Somebody, String), &(Uuid, Uuid))| {
        (
            accounts::id.eq(*account),
            accounts::email.eq(email.clone()),
            accounts::email_key.eq(email.clone()),
            accounts::password_hash.eq(hash.to_owned()),
        )
    };
    let person = |((somebody, email), (person, account)): (&(&Somebody, String), &(Uuid, Uuid))| {
        (
            people::org_id.eq(org),
            people::id.eq(*person),
            people::account_id.eq(*account),
            people::name.eq(somebody.name),
            people::email.eq(email.clone()),
            people::email_key.eq(email.clone()),
            people::job_title.eq(somebody.job_title),
            people::role.eq(somebody.role),
            people::status.eq(PersonStatus::Active),
        )
    };
    let rows: Vec<_> = all.iter().zip(&ids).map(account).collect();
    insert_into(accounts::table).values(rows).execute(tx.conn())?;
    let rows: Vec<_> = all.iter().zip(&ids).map(person).collect();
    insert_into(people::table).values(rows).execute(tx.conn())?;
    Ok(ids)
}

/// Ends the session it was filled with.
pub(super) fn end_session(tx: &mut AccountTx<'_>, session: SessionId) -> Result<(), Failure> {
    update(sessions::table.filter(sessions::id.eq(session.0))).set(sessions::revoked_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

/// Lets the transaction's statements draw from a seed.
pub(super) fn sow(tx: &mut TenantTx<'_>, seed: u64) -> QueryResult<usize> {
    sql_query("SELECT set_config('demo.seed', $1, true)").bind::<Text, _>(seed.to_string()).execute(tx.conn())
}

/// Whether the second half was loaded.
pub(super) fn is_filled(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    select(exists(objectives::table.filter(objectives::org_id.eq(tx.org())))).get_result(tx.conn())
}

/// A person by name. Whoever made a sandbox was there before, and may be called the same.
pub(super) fn person(tx: &mut TenantTx<'_>, name: &str) -> QueryResult<PersonId> {
    let named = people::table.filter(people::org_id.eq(tx.org()).and(people::name.eq(name)));
    named.order(people::id.desc()).select(people::id).first(tx.conn())
}

/// How many people there are.
pub(super) fn count(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    let count: i64 = people::table.filter(people::org_id.eq(tx.org())).count().get_result(tx.conn())?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Everybody's name and id, those first who were there first.
pub(super) fn names(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(String, PersonId)>> {
    let all = people::table.filter(people::org_id.eq(tx.org())).order(people::id);
    all.select((people::name, people::id)).load(tx.conn())
}

/// Puts people into teams, with the days they began.
pub(super) fn seat(tx: &mut TenantTx<'_>, all: &[(PersonId, TeamId, NaiveDate)]) -> QueryResult<usize> {
    sql_query(
        "UPDATE people p SET team_id = seat.team_id, start_date = seat.began
         FROM unnest($2, $3, $4) AS seat (id, team_id, began)
         WHERE p.org_id = $1 AND p.id = seat.id",
    )
    .bind::<SqlUuid, _>(tx.org())
    .bind::<Array<SqlUuid>, _>(all.iter().map(|(id, ..)| id.0).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(all.iter().map(|(_, team, _)| team.0).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(all.iter().map(|(.., began)| *began).collect::<Vec<_>>())
    .execute(tx.conn())
}

/// Lets people report to their managers.
pub(super) fn report(tx: &mut TenantTx<'_>, all: &[(PersonId, PersonId)]) -> QueryResult<usize> {
    let org = tx.org();
    let row = |(person, manager): &(PersonId, PersonId)| {
        (
            reporting_lines::org_id.eq(org),
            reporting_lines::id.eq(Uuid::now_v7()),
            reporting_lines::person_id.eq(*person),
            reporting_lines::manager_id.eq(*manager),
        )
    };
    insert_into(reporting_lines::table).values(all.iter().map(row).collect::<Vec<_>>()).execute(tx.conn())
}

/// Lets one of them have reported to somebody else before.
pub(super) fn report_before(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    sql_query(include_str!("former.sql")).execute(tx.conn())
}

/// Lets the key results of this title follow a KPI.
pub(super) fn follow(tx: &mut TenantTx<'_>, title: &str, kpi: KpiId) -> QueryResult<usize> {
    let of_title = key_results::table.filter(key_results::org_id.eq(tx.org()).and(key_results::title.eq(title)));
    update(of_title).set(key_results::kpi_id.eq(kpi)).execute(tx.conn())
}

/// The objective of that title.
pub(super) fn objective(tx: &mut TenantTx<'_>, title: &str) -> QueryResult<ObjectiveId> {
    let of_title = objectives::table.filter(objectives::org_id.eq(tx.org()).and(objectives::title.eq(title)));
    of_title.order(objectives::starts_on.desc()).select(objectives::id).first(tx.conn())
}

/// Lets the latest objective of one title support that of another, too.
pub(super) fn support(tx: &mut TenantTx<'_>, by: &str, other: &str) -> QueryResult<usize> {
    let (by, other) = (objective(tx, by)?, objective(tx, other)?);
    insert_into(objective_supports::table)
        .values((
            objective_supports::org_id.eq(tx.org()),
            objective_supports::objective_id.eq(by),
            objective_supports::supported_id.eq(other),
        ))
        .execute(tx.conn())
}

/// The KPI of that name.
pub(super) fn kpi(tx: &mut TenantTx<'_>, name: &str) -> QueryResult<KpiId> {
    let of_name = kpis::table.filter(kpis::org_id.eq(tx.org()).and(kpis::name.eq(name)));
    of_name.select(kpis::id).first(tx.conn())
}

/// Shares as they were granted.
pub(super) fn share(tx: &mut TenantTx<'_>, all: &[Granted]) -> QueryResult<usize> {
    let org = tx.org();
    let row = |one: &Granted| {
        (
            (shares::org_id.eq(org), shares::id.eq(id_at(one.at))),
            (shares::objective_id.eq(one.objective), shares::kpi_id.eq(one.kpi)),
            shares::grantee_kind.eq(if one.team.is_some() { GranteeKind::Team } else { GranteeKind::Person }),
            (shares::person_id.eq(one.person), shares::team_id.eq(one.team)),
            (shares::level.eq(one.level), shares::reason.eq(one.reason)),
            (shares::granted_by.eq(one.by), shares::created_at.eq(one.at), shares::ends_at.eq(one.ends_at)),
        )
    };
    insert_into(shares::table).values(all.iter().map(row).collect::<Vec<_>>()).execute(tx.conn())
}

/// Makes somebody a team's lead.
pub(super) fn lead(tx: &mut TenantTx<'_>, team: TeamId, lead: PersonId) -> QueryResult<usize> {
    update(teams::table.find((tx.org(), team.0))).set(teams::lead_id.eq(lead.0)).execute(tx.conn())
}

/// Writes check-ins down, as their authors would have on the day they speak of.
pub(super) fn check_ins(tx: &mut TenantTx<'_>, written: &[Series]) -> QueryResult<usize> {
    let all = || written.iter().flat_map(|series| series.said.iter().map(move |said| (series, said)));
    sql_query(
        "INSERT INTO check_ins (org_id, id, key_result_id, author_id, as_of, value, status, confidence, comment, created_at)
         SELECT $1, said.*, said.as_of + time '15:20' AT TIME ZONE 'UTC'
         FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
           AS said (id, key_result_id, author_id, as_of, value, status, confidence, comment)",
    )
    .bind::<SqlUuid, _>(tx.org())
    .bind::<Array<SqlUuid>, _>(all().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(all().map(|(series, _)| series.key_result.0).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(all().map(|(series, _)| series.author.0).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(all().map(|(_, said)| said.as_of).collect::<Vec<_>>())
    .bind::<Array<Double>, _>(all().map(|(_, said)| said.value).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(all().map(|(_, said)| said.status.as_str()).collect::<Vec<_>>())
    .bind::<Array<SmallInt>, _>(all().map(|(_, said)| said.confidence).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(all().map(|(_, said)| said.comment).collect::<Vec<_>>())
    .execute(tx.conn())
}

/// Has goals as of each day that has passed; their way so far has to be there.
pub(super) fn remember(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    sql_query(include_str!("history.sql")).execute(tx.conn())
}

/// Closes an objective on a day that is over, with what its status has been since.
pub(super) fn close(
    tx: &mut TenantTx<'_>,
    id: ObjectiveId,
    state: ObjectiveState,
    score: f64,
    learning: &str,
    on: NaiveDate,
) -> QueryResult<usize> {
    let ever = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    let (from, then) = (vec![ever], vec![state.as_str()]);
    let at = on.and_hms_opt(16, 0, 0).unwrap_or_default().and_utc();
    update(key_results::table.filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(id.0))))
        .set((key_results::status_from.eq(&from), key_results::status_then.eq(&then)))
        .execute(tx.conn())?;
    update(objectives::table.find((tx.org(), id.0)))
        .set((
            objectives::state.eq(state),
            objectives::score.eq(score),
            objectives::learning.eq(learning),
            objectives::closed_at.eq(at),
            objectives::status_from.eq(from),
            objectives::status_then.eq(then),
        ))
        .execute(tx.conn())
}
