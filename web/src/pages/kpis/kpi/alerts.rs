//! When the state changed.

use leptos::prelude::*;
use shared::{
    kpis::{KpiAlert, KpiPath, ListKpiAlerts},
    operation::Nothing,
    wire::KpiId,
};

use super::{
    super::marks::{Written, span, tone},
    desk::Desk,
};
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, kpis as text},
    ui::Badge,
};

/// How many are shown; all of them would be a scroll of their own.
const MOST: usize = 8;

/// The card, latest first.
#[component]
pub fn Alerts(id: KpiId, desk: Desk) -> impl IntoView {
    let alerts = Fetch::new(move || {
        desk.turn.track();
        call::<ListKpiAlerts>(KpiPath { id }, Nothing {}, ())
    });
    let shown = alerts.view(move |list| {
        let kpi = untrack(|| desk.detail.get()).map(|now| now.kpi);
        let Some(kpi) = kpi.filter(|_| !list.items.is_empty()) else {
            return view! { <p class="small muted">{text::NO_ALERTS}</p> }.into_any();
        };
        let written = Written::of(&kpi);
        let one = move |alert: KpiAlert| {
            let hard = if alert.hard { format!(", {}", text::HARD) } else { String::new() };
            let told = format!("{} · {}{hard}", written.value(alert.value), span(kpi.frequency, alert.value_on));
            view! {
                <li class="stack snug">
                    <span class="row tight"><Badge tone=tone(alert.became)>{text::state(alert.became)}</Badge><span class="small muted">{format::ago(alert.created_at)}</span></span>
                    <span class="small">{text::crossing(alert.was, alert.became)}</span>
                    <span class="small muted">{told}</span>
                </li>
            }
        };
        view! { <ul class="kpi-alerts">{list.items.into_iter().take(MOST).map(one).collect_view()}</ul> }.into_any()
    });
    view! { <section class="card stack"><h2>{text::ALERTS}</h2>{shown}</section> }
}
