//! Who may do what: roles, relations, permissions and the one decision, [`can`].
//!
//! A permission is a rule of four cells, "the least role (or share level) that may, at this relation".
//! Features declare theirs with [`permissions!`](crate::permissions); nothing here knows a feature.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::choice::choice;

choice! {
    /// What a person may do in their organisation, least first.
    #[derive(PartialOrd, Ord)]
    pub enum Role {
        /// Their own data and what is shared with them.
        Employee = "employee",
        /// Also the people below them in the reporting tree.
        Manager = "manager",
        /// All of the organisation.
        Admin = "admin",
    }
}

choice! {
    /// How much a share grants, least first. Each level includes the ones before.
    #[derive(PartialOrd, Ord)]
    pub enum ShareLevel {
        /// Read.
        View = "view",
        /// Read and comment.
        Comment = "comment",
        /// Read, comment and change.
        Edit = "edit",
    }
}

/// How an actor stands to one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "level", rename_all = "snake_case")]
pub enum Relation {
    /// It is theirs.
    Own,
    /// It belongs to somebody below them in the reporting tree.
    Report,
    /// It was shared with them or published to them, at this level.
    Shared(ShareLevel),
    /// It is in their organisation, and nothing more.
    Organisation,
}

impl Relation {
    /// The relation a `visible_…` view computed: `own`, `report`, `view`, `comment`, `edit`, `organisation`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "own" => Some(Self::Own),
            "report" => Some(Self::Report),
            "organisation" => Some(Self::Organisation),
            level => ShareLevel::parse(level).map(Self::Shared),
        }
    }

    /// Every relation there is, strongest claim first.
    pub const ALL: [Self; 6] = [
        Self::Own,
        Self::Report,
        Self::Shared(ShareLevel::Edit),
        Self::Shared(ShareLevel::Comment),
        Self::Shared(ShareLevel::View),
        Self::Organisation,
    ];
}

/// The four cells of a permission. `None` means never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Least role on what is one's own.
    pub own: Option<Role>,
    /// Least role on what belongs to a report.
    pub report: Option<Role>,
    /// Least share level, whatever the role.
    pub shared: Option<ShareLevel>,
    /// Least role on anything in the organisation.
    pub organisation: Option<Role>,
}

/// A named rule, such as `goals.view`; the name is also the scope an API token carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Permission {
    /// `feature.verb`, stable.
    pub name: &'static str,
    /// What it lets one do, for the access table.
    pub summary: &'static str,
    /// Who has it.
    pub rule: Rule,
}

/// May somebody with `role`, standing in `relation` to a thing, do what `permission` names?
///
/// This is the only decision: the server enforces it and the web app offers by it.
pub fn can(role: Role, permission: &Permission, relation: Relation) -> bool {
    let at_least = |least: Option<Role>| least.is_some_and(|least| role >= least);
    match relation {
        Relation::Own => at_least(permission.rule.own),
        Relation::Report => at_least(permission.rule.report),
        Relation::Shared(level) => permission.rule.shared.is_some_and(|least| level >= least),
        Relation::Organisation => at_least(permission.rule.organisation),
    }
}

/// Whether some relation exists at which `role` may; if not, the answer is 403 before anything is read.
pub fn can_ever(role: Role, permission: &Permission) -> bool {
    Relation::ALL.into_iter().any(|relation| can(role, permission, relation))
}

/// Declares a feature's permissions: constants and the list `PERMISSIONS`.
///
/// ```
/// shared::permissions! { goals;
///     /// See a goal.
///     //         own       report   shared organisation
///     VIEW "view" Employee, Manager, View,  Admin;
/// }
/// assert_eq!(VIEW.name, "goals.view");
/// ```
/// A cell is a role, a share level in the third place, or `never`.
#[macro_export]
macro_rules! permissions {
    ($feature:ident; $($(#[doc = $doc:literal])+ $name:ident $verb:literal
        $own:ident, $report:ident, $shared:ident, $organisation:ident;)+) => {
        $($(#[doc = $doc])+
        pub const $name: $crate::access::Permission = $crate::access::Permission {
            name: concat!(stringify!($feature), ".", $verb),
            summary: $crate::operation::trimmed(concat!($($doc),+)),
            rule: $crate::access::Rule {
                own: $crate::cell!(Role $own),
                report: $crate::cell!(Role $report),
                shared: $crate::cell!(ShareLevel $shared),
                organisation: $crate::cell!(Role $organisation),
            },
        };)+
        /// This feature's permissions.
        pub const PERMISSIONS: &[&$crate::access::Permission] = &[$(&$name),+];
    };
}

/// One cell of [`permissions!`].
#[doc(hidden)]
#[macro_export]
macro_rules! cell {
    ($kind:ident never) => {
        None
    };
    ($kind:ident $value:ident) => {
        Some($crate::access::$kind::$value)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    permissions! { things;
        /// Change a thing.
        EDIT "edit" Employee, Manager, Edit, Admin;
        /// Read a diary.
        READ_DIARY "read_diary" Employee, never, never, never;
    }

    #[test]
    fn a_share_counts_by_its_level_not_by_the_role() {
        for role in Role::ALL {
            assert!(can(*role, &EDIT, Relation::Shared(ShareLevel::Edit)));
            assert!(!can(*role, &EDIT, Relation::Shared(ShareLevel::Comment)));
        }
    }

    #[test]
    fn never_holds_for_admins_too() {
        assert_eq!(PERMISSIONS.len(), 2);
        assert!(!can(Role::Admin, &READ_DIARY, Relation::Organisation));
        assert!(can(Role::Admin, &READ_DIARY, Relation::Own));
    }

    #[test]
    fn a_relation_reads_back_from_its_name_in_sql() {
        assert_eq!(Relation::parse("edit"), Some(Relation::Shared(ShareLevel::Edit)));
        assert_eq!(Relation::parse("own"), Some(Relation::Own));
        assert_eq!(Relation::parse("other"), None);
    }
}
