//! Who somebody reported to, and when.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{ListReportingLines, PersonPath, ReportingLine},
    wire::PersonId,
};

use super::super::href;
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, people as text},
    ui::{Column, DataTable, EmptyState, Glyph, Rows, Who},
};

/// The table, latest first.
#[component]
pub fn Lines(id: PersonId) -> impl IntoView {
    let lines = Fetch::new(move || call::<ListReportingLines>(PersonPath { id }, Nothing {}, ()));
    let columns = || {
        vec![
            Column::new("manager", text::MANAGER, |line: &ReportingLine| {
                view! { <Who name=line.manager.name.clone() href=href(line.manager.id) /> }
            }),
            Column::new("from", text::FROM, |line: &ReportingLine| format::moment(line.valid_from)),
            Column::new("to", text::TO, |line: &ReportingLine| {
                line.valid_to.map_or_else(|| text::STILL.to_owned(), format::moment)
            }),
        ]
    };
    let empty = || view! { <EmptyState glyph=Glyph::History title=text::NO_LINES detail=text::NO_LINES_DETAIL /> };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::LINES}</h2><p class="small muted">{text::LINES_LEAD}</p></div></div>
            {lines.view(move |lines| view! {
                <DataTable caption=text::LINES columns=columns() rows=Rows::Ready(lines.items) empty />
            })}
        </section>
    }
}
