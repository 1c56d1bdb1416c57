//! The organisation's directory: Entra ID, Okta and their like keep its people here by SCIM 2.0 (RFC 7643 and 7644).
//!
//! Here stands what Admins set. What the directory itself calls is described by the protocol, at `/scim/v2`.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{operation::Json, operations, people::PersonRef, permissions, wire::choice::choice};

permissions! { scim;
    /// Let the organisation's directory keep its people, and say how far.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "scim";
    /// How the organisation's directory keeps its people: whether it may, where it calls, and who came by it.
    /// `base_url` is what the directory is told to call, by an API token. It counts the people that the directory
    /// brought or found here, names the ten who came last, and says when and what called last.
    ReadScim: Get "/api/v1/scim" { answer: Json<Scim>, who: may MANAGE }
    /// Let the directory in or not, and say which roles it gives, what makes a team, and who is invited.
    /// Switched off, it refuses all that the directory calls, and the people it brought stay. The rest holds for what
    /// it calls from then on.
    EditScim: Patch "/api/v1/scim" { body: Json<ScimChanges>, answer: Json<Scim>, who: may MANAGE, fresh }
}

/// Below which path directories call.
pub const BASE: &str = "/scim/v2";
/// So many of those who came last are named.
pub const LATEST: i64 = 10;

choice! {
    /// Which roles the directory gives.
    pub enum ScimRoles {
        /// None: who comes by it is an Employee, and whoever has another role keeps it.
        Employees = "employees",
        /// Employee and Manager. Admins are made and unmade here alone.
        BelowAdmin = "below_admin",
        /// Every role, Admin too.
        Any = "any",
    }
}

choice! {
    /// What the directory makes a team of.
    pub enum ScimTeams {
        /// Its groups: whoever is in one is in the team of that name.
        Groups = "groups",
        /// The department it says of each person.
        Departments = "departments",
    }
}

/// How the organisation's directory keeps its people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scim {
    /// Whether it may.
    pub is_on: bool,
    /// Where it calls.
    pub base_url: String,
    /// Which roles it gives.
    pub roles: ScimRoles,
    /// What makes a team.
    pub teams: ScimTeams,
    /// Whether whoever comes by it is invited by mail.
    pub invites: bool,
    /// How many people it keeps: those it brought, and those it found here.
    pub people: i64,
    /// Who came by it last, latest first; ten at most.
    pub latest: Vec<ScimArrival>,
    /// When it called last, to within a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_called_at: Option<DateTime<Utc>>,
    /// What called itself then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_caller: Option<String>,
    /// For `If-Match`.
    pub version: i64,
}

/// Somebody whom the directory brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScimArrival {
    /// Who.
    pub person: PersonRef,
    /// When.
    pub at: DateTime<Utc>,
}

/// Changes to how the directory keeps people; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ScimChanges {
    /// Whether it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub is_on: Option<bool>,
    /// Which roles it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub roles: Option<ScimRoles>,
    /// What makes a team.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub teams: Option<ScimTeams>,
    /// Whether whoever comes by it is invited by mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub invites: Option<bool>,
}
