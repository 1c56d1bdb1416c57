//! The forms over the page: somebody new, and a change.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    people::{CreatePerson, EditPerson, Person, PersonPath, ReadPerson},
};

use super::{
    draft::{Draft, manager_of},
    form::PersonFields,
    moving::Moving,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Conflict},
    text::{people as text, ui as words},
    ui::{Actions, Banner, Button, ButtonKind, Checkbox, Form, Tone},
};

/// Adds somebody.
#[component]
pub fn AddPerson(#[prop(into)] done: Callback<(Person,)>) -> impl IntoView {
    let draft = Draft::of(None);
    let invite = RwSignal::new(false);
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            draft.new_person(invite.get_untracked()),
            |body| call_on::<CreatePerson>(Nothing {}, Nothing {}, body, terms),
            move |person| done.run((person,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <PersonFields draft />
            <Checkbox checked=invite label=text::INVITE_NOW hint=text::INVITE_NOW_HINT />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD}</Button></Actions>
        </Form>
    }
}

/// Changes somebody. After a lost race what was typed stays, on top of what is there now; `seen` gets that.
#[component]
pub fn ChangePerson(
    person: Person,
    #[prop(into)] seen: Callback<(Person,)>,
    #[prop(into)] done: Callback<(Person,)>,
) -> impl IntoView {
    let id = person.id;
    let draft = Draft::of(Some(&person));
    let has_account = person.details.as_ref().is_some_and(|details| !details.status.awaits_joining());
    let before = RwSignal::new(person);
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    let submit = move || {
        let before = before.get_untracked();
        attempt.send(
            draft.changes(&before),
            move |body| change::<EditPerson>(PersonPath { id }, body, before.version),
            move |person| done.run((person,)),
        );
    };
    let reload = move || {
        spawn_local(async move {
            match call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).await {
                Ok(now) => {
                    conflict.tell(draft.merge(&before.get_untracked(), &now));
                    before.set(now.clone());
                    seen.run((now,));
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    let moves = move || {
        let value = |choice: Option<crate::ui::Choice>| choice.map(|choice| choice.value);
        value(draft.manager.get()) != value(before.with(manager_of))
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
            <PersonFields draft email_fixed=has_account />
            <Show when=moves>
                <Banner tone=Tone::Warn title=text::MANAGER_MOVES>
                    <p>{text::MANAGER_MOVES_DETAIL}</p>
                    <Moving id manager=draft.manager />
                </Banner>
            </Show>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
