//! The objectives of somebody, as far as the visitor may see them.

use leptos::prelude::*;
use shared::{
    goals::{ListObjectives, ObjectiveFilter},
    operation::Nothing,
    wire::PersonId,
};

use crate::{
    client::call,
    listing::Listing,
    pages::goals::columns,
    text::people as text,
    ui::{DataTable, EmptyState, Glyph},
};

/// The table, newest first.
#[component]
pub fn Goals(id: PersonId) -> impl IntoView {
    let goals = Listing::new(move |cursor| {
        let filter = ObjectiveFilter { owner: Some(id), cursor, ..ObjectiveFilter::default() };
        call::<ListObjectives>(Nothing {}, filter, ())
    });
    let empty = || view! { <EmptyState glyph=Glyph::Target title=text::NO_GOALS detail=text::NO_GOALS_DETAIL /> };
    view! {
        <div class="card flush">
            <DataTable caption=text::TAB_GOALS columns=columns() rows=goals.rows() more=goals.more() retry=move || goals.reload() empty />
        </div>
    }
}
