//! One piece of private feedback: what it says, who reads it, what it may be used for.

use leptos::prelude::*;
use shared::feedback::{DeleteNote, EDIT, Feedback, FeedbackKind, FeedbackPath, ReadersQuery};

use super::{audience::ChangeReaders, readers::ReaderList};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    pages::people,
    session::Session,
    text::{feedback as text, format},
    ui::{Avatar, Badge, Confirm, Dialog, Drawer, Glyph, Icon, Menu, MenuItem, Toasts, Tone},
};

/// The card.
#[component]
pub fn FeedbackCard(feedback: Feedback, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let (purpose, meaning) = text::purpose(feedback.purpose);
    let question = feedback.question.clone().map(|question| {
        let asked = feedback.asked_by.as_ref().map(|asker| text::asks(&asker.name, &feedback.subject.name));
        view! { <div class="said-question"><p class="small strong">{asked}</p><p>{question}</p></div> }
    });
    let (author, subject) = (feedback.author.clone(), feedback.subject.clone());
    view! {
        <article class="card said">
            <Avatar name=author.name.clone() />
            <div class="grow">
                <div class="said-head">
                    <p>
                        <a class="plain-link strong" href=people::href(author.id)>{author.name.clone()}</a>
                        <span class="muted">" → "</span>
                        <a class="plain-link strong" href=people::href(subject.id)>{subject.name.clone()}</a>
                    </p>
                    <div class="row tight">
                        <span class="small muted">{format::ago(feedback.created_at)}</span>
                        <Deeds feedback=feedback.clone() changed />
                    </div>
                </div>
                {question}
                <p class="said-text">{feedback.body.clone()}</p>
                <p class="said-facts">
                    <Badge bare=true>{text::kind(feedback.kind, feedback.audience)}</Badge>
                    <span title=meaning><Badge bare=true tone=Tone::Accent>{purpose}</Badge></span>
                    <span>{text::in_reviews(feedback.in_reviews)}</span>
                </p>
            </div>
        </article>
    }
}

/// Who reads it, for everybody who does; changing that, for its author.
#[component]
fn Deeds(feedback: Feedback, changed: Callback<()>) -> impl IntoView {
    let own = Session::here().can(&EDIT, feedback.relation);
    let note = feedback.kind == FeedbackKind::Note;
    let (id, version) = (feedback.id, feedback.version);
    let (reading, changing, deleting) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let delete = move || {
        deleting.set(false);
        attempt.run(change::<DeleteNote>(FeedbackPath { id }, (), version), move |()| {
            toasts.good(text::NOTE_DELETED);
            changed.run(());
        });
    };
    let saved = move || {
        changing.set(false);
        toasts.good(text::CHANGED);
        changed.run(());
    };
    // The list is read anew when the dialog is gone: before, that would take the dialog away.
    let old = RwSignal::new(false);
    Effect::new(move |_| {
        if !changing.get() && old.get() {
            changed.run(());
        }
    });
    let label = text::actions_for(&feedback.subject.name);
    let kept = StoredValue::new(feedback);
    let query = Signal::stored(Some(ReadersQuery { feedback: Some(id), ..ReadersQuery::default() }));
    view! {
        <AttemptNews attempt />
        <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label>
            <MenuItem icon=Glyph::Eye on_pick=move || reading.set(true)>{text::READERS_NOW}</MenuItem>
            {(own && !note).then(|| view! { <MenuItem icon=Glyph::Users on_pick=move || changing.set(true)>{text::CHANGE_READERS}</MenuItem> })}
            {(own && note).then(|| view! { <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || deleting.set(true)>{text::DELETE_NOTE}</MenuItem> })}
        </Menu>
        <Drawer open=reading title=text::READERS_NOW.to_owned()><ReaderList query /></Drawer>
        <Dialog open=changing title=text::CHANGE_READERS.to_owned()>
            <ChangeReaders feedback=kept.get_value() seen=move || old.set(true) done=saved />
        </Dialog>
        <Confirm open=deleting title=text::DELETE_NOTE_ASK deed=text::DELETE_NOTE danger=true on_confirm=delete>
            <p>{text::DELETE_NOTE_DETAIL}</p>
        </Confirm>
    }
}
