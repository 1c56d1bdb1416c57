//! KPIs: list, one KPI, forms, files.

mod enter;
mod filters;
mod form;
mod import;
mod kpi;
mod list;
mod marks;
mod of_person;
mod picker;
mod table;

use leptos::prelude::*;
use shared::{
    kpis::{CreateKpi, Kpi, ListKpis},
    wire::{KpiId, PersonId},
};

pub use self::{
    kpi::{Desk, Facts, Numbers},
    marks::{Written, due, ink, span, state_badge},
    picker::kpi_search,
};
use crate::{
    shell::guarded,
    text::kpis as text,
    ui::{Dialog, live},
};

crate::parts::parts! {
    kpis: list(), kpi(), of_person(id: PersonId);
    kpi_forms:
        new(), import(), dialogs(id: KpiId, desk: Desk),
        enter(open: RwSignal<bool>, subject: RwSignal<Option<Kpi>>, done: Callback<()>);
}

/// `/kpis?q=…&owner=…&team=…&state=…&which=…&sort=…`
pub fn list() -> AnyView {
    guarded::<ListKpis>(|| list::Kpis().into_any())
}

/// `/kpis/new`
pub fn new() -> AnyView {
    guarded::<CreateKpi>(|| form::NewKpiPage().into_any())
}

/// `/kpis/{id}?by=…&back=…&compare=…&as_of=…`
pub fn kpi() -> AnyView {
    guarded::<ListKpis>(|| kpi::KpiPage().into_any())
}

/// The KPIs that somebody answers for.
pub fn of_person(id: PersonId) -> AnyView {
    view! { <of_person::OfPerson id /> }.into_any()
}

/// `/kpis/{id}/import`
pub fn import() -> AnyView {
    guarded::<ListKpis>(|| import::ImportPage().into_any())
}

/// The dialogs over a KPI's page.
pub fn dialogs(id: KpiId, desk: Desk) -> AnyView {
    view! { <kpi::Dialogs id desk /> }.into_any()
}

/// The dialog that enters a value of a KPI that isn't on its page.
pub fn enter(open: RwSignal<bool>, subject: RwSignal<Option<Kpi>>, done: Callback<()>) -> AnyView {
    let title = move || subject.with(|kpi| kpi.as_ref().map(|kpi| kpi.name.clone()).unwrap_or_default());
    view! {
        <Dialog open title>
            {live(move || subject.get().map(|kpi| view! { <enter::EnterForm kpi on=None done /> }))}
        </Dialog>
    }
    .into_any()
}

/// The address of a KPI's page.
pub fn href(id: KpiId) -> String {
    format!("{}/{id}", crate::to::KPIS)
}

/// What the button that enters a value is called.
pub fn enter_of(kpi: &Kpi) -> String {
    text::enter_of(&kpi.name)
}
