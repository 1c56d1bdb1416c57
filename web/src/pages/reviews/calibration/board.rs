//! Cards on a board: nine fields of rating and potential, or a row of ratings where nobody was asked about potential.

use leptos::{ev::DragEvent, prelude::*};
use shared::reviews::{
    CalibrationCard, ScaleStep,
    rules::calibration::{nearest_in_third, nine_box},
};

use super::desk::{Desk, card_id};
use crate::{text::calibration as text, ui::live};

/// The board. What is asked doesn't change while it is open: only where the cards stand does.
#[component]
pub fn Board(desk: Desk) -> impl IntoView {
    let shape = Memo::new(move |_| desk.session.get().map(|now| (now.scale, now.measures_potential)));
    let lead = move || if desk.moves() { text::BOARD_LEAD } else { text::BOARD_STILL };
    live(move || {
        let (scale, two_axes) = shape.get()?;
        let title = if two_axes { text::NINE_BOX } else { text::ROW };
        let board = if two_axes { nine(desk, scale.len()) } else { ratings(desk, &scale) };
        Some(view! {
            <section class="card stack">
                <div><h2>{title}</h2><p class="small muted">{lead}</p></div>
                {board}
                <Homeless desk steps=scale.len() two_axes />
            </section>
        })
    })
}

fn nine(desk: Desk, steps: usize) -> AnyView {
    let heads = (1..=3).map(|column| view! { <p class="board-head" aria-hidden="true">{text::column(column)}</p> });
    let line = |row: u8| {
        let field = move |column: u8| {
            let place = Place {
                title: text::field(column, row).to_owned(),
                label: text::field_of(column, row),
                holds: Callback::new(move |(card,): (CalibrationCard,)| {
                    nine_box(card.final_rating, card.final_potential, steps) == Some((column, row))
                }),
                takes: Callback::new(move |(card,): (CalibrationCard,)| {
                    nearest_in_third(card.final_rating, column, steps).map(|rating| (Some(rating), Some(row)))
                }),
            };
            view! { <Field desk place /> }
        };
        view! { <p class="board-side" aria-hidden="true">{text::row(row)}</p>{(1..=3).map(field).collect_view()} }
    };
    view! {
        <div class="board nine">
            <span class="board-corner"></span>{heads.collect_view()}
            {[3, 2, 1].into_iter().map(line).collect_view()}
        </div>
    }
    .into_any()
}

fn ratings(desk: Desk, scale: &[ScaleStep]) -> AnyView {
    let field = |(step, word): (u8, &ScaleStep)| {
        let place = Place {
            title: word.word.clone(),
            label: word.word.clone(),
            holds: Callback::new(move |(card,): (CalibrationCard,)| card.final_rating == Some(step)),
            takes: Callback::new(move |_: (CalibrationCard,)| Some((Some(step), None))),
        };
        view! { <Field desk place /> }
    };
    view! { <div class="board ratings">{(1..).zip(scale).map(field).collect_view()}</div> }.into_any()
}

/// A field of the board: what it is called, which cards stand in it, and what dropping one there asks for.
#[derive(Clone)]
struct Place {
    title: String,
    label: String,
    holds: Callback<(CalibrationCard,), bool>,
    takes: Callback<(CalibrationCard,), Option<(Option<u8>, Option<u8>)>>,
}

#[component]
fn Field(desk: Desk, place: Place) -> impl IntoView {
    let Place { title, label, holds, takes } = place;
    let over = RwSignal::new(false);
    let hover = move |event: DragEvent| {
        if untrack(|| desk.moves()) {
            event.prevent_default();
            over.set(true);
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let id = desk.dragged.get_untracked();
        let (cards, moves) = untrack(|| (desk.cards(), desk.moves()));
        let card = cards.into_iter().find(|card| Some(card.id) == id);
        // Where it stands already there is nothing to ask.
        if let Some(card) = card.filter(|card| moves && !holds.run((card.clone(),)))
            && let Some(to) = takes.run((card.clone(),))
        {
            desk.show(&card, to);
        }
    };
    view! {
        <section class="board-field" class:over=move || over.get() aria-label=label
            on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=dropped>
            <h3>{title}</h3>
            <Chips desk holds />
        </section>
    }
}

/// The cards of a field. Those that stay where they are keep the focus when others come and go.
#[component]
fn Chips(desk: Desk, holds: Callback<(CalibrationCard,), bool>) -> impl IntoView {
    let each = move || desk.cards().into_iter().filter(|card| holds.run((card.clone(),))).collect::<Vec<_>>();
    let chip = move |card: CalibrationCard| {
        let (id, changed) = (card.id, card.changes > 0);
        let name = card.subject.name.clone();
        let dragged = move |event: &DragEvent| {
            desk.dragged.set(Some(id));
            // Some browsers drag nothing that has no data.
            if let Some(data) = event.data_transfer() {
                let _ = data.set_data("text/plain", &id.to_string());
            }
        };
        let shown = move || {
            if let Some(card) = untrack(|| desk.cards()).into_iter().find(|card| card.id == id) {
                desk.show(&card, (None, None));
            }
        };
        view! {
            <li>
                <button type="button" class="board-card" class:changed=changed id=card_id(id) aria-label=text::chip(&name, changed)
                    draggable=move || if desk.moves() { "true" } else { "false" }
                    on:dragstart=move |event| dragged(&event) on:click=move |_| shown()>{name.clone()}</button>
            </li>
        }
    };
    view! { <ul class="board-cards"><For each key=|card| (card.id, card.changes > 0) children=chip /></ul> }
}

/// Cards that stand nowhere.
#[component]
fn Homeless(desk: Desk, steps: usize, two_axes: bool) -> impl IntoView {
    let has_none = move |card: &CalibrationCard| {
        let has_field = nine_box(card.final_rating, card.final_potential, steps).is_some();
        if two_axes { !has_field } else { card.final_rating.is_none() }
    };
    let any = Memo::new(move |_| desk.cards().iter().any(has_none));
    let detail = if two_axes { text::NO_PLACE_DETAIL } else { text::NO_PLACE_RATING };
    live(move || {
        any.get().then(|| {
            let holds = Callback::new(move |(card,): (CalibrationCard,)| has_none(&card));
            view! {
                <section class="stack snug" aria-label=text::NO_PLACE>
                    <h3 class="small strong">{text::NO_PLACE}</h3>
                    <p class="small muted">{detail}</p>
                    <Chips desk holds />
                </section>
            }
        })
    })
}
