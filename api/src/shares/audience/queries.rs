use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::{
    access::{Role, ShareLevel},
    goals::{Visibility, audience::Standing, rules::kinds::ObjectiveState},
    people::{PersonRef, PersonStatus},
    shares::{AudienceQuery, USUAL_DAYS},
    wire::{PersonId, TeamId},
};

use crate::{
    db::{
        TenantTx,
        schema::{key_results, people, reporting_closure, team_closure},
    },
    goals::ObjectiveRow,
    shares::queries as shares,
};

/// What is said of an objective, saved or imagined, as far as it decides who sees it.
pub(super) struct Described {
    pub owner: PersonId,
    pub key_result_owners: Vec<PersonId>,
    pub team: Option<TeamId>,
    pub state: ObjectiveState,
    pub visibility: Visibility,
    pub shares: Vec<Granted>,
}

/// A share that holds; neither person nor team means everybody.
pub(super) struct Granted {
    person: Option<PersonId>,
    team: Option<TeamId>,
    level: ShareLevel,
    until: Option<DateTime<Utc>>,
}

impl Described {
    /// As it is saved.
    pub(super) fn of(tx: &mut TenantTx<'_>, objective: &ObjectiveRow) -> QueryResult<Self> {
        let key_result_owners = key_results::table
            .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(objective.id.0)))
            .select(key_results::owner_id)
            .load(tx.conn())?;
        let shares = shares::holding(tx, objective.id)?.into_iter().map(|share| Granted {
            person: share.person_id,
            team: share.team_id,
            level: share.level,
            until: share.ends_at,
        });
        Ok(Self {
            owner: objective.owner_id,
            key_result_owners,
            team: objective.team_id,
            state: objective.state,
            visibility: objective.visibility,
            shares: shares.collect(),
        })
    }

    /// With what is only asked about.
    pub(super) fn imagine(&mut self, asked: &AudienceQuery) {
        self.owner = asked.owner.unwrap_or(self.owner);
        self.team = asked.team.or(self.team);
        self.visibility = asked.visibility.unwrap_or(self.visibility);
        self.state = asked.state.unwrap_or(self.state);
        let until = Some(Utc::now() + TimeDelta::days(USUAL_DAYS));
        let granted = |person, team| Granted { person, team, level: ShareLevel::View, until };
        self.shares.extend(asked.with_person.map(|person| granted(Some(person), None)));
        self.shares.extend(asked.with_team.map(|team| granted(None, Some(team))));
        self.shares.extend(asked.with_everybody.filter(|asked| *asked).map(|_| granted(None, None)));
    }
}

/// Everybody who can log in, how they stand to it, and until when the best share with them holds.
pub(super) fn everybody(
    tx: &mut TenantTx<'_>,
    described: &Described,
) -> QueryResult<Vec<(PersonRef, Standing, Option<DateTime<Utc>>)>> {
    let org = tx.org();
    let rows: Vec<(PersonId, String, Role, Option<TeamId>)> = people::table
        .filter(people::org_id.eq(org).and(people::status.eq(PersonStatus::Active)))
        .select((people::id, people::name, people::role, people::team_id))
        .load(tx.conn())?;
    let above: Vec<PersonId> = reporting_closure::table
        .filter(reporting_closure::org_id.eq(org).and(reporting_closure::report_id.eq(described.owner.0)))
        .select(reporting_closure::manager_id)
        .load(tx.conn())?;
    let above: HashSet<PersonId> = above.into_iter().collect();
    let teams: Vec<(TeamId, TeamId)> = team_closure::table
        .filter(team_closure::org_id.eq(org))
        .select((team_closure::team_id, team_closure::above_id))
        .load(tx.conn())?;
    let mut teams_of: HashMap<TeamId, HashSet<TeamId>> = HashMap::new();
    for (team, above) in teams {
        teams_of.entry(team).or_default().insert(above);
    }
    let standing = |id: PersonId, role: Role, team: Option<TeamId>| {
        let within = |other: TeamId| team.and_then(|team| teams_of.get(&team)).is_some_and(|all| all.contains(&other));
        let best = described
            .shares
            .iter()
            .filter(|share| match (share.person, share.team) {
                (Some(person), _) => person == id,
                (None, Some(team)) => within(team),
                (None, None) => true,
            })
            .max_by_key(|share| share.level);
        let standing = Standing {
            role,
            owns: described.owner == id || described.key_result_owners.contains(&id),
            above_owner: above.contains(&id),
            in_team: described.team.is_some_and(within),
            share: best.map(|share| share.level),
        };
        (standing, best.and_then(|share| share.until))
    };
    let people = rows.into_iter().map(|(id, name, role, team)| {
        let (standing, until) = standing(id, role, team);
        (PersonRef { id, name }, standing, until)
    });
    Ok(people.collect())
}
