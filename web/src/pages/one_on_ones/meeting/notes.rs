//! The shared notes.

use leptos::prelude::*;
use shared::{
    one_on_ones::{EditMeeting, MeetingChanges, MeetingDetail, MeetingPath, ReadMeeting},
    operation::Nothing,
    wire::MeetingId,
};

use super::{
    desk::Desk,
    writing::{Writing, Written},
};
use crate::{
    client::{call, change},
    text::one_on_ones as text,
    ui::{Field, TextArea, live},
};

fn written(now: MeetingDetail) -> Written {
    (now.content.map(|content| content.notes).unwrap_or_default(), now.meeting.version)
}

/// The card: a field that saves itself, or what was written.
#[component]
pub fn Notes(id: MeetingId, desk: Desk) -> impl IntoView {
    let start = untrack(|| desk.meeting.get()).map(written).unwrap_or_default();
    let writing = Writing::new(
        id,
        start,
        |id| Box::pin(async move { call::<ReadMeeting>(MeetingPath { id }, Nothing {}, ()).await.map(written) }),
        |id, notes, version| {
            let changes = MeetingChanges { notes: Some(notes), ..MeetingChanges::default() };
            Box::pin(async move { change::<EditMeeting>(MeetingPath { id }, changes, version).await.map(written) })
        },
    );
    Effect::new(move |_| {
        if let Some(now) = desk.meeting.get() {
            writing.take(written(now));
        }
    });
    // What is saved here is news to the rest of the page too.
    Effect::new(move |_| {
        let version = writing.version();
        if untrack(|| desk.meeting.get()).is_some_and(|now| now.meeting.version < version) {
            desk.meeting.refresh();
        }
    });
    let field = move || {
        if desk.writable() {
            return view! {
                <Field label=text::NOTES hint=text::NOTES_DETAIL filter=true><TextArea value=writing.typed rows=8 /></Field>
                {writing.news()}
            }
            .into_any();
        }
        let notes = writing.typed.get();
        if notes.is_empty() {
            view! { <h2>{text::NOTES}</h2><p class="small muted">{text::NO_NOTES}</p> }.into_any()
        } else {
            view! { <h2>{text::NOTES}</h2><p class="goal-description">{notes}</p> }.into_any()
        }
    };
    view! { <section class="card stack">{live(field)}</section> }
}
