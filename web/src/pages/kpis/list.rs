//! All KPIs one may see.

use leptos::prelude::*;
use shared::{
    kpis::{CreateKpi, ListKpis},
    operation::Nothing,
};

use super::{
    filters::{Filters, Toolbar},
    table::columns,
};
use crate::{
    client::call,
    listing::Listing,
    session::Session,
    text::kpis as text,
    to,
    ui::{ButtonKind, DataTable, EmptyState, Glyph, LinkButton, PageHeader},
};

/// The page.
#[component]
pub fn Kpis() -> impl IntoView {
    let session = Session::here();
    let filters = Filters::here();
    let kpis = Listing::new(move |cursor| call::<ListKpis>(Nothing {}, filters.query(cursor), ()));
    let create = move || {
        session.may::<CreateKpi>().then(|| {
            view! { <LinkButton href=to::NEW_KPI kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW}</LinkButton> }
        })
    };
    view! {
        <div class="page">
            <PageHeader title=text::KPIS lead=text::LEAD>{create}</PageHeader>
            <Toolbar filters />
            <div class="card flush kpi-list">
                <DataTable
                    caption=text::KPIS
                    columns=columns()
                    rows=kpis.rows()
                    more=kpis.more()
                    retry=move || kpis.reload()
                    empty=move || nothing(filters.any())
                />
            </div>
        </div>
    }
}

/// Nothing at all says how to begin; nothing found, how to find.
fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! { <EmptyState glyph=Glyph::Search title=text::NONE_FOUND detail=text::NONE_FOUND_DETAIL /> }
            .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::TrendingUp title=text::NONE_YET detail=text::NONE_YET_DETAIL>
            <LinkButton href=to::NEW_KPI kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
