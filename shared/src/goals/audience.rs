//! Who sees an objective, and why: the rule that the view `visible_objectives` writes in SQL.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Visibility, rules::kinds::ObjectiveState};
use crate::access::{Relation, Role, ShareLevel};

/// What is known of one person about one objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Their role.
    pub role: Role,
    /// Whether they own the objective or one of its key results.
    pub owns: bool,
    /// Whether the owner stands below them in the reporting tree.
    pub above_owner: bool,
    /// Whether they are in the objective's team or one below it.
    pub in_team: bool,
    /// The best of the shares with them, their teams and everybody that hold now.
    pub share: Option<ShareLevel>,
}

/// How a person stands to an objective; `None` if they don't see it.
pub fn relation_of(standing: Standing, state: ObjectiveState, visibility: Visibility) -> Option<Relation> {
    if standing.owns {
        return Some(Relation::Own);
    }
    if standing.role == Role::Admin {
        return Some(Relation::Organisation);
    }
    if standing.role >= Role::Manager && standing.above_owner && visibility != Visibility::Private {
        return Some(Relation::Report);
    }
    if let Some(level) = standing.share {
        return Some(Relation::Shared(level));
    }
    let agreed = !matches!(state, ObjectiveState::Draft | ObjectiveState::Proposed);
    let published = match visibility {
        Visibility::Organisation => true,
        Visibility::Team => standing.in_team,
        Visibility::Chain | Visibility::Private => false,
    };
    (agreed && published).then_some(Relation::Shared(ShareLevel::View))
}

/// Why somebody sees an objective, as the screen says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It is theirs, or one of its key results is.
    Owner,
    /// They are an Admin.
    Admin,
    /// The owner stands below them.
    ManagerOf,
    /// Somebody shared it with them.
    Share,
    /// It is published to the organisation.
    Everybody,
    /// It is published to their team.
    Team,
}

/// The reason behind a relation.
pub fn because(standing: Standing, state: ObjectiveState, visibility: Visibility) -> Option<Because> {
    Some(match relation_of(standing, state, visibility)? {
        Relation::Own => Because::Owner,
        Relation::Organisation => Because::Admin,
        Relation::Report => Because::ManagerOf,
        Relation::Shared(_) if standing.share.is_some() => Because::Share,
        Relation::Shared(_) if visibility == Visibility::Team => Because::Team,
        Relation::Shared(_) => Because::Everybody,
    })
}
