//! States from the latest periods; a crossing is told once; key results that follow are told the value.

use shared::{
    goals::rules::kinds::CheckInStatus,
    kpis::rules::{
        gauge::Judgement,
        kinds::KpiState,
        state::{Course, PeriodValue, on, timeline},
    },
    notifications::{ChannelNews, NoticeKind},
    wire::KpiId,
};

use super::{
    net::{Net, Node},
    queries::{self, Crossing, Standing},
};
use crate::{db::TenantTx, goals, http::Failure, notifications};

/// Judges everything in the net that was computed anew.
pub(super) fn judge(tx: &mut TenantTx<'_>, net: &Net) -> Result<(), Failure> {
    let renewed = net.renewed();
    let mut latest = queries::latest(tx, &renewed)?;
    let (mut standings, mut crossings, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for id in renewed {
        let Some(node) = net.0.get(&id) else { continue };
        let periods = latest.remove(&id).unwrap_or_default();
        let Some(judged) = judged(tx, net, id, node, &periods) else { continue };
        crossings.extend(judged.crossing);
        moved.extend(follow(tx, node, id, judged.state, &periods));
        standings.push(judged.standing);
    }
    queries::stand(tx, &standings)?;
    tell(tx, &crossings)?;
    goals::kpis_moved(tx, &moved)
}

/// Writes crossings down, and tells those who answer for the KPIs.
fn tell(tx: &mut TenantTx<'_>, crossings: &[Crossing]) -> Result<(), Failure> {
    if crossings.is_empty() {
        return Ok(());
    }
    queries::cross(tx, crossings)?;
    for crossing in crossings {
        let kind = match (crossing.was, crossing.became) {
            (_, KpiState::Healthy) => NoticeKind::KpiWell,
            // Half-way up again is no news to be disturbed for.
            (KpiState::Unhealthy, _) => continue,
            _ => NoticeKind::KpiWorse,
        };
        notifications::tell(tx, kind, crossing.id, &[crossing.owner])?;
        let news = if kind == NoticeKind::KpiWell { ChannelNews::KpiWell } else { ChannelNews::KpiWorse };
        let occasion = format!("{} {}", crossing.value_on, crossing.became);
        notifications::announce(tx, news, crossing.id, &occasion)?;
    }
    Ok(())
}

struct Judged {
    standing: Standing,
    state: KpiState,
    crossing: Option<Crossing>,
}

fn judged(tx: &TenantTx<'_>, net: &Net, id: KpiId, node: &Node, periods: &[PeriodValue]) -> Option<Judged> {
    // It was checked when it was written.
    let ruler = node.gauge.check(node.kind).ok()?;
    let today = tx.calendar.today;
    let course = Course { grain: node.frequency, settles_late: net.settles_late(id), ruler: &ruler, latest: periods };
    let steps = timeline(course, today);
    let state = on(&steps, today);
    let newest = periods.first().copied();
    let crossed = newest.filter(|_| state != node.alerted && state != KpiState::NoData);
    // Being well from the beginning is no news.
    let news = crossed.filter(|_| node.alerted != KpiState::NoData || state != KpiState::Healthy);
    let crossing = news.map(|newest| Crossing {
        id,
        owner: node.owner,
        value_on: newest.starts_on,
        value: newest.value,
        was: node.alerted,
        became: state,
        hard: state == KpiState::Unhealthy && ruler.judge(newest.value) == Judgement::Beyond,
    });
    let alerted = if crossed.is_some() { state } else { node.alerted };
    Some(Judged { standing: Standing { id, newest, steps, alerted }, state, crossing })
}

/// What key results that follow are told, if there is a value.
fn follow(
    tx: &TenantTx<'_>,
    node: &Node,
    id: KpiId,
    state: KpiState,
    periods: &[PeriodValue],
) -> Option<goals::KpiMoved> {
    let newest = periods.first()?;
    let status = match state {
        KpiState::NoData => return None,
        KpiState::Healthy => CheckInStatus::OnTrack,
        KpiState::Watch => CheckInStatus::AtRisk,
        KpiState::Unhealthy => CheckInStatus::OffTrack,
    };
    let as_of = node.frequency.end(newest.starts_on).min(tx.calendar.today);
    Some(goals::KpiMoved { kpi: id, value: newest.value, as_of, status })
}
