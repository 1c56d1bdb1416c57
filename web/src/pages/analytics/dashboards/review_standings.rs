//! Whose reviews stand how, by name: what the numbers of the review dashboard count.

use leptos::prelude::*;
use shared::{
    analytics::{CycleRatings, ListReviewStandings, ReviewCounts, ReviewStanding},
    operation::Nothing,
    reviews::PacketState,
};

use super::filters::Filters;
use crate::{
    client::call,
    listing::Listing,
    pages::{people, reviews},
    text::{analytics as text, reviews as words},
    ui::{Button, ButtonKind, Choice, Column, DataTable, Segments, Who, live},
};

/// The table: all of it, what stands like one state, or who has a rating in a cycle.
#[component]
pub fn ReviewStandings(filters: Filters, total: ReviewCounts, ratings: Vec<CycleRatings>) -> impl IntoView {
    let rows =
        Listing::new(move |cursor| call::<ListReviewStandings>(Nothing {}, filters.review_standings(cursor), ()));
    let mut choices = vec![Choice::new("", text::counted(text::ALL, total.people()))];
    let choice =
        |state: &PacketState| Choice::new(state.as_str(), text::counted(words::packet_state(*state), total.of(*state)));
    choices.extend(PacketState::ALL.iter().map(choice));
    let shown =
        Signal::derive(move || filters.state.read(PacketState::parse).map(|it| it.to_string()).unwrap_or_default());
    // A number that led here counts all states.
    let rated = move || {
        let asked = filters.review_standings(None);
        let of = ratings.iter().find(|it| Some(it.cycle.id) == asked.cycle)?;
        let word = match asked.rating? {
            0 => text::NO_RATING.to_owned(),
            step => of.steps.get(usize::from(step) - 1)?.word.clone(),
        };
        Some(text::rated(&word, &of.cycle.name))
    };
    let everybody = move || {
        filters.rating.value.set(String::new());
        filters.cycle.value.set(String::new());
    };
    let empty = || view! { <p class="muted small">{text::NO_REVIEW_LIKE_THIS}</p> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::REVIEWS_BEHIND}</h2>
                {live(move || rated().map(|told| view! {
                    <p class="small">
                        {told}" "
                        <Button kind=ButtonKind::Quiet on_press=move || everybody()>{text::ALL_RATINGS}</Button>
                    </p>
                }))}
                <Segments label=text::STATE value=shown options=choices on_pick=move |key: String| filters.state.value.set(key) />
            </div>
            <DataTable caption=text::REVIEWS_BEHIND columns=columns() rows=rows.rows() more=rows.more() retry=move || rows.reload() empty />
        </section>
    }
}

fn columns() -> Vec<Column<ReviewStanding>> {
    vec![
        Column::new("person", text::PERSON, |row: &ReviewStanding| {
            view! { <Who name=row.subject.name.clone() href=reviews::packet_href(row.packet) /> }
        }),
        Column::new("cycle", text::CYCLE, |row: &ReviewStanding| {
            view! { <a class="plain-link" href=reviews::cycle_href(row.cycle.id)>{row.cycle.name.clone()}</a> }
        }),
        Column::new("state", text::STATE, |row: &ReviewStanding| reviews::packet_badge(row.state, false)),
        Column::new("handed-in", text::HANDED_IN, |row: &ReviewStanding| text::part_of(row.submitted, row.reviews))
            .end(),
        Column::new("rating", text::RATING, |row: &ReviewStanding| {
            row.rating.clone().unwrap_or_else(|| text::NONE_BEFORE.to_owned())
        }),
        Column::new("manager", text::MANAGER, |row: &ReviewStanding| {
            row.manager.as_ref().map(|manager| {
                view! { <a class="plain-link" href=people::href(manager.id)>{manager.name.clone()}</a> }
            })
        }),
    ]
}
