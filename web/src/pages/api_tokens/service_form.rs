//! Adding a service account.

use leptos::prelude::*;
use shared::{
    access::Role,
    api_tokens::{CreateServiceAccount, NewServiceAccount, ServiceAccount},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::{service_accounts as words, shell},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, TextInput},
};

/// Asks what a new one is to be; `done` gets it.
#[component]
pub fn ServiceForm(#[prop(into)] done: Callback<(ServiceAccount,)>) -> impl IntoView {
    let (name, purpose) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Employee.as_str().to_owned());
    let choice = |role: &Role| Choice::new(role.as_str(), shell::role(*role)).with_detail(words::role_detail(*role));
    let roles: Vec<Choice> = Role::ALL.iter().map(choice).collect();
    let attempt = Attempt::new();
    let submit = move || {
        let body = NewServiceAccount {
            name: name.get_untracked().trim().to_owned(),
            purpose: purpose.get_untracked().trim().to_owned(),
            role: role.with_untracked(|role| Role::parse(role)).unwrap_or(Role::Employee),
        };
        let send = |body| call::<CreateServiceAccount>(Nothing {}, Nothing {}, body);
        attempt.send(body, send, move |made| done.run((made,)));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::NAME name="name" hint=words::NAME_HINT required=true><TextInput value=name /></Field>
            <Field label=words::PURPOSE name="purpose"><TextInput value=purpose /></Field>
            <RadioGroup legend=words::ROLE value=role options=roles />
            <p class="small muted">{words::ROLE_HINT}</p>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::GO_ON}</Button></Actions>
        </Form>
    }
}
