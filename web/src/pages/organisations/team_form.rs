//! One team: its name and what it is part of.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    people::{PersonPath, ReadPerson},
    problem::{Code, Problem},
    teams::{CreateTeam, EditTeam, ListTeams, NewTeam, Team, TeamChanges, TeamPath},
    wire::{Patch, PersonId, TeamId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Conflict, merged},
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
    let lead = team.as_ref().and_then(|team| team.lead.as_ref()).map(|lead| lead.id.to_string());
    // The id, and not the name that is fetched for it: saving may come first.
    let lead = RwSignal::new(lead.unwrap_or_default());
    let before = StoredValue::new(team.clone());
    let known = team.map(|team| team.id);
    let names: Vec<_> = all.iter().map(|team| (team.id.to_string(), team.name.clone())).collect();
    let options: Vec<_> = all
        .iter()
        .filter(|other| known.is_none_or(|id| other.id != id))
        .map(|other| Choice::new(other.id.to_string(), other.name.clone()))
        .collect();
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        let parent_id = parent.with_untracked(|parent| parent.parse::<TeamId>().ok());
        let lead_id = lead.with_untracked(|lead| lead.parse::<PersonId>().ok());
        match before.get_value() {
            None => attempt.send(
                NewTeam { name, parent_id, lead_id },
                |body| call::<CreateTeam>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some(Team { id, version, .. }) => attempt.send(
                TeamChanges { name: Some(name), parent_id: Patch::from(parent_id), lead_id: Patch::from(lead_id) },
                move |body| change::<EditTeam>(TeamPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let reload = move || {
        let (Some(old), names) = (before.get_value(), names.clone()) else { return };
        spawn_local(async move {
            let list = call::<ListTeams>(Nothing {}, Nothing {}, ()).await;
            let found = list.and_then(|list| {
                list.items.into_iter().find(|one| one.id == old.id).ok_or_else(|| Problem::new(Code::NotFound))
            });
            match found {
                Ok(now) if before.try_set_value(Some(now.clone())).is_none() => {
                    let text_of = |id: Option<String>| id.unwrap_or_default();
                    let above = |team: &Team| text_of(team.parent_id.map(|id| id.to_string()));
                    let led = |team: &Team| text_of(team.lead.as_ref().map(|lead| lead.id.to_string()));
                    let team = move |id: &String| {
                        let known = names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
                        known.unwrap_or_else(|| text::NO_PARENT.to_owned())
                    };
                    let people = named([lead.get_untracked(), led(&now)]).await;
                    let person = move |id: &String| {
                        people
                            .iter()
                            .find(|(known, _)| known == id)
                            .map_or(text::NO_LEAD, |(_, name)| name.as_str())
                            .to_owned()
                    };
                    conflict.tell([
                        merged(text::NAME, name, &old.name, now.name.clone(), String::clone),
                        merged(text::PARENT, parent, &above(&old), above(&now), team),
                        merged(text::LEAD, lead, &led(&old), led(&now), person),
                    ]);
                }
                Ok(_) => {}
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
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

/// The names of people, as far as one sees them.
async fn named(ids: [String; 2]) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for id in ids {
        let Ok(person) = id.parse::<PersonId>() else { continue };
        if let Ok(person) = call::<ReadPerson>(PersonPath { id: person }, Nothing {}, ()).await {
            names.push((id, person.name));
        }
    }
    names
}
