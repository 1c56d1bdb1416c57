//! The meetings of somebody on their own page.

use leptos::prelude::*;
use shared::{
    one_on_ones::{ListMeetings, MeetingFilter, MeetingWhen},
    operation::Nothing,
    wire::PersonId,
};

use super::table::columns;
use crate::{
    client::call,
    listing::Listing,
    text::one_on_ones as text,
    ui::{DataTable, EmptyState, Glyph},
};

/// What is to come, and what was.
#[component]
pub fn OfPerson(id: PersonId) -> impl IntoView {
    let table = move |when: MeetingWhen, caption: &'static str| {
        let meetings = Listing::new(move |cursor| {
            let filter = MeetingFilter { when: Some(when), person: Some(id), cursor, ..MeetingFilter::default() };
            call::<ListMeetings>(Nothing {}, filter, ())
        });
        let (title, detail) = match when {
            MeetingWhen::Past => (text::NOTHING_PAST, text::NOTHING_PAST_DETAIL),
            MeetingWhen::Upcoming => (text::NOTHING_PLANNED, text::NOTHING_PLANNED_DETAIL),
        };
        let empty = move || view! { <EmptyState glyph=Glyph::Calendar title detail /> };
        view! {
            <section class="card flush">
                <div class="card-head"><h2>{caption}</h2></div>
                <DataTable caption columns=columns() rows=meetings.rows() more=meetings.more() retry=move || meetings.reload() empty />
            </section>
        }
    };
    view! {
        {table(MeetingWhen::Upcoming, text::UPCOMING)}
        {table(MeetingWhen::Past, text::PAST)}
    }
}
