//! With whom one could meet and doesn't.

use leptos::prelude::*;
use shared::{
    one_on_ones::{ListMissingOneOnOnes, MissingOneOnOne},
    operation::Nothing,
};

use super::list::Desk;
use crate::{
    client::call,
    fetch::Fetch,
    text::one_on_ones as text,
    ui::{Button, ButtonSize, Glyph, Who, live},
};

/// The manager and the reports with whom nothing is set up; nothing if there are none.
#[component]
pub fn Missing(desk: Desk) -> impl IntoView {
    let missing = Fetch::new(move || {
        desk.turn.track();
        call::<ListMissingOneOnOnes>(Nothing {}, Nothing {}, ())
    });
    let one = move |missing: MissingOneOnOne| {
        let detail = if missing.is_manager { text::YOUR_MANAGER } else { text::REPORTS_TO_YOU };
        let (person, name) = (missing.person.clone(), missing.person.name);
        let of = text::meeting_with(&name);
        view! {
            <li class="spread">
                <Who name detail />
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || desk.set_up(Some(person.clone()))>
                    <span aria-hidden="true">{text::SET_UP}</span><span class="visually-hidden">{of}</span>
                </Button>
            </li>
        }
    };
    // No skeleton: most people see nothing here.
    live(move || {
        let items = missing.get().map(|all| all.items).unwrap_or_default();
        (!items.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::MISSING}</h2></div>
                    <ul class="rows">{items.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    })
}
