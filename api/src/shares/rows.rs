use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    access::ShareLevel,
    goals::ObjectiveRef,
    kpis::KpiRef,
    people::{PersonRef, TeamRef},
    shares::{Grantee, GranteeKind, Share},
    wire::{KpiId, ObjectiveId, PersonId, ShareId, TeamId},
};

use crate::db::schema::shares;

/// A share as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = shares)]
pub(super) struct ShareRow {
    pub id: ShareId,
    pub objective_id: Option<ObjectiveId>,
    pub kpi_id: Option<KpiId>,
    pub grantee_kind: GranteeKind,
    pub person_id: Option<PersonId>,
    pub team_id: Option<TeamId>,
    pub level: ShareLevel,
    pub reason: String,
    pub ends_at: Option<DateTime<Utc>>,
    pub granted_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub version: i64,
}

/// What is shared. Each kind has its own column, so that its key is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Objective(ObjectiveId),
    Kpi(KpiId),
}

/// The names shares are shown with; of things only those the actor may see.
pub(super) struct Names {
    pub objectives: HashMap<ObjectiveId, String>,
    pub kpis: HashMap<KpiId, String>,
    pub people: HashMap<PersonId, String>,
    pub teams: HashMap<TeamId, String>,
}

impl Names {
    fn person(&self, id: PersonId) -> PersonRef {
        PersonRef { id, name: self.people.get(&id).cloned().unwrap_or_default() }
    }

    fn team(&self, id: TeamId) -> TeamRef {
        TeamRef { id, name: self.teams.get(&id).cloned().unwrap_or_default() }
    }
}

impl ShareRow {
    /// Whether it grants anything at `now`.
    pub(super) fn holds(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.ends_at.is_none_or(|end| end > now)
    }

    /// What it is a share of.
    pub(super) fn thing(&self) -> Option<Thing> {
        self.objective_id.map(Thing::Objective).or(self.kpi_id.map(Thing::Kpi))
    }

    /// As the caller gets it, if they may see what it is a share of.
    pub(super) fn shown(self, names: &Names) -> Option<Share> {
        let (objective, kpi) = match self.thing()? {
            Thing::Objective(id) => (Some(ObjectiveRef { id, title: names.objectives.get(&id)?.clone() }), None),
            Thing::Kpi(id) => (None, Some(KpiRef { id, name: names.kpis.get(&id)?.clone() })),
        };
        Some(Share {
            holds: self.holds(Utc::now()),
            id: self.id,
            objective,
            kpi,
            grantee: Grantee {
                kind: self.grantee_kind,
                person: self.person_id.map(|id| names.person(id)),
                team: self.team_id.map(|id| names.team(id)),
            },
            level: self.level,
            reason: self.reason,
            ends_at: self.ends_at,
            granted_by: names.person(self.granted_by),
            created_at: self.created_at,
            revoked_at: self.revoked_at,
            version: self.version,
        })
    }
}
