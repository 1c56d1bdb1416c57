//! People from a program, many at a time: each known by their number in the HR system.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::Role,
    problem::Problem,
    wire::{Patch, PersonId, check, choice::choice},
};

/// Most people of one batch.
pub const MOST_SENT: usize = 1_000;

/// People from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PeopleBatch {
    /// 1 to 1,000, in any order: managers may come after whoever reports to them.
    #[garde(dive, custom(check::count(1, MOST_SENT)))]
    pub people: Vec<SentPerson>,
}

/// One person of a batch. Of somebody who is known already, what is absent stays, and `null` clears.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentPerson {
    /// Their number in the HR system: whoever has it already is changed, else somebody is entered.
    #[garde(custom(check::line(1, 64)))]
    pub external_id: String,
    /// Their name.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// Unique in the organisation. It can't change once they have an account.
    #[garde(custom(check::email))]
    pub email: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 120))))]
    pub job_title: Patch<String>,
    /// What they may do; whoever is new is an Employee if it is absent. Another role than they have takes somebody who is
    /// logged in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub role: Option<Role>,
    /// The name of their team, which has to be there.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 120))))]
    pub team: Patch<String>,
    /// Who they report to, by that person's number in the HR system.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 64))))]
    pub manager_external_id: Patch<String>,
    /// First day in the organisation.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub start_date: Patch<NaiveDate>,
    /// False deactivates them, and true lets them back in; absent, they stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub active: Option<bool>,
    /// Whether to invite them if they are new.
    #[serde(default)]
    #[garde(skip)]
    pub invite: bool,
}

choice! {
    /// What became of a person of a batch.
    pub enum Synced {
        /// Somebody was entered.
        Created = "created",
        /// Something about them changed.
        Updated = "updated",
        /// They were so already.
        Unchanged = "unchanged",
    }
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SyncedPeople {
    /// How many rows ended how.
    pub counts: SyncedTotals,
    /// Row by row, in the order they were sent.
    pub rows: Vec<SyncedRow>,
}

/// How many people of a batch ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SyncedTotals {
    /// Those who were entered.
    pub created: usize,
    /// Those who were changed.
    pub updated: usize,
    /// Those who were so already.
    pub unchanged: usize,
    /// Those who could not be taken.
    pub refused: usize,
}

/// What became of one person: `synced`, or why nothing did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SyncedRow {
    /// As what they were sent.
    pub external_id: String,
    /// Who they are here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// What became of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synced: Option<Synced>,
    /// Why nothing of the row was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// In which order to take people, by their places: whoever leads comes before whom they lead. Where they lead each other in a
/// circle there is no such order, and they come as they were sent.
pub fn in_order(people: &[SentPerson]) -> Vec<usize> {
    let place: std::collections::HashMap<&str, usize> =
        people.iter().enumerate().map(|(at, person)| (person.external_id.trim(), at)).collect();
    let above = |at: usize| {
        let manager = people.get(at).and_then(|person| person.manager_external_id.set());
        manager.and_then(|manager| place.get(manager.trim()).copied())
    };
    let mut taken = vec![false; people.len()];
    let mut order = Vec::with_capacity(people.len());
    for start in 0..people.len() {
        let (mut chain, mut next) = (Vec::new(), Some(start));
        while let Some(at) = next.filter(|at| taken.get(*at) == Some(&false)) {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
            chain.push(at);
            next = above(at);
        }
        order.extend(chain.into_iter().rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sent(id: usize, manager: Option<usize>) -> SentPerson {
        SentPerson {
            external_id: id.to_string(),
            name: "Ada".to_owned(),
            email: "ada@example.com".to_owned(),
            job_title: Patch::Keep,
            role: None,
            team: Patch::Keep,
            manager_external_id: manager.map_or(Patch::Keep, |manager| Patch::Set(manager.to_string())),
            start_date: Patch::Keep,
            active: None,
            invite: false,
        }
    }

    #[test]
    fn whoever_leads_comes_first() {
        let people = [sent(0, Some(2)), sent(1, Some(0)), sent(2, None), sent(3, Some(9))];
        assert_eq!(in_order(&people), [2, 0, 1, 3]);
    }

    proptest! {
        #[test]
        fn everybody_comes_once_and_after_their_manager(managers in prop::collection::vec(0_usize..20, 1..20)) {
            // Each reports to somebody before them: a forest.
            let people: Vec<_> =
                managers.iter().enumerate().map(|(at, manager)| sent(at, (at > 0).then(|| manager % at.max(1)))).collect();
            let order = in_order(&people);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..people.len()).collect::<Vec<_>>());
            let place = |at: usize| order.iter().position(|one| *one == at);
            for (at, manager) in managers.iter().enumerate().skip(1) {
                prop_assert!(place(manager % at) < place(at));
            }
        }

        #[test]
        fn circles_lose_nobody(managers in prop::collection::vec(0_usize..12, 1..12)) {
            let people: Vec<_> = managers.iter().enumerate().map(|(at, manager)| sent(at, Some(*manager))).collect();
            prop_assert_eq!(in_order(&people).len(), people.len());
        }
    }
}
