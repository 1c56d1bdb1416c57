//! Name, time zone, directory, cadence.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    organisations::{Directory, EditOrganisation, Organisation, OrganisationChanges, ReadOrganisation},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    session::Session,
    text::{organisations as text, ui::SAVE},
    ui::{Button, ButtonKind, Choice, Field, Form, RadioGroup, TextInput, Toasts},
};

/// The form, once the settings are here.
#[component]
pub fn General() -> impl IntoView {
    let settings = Fetch::new(|| call::<ReadOrganisation>(Nothing {}, Nothing {}, ()));
    settings.view(move |organisation| view! { <GeneralForm organisation settings /> })
}

#[component]
fn GeneralForm(organisation: Organisation, settings: Fetch<Organisation>) -> impl IntoView {
    let version = organisation.version;
    let name = RwSignal::new(organisation.name);
    let zone = RwSignal::new(organisation.time_zone);
    let days = RwSignal::new(organisation.check_in_days.to_string());
    let directory = RwSignal::new(organisation.directory.as_str().to_owned());
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let session = Session::here();
    let directories = vec![
        Choice::new(Directory::Organisation.as_str(), text::DIRECTORY_ALL).with_detail(text::DIRECTORY_ALL_DETAIL),
        Choice::new(Directory::Chain.as_str(), text::DIRECTORY_CHAIN).with_detail(text::DIRECTORY_CHAIN_DETAIL),
    ];
    let submit = move || {
        let body = OrganisationChanges {
            name: Some(name.get_untracked().trim().to_owned()),
            time_zone: Some(zone.get_untracked().trim().to_owned()),
            directory: Directory::parse(&directory.get_untracked()),
            // What isn't a number is out of range, and said so by the same rule as on the server.
            check_in_days: Some(days.get_untracked().trim().parse().unwrap_or(0)),
        };
        attempt.send(
            body,
            |body| change::<EditOrganisation>(Nothing {}, body, version),
            move |organisation| {
                settings.replace(organisation);
                toasts.good(text::SAVED);
                // The name stands in the navigation.
                spawn_local(session.load());
            },
        );
    };
    view! {
        <div class="card narrow">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || settings.reload() />
                <Field label=text::NAME name="name" required=true><TextInput value=name autocomplete="organization" /></Field>
                <Field label=text::TIME_ZONE name="time_zone" hint=text::TIME_ZONE_HINT required=true><TextInput value=zone /></Field>
                <Field label=text::CADENCE name="check_in_days" hint=text::CADENCE_HINT required=true>
                    <TextInput value=days inputmode="numeric" />
                </Field>
                <RadioGroup legend=text::DIRECTORY value=directory options=directories />
                <div class="row"><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></div>
            </Form>
        </div>
    }
}
