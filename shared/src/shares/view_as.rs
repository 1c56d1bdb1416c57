//! A thing as somebody else sees it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AudienceMember, GRANT, VIEW};
use crate::{
    access::{Permission, Relation, Role, ShareLevel, can},
    goals::{self, Comment, ObjectiveDetail, rules::kinds::ObjectiveState},
    kpis::{self, KpiDetail},
    openings,
    people::PersonRef,
    wire::{KpiId, ObjectiveId, PersonId},
};

/// Path of an objective as somebody sees it.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveAsPath {
    /// The objective.
    pub id: ObjectiveId,
    /// Who looks.
    pub person: PersonId,
}

/// Path of a KPI as somebody sees it.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct KpiAsPath {
    /// The KPI.
    pub id: KpiId,
    /// Who looks.
    pub person: PersonId,
}

/// An objective as somebody sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ObjectiveAs {
    /// Who looks.
    pub person: PersonRef,
    /// What they see; absent if they see nothing of it, since no reason applies to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees: Option<ObjectiveSeen>,
}

/// What somebody sees of an objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ObjectiveSeen {
    /// How they stand to it, and why.
    pub standing: AudienceMember,
    /// What can be done with it as it is now, and whether they may.
    pub deeds: Vec<Deed>,
    /// Its page. The relation to it and its key results is theirs; what is around it is what both see, told as the caller sees it.
    pub detail: ObjectiveDetail,
    /// What was said about it, oldest first.
    pub comments: Vec<Comment>,
}

/// A KPI as somebody sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiAs {
    /// Who looks.
    pub person: PersonRef,
    /// What they see; absent if they see nothing of it, since no reason applies to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees: Option<KpiSeen>,
}

/// What somebody sees of a KPI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiSeen {
    /// How they stand to it, and why.
    pub standing: AudienceMember,
    /// What can be done with it as it is now, and whether they may.
    pub deeds: Vec<Deed>,
    /// Its page. The relation to it is theirs; what is around it is what both see.
    pub detail: KpiDetail,
}

/// Something that can be done with a thing, and whether somebody may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Deed {
    /// The permission it takes, such as `goals.comment`.
    pub permission: String,
    /// Whether they have it, as they stand to the thing.
    pub may: bool,
    /// The least share that would give it to them, if they don't have it and a share can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<ShareLevel>,
}

impl Deed {
    /// Each of these, for somebody with `role` who stands in `relation` to the thing.
    pub fn of(permissions: &[&Permission], role: Role, relation: Relation) -> Vec<Self> {
        let one = |permission: &&Permission| {
            let may = can(role, permission, relation);
            let needs = permission.rule.shared.filter(|_| !may);
            Self { permission: permission.name.to_owned(), may, needs }
        };
        permissions.iter().map(one).collect()
    }
}

/// What can be done with an objective in this state.
pub fn on_objectives(state: ObjectiveState) -> Vec<&'static Permission> {
    let (talk, sharing): (&[&Permission], &[&Permission]) = (&[&goals::COMMENT], &[&VIEW, &GRANT, &openings::VIEW]);
    let work: &[&Permission] = match state {
        ObjectiveState::Draft => &[&goals::EDIT, &goals::CHECK_IN, &goals::DELETE],
        state if state.is_closed() => &[&goals::CARRY_OVER],
        _ => &[&goals::EDIT, &goals::CHECK_IN],
    };
    [talk, work, sharing].concat()
}

/// What can be done with a KPI; one with a formula, or put away, isn't measured.
pub fn on_kpis(measured: bool) -> Vec<&'static Permission> {
    let rest: &[&Permission] = &[&kpis::EDIT, &VIEW, &GRANT];
    let measure: &[&Permission] = if measured { &[&kpis::MEASURE] } else { &[] };
    [measure, rest].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(level: ShareLevel) -> Vec<(String, Option<ShareLevel>)> {
        let deeds = Deed::of(&on_objectives(ObjectiveState::Active), Role::Employee, Relation::Shared(level));
        deeds.into_iter().filter(|deed| !deed.may).map(|deed| (deed.permission, deed.needs)).collect()
    }

    #[test]
    fn what_a_share_does_not_give_says_which_would() {
        let lacking = |name: &str, level| (name.to_owned(), level);
        let edit = Some(ShareLevel::Edit);
        let never = [lacking("shares.grant", None), lacking("openings.view", None)];
        assert_eq!(needs(ShareLevel::Edit), never);
        let all = [
            lacking("goals.edit", edit),
            lacking("goals.check_in", edit),
            lacking("shares.view", edit),
            never[0].clone(),
            never[1].clone(),
        ];
        assert_eq!(needs(ShareLevel::Comment), all);
    }

    #[test]
    fn only_what_its_state_allows_is_told() {
        let names = |state| on_objectives(state).iter().map(|permission| permission.name).collect::<Vec<_>>();
        assert!(names(ObjectiveState::Draft).contains(&"goals.delete"));
        assert!(!names(ObjectiveState::Active).contains(&"goals.delete"));
        let closed = names(ObjectiveState::Achieved);
        assert!(closed.contains(&"goals.carry_over") && !closed.contains(&"goals.edit"));
        assert_eq!(on_kpis(false).len() + 1, on_kpis(true).len());
    }
}
