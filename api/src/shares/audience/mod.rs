//! Who sees an objective, and why: the list that the rule itself makes, person by person.

mod queries;

use shared::{
    access::{Relation, can},
    goals::{
        self, Visibility,
        audience::{because, relation_of},
        rules::kinds::ObjectiveState,
    },
    problem::Code,
    shares::{Audience, AudienceMember, ReadAudience},
};

use self::queries::Described;
use crate::{
    db::{Readable, TenantTx},
    goals::ObjectiveRow,
    http::{Answered, Ask, Reply},
};

/// The most people an answer names.
const MOST: usize = 500;

pub(super) fn show(ask: &Ask<ReadAudience>, tx: &mut TenantTx<'_>) -> Answered<ReadAudience> {
    let asked = &ask.query;
    let mut described = match asked.objective {
        Some(id) => {
            let objective: Readable<ObjectiveRow> = Readable::read(tx, id, &shared::shares::VIEW)?;
            Described::of(tx, &objective)?
        }
        None => Described {
            owner: asked.owner.unwrap_or(tx.actor.person),
            key_result_owners: Vec::new(),
            team: None,
            state: ObjectiveState::Active,
            visibility: Visibility::Chain,
            shares: Vec::new(),
        },
    };
    described.imagine(asked);
    let everybody = queries::everybody(tx, &described)?;
    let mut members: Vec<AudienceMember> = everybody
        .into_iter()
        .filter_map(|(person, standing, until)| {
            let relation = relation_of(standing, described.state, described.visibility)?;
            let reason = because(standing, described.state, described.visibility)?;
            let until = until.filter(|_| matches!(relation, Relation::Shared(_)));
            can(standing.role, &goals::VIEW, relation).then_some(AudienceMember {
                person,
                relation,
                because: reason,
                until,
            })
        })
        .collect();
    members.sort_by_key(|member| (rank(member.relation), member.person.name.to_lowercase()));
    let count = members.len();
    if count == 0 && asked.objective.is_some() {
        return Err(Code::NotFound.into());
    }
    members.truncate(MOST);
    Ok(Reply::new(Audience { count, members }))
}

fn rank(relation: Relation) -> usize {
    Relation::ALL.iter().position(|other| *other == relation).unwrap_or(Relation::ALL.len())
}
