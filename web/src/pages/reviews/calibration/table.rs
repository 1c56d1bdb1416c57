//! The same cards as a table.

use leptos::prelude::*;
use shared::reviews::{CalibrationCard, ScaleStep};

use super::{desk::Desk, potential_word, rating_word};
use crate::{
    text::{calibration as text, format},
    ui::{Button, ButtonSize, Column, DataTable, EmptyState, Glyph, Rows, live},
};

/// All cards, by name.
#[component]
pub fn Cards(desk: Desk) -> impl IntoView {
    let shape =
        Memo::new(move |_| desk.session.get().map(|now| (now.scale, now.measures_potential, now.session.takes_votes)));
    live(move || {
        let (scale, two_axes, takes_votes) = shape.get()?;
        let columns = columns(desk, &scale, two_axes, takes_votes);
        let rows = Signal::derive(move || Rows::Ready(desk.cards()));
        let empty = || view! { <EmptyState glyph=Glyph::Users title=text::NO_CARDS detail=text::NO_CARDS_DETAIL /> };
        Some(view! {
            <section class="card flush">
                <div class="card-head"><h2>{text::CARDS}</h2></div>
                <DataTable caption=text::CARDS columns rows empty />
            </section>
        })
    })
}

fn columns(desk: Desk, scale: &[ScaleStep], two_axes: bool, takes_votes: bool) -> Vec<Column<CalibrationCard>> {
    let words = StoredValue::new(scale.to_vec());
    let word = move |rating, not_rated| words.with_value(|scale| rating_word(scale, rating, not_rated));
    let mut columns = vec![
        Column::new("person", text::PERSON, |card: &CalibrationCard| {
            view! { <span class="strong">{card.subject.name.clone()}</span> }
        }),
        Column::new("manager", text::MANAGER, |card: &CalibrationCard| {
            card.manager.as_ref().map_or_else(|| format::NONE.to_owned(), |manager| manager.name.clone())
        }),
        Column::new("proposed", text::PROPOSED, move |card: &CalibrationCard| word(card.author_rating, false)),
        Column::new("now", text::NOW, move |card: &CalibrationCard| word(card.final_rating, card.not_rated)),
    ];
    if two_axes {
        columns.push(Column::new("potential", text::POTENTIAL, |card: &CalibrationCard| {
            potential_word(card.final_potential)
        }));
    }
    if takes_votes {
        columns.push(Column::new("votes", text::VOTES, |card: &CalibrationCard| {
            card.votes.map_or_else(|| text::voted(card.voted, card.may_vote), text::votes)
        }));
    }
    columns.push(Column::new("changes", text::CHANGES, |card: &CalibrationCard| card.changes.to_string()).end());
    columns.push(Column::new("open", text::OPEN_CARD, move |card: &CalibrationCard| {
        let (card, named) = (card.clone(), text::open_card(&card.subject.name));
        let show = move || desk.show(&card, (None, None));
        view! {
            <Button size=ButtonSize::Small on_press=show>
                <span aria-hidden="true">{text::OPEN_CARD}</span><span class="visually-hidden">{named}</span>
            </Button>
        }
    }));
    columns
}
