//! The page.

use leptos::prelude::*;
use shared::{
    audit_log::{AuditEvent, ExportAuditCsv, ExportAuditNdjson, ListAuditEvents},
    operation::Nothing,
};

use super::{
    chain::Chain,
    details::details,
    filters::{Filters, Toolbar},
    refusals::Refusals,
    table::columns,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    listing::Listing,
    text::audit_log as text,
    ui::{DataTable, Drawer, EmptyState, Glyph, Icon, Menu, MenuItem, PageHeader, live},
};

/// The page.
#[component]
pub fn AuditLog() -> impl IntoView {
    let filters = Filters::here();
    let events = Listing::new(move |cursor| call::<ListAuditEvents>(Nothing {}, filters.query(cursor), ()));
    let (chosen, open) = (RwSignal::new(None::<AuditEvent>), RwSignal::new(false));
    let choose = Callback::new(move |event: AuditEvent| {
        chosen.set(Some(event));
        open.set(true);
    });
    let nothing = move || {
        let detail = if filters.any() { text::NONE_LIKE_THIS } else { text::NONE_YET };
        view! { <EmptyState glyph=Glyph::History title=text::NONE detail /> }
    };
    view! {
        <div class="page">
            <PageHeader title=text::TITLE lead=text::LEAD>
                <Export filters />
            </PageHeader>
            <Chain />
            <Toolbar filters />
            <div class="card flush">
                <DataTable
                    caption=text::TITLE
                    columns=columns(choose)
                    rows=events.rows()
                    more=events.more()
                    retry=move || events.reload()
                    empty=nothing
                />
            </div>
            <p class="small muted">{text::NOT_LISTED}</p>
            <Refusals />
            <Drawer open title=text::DETAILS.to_owned()>
                {live(move || chosen.get().map(|event| details(&event, filters, open)))}
            </Drawer>
        </div>
    }
}

/// The menu of the two files. What goes wrong stands beside it.
#[component]
fn Export(filters: Filters) -> impl IntoView {
    let attempt = Attempt::new();
    let csv = move || {
        attempt.run(call::<ExportAuditCsv>(Nothing {}, filters.export(), ()), |file| {
            save("audit-log.csv", file.as_bytes());
        });
    };
    let lines = move || {
        attempt.run(call::<ExportAuditNdjson>(Nothing {}, filters.export(), ()), |file| {
            save("audit-log.ndjson", &file);
        });
    };
    view! {
        <AttemptNews attempt />
        <Menu trigger=|| view! { <Icon glyph=Glyph::Download />{text::EXPORT} } class="btn btn-plain">
            <MenuItem icon=Glyph::FileText on_pick=csv>{text::AS_CSV}</MenuItem>
            <MenuItem icon=Glyph::FileText on_pick=lines>{text::AS_NDJSON}</MenuItem>
        </Menu>
    }
}
