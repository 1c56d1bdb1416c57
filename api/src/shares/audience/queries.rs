use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::{
    access::{Role, ShareLevel},
    goals::{Visibility, audience::Standing, rules::kinds::ObjectiveState},
    people::PersonStatus,
    shares::{AudienceQuery, USUAL_DAYS},
    wire::{PersonId, TeamId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{key_results, people, reporting_closure, team_closure},
    },
    goals::ObjectiveRow,
    kpis::KpiRow,
    shares::{queries as shares, rows::Thing},
};

/// What is said of an objective or a KPI, saved or imagined, as far as it decides who sees it.
#[derive(Clone)]
pub(in crate::shares) struct Described {
    /// Which it is, if it is saved.
    pub id: Option<Uuid>,
    pub owner: PersonId,
    pub key_result_owners: Vec<PersonId>,
    pub team: Option<TeamId>,
    pub state: ObjectiveState,
    pub visibility: Visibility,
    pub shares: Vec<Granted>,
}

/// A share that holds; neither person nor team means everybody.
#[derive(Clone)]
pub(in crate::shares) struct Granted {
    person: Option<PersonId>,
    team: Option<TeamId>,
    level: ShareLevel,
    until: Option<DateTime<Utc>>,
}

impl Described {
    /// As one is that nobody has described yet.
    pub(super) fn to_be(owner: PersonId) -> Self {
        Self {
            id: None,
            owner,
            key_result_owners: Vec::new(),
            team: None,
            state: ObjectiveState::Active,
            visibility: Visibility::Chain,
            shares: Vec::new(),
        }
    }

    /// As it is saved.
    pub(in crate::shares) fn of(tx: &mut TenantTx<'_>, objective: &ObjectiveRow) -> QueryResult<Self> {
        let key_result_owners = key_results::table
            .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(objective.id.0)))
            .select(key_results::owner_id)
            .load(tx.conn())?;
        let shares = granted(tx, Thing::Objective(objective.id))?;
        Ok(Self {
            id: Some(objective.id.0),
            owner: objective.owner_id,
            key_result_owners,
            team: objective.team_id,
            state: objective.state,
            visibility: objective.visibility,
            shares,
        })
    }

    /// A KPI as it is saved: seen as an active objective is.
    pub(in crate::shares) fn of_kpi(tx: &mut TenantTx<'_>, kpi: &KpiRow) -> QueryResult<Self> {
        let mut shares = granted(tx, Thing::Kpi(kpi.id))?;
        // A team that answers for it stands to it as if it had been shared with them for changing, for good.
        let answering = kpi.team_id.filter(|_| kpi.team_answers);
        shares.extend(answering.map(|team| Granted {
            person: None,
            team: Some(team),
            level: ShareLevel::Edit,
            until: None,
        }));
        Ok(Self {
            id: Some(kpi.id.0),
            team: kpi.team_id,
            visibility: kpi.visibility,
            shares,
            ..Self::to_be(kpi.owner_id)
        })
    }

    /// With what is only asked about.
    pub(super) fn imagined(mut self, asked: &AudienceQuery) -> Self {
        self.owner = asked.owner.unwrap_or(self.owner);
        self.team = asked.team.or(self.team);
        self.visibility = asked.visibility.unwrap_or(self.visibility);
        self.state = asked.state.unwrap_or(self.state);
        let until = Some(Utc::now() + TimeDelta::days(USUAL_DAYS));
        let granted = |person, team| Granted { person, team, level: ShareLevel::View, until };
        self.shares.extend(asked.with_person.map(|person| granted(Some(person), None)));
        self.shares.extend(asked.with_team.map(|team| granted(None, Some(team))));
        self.shares.extend(asked.with_everybody.filter(|asked| *asked).map(|_| granted(None, None)));
        self
    }
}

/// The shares of a thing that hold.
fn granted(tx: &mut TenantTx<'_>, thing: Thing) -> QueryResult<Vec<Granted>> {
    let shares = shares::holding(tx, thing)?.into_iter().map(|share| Granted {
        person: share.person_id,
        team: share.team_id,
        level: share.level,
        until: share.ends_at,
    });
    Ok(shares.collect())
}

/// The organisation, as far as it decides who sees what.
pub(super) struct Company {
    /// Everybody who can log in.
    pub people: Vec<Somebody>,
    /// Each team with itself and the teams above it.
    teams: HashMap<TeamId, HashSet<TeamId>>,
    /// Who stands above each owner asked about.
    above: HashMap<PersonId, HashSet<PersonId>>,
}

/// Somebody who can log in.
pub(super) struct Somebody {
    pub id: PersonId,
    pub name: String,
    role: Role,
    team: Option<TeamId>,
}

impl Company {
    /// Reads it, in as many statements however many people there are.
    pub(super) fn read(tx: &mut TenantTx<'_>, owners: &[PersonId]) -> QueryResult<Self> {
        let org = tx.org();
        let rows: Vec<(PersonId, String, Role, Option<TeamId>)> = people::table
            .filter(people::org_id.eq(org).and(people::status.eq(PersonStatus::Active)))
            .select((people::id, people::name, people::role, people::team_id))
            .load(tx.conn())?;
        let owners = owners.iter().map(|owner| owner.0);
        let lines: Vec<(PersonId, PersonId)> = reporting_closure::table
            .filter(reporting_closure::org_id.eq(org).and(reporting_closure::report_id.eq_any(owners)))
            .select((reporting_closure::report_id, reporting_closure::manager_id))
            .load(tx.conn())?;
        let places: Vec<(TeamId, TeamId)> = team_closure::table
            .filter(team_closure::org_id.eq(org))
            .select((team_closure::team_id, team_closure::above_id))
            .load(tx.conn())?;
        let people = rows.into_iter().map(|(id, name, role, team)| Somebody { id, name, role, team });
        Ok(Self { people: people.collect(), teams: grouped(places), above: grouped(lines) })
    }

    /// How somebody stands to what is described, and until when the best share with them holds.
    pub(super) fn standing(&self, person: &Somebody, it: &Described) -> (Standing, Option<DateTime<Utc>>) {
        let within =
            |other: TeamId| person.team.and_then(|team| self.teams.get(&team)).is_some_and(|all| all.contains(&other));
        let with_them = it.shares.iter().filter(|share| match (share.person, share.team) {
            (Some(with), _) => with == person.id,
            (None, Some(team)) => within(team),
            (None, None) => true,
        });
        let best = with_them.max_by_key(|share| share.level);
        let standing = Standing {
            role: person.role,
            owns: it.owner == person.id || it.key_result_owners.contains(&person.id),
            above_owner: self.above.get(&it.owner).is_some_and(|above| above.contains(&person.id)),
            in_team: it.team.is_some_and(within),
            share: best.map(|share| share.level),
        };
        (standing, best.and_then(|share| share.until))
    }
}

fn grouped<K: Eq + Hash, V: Eq + Hash>(pairs: Vec<(K, V)>) -> HashMap<K, HashSet<V>> {
    let mut groups: HashMap<K, HashSet<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().insert(value);
    }
    groups
}
