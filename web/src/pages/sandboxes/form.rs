//! Making a sandbox.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    sandboxes::{CreateSandbox, NewSandbox, Sandbox, SandboxContent},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::sandboxes as words,
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, TextInput},
};

/// Asks what it is to be; `done` gets it.
#[component]
pub fn MakeForm(#[prop(into)] done: Callback<(Sandbox,)>) -> impl IntoView {
    let (name, content) = (RwSignal::new(String::new()), RwSignal::new(SandboxContent::Demo.to_string()));
    let choices = vec![
        Choice::new(SandboxContent::Demo.as_str(), words::DEMO).with_detail(words::DEMO_DETAIL),
        Choice::new(SandboxContent::Empty.as_str(), words::EMPTY).with_detail(words::EMPTY_DETAIL),
    ];
    let attempt = Attempt::new();
    let submit = move || {
        let content = content.with_untracked(|content| SandboxContent::parse(content));
        let body = NewSandbox {
            name: name.get_untracked().trim().to_owned(),
            content: content.unwrap_or(SandboxContent::Empty),
        };
        let then = move |sandbox: Sandbox| done.run((sandbox,));
        attempt.send(body, |body| call::<CreateSandbox>(Nothing {}, Nothing {}, body), then);
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::NAME name="name" hint=words::NAME_HINT required=true><TextInput value=name /></Field>
            <RadioGroup legend=words::CONTENT value=content options=choices />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::DO_MAKE}</Button></Actions>
        </Form>
    }
}
