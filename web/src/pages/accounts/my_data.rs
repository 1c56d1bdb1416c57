//! All that is kept of oneself, to take away.

use leptos::prelude::*;
use shared::{operation::Nothing, people::PersonPath, privacy::ExportPersonData};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    session::Session,
    text::privacy as text,
    ui::{Button, Glyph, Toasts},
};

/// The card of the account page.
#[component]
pub fn MyData() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let attempt = Attempt::new();
    let take = move || {
        let Some(id) = session.person() else { return };
        attempt.run(call::<ExportPersonData>(PersonPath { id }, Nothing {}, ()), move |file| {
            save(text::FILE, &file);
            toasts.good(text::SAVED);
        });
    };
    view! {
        <section class="card stack">
            <h2>{text::MY_DATA}</h2>
            <p class="small muted">{text::MY_DATA_DETAIL}</p>
            <AttemptNews attempt />
            <Button icon=Glyph::Download busy=attempt.busy on_press=take>{text::MY_DATA_DO}</Button>
        </section>
    }
}
