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
            accounts, audit_heads, key_results, kpis, objective_supports, objectives, organisations, people, sessions,
            shares, teams,
        },
    },
    http::Failure,
};

/// Makes the organisation with everybody's account unless they are there, and opens a session of its
/// first Admin to fill it with.
pub(super) fn open(tx: &mut AccountTx<'_>, everybody: &[Somebody], hash: &str) -> Result<SessionId, Failure> {
    let admin = everybody.first().map(Somebody::email).unwrap_or_default();
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

fn make(tx: &mut AccountTx<'_>, everybody: &[Somebody], hash: &str) -> Result<(Uuid, Uuid, Uuid), Failure> {
    let org = Uuid::now_v7();
    tx.enter(OrganisationId(org))?;
    insert_into(organisations::table)
        .values((organisations::org_id.eq(org), organisations::name.eq("Harbour & Vale")))
        .execute(tx.conn())?;
    insert_into(audit_heads::table).values(audit_heads::org_id.eq(org)).execute(tx.conn())?;
    let mut first = None;
    for somebody in everybody {
        let (person, account) = add(tx, org, somebody, &somebody.email(), hash)?;
        first = first.or(Some((org, person, account)));
    }
    first.ok_or_else(|| Failure::fault(anyhow::anyhow!("nobody is in the demo organisation")))
}

/// Adds somebody to the entered organisation, with an account; the ids of both.
pub(super) fn add(
    tx: &mut AccountTx<'_>,
    org: Uuid,
    somebody: &Somebody,
    email: &str,
    hash: &str,
) -> QueryResult<(Uuid, Uuid)> {
    let (account, person) = (Uuid::now_v7(), Uuid::now_v7());
    insert_into(accounts::table)
        .values((
            accounts::id.eq(account),
            accounts::email.eq(email),
            accounts::email_key.eq(email),
            accounts::password_hash.eq(hash),
        ))
        .execute(tx.conn())?;
    insert_into(people::table)
        .values((
            people::org_id.eq(org),
            people::id.eq(person),
            people::account_id.eq(account),
            people::name.eq(somebody.name),
            people::email.eq(email),
            people::email_key.eq(email),
            people::job_title.eq(somebody.job_title),
            people::role.eq(somebody.role),
            people::status.eq(PersonStatus::Active),
        ))
        .execute(tx.conn())?;
    Ok((person, account))
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

/// Puts a person into a team, with the day they began.
pub(super) fn seat(tx: &mut TenantTx<'_>, id: PersonId, team: TeamId, days_there: i64) -> QueryResult<usize> {
    let began = tx.calendar.today - TimeDelta::days(days_there);
    update(people::table.find((tx.org(), id.0)))
        .set((people::team_id.eq(team.0), people::start_date.eq(began)))
        .execute(tx.conn())
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
