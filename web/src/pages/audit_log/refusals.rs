//! Who was refused what.

use leptos::prelude::*;
use shared::{
    audit_log::{ListRefusals, Refusal, RefusalFilter},
    operation::Nothing,
};

use crate::{
    client::call,
    listing::Listing,
    pages::people,
    text::{audit_log as text, format},
    ui::{Column, DataTable, EmptyState, Glyph, Who},
};

/// The list, under a heading of its own.
#[component]
pub fn Refusals() -> impl IntoView {
    let refusals = Listing::new(|cursor| call::<ListRefusals>(Nothing {}, RefusalFilter { limit: None, cursor }, ()));
    let nothing =
        || view! { <EmptyState glyph=Glyph::ShieldCheck title=text::NO_REFUSALS detail=text::NO_REFUSALS_DETAIL /> };
    view! {
        <section class="stack">
            <div>
                <h2>{text::REFUSALS}</h2>
                <p class="small muted measure">{text::REFUSALS_LEAD}</p>
            </div>
            <div class="card flush">
                <DataTable
                    caption=text::REFUSALS
                    columns=columns()
                    rows=refusals.rows()
                    more=refusals.more()
                    retry=move || refusals.reload()
                    empty=nothing
                />
            </div>
        </section>
    }
}

fn columns() -> Vec<Column<Refusal>> {
    vec![
        Column::new("person", text::WHO, who),
        Column::new("operation", text::TRIED, tried),
        Column::new("last_at", text::LAST, |refusal: &Refusal| format::moment(refusal.last_at)),
        Column::new("times", text::TIMES, |refusal: &Refusal| {
            format::count(usize::try_from(refusal.times).unwrap_or_default())
        })
        .end(),
    ]
}

fn who(refusal: &Refusal) -> AnyView {
    let (id, name) = (refusal.person.id, refusal.person.name.clone());
    if refusal.by_service {
        view! { <Who name detail=text::SERVICE_ACCOUNT /> }.into_any()
    } else {
        view! { <Who name href=people::href(id) /> }.into_any()
    }
}

/// In a sentence, with the name by which programs and the reference know it.
fn tried(refusal: &Refusal) -> AnyView {
    let summary = (!refusal.summary.is_empty()).then(|| view! { <p>{refusal.summary.clone()}</p> });
    view! {
        <div>
            {summary}
            <p class="small faint">{refusal.operation.clone()}</p>
        </div>
    }
    .into_any()
}
