//! Name, time zone, directory, cadence.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    organisations::{Directory, EditOrganisation, Organisation, OrganisationChanges, ReadOrganisation, WeekStart},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{Both, BothChanged, Conflict, merged},
    fetch::Fetch,
    session::Session,
    text::{format, organisations as text, ui::SAVE},
    typed::unread_days,
    ui::{Button, ButtonKind, Choice, Combobox, Field, Form, RadioGroup, Search, Select, TextInput, Toasts},
};

/// The form, once the settings are here.
#[component]
pub fn General() -> impl IntoView {
    let settings = Fetch::new(|| call::<ReadOrganisation>(Nothing {}, Nothing {}, ()));
    settings.view(move |organisation| view! { <GeneralForm organisation settings /> })
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    zone: RwSignal<Option<Choice>>,
    week: RwSignal<String>,
    days: RwSignal<String>,
    directory: RwSignal<String>,
}

impl Draft {
    fn of(organisation: &Organisation) -> Self {
        Self {
            name: RwSignal::new(organisation.name.clone()),
            zone: RwSignal::new(Some(zone(organisation.time_zone.clone()))),
            week: RwSignal::new(organisation.week_starts_on.to_string()),
            days: RwSignal::new(organisation.check_in_days.to_string()),
            directory: RwSignal::new(organisation.directory.as_str().to_owned()),
        }
    }

    fn changes(self) -> OrganisationChanges {
        let zone = self.zone.get_untracked();
        OrganisationChanges {
            name: Some(self.name.get_untracked().trim().to_owned()),
            time_zone: Some(zone.map(|zone| zone.value).unwrap_or_default()),
            week_starts_on: WeekStart::parse(&self.week.read_untracked()),
            directory: Directory::parse(&self.directory.read_untracked()),
            // Nothing at all is out of range, and said so by the same rule as on the server.
            check_in_days: Some(self.days.read_untracked().trim().parse().unwrap_or(0)),
            ..OrganisationChanges::default()
        }
    }

    /// After a lost race.
    fn merge(self, before: &Organisation, now: &Organisation) -> Vec<Option<Both>> {
        let (old, new) = (Self::of(before), Self::of(now));
        let label = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.label.clone()).unwrap_or_default();
        let directory = |code: &String| {
            match Directory::parse(code) {
                Some(Directory::Chain) => text::DIRECTORY_CHAIN,
                _ => text::DIRECTORY_ALL,
            }
            .to_owned()
        };
        let week = |code: &String| WeekStart::parse(code).map(text::week_start).unwrap_or_default().to_owned();
        let then = |signal: RwSignal<String>| signal.get_untracked();
        vec![
            merged(text::NAME, self.name, &then(old.name), then(new.name), String::clone),
            merged(text::TIME_ZONE, self.zone, &old.zone.get_untracked(), new.zone.get_untracked(), label),
            merged(text::WEEK, self.week, &then(old.week), then(new.week), week),
            merged(text::CADENCE, self.days, &then(old.days), then(new.days), String::clone),
            merged(text::DIRECTORY, self.directory, &then(old.directory), then(new.directory), directory),
        ]
    }
}

#[component]
fn GeneralForm(organisation: Organisation, settings: Fetch<Organisation>) -> impl IntoView {
    let draft = Draft::of(&organisation);
    let before = StoredValue::new(organisation);
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    let toasts = Toasts::here();
    let session = Session::here();
    let directories = vec![
        Choice::new(Directory::Organisation.as_str(), text::DIRECTORY_ALL).with_detail(text::DIRECTORY_ALL_DETAIL),
        Choice::new(Directory::Chain.as_str(), text::DIRECTORY_CHAIN).with_detail(text::DIRECTORY_CHAIN_DETAIL),
    ];
    let submit = move || {
        let version = before.with_value(|before| before.version);
        attempt.send_unless(
            draft.days.with_untracked(|days| unread_days("check_in_days", days)).into_iter().collect(),
            draft.changes(),
            move |body| change::<EditOrganisation>(Nothing {}, body, version),
            move |organisation| {
                settings.replace(organisation);
                toasts.good(text::SAVED);
                // The name stands in the navigation.
                spawn_local(session.load());
            },
        );
    };
    let reload = move || {
        spawn_local(async move {
            match call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).await {
                Ok(now) => {
                    if let Some(merged) = before.try_with_value(|before| draft.merge(before, &now)) {
                        conflict.tell(merged);
                        before.set_value(now);
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    let weeks: Vec<_> = WeekStart::ALL.iter().map(|day| Choice::new(day.as_str(), text::week_start(*day))).collect();
    let zones = Signal::stored(format::time_zones().into_iter().map(zone).collect::<Vec<_>>());
    view! {
        <div class="card narrow">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict />
                <Field label=text::NAME name="name" required=true><TextInput value=draft.name autocomplete="organization" /></Field>
                <Field label=text::TIME_ZONE name="time_zone" hint=text::TIME_ZONE_HINT required=true>
                    <Combobox value=draft.zone search=Search::among(zones) />
                </Field>
                <Field label=text::WEEK name="week_starts_on" hint=text::WEEK_HINT required=true><Select value=draft.week options=weeks /></Field>
                <Field label=text::CADENCE name="check_in_days" hint=text::CADENCE_HINT required=true>
                    <TextInput value=draft.days inputmode="numeric" />
                </Field>
                <RadioGroup legend=text::DIRECTORY value=draft.directory options=directories />
                <div class="row"><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></div>
            </Form>
        </div>
    }
}

/// A zone as one would write it: `America/New York`.
fn zone(name: String) -> Choice {
    let label = name.replace('_', " ");
    Choice::new(name, label)
}
