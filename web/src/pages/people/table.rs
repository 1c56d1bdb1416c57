//! The columns of the list.

use leptos::prelude::*;
use shared::{access::Role, people::Person, wire::PersonId};

use super::{
    deeds::{Deeds, PersonMenu},
    href, status_badge,
};
use crate::{
    text::{format, people as text, second_factor as steps, shell},
    ui::{Column, Glyph, Icon, IconSize, Who, live},
};

/// What the list shows to somebody in `role`: details only where there can be any. `holders` have a second step at log-in,
/// as far as the reader may know.
pub fn columns(role: Option<Role>, deeds: Deeds, holders: RwSignal<Vec<PersonId>>) -> Vec<Column<Person>> {
    let mut columns = vec![
        Column::new("name", text::NAME, |person: &Person| {
            let detail = person.details.as_ref().map(|details| details.email.clone()).unwrap_or_default();
            view! { <Who name=person.name.clone() detail href=href(person.id) /> }
        })
        .sortable(),
        Column::new("job_title", text::JOB_TITLE, |person: &Person| person.job_title.clone()).sortable(),
        Column::new("team", text::TEAM, |person: &Person| person.team.as_ref().map(|team| team.name.clone())),
        Column::new("manager", text::MANAGER, |person: &Person| {
            person
                .manager
                .clone()
                .map(|manager| view! { <a class="plain-link" href=href(manager.id)>{manager.name}</a> })
        }),
    ];
    if role >= Some(Role::Manager) {
        columns.extend([
            Column::new("role", text::ROLE, |person: &Person| {
                person.details.as_ref().map(|details| shell::role(details.role))
            }),
            Column::new("status", text::STATUS, move |person: &Person| {
                let id = person.id;
                let shield = live(move || holders.with(|all| all.contains(&id)).then(shield));
                let badge = person.details.as_ref().map(|details| status_badge(details.status));
                view! { <span class="row tight">{badge}{shield}</span> }
            }),
            Column::new("start_date", text::START_DATE, |person: &Person| {
                person.details.as_ref().and_then(|details| details.start_date).map(format::date)
            })
            .sortable(),
        ]);
    }
    if role == Some(Role::Admin) {
        columns.push(
            Column::new("actions", text::ACTIONS, move |person: &Person| {
                view! { <PersonMenu person=person.clone() deeds /> }
            })
            .end(),
        );
    }
    columns
}

/// Beside the status of who has a second step.
fn shield() -> impl IntoView {
    view! {
        <span title=steps::THEIRS_ON>
            <Icon glyph=Glyph::ShieldCheck size=IconSize::Small /><span class="visually-hidden">{steps::THEIRS_ON}</span>
        </span>
    }
}
