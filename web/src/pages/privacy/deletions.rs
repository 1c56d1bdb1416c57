//! What rules have deleted, month by month.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    privacy::{DeletedMonth, ListDeletions},
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, retention as text},
};

/// The report.
#[component]
pub fn Deletions() -> impl IntoView {
    let report = Fetch::new(|| call::<ListDeletions>(Nothing {}, Nothing {}, ()));
    view! {
        <section class="card stack narrow">
            <div><h2>{text::DELETED}</h2><p class="small muted">{text::DELETED_DETAIL}</p></div>
            {report.view(|now| {
                if now.months.is_empty() {
                    return view! { <p class="muted">{text::DELETED_NOTHING}</p> }.into_any();
                }
                now.months.into_iter().map(month).collect_view().into_any()
            })}
        </section>
    }
}

fn month(month: DeletedMonth) -> impl IntoView {
    let counts = month.counts.iter().map(|count| view! { <li>{text::deleted(count)}</li> }).collect_view();
    view! {
        <div class="stack snug">
            <h3>{format::month_long(month.month)}</h3>
            <ul class="stack tight">{counts}</ul>
        </div>
    }
}
