//! One team: its name and what it is part of.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    teams::{CreateTeam, EditTeam, NewTeam, Team, TeamChanges, TeamPath},
    wire::{Patch, PersonId, TeamId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    pages::people::{kept_person, people_search},
    text::{organisations as text, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Combobox, Field, Form, Select, TextInput},
};

/// Adds a team, or changes `team`. `all` are those it can be part of.
#[component]
pub fn TeamForm(team: Option<Team>, all: Vec<Team>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(team.as_ref().map(|team| team.name.clone()).unwrap_or_default());
    let parent =
        RwSignal::new(team.as_ref().and_then(|team| team.parent_id).map(|id| id.to_string()).unwrap_or_default());
    let lead = team.as_ref().and_then(|team| team.lead_id).map(|id| id.to_string());
    // The id, and not the name that is fetched for it: saving may come first.
    let lead = RwSignal::new(lead.unwrap_or_default());
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
        let lead_id = lead.with_untracked(|lead| lead.parse::<PersonId>().ok());
        match known {
            None => attempt.send(
                NewTeam { name, parent_id, lead_id },
                |body| call::<CreateTeam>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some((id, version)) => attempt.send(
                TeamChanges { name: Some(name), parent_id: Patch::from(parent_id), lead_id: Patch::from(lead_id) },
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
            <Field label=text::LEAD name="lead_id" filter=true hint=text::LEAD_HINT>
                <Combobox value=kept_person(lead) search=people_search() placeholder=text::NO_LEAD />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
