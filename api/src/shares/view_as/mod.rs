//! A thing as somebody else sees it, for whoever may know who sees it.
//!
//! The answer is the asker's own page, less what the other doesn't see: nothing gets into it that the asker couldn't
//! read for themselves. What the other sees, the views say, asked as that person.

mod both;

use shared::{
    access::Relation,
    goals::VIEW as VIEW_GOALS,
    kpis::VIEW as VIEW_KPIS,
    openings::Opened,
    people::{self, PersonRef},
    shares::{Deed, KpiAs, KpiSeen, ObjectiveAs, ObjectiveSeen, ViewKpiAs, ViewObjectiveAs, on_kpis, on_objectives},
    wire::PersonId,
};

use self::both::{Around, Sight};
use super::audience::{Described, standing_of};
use crate::{
    db::{Readable, Resource, TenantTx},
    goals::{self, ObjectiveRow},
    http::{Answered, Ask, Failure, Reply},
    kpis::{self, KpiRow},
    people::PersonRow,
};

pub(super) fn objective(ask: &Ask<ViewObjectiveAs>, tx: &mut TenantTx<'_>) -> Answered<ViewObjectiveAs> {
    let (row, person) = (ask.read::<ObjectiveRow>(tx, ask.params.id)?, ask.params.person);
    let described = Described::of(tx, &row)?;
    let Some(standing) = standing_of(tx, person, &described, &VIEW_GOALS)? else {
        return Ok(Reply::new(ObjectiveAs { person: found(tx, person)?, sees: None }));
    };
    // The answer holds the page, so whoever asks has opened it; whom they ask about has not.
    if row.relation() != Relation::Own {
        ask.visits.note(&tx.actor, Opened::Objective, row.id);
    }
    let (comments, offered) = (goals::comments_of(tx, &row)?, on_objectives(row.state));
    let mut detail = goals::detail(tx, row.into_inner())?;
    let below = goals::below(tx, &both::parents(&detail))?;
    let around = Around::of_objective(&detail, &below);
    let seen = look::<ObjectiveRow>(tx, person, ask.params.id, around)?.map(|sight| {
        sight.narrow_objective(&mut detail, &below);
        let deeds = Deed::of(&offered, sight.role, sight.relation);
        ObjectiveSeen { standing: standing.clone(), deeds, detail, comments }
    });
    Ok(Reply::new(ObjectiveAs { person: standing.person, sees: seen }))
}

pub(super) fn kpi(ask: &Ask<ViewKpiAs>, tx: &mut TenantTx<'_>) -> Answered<ViewKpiAs> {
    let (row, person) = (ask.read::<KpiRow>(tx, ask.params.id)?, ask.params.person);
    let described = Described::of_kpi(tx, &row)?;
    let Some(standing) = standing_of(tx, person, &described, &VIEW_KPIS)? else {
        return Ok(Reply::new(KpiAs { person: found(tx, person)?, sees: None }));
    };
    let offered = on_kpis(row.formula.is_none() && row.archived_at.is_none());
    let mut detail = kpis::detail(tx, row.into_inner())?;
    let around = Around::of_kpi(&detail);
    let seen = look::<KpiRow>(tx, person, ask.params.id, around)?.map(|sight| {
        sight.narrow_kpi(&mut detail);
        let deeds = Deed::of(&offered, sight.role, sight.relation);
        KpiSeen { standing: standing.clone(), deeds, detail }
    });
    Ok(Reply::new(KpiAs { person: standing.person, sees: seen }))
}

/// Somebody to whom no reason applies: told only to those who find them, as any person is.
fn found(tx: &mut TenantTx<'_>, id: PersonId) -> Result<PersonRef, Failure> {
    let row: Readable<PersonRow> = Readable::read(tx, id, &people::VIEW)?;
    Ok(PersonRef { id: row.id, name: row.name.clone() })
}

/// What a person sees of a thing and of what is around it; `None` if the thing is hidden from them.
fn look<R: Resource>(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    id: R::Id,
    around: Around,
) -> Result<Option<Sight>, Failure> {
    let seen = tx.as_seen_by(person, |tx| {
        let Some(row) = R::find(tx, id)? else { return Ok(None) };
        Ok(Some(Sight {
            role: tx.actor.role,
            relation: row.relation(),
            objectives: goals::in_sight(tx, &around.objectives)?.into_iter().collect(),
            kpis: kpis::names(tx, &around.kpis)?.into_keys().collect(),
        }))
    })?;
    Ok(seen.flatten())
}
