//! Whether the directory is let in, and what it may do.

use serde_json::Value;
use shared::{
    access::{Permission, Relation, Role, can},
    people,
    problem::{Code, Problem},
    scim::{BASE, ScimRoles, ScimTeams},
    teams,
};

use super::{
    attributes::Object,
    queries::{self, Settings},
    said::{shaped, wrong},
    version,
};
use crate::{
    config::Origin,
    db::TenantTx,
    http::{Failure, ForeignCall, ForeignReply, Protocol},
};

/// How the directory speaks.
pub(super) static SCIM: Protocol = Protocol {
    name: "Scim",
    feature: "scim",
    base: BASE,
    scope: shared::api_tokens::Scope::Scim,
    takes: &["application/scim+json", "application/json"],
    most_bytes: 1024 * 1024,
    answers: "application/scim+json",
    shaped,
};

/// The directory, let in.
pub(super) struct Door {
    /// What links to resources begin with.
    pub base: String,
    /// What links to our own pages begin with.
    pub origin: Origin,
    settings: Settings,
}

impl Door {
    /// 403 unless Admins have switched it on, and whoever made the token may do all that it does.
    pub(super) fn open(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<Self, Failure> {
        let settings = queries::settings(tx)?;
        let role = tx.actor.role;
        let may = |permission: &Permission| can(role, permission, Relation::Organisation);
        if !may(&people::MANAGE) || !may(&people::DEACTIVATE) || !may(&teams::MANAGE) {
            return Err(Code::Forbidden.into());
        }
        if !settings.is_on {
            return Err(Problem::new(Code::Forbidden).because("an Admin has to switch it on, in the settings").into());
        }
        let caller = tx.facts.device.clone();
        queries::note_call(tx, &caller)?;
        Ok(Self { base: format!("{}{BASE}", call.origin), origin: call.origin.clone(), settings })
    }

    /// Whether whoever comes by it is invited.
    pub(super) fn invites(&self) -> bool {
        self.settings.invites
    }

    /// Whether departments make teams, and not groups.
    pub(super) fn has_departments(&self) -> bool {
        self.settings.teams == ScimTeams::Departments
    }

    /// Whether the directory may give a role, and so whatever leads to it.
    pub(super) fn gives(&self, role: Role) -> bool {
        match self.settings.roles {
            ScimRoles::Employees => role == Role::Employee,
            ScimRoles::BelowAdmin => role != Role::Admin,
            ScimRoles::Any => true,
        }
    }

    /// The role that somebody gets who has `now`, and of whom `told` is said. Where the directory gives none, whatever it
    /// says of roles is passed over; and whom it can't make it doesn't unmake.
    pub(super) fn role(&self, now: Role, told: Option<Role>) -> Result<Role, Failure> {
        if self.settings.roles == ScimRoles::Employees || !self.gives(now) {
            return Ok(now);
        }
        let role = told.unwrap_or(Role::Employee);
        if self.gives(role) {
            return Ok(role);
        }
        Err(wrong("invalidValue", "the settings don't let the directory make anybody an Admin"))
    }
}

/// A resource as an answer, with its version; 304 if the caller has it.
pub(super) fn answer(call: &ForeignCall, status: u16, shown: Value, narrowed: Value) -> ForeignReply {
    let about = |name: &str| shown["meta"][name].as_str().map(str::to_owned);
    let version = about("version");
    let is_known = call.if_none_match.as_deref().zip(version.as_deref());
    if is_known.is_some_and(|(header, version)| version::is_among(header, version)) {
        return ForeignReply { status: 304, version, ..ForeignReply::nothing() };
    }
    ForeignReply { status, version, location: about("location"), ..ForeignReply::of(narrowed) }
}

/// 412 if somebody changed a resource since the caller read it.
pub(super) fn is_current(call: &ForeignCall, shown: &Value) -> Result<(), Failure> {
    let version = shown["meta"]["version"].as_str().unwrap_or_default();
    match &call.if_match {
        Some(header) if !version::is_among(header, version) => Err(Code::VersionMismatch.into()),
        _ => Ok(()),
    }
}

/// The body as JSON.
pub(super) fn body(call: &ForeignCall) -> Result<Value, Failure> {
    serde_json::from_slice(&call.body).map_err(|_| wrong("invalidSyntax", "the body is no JSON"))
}

/// How a resource is to be changed.
pub(super) type Edit = fn(&mut Object, &Value) -> Result<(), Failure>;

#[cfg(test)]
mod tests {
    use super::*;

    fn with(roles: ScimRoles) -> Door {
        let settings = Settings { roles, ..Settings::default() };
        Door { base: String::new(), origin: Origin::of_listener(([127, 0, 0, 1], 1).into()), settings }
    }

    #[test]
    fn a_directory_gives_the_roles_that_admins_let_it_give() {
        let role = |roles, now, told| with(roles).role(now, told).ok();
        for now in Role::ALL {
            assert_eq!(role(ScimRoles::Employees, *now, Some(Role::Admin)), Some(*now), "nothing is given or taken");
        }
        assert_eq!(role(ScimRoles::BelowAdmin, Role::Employee, Some(Role::Manager)), Some(Role::Manager));
        assert_eq!(role(ScimRoles::BelowAdmin, Role::Manager, None), Some(Role::Employee));
        assert_eq!(role(ScimRoles::BelowAdmin, Role::Employee, Some(Role::Admin)), None, "refused");
        assert_eq!(role(ScimRoles::BelowAdmin, Role::Admin, Some(Role::Employee)), Some(Role::Admin), "stays");
        assert_eq!(role(ScimRoles::Any, Role::Employee, Some(Role::Admin)), Some(Role::Admin));
        assert_eq!(role(ScimRoles::Any, Role::Admin, None), Some(Role::Employee));
    }
}
