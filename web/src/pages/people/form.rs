//! The fields of a person, for somebody new and for a change.

use leptos::prelude::*;
use shared::access::Role;

use super::{draft::Draft, picker::people_search};
use crate::{
    pages::organisations::team_choices,
    text::{people as text, shell},
    ui::{Choice, Combobox, DateInput, Field, RadioGroup, Select, TextInput},
};

/// The fields. `email_fixed` once the person has an account.
#[component]
pub fn PersonFields(draft: Draft, #[prop(optional)] email_fixed: bool) -> impl IntoView {
    let team_options = team_choices();
    let roles: Vec<_> = Role::ALL
        .iter()
        .map(|role| Choice::new(role.as_str(), shell::role(*role)).with_detail(explained(*role)))
        .collect();
    let email_hint = if email_fixed { text::EMAIL_FIXED } else { "" };
    view! {
        <div class="halves">
            <Field label=text::NAME name="name" required=true><TextInput value=draft.name /></Field>
            <Field label=text::EMAIL name="email" hint=email_hint required=true>
                <TextInput value=draft.email kind="email" disabled=email_fixed />
            </Field>
            <Field label=text::JOB_TITLE name="job_title"><TextInput value=draft.job_title /></Field>
            <Field label=text::TEAM name="team_id">
                <Select value=draft.team options=team_options any=text::NO_TEAM />
            </Field>
        </div>
        <Field label=text::MANAGER name="manager_id" hint=text::MANAGER_HINT>
            <Combobox value=draft.manager search=people_search() placeholder=text::NO_MANAGER />
        </Field>
        <RadioGroup legend=text::ROLE value=draft.role options=roles />
        <div class="halves">
            <Field label=text::START_DATE name="start_date"><DateInput value=draft.start_date /></Field>
            <Field label=text::EXTERNAL_ID name="external_id"><TextInput value=draft.external_id /></Field>
        </div>
    }
}

const fn explained(role: Role) -> &'static str {
    match role {
        Role::Employee => text::ROLE_EMPLOYEE,
        Role::Manager => text::ROLE_MANAGER,
        Role::Admin => text::ROLE_ADMIN,
    }
}
