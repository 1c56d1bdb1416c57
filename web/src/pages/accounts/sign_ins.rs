//! What happened to one's account.

use leptos::prelude::*;
use shared::{
    accounts::{ListSignIns, SignIn},
    operation::Nothing,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{audit_log as words, device, format},
    ui::{Badge, Column, DataTable, Rows, Tone},
};

/// The list, latest first.
#[component]
pub fn SignInList() -> impl IntoView {
    let fetch = Fetch::new(|| call::<ListSignIns>(Nothing {}, Nothing {}, ()));
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{words::SIGN_INS}</h2><p class="small muted">{words::SIGN_INS_LEAD}</p></div>
            </div>
            {fetch.view(|list| {
                let rows = RwSignal::new(Rows::Ready(list.items));
                let empty = || view! { <p class="small muted">{words::NO_SIGN_INS}</p> };
                view! { <DataTable caption=words::SIGN_INS columns=columns() rows empty /> }
            })}
        </section>
    }
}

fn columns() -> Vec<Column<SignIn>> {
    vec![
        Column::new("what", words::WHAT, |row: &SignIn| {
            let by_other = row.by_other.then(|| view! { <Badge>{words::BY_ADMIN}</Badge> });
            let tone = if words::is_failure(&row.kind) { Tone::Bad } else { Tone::Plain };
            let said = words::sign_in(&row.kind);
            view! { <span class="row tight"><Badge tone>{said}</Badge>{by_other}</span> }
        }),
        Column::new("at", words::WHEN, |row: &SignIn| format::moment(row.at)),
        Column::new("device", words::DEVICE, |row: &SignIn| device(&row.device)),
        Column::new("address", words::ADDRESS, |row: &SignIn| row.address.clone()),
        Column::new("organisation", words::ORGANISATION, |row: &SignIn| row.organisation.clone()),
    ]
}
