//! Home: what needs doing now, in a handful of statements whatever the size of the organisation.

mod queries;

use shared::{
    access::Role,
    home::{Home, ReadHome},
};

use crate::{
    db::TenantTx,
    feedback, goals,
    http::{Answered, Ask, Mounts, Reply},
    kpis, one_on_ones, people, weekly_check_ins,
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(show);
}

fn show(_: &Ask<ReadHome>, tx: &mut TenantTx<'_>) -> Answered<ReadHome> {
    let role = tx.actor.role;
    let (by_status, mean_progress) = goals::summary::at_a_glance(tx)?;
    let without_goals = if role >= Role::Manager { Some(goals::summary::people_without(tx)?) } else { None };
    let (pending_invitations, first_steps) = if role == Role::Admin {
        let (pending, steps) = people::first_steps(tx)?;
        (Some(pending), Some(steps).filter(|steps| !people::is_settled(steps)))
    } else {
        (None, None)
    };
    let (week, weeks_to_read) = weekly_check_ins::at_a_glance(tx)?;
    let asked = queries::asked_of_me(tx)?;
    let late = if role >= Role::Manager { queries::late(tx)? } else { Vec::new() };
    Ok(Reply::new(Home {
        open_pulses: asked.pulses,
        reviews_to_write: asked.reviews,
        proposals: asked.proposals,
        level_proposals: asked.level_proposals,
        check_ins_due: goals::summary::due(tx)?,
        values_due: kpis::values_due(tx)?,
        my_objectives: goals::summary::mine(tx)?,
        action_items: one_on_ones::mine(tx)?,
        by_status,
        mean_progress,
        without_goals,
        without_owner: asked.without_owner,
        pending_invitations,
        feedback_asks: feedback::open_asks(tx)?,
        week,
        weeks_to_read,
        late,
        first_steps,
    }))
}
