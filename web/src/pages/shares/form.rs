//! A new share of a thing.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;
use shared::{
    access::{Role, ShareLevel},
    problem::{Code, Problem},
    shares::{AudienceQuery, GranteeKind, KPI_LEVELS, NewShare},
    wire::Patch,
};

use super::Thing;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms},
    pages::{
        organisations::team_choices,
        people::{chosen_id, people_search},
    },
    session::Session,
    text::shares as text,
    ui::{
        Button, ButtonKind, Checkbox, Choice, Combobox, DateInput, Field, Form, Glyph, RadioGroup, Select, TextInput,
        Toasts,
    },
};

/// With whom, how much, why, until when. What is chosen shows in `trial` before it is saved.
#[component]
pub fn ShareForm(thing: Thing, trial: RwSignal<AudienceQuery>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let kind = RwSignal::new(GranteeKind::Person.to_string());
    let (person, team) = (RwSignal::new(None::<Choice>), RwSignal::new(String::new()));
    let (level, reason) = (RwSignal::new(ShareLevel::View.to_string()), RwSignal::new(String::new()));
    let until = RwSignal::new(None::<NaiveDate>);
    let which = Memo::new(move |_| GranteeKind::parse(&kind.read()).unwrap_or(GranteeKind::Person));
    Effect::new(move |_| {
        let person_id = person.read().as_ref().and_then(|choice| choice.value.parse().ok());
        let team_id = team.read().parse().ok();
        let which = which.get();
        trial.set(AudienceQuery {
            with_person: person_id.filter(|_| which == GranteeKind::Person),
            with_team: team_id.filter(|_| which == GranteeKind::Team),
            with_everybody: (which == GranteeKind::Organisation).then_some(true),
            ..AudienceQuery::default()
        });
    });
    let endless = RwSignal::new(false);
    let admin = untrack(|| Session::here().role()) == Some(Role::Admin);
    let key = StoredValue::new(Key::default());
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let submit = move || {
        let which = which.get_untracked();
        let body = NewShare {
            grantee: which,
            person_id: chosen_id(person).filter(|_| which == GranteeKind::Person),
            team_id: team.get_untracked().parse().ok().filter(|_| which == GranteeKind::Team),
            level: ShareLevel::parse(&level.get_untracked()).unwrap_or(ShareLevel::View),
            reason: reason.get_untracked().trim().to_owned(),
            ends_at: if endless.get_untracked() { Patch::Clear } else { end_of(until.get_untracked()) },
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            body,
            move |body| {
                let sent = thing.share(body, terms);
                async move {
                    match sent {
                        Some(sent) => sent.await,
                        None => Err(Problem::new(Code::NotFound)),
                    }
                }
            },
            move |_| {
                key.set_value(Key::default());
                person.set(None);
                team.set(String::new());
                reason.set(String::new());
                kind.set(GranteeKind::Person.to_string());
                level.set(ShareLevel::View.to_string());
                until.set(None);
                endless.set(false);
                toasts.good(text::GRANTED);
                done.run(());
            },
        );
    };
    let kinds = vec![
        Choice::new(GranteeKind::Person.as_str(), text::ONE_PERSON),
        Choice::new(GranteeKind::Team.as_str(), text::ONE_TEAM),
        Choice::new(GranteeKind::Organisation.as_str(), text::EVERYBODY),
    ];
    let levels = levels(thing);
    let grantee = move || {
        match which.get() {
        GranteeKind::Person => view! {
            <Field label=text::PERSON name="person_id" required=true><Combobox value=person search=people_search() /></Field>
        }
        .into_any(),
        GranteeKind::Team => view! { <TeamField team /> }.into_any(),
        GranteeKind::Organisation => ().into_any(),
    }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <RadioGroup legend=text::KIND value=kind options=kinds inline=true />
            {grantee}
            <RadioGroup legend=text::LEVEL value=level options=levels inline=true />
            <Field label=text::REASON name="reason" hint=text::REASON_HINT required=true><TextInput value=reason /></Field>
            <Show when=move || !endless.get()>
                <Field label=text::UNTIL name="ends_at" hint=text::UNTIL_HINT><DateInput value=until /></Field>
            </Show>
            {admin.then(|| view! { <Checkbox checked=endless label=text::ENDLESS hint=text::ENDLESS_HINT /> })}
            <div class="row"><Button submit=true kind=ButtonKind::Primary icon=Glyph::Share2 busy=attempt.busy>{text::SHARE}</Button></div>
        </Form>
    }
}

/// At which levels it can be shared.
fn levels(thing: Thing) -> Vec<Choice> {
    match thing {
        Thing::Objective(_) => {
            ShareLevel::ALL.iter().map(|level| Choice::new(level.as_str(), text::level(*level))).collect()
        }
        Thing::Kpi(_) => KPI_LEVELS.iter().map(|level| Choice::new(level.as_str(), text::kpi_level(*level))).collect(),
    }
}

/// The last day counts whole; without one it is the usual span.
fn end_of(day: Option<NaiveDate>) -> Patch<DateTime<Utc>> {
    let next = day.and_then(|day| day.succ_opt());
    next.map_or(Patch::Keep, |day| Patch::Set(day.and_time(NaiveTime::MIN).and_utc()))
}

#[component]
fn TeamField(team: RwSignal<String>) -> impl IntoView {
    let options = team_choices();
    view! { <Field label=text::TEAM name="team_id" required=true><Select value=team options any=text::CHOOSE /></Field> }
}
