//! Who has opened what is about somebody else.

mod queries;

use std::{collections::HashMap, sync::Arc, time::Duration};

use shared::openings::{
    ListDevelopmentOpenings, ListImprovementPlanOpenings, ListKpiOpenings, ListObjectiveOpenings,
    ListReviewPacketOpenings, Opened,
};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::State,
    db::TenantTx,
    development::DevelopmentRow,
    goals::ObjectiveRow,
    http::{Answered, Ask, Mounts, Reply},
    improvement::PlanRow,
    kpis::KpiRow,
    reviews::PacketRow,
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(of_objective);
    mounts.member(of_development);
    mounts.member(of_packet);
    mounts.member(of_kpi);
    mounts.member(of_plan);
}

fn of_objective(ask: &Ask<ListObjectiveOpenings>, tx: &mut TenantTx<'_>) -> Answered<ListObjectiveOpenings> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    Ok(Reply::new(queries::of(tx, Opened::Objective, objective.id.into())?))
}

fn of_development(ask: &Ask<ListDevelopmentOpenings>, tx: &mut TenantTx<'_>) -> Answered<ListDevelopmentOpenings> {
    let development = ask.read::<DevelopmentRow>(tx, ask.params.id)?;
    Ok(Reply::new(queries::of(tx, Opened::Development, development.id.into())?))
}

fn of_packet(ask: &Ask<ListReviewPacketOpenings>, tx: &mut TenantTx<'_>) -> Answered<ListReviewPacketOpenings> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?;
    Ok(Reply::new(queries::of(tx, Opened::ReviewPacket, packet.id.into())?))
}

fn of_kpi(ask: &Ask<ListKpiOpenings>, tx: &mut TenantTx<'_>) -> Answered<ListKpiOpenings> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    Ok(Reply::new(queries::of(tx, Opened::Kpi, kpi.id.into())?))
}

fn of_plan(ask: &Ask<ListImprovementPlanOpenings>, tx: &mut TenantTx<'_>) -> Answered<ListImprovementPlanOpenings> {
    let plan = ask.read::<PlanRow>(tx, ask.params.id)?;
    Ok(Reply::new(queries::of(tx, Opened::ImprovementPlan, plan.id.into())?))
}

/// How long a visit may wait in memory.
const EVERY: Duration = Duration::from_secs(2);

/// Writes visits until dropped.
pub(crate) async fn keep_writing(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        write(&state).await;
    }
}

/// Writes the visits that wait, organisation by organisation. What can't be written now waits on.
pub(crate) async fn write(state: &State) {
    let mut by_org = HashMap::<_, Vec<_>>::new();
    for (visit, at) in state.visits.take() {
        by_org.entry(visit.org).or_default().push((visit, at));
    }
    for (org, visits) in by_org {
        let kept = visits.clone();
        let written = state.database.job(org, None, move |tx| Ok(queries::add(tx, &kept)?)).await;
        if let Err(failure) = written {
            tracing::warn!(code = %failure.code(), "visits can't be written");
            visits.into_iter().for_each(|(visit, at)| state.visits.put(visit, at));
        }
    }
}
