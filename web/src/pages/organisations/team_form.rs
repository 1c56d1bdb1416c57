//! One team: its name and what it is part of.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    teams::{CreateTeam, EditTeam, NewTeam, Team, TeamChanges, TeamPath},
    wire::{Patch, TeamId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    text::{organisations as text, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, Select, TextInput},
};

/// Adds a team, or changes `team`. `all` are those it can be part of.
#[component]
pub fn TeamForm(team: Option<Team>, all: Vec<Team>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(team.as_ref().map(|team| team.name.clone()).unwrap_or_default());
    let parent =
        RwSignal::new(team.as_ref().and_then(|team| team.parent_id).map(|id| id.to_string()).unwrap_or_default());
    let known = team.map(|team| (team.id, team.version));
    let options: Vec<_> = all
        .iter()
        .filter(|other| known.is_none_or(|(id, _)| other.id != id))
        .map(|other| Choice::new(other.id.to_string(), other.name.clone()))
        .collect();
    let attempt = Attempt::new();
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        let parent_id = parent.with_untracked(|parent| parent.parse::<TeamId>().ok());
        match known {
            None => attempt.send(
                NewTeam { name, parent_id, lead_id: None },
                |body| call::<CreateTeam>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some((id, version)) => attempt.send(
                TeamChanges { name: Some(name), parent_id: Patch::from(parent_id), lead_id: Patch::Keep },
                move |body| change::<EditTeam>(TeamPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::PARENT name="parent_id" filter=true>
                <Select value=parent options any=text::NO_PARENT />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
