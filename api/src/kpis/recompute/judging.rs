//! States from the latest periods; a crossing is told once; key results that follow are told the value. What is told is
//! the period that was judged: of a sum, the latest that is over.

use shared::{
    goals::rules::kinds::CheckInStatus,
    kpis::rules::{
        gauge::Judgement,
        kinds::KpiState,
        state::{Course, PeriodValue, on, timeline},
    },
    notifications::{ChannelNews, NoticeKind},
    wire::{KeyResultId, KpiId},
};

use super::{
    net::{Net, Node},
    queries::{self, Crossing, Standing},
};
use crate::{audit::Event, db::TenantTx, goals, http::Failure, notifications};

/// Judges everything in the net that was computed anew; all who follow are told, or `only` one of them.
pub(super) fn judge(tx: &mut TenantTx<'_>, net: &Net, only: Option<KeyResultId>) -> Result<(), Failure> {
    let renewed = net.renewed();
    let mut latest = queries::latest(tx, &renewed)?;
    let (mut standings, mut crossings, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for id in renewed {
        let Some(node) = net.0.get(&id) else { continue };
        let periods = latest.remove(&id).unwrap_or_default();
        let Some(judged) = judged(tx, net, id, node, &periods) else { continue };
        crossings.extend(judged.crossing);
        moved.extend(judged.moved);
        standings.push(judged.standing);
    }
    queries::stand(tx, &standings)?;
    tell(tx, &crossings)?;
    goals::kpis_moved(tx, &moved, only)?;
    // Last, since whoever holds the log waits for nobody.
    tx.note_all(&crossings.iter().map(crossed).collect::<Vec<_>>())
}

/// Whoever measured brought it about; by the clock it is nobody's doing.
fn crossed(crossing: &Crossing) -> Event {
    let state = |state: KpiState| serde_json::json!({ "state": state });
    Event::new("kpis.crossed", crossing.id).before(&state(crossing.was)).after(&state(crossing.became))
}

/// Writes crossings down, and tells those who answer for the KPIs and those who lead their teams, as far as they see them.
fn tell(tx: &mut TenantTx<'_>, crossings: &[Crossing]) -> Result<(), Failure> {
    if crossings.is_empty() {
        return Ok(());
    }
    queries::cross(tx, crossings)?;
    let leads = queries::leads(tx, crossings.iter().map(|crossing| crossing.id))?;
    for crossing in crossings {
        let kind = match (crossing.was, crossing.became) {
            (_, KpiState::Healthy) => NoticeKind::KpiWell,
            // Half-way up again is no news to be disturbed for.
            (KpiState::Unhealthy, _) => continue,
            _ => NoticeKind::KpiWorse,
        };
        let mut concerned = vec![crossing.owner];
        concerned.extend(leads.iter().filter(|(kpi, _)| *kpi == crossing.id).map(|(_, lead)| *lead));
        notifications::tell(tx, kind, crossing.id, &concerned)?;
        let news = if kind == NoticeKind::KpiWell { ChannelNews::KpiWell } else { ChannelNews::KpiWorse };
        let occasion = format!("{} {}", crossing.value_on, crossing.became);
        notifications::announce(tx, news, crossing.id, &occasion)?;
    }
    Ok(())
}

struct Judged {
    standing: Standing,
    crossing: Option<Crossing>,
    moved: Option<goals::KpiMoved>,
}

fn judged(tx: &TenantTx<'_>, net: &Net, id: KpiId, node: &Node, periods: &[PeriodValue]) -> Option<Judged> {
    // It was checked when it was written.
    let ruler = node.gauge.check(node.kind).ok()?;
    let today = tx.calendar.today;
    let course = Course { grain: node.frequency, settles_late: net.settles_late(id), ruler: &ruler, latest: periods };
    let steps = timeline(course, today);
    let state = on(&steps, today);
    // What the state speaks of; what is still being added up isn't it.
    let spoken_of = course.settled(today).first().copied();
    let crossed = spoken_of.filter(|_| state != node.alerted && state != KpiState::NoData);
    // Being well from the beginning is no news.
    let news = crossed.filter(|_| node.alerted != KpiState::NoData || state != KpiState::Healthy);
    let crossing = news.map(|period| Crossing {
        id,
        owner: node.owner,
        value_on: period.starts_on,
        value: period.value,
        was: node.alerted,
        became: state,
        hard: state == KpiState::Unhealthy && ruler.judge(period.value) == Judgement::Beyond,
    });
    let alerted = if crossed.is_some() { state } else { node.alerted };
    let moved = spoken_of.and_then(|period| moved(tx, node, id, state, period));
    let standing =
        Standing { id, newest: periods.first().copied(), settles_on: course.settles_on(today), steps, alerted };
    Some(Judged { standing, crossing, moved })
}

/// What key results that follow are told of a period.
fn moved(tx: &TenantTx<'_>, node: &Node, id: KpiId, state: KpiState, period: PeriodValue) -> Option<goals::KpiMoved> {
    let status = match state {
        KpiState::NoData => return None,
        KpiState::Healthy => CheckInStatus::OnTrack,
        KpiState::Watch => CheckInStatus::AtRisk,
        KpiState::Unhealthy => CheckInStatus::OffTrack,
    };
    let as_of = node.frequency.end(period.starts_on).min(tx.calendar.today);
    // What comes by the clock is nobody's doing, so it is said by whoever answers for the number.
    let said_by = Some(tx.actor.person).filter(|person| !person.0.is_nil()).unwrap_or(node.owner);
    Some(goals::KpiMoved { kpi: id, value: period.value, as_of, status, said_by })
}
