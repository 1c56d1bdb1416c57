//! A competency, with what it looks like at each level.

use leptos::prelude::*;
use shared::{
    development::{
        Competency, CompetencyChanges, CompetencyPath, CreateCompetency, EditCompetency, Framework, NewCompetency,
        ReadFramework,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    drafts::{Draft, DraftNews},
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, Field, Form, TextArea, TextInput},
};

/// The form. `seen` gets what was read after a lost race.
#[component]
pub fn CompetencyForm(
    competency: Option<Competency>,
    levels: Vec<String>,
    #[prop(into)] seen: Callback<(Framework,)>,
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
    let mut kept = vec![(text::NAME.to_owned(), name.into()), (text::DESCRIPTION.to_owned(), description.into())];
    kept.extend(texts.iter().map(|(level, text)| (level.clone(), (*text).into())));
    let draft = match &competency {
        Some(one) => Draft::keep_over(format!("competency/{}", one.id), one.version, kept),
        None => Draft::keep("competency", kept),
    };
    let (attempt, all) = (Attempt::new(), StoredValue::new(texts.clone()));
    let edited = Edited::new(competency, attempt);
    let saved = move |_| {
        draft.sent();
        done.run(());
    };
    let submit = move || {
        let behaviours: Vec<String> =
            all.with_value(|all| all.iter().map(|(_, text)| text.get_untracked().trim().to_owned()).collect());
        let (name, description) =
            (name.get_untracked().trim().to_owned(), description.get_untracked().trim().to_owned());
        match edited.before() {
            None => attempt.send(
                NewCompetency { name, description, behaviours },
                |body| call::<CreateCompetency>(Nothing {}, Nothing {}, body),
                saved,
            ),
            Some(Competency { id, version, .. }) => attempt.send(
                CompetencyChanges {
                    name: Some(name),
                    description: Some(description),
                    behaviours: Some(behaviours),
                    retired: None,
                },
                move |body| change::<EditCompetency>(CompetencyPath { id }, body, version),
                saved,
            ),
        }
    };
    let reload = move || {
        let id = edited.before().map(|one| one.id);
        edited.reload(
            call::<ReadFramework>(Nothing {}, Nothing {}, ()),
            move |now| now.competencies.iter().chain(&now.retired).find(|one| Some(one.id) == id).cloned(),
            move |old, new| {
                let words =
                    |name: &str, mine, old: &String, new: &String| merged(name, mine, old, new.clone(), String::clone);
                let (name, description) = (
                    words(text::NAME, name, &old.name, &new.name),
                    words(text::DESCRIPTION, description, &old.description, &new.description),
                );
                let levels = all.get_value().into_iter().zip(old.behaviours.iter().zip(&new.behaviours));
                let levels = levels.map(|((level, mine), (old, new))| words(&level, mine, old, new));
                [name, description].into_iter().chain(levels).collect()
            },
            move |now| seen.run((now,)),
        );
    };
    let fields = texts.into_iter().enumerate().map(|(at, (level, text))| {
        view! { <Field label=level name=format!("behaviours[{at}]")><TextArea value=text rows=2 /></Field> }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::DESCRIPTION name="description"><TextArea value=description rows=2 /></Field>
            {fields.collect_view()}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
