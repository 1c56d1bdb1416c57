//! Teams: nodes of the organisation's team tree.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    operation::{Bulk, Each, Json, Lines, Made, Nothing},
    operations,
    people::PersonRef,
    permissions,
    problem::Problem,
    wire::{
        Patch, PersonId, TeamId,
        batch::{BatchRows, MOST_ROWS, Wanted},
        check,
    },
};

permissions! { teams;
    /// Create, change and remove teams.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "teams";
    /// The whole team tree, parents before children.
    /// Everybody who is logged in gets all of it, not in pages. `people` counts who is active or invited and directly
    /// in the team.
    ListTeams: Get "/api/v1/teams" { answer: Json<Teams>, who: session }
    /// The whole team tree, a line of JSON each, parents before children.
    /// Who took it stands in the audit log.
    ExportTeamsNdjson: Get "/api/v1/teams.ndjson" { answer: Lines<Team>, who: session }
    /// Teams from a program, at most 500 a call: new ones and changed ones, each by the rules of the single operation.
    /// Each row stands for itself and is answered for itself; parents come before children. If none can be done, the answer
    /// is the first one's problem, whose `errors` name every row. An `Idempotency-Key` makes it happen once.
    SendTeams: Post "/api/v1/teams/batch" { body: Bulk<TeamBatch>, answer: Json<BatchRows<Team>>, who: may MANAGE }
    /// A new team.
    /// Its name is unique in the organisation; 422 for one that is taken, and for a parent or a lead that isn't known.
    CreateTeam: Post "/api/v1/teams" { body: Json<NewTeam>, answer: Made<Team>, who: may MANAGE }
    /// Rename a team, hang it elsewhere in the tree, or change its lead.
    /// `null` puts it at the top, or leaves it without a lead. 422 for a name that is taken, and for a parent that
    /// stands below it.
    EditTeam: Patch "/api/v1/teams/{id}" { params: TeamPath, body: Json<TeamChanges>, answer: Json<Team>, who: may MANAGE }
    /// Remove a team that has no people, goals or teams below it.
    /// 409 while there are any.
    DeleteTeam: Delete "/api/v1/teams/{id}" { params: TeamPath, answer: Nothing, who: may MANAGE }
}

/// A node of the team tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Team {
    /// Names it.
    pub id: TeamId,
    /// Unique in the organisation.
    pub name: String,
    /// The team above; absent at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<TeamId>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<PersonRef>,
    /// How many active or invited people are directly in it.
    pub people: i64,
    /// For `If-Match`.
    pub version: i64,
}

/// The team tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Teams {
    /// Parents before children, by name.
    pub items: Vec<Team>,
}

/// Path of one team.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct TeamPath {
    /// The team.
    pub id: TeamId,
}

/// A team to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// Unique in the organisation.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// The team above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub parent_id: Option<TeamId>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub lead_id: Option<PersonId>,
}

/// Changes to a team; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct TeamChanges {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// The team above; never one below it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub parent_id: Patch<TeamId>,
    /// Who leads it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<PersonId>)]
    #[garde(skip)]
    pub lead_id: Patch<PersonId>,
}

/// Teams from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TeamBatch {
    /// 1 to 500, done in this order.
    #[schema(value_type = Vec<SentTeam>)]
    #[garde(custom(check::count(1, MOST_ROWS)))]
    pub teams: Vec<Each<SentTeam>>,
}

/// One team of a batch: `create`, or `id` and `edit`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentTeam {
    /// A new team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub create: Option<NewTeam>,
    /// The team that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub id: Option<TeamId>,
    /// Its version when it was read: 412 in its row if it was changed since. Whatever it is now, if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub version: Option<i64>,
    /// What changes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub edit: Option<TeamChanges>,
}

impl SentTeam {
    /// What it asks for.
    pub fn wanted(&self) -> Result<Wanted<'_, TeamId, NewTeam, TeamChanges>, Problem> {
        Wanted::of(self.create.as_ref(), self.edit.as_ref(), self.id, self.version)
    }
}
