//! Somebody's weeks, latest first.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    weekly_check_ins::{ListWeeklyCheckIns, WeeklyCheckIn, WeeklyFilter},
    wire::PersonId,
};

use super::{
    href,
    said::{days, face, state},
};
use crate::{
    client::call,
    listing::Listing,
    text::weekly as text,
    ui::{Column, DataTable, EmptyState, Glyph},
};

/// The table.
#[component]
pub fn Past(id: PersonId) -> impl IntoView {
    let weeks = Listing::new(move |cursor| {
        call::<ListWeeklyCheckIns>(Nothing {}, WeeklyFilter { person: Some(id), cursor, ..WeeklyFilter::default() }, ())
    });
    let columns = vec![
        Column::new("week", text::WEEK, |it: &WeeklyCheckIn| {
            view! { <a class="plain-link strong" href=href(it.id)>{days(it.week)}</a> }
        }),
        Column::new("did", text::DID, |it: &WeeklyCheckIn| it.did.first().cloned()),
        Column::new("mood", text::HOW, |it: &WeeklyCheckIn| face(it.mood)),
        Column::new("state", text::STATE, state),
    ];
    let empty = || view! { <EmptyState glyph=Glyph::Calendar title=text::NO_PAST detail=text::NO_PAST_DETAIL /> };
    view! {
        <div class="card flush">
            <DataTable caption=text::TAB_PAST columns rows=weeks.rows() more=weeks.more() retry=move || weeks.reload() empty />
        </div>
    }
}
