//! Who reads what is written about somebody, and why: the rule that the views `visible_weekly_check_ins`,
//! `visible_developments`, `visible_meetings`, `visible_review_packets` and `visible_improvement_plans` write in SQL. Nobody chooses who reads
//! these: it follows from who leads whom.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Relation, Role},
    people::PersonRef,
};

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// What somebody writes by the week.
    Week,
    /// How somebody stands, and their plan.
    Development,
    /// A meeting of two.
    Meeting,
    /// What somebody gets of a review cycle.
    Packet,
    /// An improvement plan.
    Plan,
}

impl Matter {
    /// Whether it is read from so far above: an improvement plan by the manager somebody has now, and by none above them.
    pub fn reaches(self, above: i32) -> bool {
        self != Self::Plan || above == 1
    }
}

/// What is known of one person about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Their role.
    pub role: Role,
    /// Whether it is theirs: about them, or, of a meeting, whether they are one of the two.
    pub own: bool,
    /// How far above whom it is about they stand, or above the nearer of the two: 1 leads them directly.
    pub above: Option<i32>,
}

impl Standing {
    fn leads(self) -> bool {
        self.role >= Role::Manager && self.above.is_some()
    }
}

/// How a person stands to it; `None` if they don't see it. An Admin who leads the person, too, sees a week and a
/// meeting as an Admin, and the rest as a manager, who has a part in it.
pub fn relation_of(it: Standing, matter: Matter) -> Option<Relation> {
    let admin = it.role == Role::Admin;
    match matter {
        _ if it.own => Some(Relation::Own),
        Matter::Week | Matter::Meeting if admin => Some(Relation::Organisation),
        _ if it.leads() => Some(Relation::Report),
        _ => admin.then_some(Relation::Organisation),
    }
}

/// Why somebody reads it, as the screen says it; strongest claim first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordBecause {
    /// They wrote it.
    Author,
    /// It is theirs, or about them.
    Own,
    /// One of the two who meet asked them to this meeting.
    Guest,
    /// They lead whom it is about.
    Manager,
    /// They stand further above.
    Chain,
    /// They are an Admin.
    Admin,
    /// An Admin gave them sight of it until a day.
    Viewer,
}

/// The reason of somebody who sees it.
pub fn because(it: Standing) -> RecordBecause {
    match it.above {
        _ if it.own => RecordBecause::Own,
        Some(1) if it.leads() => RecordBecause::Manager,
        Some(_) if it.leads() => RecordBecause::Chain,
        _ => RecordBecause::Admin,
    }
}

/// How much of it somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordSight {
    /// All of it.
    All,
    /// What of it is for them.
    Part,
    /// That it is there, and nothing of what is said.
    Presence,
    /// The same, until they give a reason that those whom it is about are told.
    Reason,
}

/// Exactly who reads something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordReaders {
    /// Strongest claim first, then by name; who can't log in is not among them.
    pub items: Vec<RecordReader>,
    /// Of reviews: whether the cycle is calibrated, in which those who take part read what the manager answered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub calibrates: bool,
}

/// Somebody who reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordReader {
    /// Who.
    pub person: PersonRef,
    /// How they stand to it.
    pub relation: Relation,
    /// Why.
    pub because: RecordBecause,
    /// How much.
    pub sees: RecordSight,
    /// Whether they read what others wrote only once it is released to them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATTERS: [Matter; 4] = [Matter::Week, Matter::Development, Matter::Meeting, Matter::Packet];

    fn standing(role: Role, own: bool, above: Option<i32>) -> Standing {
        Standing { role, own, above }
    }

    #[test]
    fn colleagues_see_nothing_and_those_above_only_as_managers() {
        for matter in MATTERS {
            assert_eq!(relation_of(standing(Role::Employee, false, None), matter), None);
            assert_eq!(relation_of(standing(Role::Manager, false, None), matter), None);
            assert_eq!(relation_of(standing(Role::Employee, false, Some(1)), matter), None);
            assert_eq!(relation_of(standing(Role::Manager, false, Some(3)), matter), Some(Relation::Report));
            assert_eq!(relation_of(standing(Role::Admin, true, None), matter), Some(Relation::Own));
            assert_eq!(relation_of(standing(Role::Admin, false, None), matter), Some(Relation::Organisation));
        }
    }

    #[test]
    fn the_strongest_reason_is_said_also_of_an_admin() {
        assert_eq!(because(standing(Role::Admin, false, Some(1))), RecordBecause::Manager);
        assert_eq!(because(standing(Role::Manager, false, Some(2))), RecordBecause::Chain);
        assert_eq!(because(standing(Role::Admin, false, None)), RecordBecause::Admin);
        assert_eq!(because(standing(Role::Employee, true, None)), RecordBecause::Own);
    }
}
