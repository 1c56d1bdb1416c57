//! A plan as somebody else sees it, for whoever reads it. Nothing gets into the answer that the asker couldn't read for
//! themselves.

use shared::{
    improvement::{ImprovementPlanAs, ImprovementPlanDetail, ImprovementPlanSeen, ViewImprovementPlanAs},
    people::{self, PersonRef},
};

use super::{
    readers,
    routes::{detail, opened},
    rows::PlanRow,
};
use crate::{
    db::{Readable, Resource, TenantTx},
    http::{Answered, Ask, Reply},
    people::PersonRow,
};

pub(super) fn show(ask: &Ask<ViewImprovementPlanAs>, tx: &mut TenantTx<'_>) -> Answered<ViewImprovementPlanAs> {
    let (plan, person) = (ask.read::<PlanRow>(tx, ask.params.id)?.into_inner(), ask.params.person);
    let reader = readers::of(tx, &plan)?.items.into_iter().find(|reader| reader.person.id == person);
    let Some(standing) = reader else {
        // To whom no reason applies is told only to those who find them, as any person is.
        let found: Readable<PersonRow> = Readable::read(tx, person, &people::VIEW)?;
        let person = PersonRef { id: found.id, name: found.name.clone() };
        return Ok(Reply::new(ImprovementPlanAs { person, sees: None }));
    };
    // The answer holds the page, so whoever asks has opened it; whom they ask about has not.
    opened(&ask.visits, tx, &plan);
    let id = plan.id;
    let mine = detail(tx, plan)?;
    let theirs = tx.as_seen_by(person, |tx| match PlanRow::find(tx, id)? {
        Some(plan) => detail(tx, plan).map(Some),
        None => Ok(None),
    })?;
    let seen = |theirs| ImprovementPlanSeen { standing: standing.clone(), detail: both(&mine, theirs) };
    let sees = theirs.flatten().map(seen);
    Ok(Reply::new(ImprovementPlanAs { person: standing.person, sees }))
}

/// The page of one, less what the asker doesn't see.
fn both(mine: &ImprovementPlanDetail, mut theirs: ImprovementPlanDetail) -> ImprovementPlanDetail {
    theirs.sections.retain(|section| mine.sections.contains(section));
    theirs.notes.retain(|note| mine.notes.contains(note));
    theirs.acts.retain(|act| mine.acts.contains(act));
    // Theirs may count changes of what the asker doesn't read.
    theirs.plan.version = mine.plan.version;
    theirs
}
