//! Home: what needs doing now, in a handful of statements whatever the size of the organisation.

mod queries;

use diesel::QueryResult;
use shared::{
    access::Role,
    home::{Home, LateInTeam, LateThings, ListLate, ReadHome},
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
    mounts.member(late);
}

/// So much of what is late in one's team stands on home.
const LATE_SHOWN: i64 = 20;
/// And no more of it in the list of all: the page shows the whole list.
const LATE_MOST: i64 = 1000;

fn late(_: &Ask<ListLate>, tx: &mut TenantTx<'_>) -> Answered<ListLate> {
    let (items, _) = late_in_team(tx, LATE_MOST)?;
    Ok(Reply::new(LateInTeam { items }))
}

/// Who leads nobody is owed nothing.
fn late_in_team(tx: &mut TenantTx<'_>, most: i64) -> QueryResult<(Vec<LateThings>, i64)> {
    if tx.actor.role >= Role::Manager { queries::late(tx, most) } else { Ok((Vec::new(), 0)) }
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
    let (late, late_more) = late_in_team(tx, LATE_SHOWN)?;
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
        late_more,
        first_steps,
    }))
}
