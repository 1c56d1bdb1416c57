//! Who reads private feedback, and why: the rule that the view `visible_feedback` writes in SQL.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::FeedbackKind;
use crate::{
    access::{Relation, Role, ShareLevel},
    people::PersonRef,
    wire::{FeedbackId, PersonId},
};

/// Who reads feedback besides its author, as the author chose. Admins read all of it but notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = FeedbackAudience)]
pub struct Audience {
    /// The person it is about.
    pub person: bool,
    /// Their manager when it is written, as long as that one stands above them.
    pub manager: bool,
    /// Also the managers above that one; only with `manager`.
    pub chain: bool,
    /// Also whoever becomes their manager later; only with `manager`.
    pub later_managers: bool,
}

impl Audience {
    /// Whether it reaches nobody whom `other` doesn't.
    pub const fn within(self, other: Self) -> bool {
        (!self.person || other.person)
            && (!self.manager || other.manager)
            && (!self.chain || other.chain)
            && (!self.later_managers || other.later_managers)
    }

    /// What is wrong with it for this kind, as field below `audience` and code.
    pub const fn fault(self, kind: FeedbackKind) -> Option<(&'static str, &'static str)> {
        let somebody = self.person || self.manager;
        match kind {
            FeedbackKind::Note if self.person => Some(("person", "not_used_here")),
            FeedbackKind::Note if self.manager => Some(("manager", "not_used_here")),
            FeedbackKind::Given | FeedbackKind::Asked if !somebody => Some(("person", "required")),
            _ if self.chain && !self.manager => Some(("chain", "not_used_here")),
            _ if self.later_managers && !self.manager => Some(("later_managers", "not_used_here")),
            _ => None,
        }
    }
}

/// What is known of one person about one piece of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Their role.
    pub role: Role,
    /// Whether they wrote it.
    pub author: bool,
    /// Whether it is about them.
    pub subject: bool,
    /// Whether it answers what they asked.
    pub asked: bool,
    /// Whether they were the subject's manager when it was written.
    pub manager_then: bool,
    /// Whether they stood above the subject when it was written.
    pub above_then: bool,
    /// Whether they are the subject's manager now.
    pub manager_now: bool,
    /// Whether they stand above the subject now.
    pub above_now: bool,
}

/// Why somebody reads it, as the screen says it; strongest claim first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FeedbackBecause)]
#[schema(as = FeedbackBecause)]
pub enum Because {
    /// They wrote it.
    Author,
    /// It is about them.
    Subject,
    /// They asked for it.
    Asked,
    /// They are the subject's manager.
    Manager,
    /// They stand above the subject's manager.
    Chain,
    /// They are an Admin.
    Admin,
}

/// How a person stands to feedback, and why; `None` if they don't read it.
pub fn reach(it: Standing, kind: FeedbackKind, to: Audience) -> Option<(Relation, Because)> {
    if it.author {
        return Some((Relation::Own, Because::Author));
    }
    if kind == FeedbackKind::Note {
        return None;
    }
    // Before Admins: what was written to a manager alone is not the subject's to read, whoever they are.
    if it.subject {
        return to.person.then_some((Relation::Shared(ShareLevel::View), Because::Subject));
    }
    let above = managerial(it, to);
    if it.role == Role::Admin {
        return Some((Relation::Organisation, above.unwrap_or(Because::Admin)));
    }
    above.filter(|_| it.role >= Role::Manager).map(|because| (Relation::Report, because))
}

/// The claim of somebody who stands above the subject: old managers lose it with the line, new ones have it only
/// where the author said so.
fn managerial(it: Standing, to: Audience) -> Option<Because> {
    if !to.manager || !it.above_now {
        return None;
    }
    if it.asked {
        return Some(Because::Asked);
    }
    if it.manager_then || (to.later_managers && it.manager_now) {
        return Some(Because::Manager);
    }
    (to.chain && (it.above_then || to.later_managers)).then_some(Because::Chain)
}

/// How a person stands to feedback; `None` if they don't read it.
pub fn relation_of(it: Standing, kind: FeedbackKind, to: Audience) -> Option<Relation> {
    reach(it, kind, to).map(|(relation, _)| relation)
}

/// Whose readers to work out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReadersQuery {
    /// The feedback; without it the other parameters describe one to be, or an answer to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<FeedbackId>,
    /// As if it were about this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<PersonId>,
    /// As if this person had asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PersonId>,
    /// As if the person it is about read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<bool>,
    /// As if their manager read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<bool>,
    /// As if the managers above read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<bool>,
    /// As if later managers read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_managers: Option<bool>,
}

/// Exactly who reads feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Readers {
    /// Strongest claim first, then by name; who can't log in yet is not among them.
    pub items: Vec<Reader>,
}

/// Somebody who reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reader {
    /// Who.
    pub person: PersonRef,
    /// Why.
    pub because: Because,
}

#[cfg(test)]
mod tests;
