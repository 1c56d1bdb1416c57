//! What is due on which day of a cycle, and for how many.

use chrono::Datelike;
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{ReadRehearsalCalendar, RehearsalDay, RehearsalDue, ReviewCyclePath},
    wire::ReviewCycleId,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, review_proposals as text},
    ui::{Badge, EmptyState, Glyph},
};

/// The days, month by month. Read again when `again` changes.
#[component]
pub fn Dates(id: ReviewCycleId, again: RwSignal<u32>) -> impl IntoView {
    let calendar = Fetch::new(move || {
        again.track();
        call::<ReadRehearsalCalendar>(ReviewCyclePath { id }, Nothing {}, ())
    });
    view! {
        <section class="card stack" id="dates">
            <h2>{text::CALENDAR}</h2>
            <p class="small muted">{text::CALENDAR_DETAIL}</p>
            {calendar.view(|found| {
                if found.days.is_empty() {
                    return view! { <EmptyState glyph=Glyph::Calendar title=text::NOTHING_DUE detail=text::NOTHING_DUE_DETAIL /> }
                        .into_any();
                }
                by_month(found.days).into_iter().map(month).collect_view().into_any()
            })}
        </section>
    }
}

/// In their order, those of a month together.
fn by_month(days: Vec<RehearsalDay>) -> Vec<Vec<RehearsalDay>> {
    let mut months: Vec<Vec<RehearsalDay>> = Vec::new();
    for day in days {
        let is_in = |of: &RehearsalDay| (of.on.year(), of.on.month()) == (day.on.year(), day.on.month());
        match months.last_mut() {
            Some(month) if month.last().is_some_and(is_in) => month.push(day),
            _ => months.push(vec![day]),
        }
    }
    months
}

fn month(days: Vec<RehearsalDay>) -> impl IntoView {
    let named = days.first().map(|day| format::month_long(day.on));
    view! {
        <div class="stack snug">
            <h3 class="small muted">{named}</h3>
            <ol class="due-days">{days.into_iter().map(one).collect_view()}</ol>
        </div>
    }
}

fn one(day: RehearsalDay) -> impl IntoView {
    let weekend = day.weekend.then(|| view! { <Badge>{text::WEEKEND}</Badge> });
    let due = |due: RehearsalDue| {
        let expected = due.expected.then(|| view! { <Badge bare=true>{text::EXPECTED}</Badge> });
        view! { <li class="row snug"><span>{text::due(due.what, due.people)}</span>{expected}</li> }
    };
    view! {
        <li class="due-day">
            <p class="row snug"><time class="strong" datetime=day.on.to_string()>{format::weekday(day.on)}</time>{weekend}</p>
            <ul class="stack snug">{day.due.into_iter().map(due).collect_view()}</ul>
        </li>
    }
}
