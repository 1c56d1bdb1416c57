//! A competency, with what it looks like at each level.

use leptos::prelude::*;
use shared::{
    development::{Competency, CompetencyChanges, CompetencyPath, CreateCompetency, EditCompetency, NewCompetency},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, Field, Form, TextArea, TextInput},
};

/// The form.
#[component]
pub fn CompetencyForm(
    competency: Option<Competency>,
    levels: Vec<String>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let before = competency.as_ref();
    let name = RwSignal::new(before.map(|one| one.name.clone()).unwrap_or_default());
    let description = RwSignal::new(before.map(|one| one.description.clone()).unwrap_or_default());
    let texts: Vec<(String, RwSignal<String>)> = levels
        .into_iter()
        .enumerate()
        .map(|(at, level)| {
            let text = before.and_then(|one| one.behaviours.get(at).cloned()).unwrap_or_default();
            (level, RwSignal::new(text))
        })
        .collect();
    let known = competency.map(|one| (one.id, one.version));
    let (attempt, all) = (Attempt::new(), StoredValue::new(texts.clone()));
    let submit = move || {
        let behaviours: Vec<String> =
            all.with_value(|all| all.iter().map(|(_, text)| text.get_untracked().trim().to_owned()).collect());
        let (name, description) =
            (name.get_untracked().trim().to_owned(), description.get_untracked().trim().to_owned());
        match known {
            None => attempt.send(
                NewCompetency { name, description, behaviours },
                |body| call::<CreateCompetency>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some((id, version)) => attempt.send(
                CompetencyChanges {
                    name: Some(name),
                    description: Some(description),
                    behaviours: Some(behaviours),
                    retired: None,
                },
                move |body| change::<EditCompetency>(CompetencyPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let fields = texts.into_iter().enumerate().map(|(at, (level, text))| {
        view! { <Field label=level name=format!("behaviours[{at}]")><TextArea value=text rows=2 /></Field> }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::DESCRIPTION name="description"><TextArea value=description rows=2 /></Field>
            {fields.collect_view()}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
