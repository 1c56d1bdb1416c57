//! The KPIs somebody answers for, as far as the visitor may see them.

use leptos::prelude::*;
use shared::{
    kpis::{KpiFilter, ListKpis},
    operation::Nothing,
    wire::PersonId,
};

use super::table::columns;
use crate::{
    client::call,
    listing::Listing,
    text::kpis as text,
    ui::{DataTable, EmptyState, Glyph},
};

/// The table, by name.
#[component]
pub fn OfPerson(id: PersonId) -> impl IntoView {
    let kpis = Listing::new(move |cursor| {
        let filter = KpiFilter { owner: Some(id), cursor, ..KpiFilter::default() };
        call::<ListKpis>(Nothing {}, filter, ())
    });
    let empty = || view! { <EmptyState glyph=Glyph::TrendingUp title=text::NONE_OF_PERSON detail=text::NONE_OF_PERSON_DETAIL /> };
    view! {
        <div class="card flush kpi-list">
            <DataTable caption=text::KPIS columns=columns() rows=kpis.rows() more=kpis.more() retry=move || kpis.reload() empty />
        </div>
    }
}
