//! One KPI: where it stands, how it went, what was measured, what it hangs on.

mod alerts;
mod chart;
mod computation;
mod desk;
mod dialogs;
mod drawing;
mod facts;
mod head;
mod measurements;

use leptos::prelude::*;
use shared::{
    kpis::{KpiPath, ReadKpi},
    operation::Nothing,
    pages,
    wire::KpiId,
};

use self::{alerts::Alerts, chart::Chart, head::Head, measurements::Measurements};
pub use self::{desk::Desk, dialogs::Dialogs, facts::Facts, head::Numbers};
use super::lazy;
use crate::{address, attempt::AttemptNews, client::call, fetch::Fetch, parts, session::Session, ui::live};

/// The page.
#[component]
pub fn KpiPage() -> impl IntoView {
    let detail = Fetch::of_address(|id| call::<ReadKpi>(KpiPath { id }, Nothing {}, ()));
    let desk = Desk::new(detail);
    let session = Session::here();
    // Who is reminded of a value comes to its form, if it still is theirs to enter.
    address::asked(pages::VALUE_QUERY, move |id| {
        let Some(now) = detail.get().filter(|now| now.kpi.id.to_string() == id) else { return false };
        if head::measures(session, &now.kpi) {
            desk.enter_at(None);
        }
        true
    });
    // Only another KPI makes another page of it.
    let which = Memo::new(move |_| detail.get().map(|now| now.kpi.id));
    view! {
        <div class="page">
            {live(move || match which.get() {
                Some(id) => view! { <Shown id desk /> }.into_any(),
                None => detail.view(|_| ()),
            })}
        </div>
    }
}

#[component]
fn Shown(id: KpiId, desk: Desk) -> impl IntoView {
    let detail = desk.detail;
    let head = move || detail.get().map(|now| view! { <Head kpi=now.kpi desk /> });
    let facts = move || detail.get().map(|now| view! { <Facts detail=now /> });
    // A formula is computed: it has nothing that was measured.
    let measured = Memo::new(move |_| detail.get().is_some_and(|now| now.kpi.formula.is_none()));
    let log = move || measured.get().then(|| view! { <Measurements id desk /> });
    view! {
        <AttemptNews attempt=desk.attempt reload=move || detail.reload() />
        {head}
        <div class="with-aside">
            <div class="stack"><Chart id desk />{log}</div>
            <div class="stack">{facts}<Alerts id desk /></div>
        </div>
        {parts::once(move || desk.any_open(), move || lazy::dialogs(id, desk))}
    }
}
