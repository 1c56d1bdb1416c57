//! A dashboard as a file.

use leptos::prelude::*;
use shared::{
    analytics::DashboardFilter,
    operation::{Csv, File, Nothing, Operation, Pdf, Xlsx},
    problem::Problem,
};

use super::filters::Filters;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    text::analytics as text,
    ui::{Glyph, Icon, Menu, MenuItem},
};

/// The bytes of a file on their way.
type Bytes = futures::future::LocalBoxFuture<'static, Result<Vec<u8>, Problem>>;

/// The menu of a dashboard's three files, which are called `name`: as CSV, as a workbook, and as a document.
pub fn export<C, X, P>(name: &'static str, filters: Filters) -> impl IntoView
where
    C: Operation<Params = Nothing, Query = DashboardFilter, Body = Nothing, Answer = Csv>,
    X: Operation<Params = Nothing, Query = DashboardFilter, Body = Nothing, Answer = File<Xlsx>>,
    P: Operation<Params = Nothing, Query = DashboardFilter, Body = Nothing, Answer = File<Pdf>>,
{
    let query = move || untrack(|| filters.query());
    let csv = move || -> Bytes {
        let file = call::<C>(Nothing {}, query(), ());
        Box::pin(async move { file.await.map(String::into_bytes) })
    };
    let xlsx = move || -> Bytes { call::<X>(Nothing {}, query(), ()) };
    let pdf = move || -> Bytes { call::<P>(Nothing {}, query(), ()) };
    view! { <Export name csv xlsx pdf /> }
}

/// The menu of the three formats. What goes wrong stands beside it.
#[component]
fn Export(
    /// What the file is called, without its ending.
    name: &'static str,
    #[prop(into)] csv: Callback<(), Bytes>,
    #[prop(into)] xlsx: Callback<(), Bytes>,
    #[prop(into)] pdf: Callback<(), Bytes>,
) -> impl IntoView {
    let attempt = Attempt::new();
    let keep = move |file: Callback<(), Bytes>, ending: &'static str| {
        attempt.run(file.run(()), move |bytes| save(&format!("{name}.{ending}"), &bytes));
    };
    view! {
        <AttemptNews attempt />
        <Menu trigger=|| view! { <Icon glyph=Glyph::Download />{text::EXPORT} } class="btn btn-plain">
            <MenuItem icon=Glyph::FileText on_pick=move || keep(csv, "csv")>{text::AS_CSV}</MenuItem>
            <MenuItem icon=Glyph::FileText on_pick=move || keep(xlsx, "xlsx")>{text::AS_XLSX}</MenuItem>
            <MenuItem icon=Glyph::FileText on_pick=move || keep(pdf, "pdf")>{text::AS_PDF}</MenuItem>
        </Menu>
    }
}
