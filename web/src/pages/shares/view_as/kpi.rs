//! A KPI as somebody else sees it.

use leptos::prelude::*;
use shared::shares::KpiSeen;

use super::{deeds::Deeds, why};
use crate::{pages::kpis, text::shares as text};

/// Its page, to be read.
#[component]
pub fn Seen(seen: KpiSeen) -> impl IntoView {
    let kpi = seen.detail.kpi.clone();
    let state = kpis::state_badge(kpi.state);
    view! {
        {why(&seen.standing, text::kpi_level)}
        <Deeds deeds=seen.deeds />
        <div class="row tight"><h2>{kpi.name.clone()}</h2>{state}</div>
        <kpis::Numbers kpi />
        <kpis::Facts detail=seen.detail />
    }
}
