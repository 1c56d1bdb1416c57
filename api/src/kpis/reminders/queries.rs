use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    kpis::rules::kinds::Grain,
    people::PersonStatus,
    wire::{KpiId, PersonId, TeamId},
};

use crate::db::{
    TenantTx,
    schema::{kpis as kpi, people, team_closure},
};

/// A KPI whose values somebody enters.
pub(super) struct Measured {
    pub id: KpiId,
    /// Who owns it, if they are here.
    pub owner: Option<PersonId>,
    /// The team that answers for it, if it isn't its owner alone.
    pub team: Option<TeamId>,
    pub frequency: Grain,
    pub value_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
}

type Row = (KpiId, PersonId, PersonStatus, (Option<TeamId>, bool), Grain, Option<NaiveDate>, DateTime<Utc>);

/// Those that are kept up by people who are here, or by teams.
pub(super) fn measured(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Measured>> {
    let rows: Vec<Row> = kpi::table
        .inner_join(people::table.on(people::org_id.eq(kpi::org_id).and(people::id.eq(kpi::owner_id))))
        .filter(kpi::org_id.eq(tx.org()).and(kpi::formula.is_null()).and(kpi::archived_at.is_null()))
        .filter(people::status.eq(PersonStatus::Active).or(kpi::team_answers.eq(true)))
        .order(kpi::id)
        .select((
            kpi::id,
            kpi::owner_id,
            people::status,
            (kpi::team_id, kpi::team_answers),
            kpi::frequency,
            kpi::value_on,
            kpi::created_at,
        ))
        .load(tx.conn())?;
    let measured =
        rows.into_iter().map(|(id, owner, status, (team, answers), frequency, value_on, created_at)| Measured {
            id,
            owner: Some(owner).filter(|_| status == PersonStatus::Active),
            team: team.filter(|_| answers),
            frequency,
            value_on,
            created_at,
        });
    Ok(measured.collect())
}

/// Who is in each of these teams or below it and is here, by name.
pub(super) fn members(tx: &mut TenantTx<'_>, teams: &[TeamId]) -> QueryResult<HashMap<TeamId, Vec<PersonId>>> {
    let mut members: HashMap<TeamId, Vec<PersonId>> = HashMap::new();
    if teams.is_empty() {
        return Ok(members);
    }
    let of_team = people::org_id.eq(team_closure::org_id).and(people::team_id.eq(team_closure::team_id.nullable()));
    let rows: Vec<(TeamId, PersonId)> = team_closure::table
        .inner_join(people::table.on(of_team))
        .filter(team_closure::org_id.eq(tx.org()))
        .filter(team_closure::above_id.eq_any(teams.iter().map(|team| team.0)))
        .filter(people::status.eq(PersonStatus::Active))
        .order((people::name, people::id))
        .select((team_closure::above_id, people::id))
        .load(tx.conn())?;
    for (team, person) in rows {
        members.entry(team).or_default().push(person);
    }
    Ok(members)
}
