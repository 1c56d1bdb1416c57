//! What a plan and its payment decide about operations: which stay open to an organisation that hasn't paid, and which ask
//! for something of the plan.

use super::plans::PlanFeature;
use crate::operation::Declaration;

/// What an operation asks of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A feature.
    Feature(PlanFeature),
    /// Room for one more person.
    Room,
}

/// What an operation asks of the plan, by its name. What was set up before goes on working on any plan.
pub fn demands(operation: &str) -> Option<Demand> {
    match operation {
        "SetConnection" | "EditScim" => Some(Demand::Feature(PlanFeature::SingleSignOn)),
        "CreateApiToken" | "CreateServiceAccount" | "CreateServiceToken" | "CreateOauthApp" | "CreateSandbox" => {
            Some(Demand::Feature(PlanFeature::ApiTokens))
        }
        // Undoing an import takes back whom it had leave.
        "CreatePerson" | "ReactivatePerson" | "ApplyImport" | "UndoImport" | "SyncPeople" => Some(Demand::Room),
        _ => None,
    }
}

/// Features that stay open as a whole: one's own account, paying, and taking out, erasing and closing.
const OPEN_FEATURES: [&str; 3] = ["accounts", "billing", "privacy"];

/// Besides, what takes access away, what tells of what was read, and what shows whether all is in order.
const OPEN: &[&str] = &[
    "DeactivatePerson",
    "RevokePersonSession",
    "RemovePersonSecondFactor",
    "EditSessionPolicy",
    "RevokeShare",
    "RevokeObjectiveShares",
    "RevokeKpiShares",
    "RevokeSharesWith",
    "RevokeCalendarFeed",
    "RevokeApiToken",
    "RevokeOwnApiToken",
    "DeleteOauthApp",
    "RevokeOauthGrant",
    "RevokeOwnOauthGrant",
    "EditApiTokenPolicy",
    "RemoveServiceAccount",
    "RemoveReviewViewer",
    "RevokeExternalReviewer",
    "RemoveSandbox",
    "RemoveChannel",
    "DeleteWebhook",
    "RemoveEmailDomain",
    "RemoveConnection",
    "UnlinkPerson",
    "EditNoticeSettings",
    "ReadNotices",
    "ReadAllNotices",
    "CheckAuditChain",
    "TryIsolation",
];

/// What a directory is told by in its own protocol: it is how people lose access, so it is never closed. Bringing somebody in by it
/// is asked about afterwards, as what it came to.
const DIRECTORY: &str = "Scim";

/// Whether an operation stays open to an organisation that hasn't paid. Reading always does.
pub fn stays_open(operation: &str, feature: &str, changes: bool) -> bool {
    !changes || operation == DIRECTORY || OPEN_FEATURES.contains(&feature) || OPEN.contains(&operation)
}

/// The same of a declaration.
pub fn declared_open(declared: &Declaration) -> bool {
    stays_open(declared.name, declared.feature, declared.method.changes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Access;

    #[test]
    fn whoever_has_not_paid_reads_takes_out_pays_and_closes() {
        for declared in crate::every_operation() {
            let is_open = declared_open(&declared);
            if !declared.method.changes() || declared.takes_out {
                assert!(is_open, "{}", declared.name);
            }
        }
        for (name, feature) in [("ChoosePlan", "billing"), ("LogOut", "accounts"), ("CloseOrganisation", "privacy")] {
            assert!(stays_open(name, feature, true), "{name}");
        }
        for (name, feature) in [("CreateObjective", "goals"), ("CreatePerson", "people"), ("GivePraise", "feedback")] {
            assert!(!stays_open(name, feature, true), "{name}");
        }
    }

    #[test]
    fn every_name_is_one_of_an_operation_that_changes_something() {
        let changing: Vec<_> = crate::every_operation()
            .into_iter()
            .filter(|declared| declared.method.changes())
            .map(|it| it.name)
            .collect();
        for name in OPEN {
            assert!(changing.contains(name), "{name}");
        }
    }

    #[test]
    fn whatever_brings_people_in_asks_for_room() {
        let declared = crate::every_operation();
        for name in ["CreatePerson", "ReactivatePerson", "ApplyImport", "UndoImport", "SyncPeople"] {
            assert_eq!(demands(name), Some(Demand::Room), "{name}");
            assert!(declared.iter().any(|one| one.name == name), "{name}");
        }
    }

    #[test]
    fn what_asks_for_something_of_the_plan_is_closed_to_who_has_not_paid() {
        for declared in crate::every_operation() {
            if demands(declared.name).is_some() {
                assert_ne!(declared.access, Access::Public, "{}", declared.name);
                assert!(!declared_open(&declared), "{}", declared.name);
            }
        }
    }
}
