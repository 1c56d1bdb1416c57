//! What a form about a person holds while it is being filled in.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    access::Role,
    people::{NewPerson, Person, PersonChanges},
    wire::Patch,
};

use super::picker::chosen_id;
use crate::{
    conflict::{Both, merged},
    text::{format, people as text, shell},
    ui::Choice,
};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub job_title: RwSignal<String>,
    pub role: RwSignal<String>,
    pub team: RwSignal<String>,
    pub manager: RwSignal<Option<Choice>>,
    pub start_date: RwSignal<Option<NaiveDate>>,
    pub external_id: RwSignal<String>,
}

impl Draft {
    /// As the person is now; empty for somebody new.
    pub fn of(person: Option<&Person>) -> Self {
        let details = person.and_then(|person| person.details.as_ref());
        let text = |value: Option<&String>| RwSignal::new(value.cloned().unwrap_or_default());
        Self {
            name: text(person.map(|person| &person.name)),
            email: text(details.map(|details| &details.email)),
            job_title: text(person.and_then(|person| person.job_title.as_ref())),
            role: RwSignal::new(details.map_or(Role::Employee, |details| details.role).to_string()),
            team: RwSignal::new(
                person.and_then(|person| person.team.as_ref()).map(|team| team.id.to_string()).unwrap_or_default(),
            ),
            manager: RwSignal::new(person.and_then(manager_of)),
            start_date: RwSignal::new(details.and_then(|details| details.start_date)),
            external_id: text(details.and_then(|details| details.external_id.as_ref())),
        }
    }

    /// Somebody new.
    pub fn new_person(self, invite: bool) -> NewPerson {
        NewPerson {
            name: trimmed(self.name),
            email: trimmed(self.email),
            job_title: filled(self.job_title),
            role: self.role(),
            team_id: filled(self.team).and_then(|id| id.parse().ok()),
            manager_id: chosen_id(self.manager),
            start_date: self.start_date.get_untracked(),
            external_id: filled(self.external_id),
            invite,
        }
    }

    /// What differs from `before`, and nothing else: whoever changed another field meanwhile keeps their change.
    pub fn changes(self, before: &Person) -> PersonChanges {
        let old = Self::of(Some(before)).new_person(false);
        let now = self.new_person(false);
        PersonChanges {
            name: (now.name != old.name).then_some(now.name),
            email: (now.email != old.email).then_some(now.email),
            job_title: patch(now.job_title, &old.job_title),
            role: (now.role != old.role).then_some(now.role),
            team_id: patch(now.team_id, &old.team_id),
            manager_id: patch(now.manager_id, &old.manager_id),
            start_date: patch(now.start_date, &old.start_date),
            external_id: patch(now.external_id, &old.external_id),
        }
    }

    /// After a lost race: fields nobody touched here take what is there `now`; what both changed is named.
    pub fn merge(self, before: &Person, now: &Person) -> Vec<Option<Both>> {
        let (old, new) = (Self::of(Some(before)), Self::of(Some(now)));
        let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
            merged(name, mine, &old.get_untracked(), new.get_untracked(), |words: &String| or_none(words))
        };
        let role = |code: &String| Role::parse(code).map_or_else(String::new, |role| shell::role(role).to_owned());
        let teams = [before, now].map(|it| it.team.as_ref().map(|team| (team.id.to_string(), team.name.clone())));
        let team = move |id: &String| {
            let known = teams.iter().flatten().find(|(known, _)| known == id).map(|(_, name)| name.clone());
            known.unwrap_or_else(|| if id.is_empty() { or_none(id) } else { text::CHOSEN_BELOW.to_owned() })
        };
        let label = |choice: &Option<Choice>| or_none(choice.as_ref().map_or("", |choice| choice.label.as_str()));
        let day = |day: &Option<NaiveDate>| or_none(day.map(format::date).as_deref().unwrap_or_default());
        let then = |signal: RwSignal<String>| signal.get_untracked();
        vec![
            words(text::NAME, self.name, old.name, new.name),
            words(text::EMAIL, self.email, old.email, new.email),
            words(text::JOB_TITLE, self.job_title, old.job_title, new.job_title),
            merged(text::ROLE, self.role, &then(old.role), then(new.role), role),
            merged(text::TEAM, self.team, &then(old.team), then(new.team), team),
            merged(text::MANAGER, self.manager, &old.manager.get_untracked(), new.manager.get_untracked(), label),
            merged(
                text::START_DATE,
                self.start_date,
                &old.start_date.get_untracked(),
                new.start_date.get_untracked(),
                day,
            ),
            words(text::EXTERNAL_ID, self.external_id, old.external_id, new.external_id),
        ]
    }

    fn role(self) -> Role {
        self.role.with_untracked(|role| Role::parse(role)).unwrap_or(Role::Employee)
    }
}

/// The manager as something chosen.
pub fn manager_of(person: &Person) -> Option<Choice> {
    person.manager.as_ref().map(|manager| Choice::new(manager.id.to_string(), manager.name.clone()))
}

fn trimmed(text: RwSignal<String>) -> String {
    text.with_untracked(|text| text.trim().to_owned())
}

fn filled(text: RwSignal<String>) -> Option<String> {
    Some(trimmed(text)).filter(|text| !text.is_empty())
}

fn patch<T: PartialEq>(now: Option<T>, old: &Option<T>) -> Patch<T> {
    if now == *old { Patch::Keep } else { Patch::from(now) }
}

fn or_none(words: impl AsRef<str>) -> String {
    let words = words.as_ref();
    if words.is_empty() { format::NONE.to_owned() } else { words.to_owned() }
}
