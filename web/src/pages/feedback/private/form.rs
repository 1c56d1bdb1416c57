//! Writing private feedback or a note, with exactly who will read it beside the form.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    feedback::{Audience, GiveFeedback, NewFeedback, NewFeedbackKind, ReadersQuery},
    operation::Nothing,
    problem::Problem,
};

use super::{
    audience::{AudienceFields, Chosen, PurposeField},
    readers::ReaderList,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft, DraftNews},
    pages::people::{chosen_id, kept_person, people_search},
    text::{feedback as text, ui as words},
    to,
    ui::{Actions, Button, ButtonKind, Combobox, Crumb, Field, Form, LinkButton, PageHeader, TextArea, Toasts},
};

/// The page.
#[component]
pub fn GiveForm() -> impl IntoView {
    let wanted = use_query_map().with_untracked(|query| query.get("about")).unwrap_or_default();
    let subject = RwSignal::new(wanted.clone());
    let about = kept_person(subject);
    let body = RwSignal::new(String::new());
    let chosen = Chosen::new();
    let draft = Draft::keep(
        format!("feedback/{wanted}"),
        vec![
            (text::ABOUT, about.into()),
            (text::KIND, chosen.to.into()),
            (text::CHAIN, chosen.chain.into()),
            (text::LATER, chosen.later.into()),
            (text::PURPOSE, chosen.purpose.into()),
            (text::BODY, body.into()),
        ],
    );
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let navigate = use_navigate();
    let submit = move || {
        let Some(subject_id) = chosen_id(about) else { return attempt.fail(Problem::field("subject_id", "required")) };
        let note = untrack(|| chosen.is_note());
        let new = NewFeedback {
            kind: if note { NewFeedbackKind::Note } else { NewFeedbackKind::Given },
            subject_id,
            body: body.get_untracked(),
            purpose: untrack(|| chosen.purpose()),
            audience: untrack(|| chosen.audience()),
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send(
            new,
            move |new| call_on::<GiveFeedback>(Nothing {}, Nothing {}, new, terms),
            move |_| {
                draft.sent();
                toasts.good(if note { text::NOTED } else { text::GIVEN });
                navigate(&format!("{}?tab=by-me", to::FEEDBACK), leptos_router::NavigateOptions::default());
            },
        );
    };
    let query = Signal::derive(move || {
        let person = about.with(|about| about.as_ref().and_then(|about| about.value.parse().ok()))?;
        Some(readers_of(person, chosen.audience()))
    });
    let lead = Signal::derive(move || if chosen.is_note() { text::NOTE_LEAD } else { text::GIVE_LEAD }.to_owned());
    let label = Signal::derive(move || if chosen.is_note() { text::NOTE_BODY } else { text::BODY }.to_owned());
    view! {
        <div class="page">
            <PageHeader title=text::GIVE_FEEDBACK lead crumbs=vec![Crumb::new(text::FEEDBACK, to::FEEDBACK)] />
            <div class="form-with-readers">
                <section class="card">
                    <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                        <AttemptNews attempt />
                        <Field label=text::ABOUT name="subject_id" required=true>
                            <Combobox value=about search=people_search() placeholder=text::CHOOSE_PERSON />
                        </Field>
                        <AudienceFields chosen with_note=true />
                        <PurposeField chosen />
                        <Field label name="body" hint=text::BODY_HINT required=true><TextArea value=body rows=7 /></Field>
                        <DraftNews draft />
                        <Actions>
                            <LinkButton href=to::FEEDBACK>{words::CANCEL}</LinkButton>
                            <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SEND}</Button>
                        </Actions>
                    </Form>
                </section>
                <section class="card stack"><h2>{text::READERS}</h2><ReaderList query /></section>
            </div>
        </div>
    }
}

/// What to ask the server about readers of something new.
pub fn readers_of(subject: shared::wire::PersonId, to: Audience) -> ReadersQuery {
    let is = |flag: bool| flag.then_some(true);
    ReadersQuery {
        subject: Some(subject),
        person: is(to.person),
        manager: is(to.manager),
        chain: is(to.chain),
        later_managers: is(to.later_managers),
        ..ReadersQuery::default()
    }
}
