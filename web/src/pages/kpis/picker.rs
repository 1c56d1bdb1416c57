//! Picking a KPI: search for comboboxes.

use shared::{
    kpis::{Kpi, KpiFilter, ListKpis},
    operation::Nothing,
    wire::Limit,
};

use crate::{
    client::call,
    text::kpis as text,
    ui::{Choice, Search},
};

/// Finds KPIs by their name.
pub fn kpi_search() -> Search {
    Search::new(|typed: String| async move {
        let q = Some(typed).filter(|typed| !typed.trim().is_empty());
        let filter = KpiFilter { q, limit: Limit::new(10), ..KpiFilter::default() };
        // A failed search looks like an empty one: the next key asks again.
        let found = call::<ListKpis>(Nothing {}, filter, ()).await;
        found.map(|page| page.items.iter().map(choice_of).collect()).unwrap_or_default()
    })
}

/// A KPI as something to choose.
fn choice_of(kpi: &Kpi) -> Choice {
    let whose = kpi.team.as_ref().map_or_else(|| kpi.owner.name.clone(), |team| team.name.clone());
    Choice::new(kpi.id.to_string(), kpi.name.clone()).with_detail(format!("{whose} · {}", text::every(kpi.frequency)))
}
