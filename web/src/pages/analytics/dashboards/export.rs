//! A dashboard as a file.

use leptos::prelude::*;
use shared::problem::Problem;

use crate::{
    attempt::{Attempt, AttemptNews},
    download::save,
    text::analytics as text,
    ui::{Glyph, Icon, Menu, MenuItem},
};

/// The bytes of a file on their way.
pub type Bytes = futures::future::LocalBoxFuture<'static, Result<Vec<u8>, Problem>>;

/// The menu of the three formats. What goes wrong stands beside it.
#[component]
pub fn Export(
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
