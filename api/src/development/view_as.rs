//! Somebody's development as somebody else sees it, for whoever may know who reads it. Nothing gets into the answer that
//! the asker couldn't read for themselves.

use shared::{
    access::Relation,
    development::{Assessment, Development, DevelopmentAs, DevelopmentSeen, ViewDevelopmentAs},
    openings::Opened,
    people::{self, PersonRef},
};

use super::{plan::development, readers, rows::DevelopmentRow};
use crate::{
    db::{Readable, Resource, TenantTx},
    http::{Answered, Ask, Reply},
    people::PersonRow,
};

pub(super) fn show(ask: &Ask<ViewDevelopmentAs>, tx: &mut TenantTx<'_>) -> Answered<ViewDevelopmentAs> {
    let (row, person) = (ask.read::<DevelopmentRow>(tx, ask.params.id)?.into_inner(), ask.params.person);
    let reader = readers::of(tx, row.id)?.items.into_iter().find(|reader| reader.person.id == person);
    let Some(standing) = reader else {
        // To whom no reason applies is told only to those who find them, as any person is.
        let found: Readable<PersonRow> = Readable::read(tx, person, &people::VIEW)?;
        let person = PersonRef { id: found.id, name: found.name.clone() };
        return Ok(Reply::new(DevelopmentAs { person, sees: None }));
    };
    // The answer holds the page, so whoever asks has opened it; whom they ask about has not.
    if row.id != tx.actor.person {
        ask.visits.note(&tx.actor, Opened::Development, row.id);
    }
    let id = row.id;
    let mine = development(tx, row)?;
    let theirs = tx.as_seen_by(person, |tx| match DevelopmentRow::find(tx, id)? {
        Some(row) => development(tx, row).map(Some),
        None => Ok(None),
    })?;
    let sees =
        theirs.flatten().map(|theirs| DevelopmentSeen { standing: standing.clone(), detail: both(&mine, theirs) });
    Ok(Reply::new(DevelopmentAs { person: standing.person, sees }))
}

/// The page of one, less what the asker doesn't see.
fn both(mine: &Development, mut theirs: Development) -> Development {
    theirs.standings.retain(|one| mine.standings.iter().any(|known| known.competency.id == one.competency.id));
    for one in &mut theirs.standings {
        let known = mine.standings.iter().find(|known| known.competency.id == one.competency.id);
        // What was said last is in the history, too.
        let told = |word: &Assessment| known.is_some_and(|known| known.history.contains(word));
        one.history.retain(&told);
        one.own = one.own.take().filter(&told);
        one.manager = one.manager.take().filter(&told);
        one.gap = one.gap.filter(|_| one.own.is_some() && one.manager.is_some());
        one.other_waits &= mine.relation == Relation::Organisation;
    }
    theirs
}
