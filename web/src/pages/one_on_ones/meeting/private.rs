//! One's own note about a meeting, which nobody else ever reads.

use leptos::prelude::*;
use shared::{
    one_on_ones::{EditPrivateNote, MeetingPath, PrivateNote as Note, PrivateNoteChange, ReadPrivateNote},
    operation::Nothing,
    wire::MeetingId,
};

use super::writing::{Writing, Written};
use crate::{
    client::{call, change},
    fetch::Fetch,
    text::one_on_ones as text,
    ui::{Field, Glyph, Icon, TextArea},
};

fn written(note: Note) -> Written {
    (note.body, note.version)
}

/// The card.
#[component]
pub fn PrivateNote(id: MeetingId) -> impl IntoView {
    let note = Fetch::new(move || call::<ReadPrivateNote>(MeetingPath { id }, Nothing {}, ()));
    let shown = move |note: Note| {
        let writing = Writing::new(
            id,
            written(note),
            |id| {
                Box::pin(async move { call::<ReadPrivateNote>(MeetingPath { id }, Nothing {}, ()).await.map(written) })
            },
            |id, body, version| {
                let sent = change::<EditPrivateNote>(MeetingPath { id }, PrivateNoteChange { body }, version);
                Box::pin(async move { sent.await.map(written) })
            },
        );
        view! {
            <Field label=text::PRIVATE filter=true><TextArea value=writing.typed rows=5 /></Field>
            {writing.news()}
        }
    };
    view! {
        <section class="card stack">
            {note.view(shown)}
            <p class="small muted row tight keep"><Icon glyph=Glyph::Lock /><span>{text::PRIVATE_DETAIL}</span></p>
        </section>
    }
}
