//! A competency, with what it looks like at each level.

use leptos::prelude::*;
use shared::{
    development::{
        Competency, CompetencyChanges, CompetencyPath, CreateCompetency, EditCompetency, Framework, NewCompetency,
        ReadFramework, Track,
    },
    operation::Nothing,
    wire::{Patch, TrackId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    drafts::{Draft, DraftNews},
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, Select, TextArea, TextInput},
};

/// The form. `tracks` are those it can be of; `seen` gets what was read after a lost race.
#[component]
pub fn CompetencyForm(
    competency: Option<Competency>,
    levels: Vec<String>,
    tracks: Vec<Track>,
    #[prop(into)] seen: Callback<(Framework,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let before = competency.as_ref();
    let name = RwSignal::new(before.map(|one| one.name.clone()).unwrap_or_default());
    let description = RwSignal::new(before.map(|one| one.description.clone()).unwrap_or_default());
    let track = RwSignal::new(before.map(track_of).unwrap_or_default());
    let choices: Vec<Choice> = tracks.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    let names = StoredValue::new(choices.clone());
    let texts: Vec<(String, RwSignal<String>)> = levels
        .into_iter()
        .enumerate()
        .map(|(at, level)| {
            let text = before.and_then(|one| one.behaviours.get(at).cloned()).unwrap_or_default();
            (level, RwSignal::new(text))
        })
        .collect();
    let mut kept = vec![
        (text::NAME.to_owned(), name.into()),
        (text::DESCRIPTION.to_owned(), description.into()),
        (text::TRACK.to_owned(), track.into()),
    ];
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
        let track_id: Option<TrackId> = track.get_untracked().parse().ok();
        match edited.before() {
            None => attempt.send(
                NewCompetency { name, description, behaviours, track_id },
                |body| call::<CreateCompetency>(Nothing {}, Nothing {}, body),
                saved,
            ),
            Some(Competency { id, version, track_id: before, .. }) => attempt.send(
                CompetencyChanges {
                    name: Some(name),
                    description: Some(description),
                    behaviours: Some(behaviours),
                    track_id: if track_id == before { Patch::Keep } else { Patch::from(track_id) },
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
                let named = move |id: &String| {
                    let known =
                        names.with_value(|all| all.iter().find(|one| one.value == *id).map(|one| one.label.clone()));
                    known.unwrap_or_else(|| text::FOR_EVERYBODY.to_owned())
                };
                let (name, description, track) = (
                    words(text::NAME, name, &old.name, &new.name),
                    words(text::DESCRIPTION, description, &old.description, &new.description),
                    merged(text::TRACK, track, &track_of(old), track_of(new), named),
                );
                let levels = all.get_value().into_iter().zip(old.behaviours.iter().zip(&new.behaviours));
                let levels = levels.map(|((level, mine), (old, new))| words(&level, mine, old, new));
                [name, description, track].into_iter().chain(levels).collect()
            },
            move |now| seen.run((now,)),
        );
    };
    let is_tracked = !choices.is_empty();
    let fields = texts.into_iter().enumerate().map(|(at, (level, text))| {
        view! { <Field label=level name=format!("behaviours[{at}]")><TextArea value=text rows=2 /></Field> }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::DESCRIPTION name="description"><TextArea value=description rows=2 /></Field>
            {is_tracked.then(|| view! {
                <Field label=text::TRACK name="track_id"><Select value=track options=choices any=text::FOR_EVERYBODY /></Field>
            })}
            {fields.collect_view()}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

/// The track that a competency is of, as it is chosen.
fn track_of(competency: &Competency) -> String {
    competency.track_id.map(|id| id.to_string()).unwrap_or_default()
}
