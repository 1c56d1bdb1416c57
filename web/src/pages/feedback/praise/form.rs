//! Praising somebody.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    feedback::{CompanyValue, GivePraise, ListCompanyValues, NewPraise},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft, DraftNews, Value},
    fetch::Fetch,
    mentions::{Among, MentionArea, Mentioning},
    pages::people::{PeoplePicker, kept_person},
    text::{feedback as text, ui as words},
    to,
    ui::{Actions, Button, ButtonKind, Checkbox, Choice, Crumb, Field, Form, LinkButton, PageHeader, Toasts, live},
};

/// The page.
#[component]
pub fn PraiseForm() -> impl IntoView {
    let people = RwSignal::new(Vec::<Choice>::new());
    let body = Mentioning::new();
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let wanted = use_query_map().with_untracked(|query| query.get("to")).unwrap_or_default();
    let first = kept_person(RwSignal::new(wanted.clone()));
    Effect::new(move |_| {
        if let Some(person) = first.get() {
            people.update(|people| {
                if people.iter().all(|other| other.value != person.value) {
                    people.push(person);
                }
            });
        }
    });
    let mut fields: Vec<(&'static str, Value)> =
        vec![(text::WHO, people.into()), (text::VALUES, Value::Ticked(chosen))];
    fields.extend(body.kept(text::WHAT_FOR));
    let draft = Draft::keep(format!("praise/{wanted}"), fields);
    let values = Fetch::new(|| call::<ListCompanyValues>(Nothing {}, Nothing {}, ()));
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let navigate = use_navigate();
    let submit = move || {
        let ids =
            people.with_untracked(|people| people.iter().filter_map(|person| person.value.parse().ok()).collect());
        // What came back may have been retired since it was ticked.
        let offered = untrack(|| values.get()).map(|all| all.items).unwrap_or_default();
        let value_ids = offered.iter().filter(|value| !value.retired && is_in(chosen, value)).map(|value| value.id);
        let new = NewPraise { person_ids: ids, body: body.referring(), value_ids: value_ids.collect() };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send(
            new,
            move |new| call_on::<GivePraise>(Nothing {}, Nothing {}, new, terms),
            move |_| {
                draft.sent();
                toasts.good(text::PRAISED);
                navigate(to::FEEDBACK, leptos_router::NavigateOptions::default());
            },
        );
    };
    view! {
        <div class="page narrow">
            <PageHeader title=text::GIVE_PRAISE lead=text::PRAISE_LEAD crumbs=vec![Crumb::new(text::FEEDBACK, to::FEEDBACK)] />
            <section class="card">
                <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    <Field label=text::WHO name="person_ids" hint=text::WHO_HINT required=true><PeoplePicker value=people /></Field>
                    <Field label=text::WHAT_FOR name="body" hint=text::WHAT_FOR_HINT required=true><MentionArea among=Among::Everybody mentioning=body rows=5 /></Field>
                    {live(move || values.get().map(|all| view! { <ValueChoice values=all.items chosen /> }))}
                    <DraftNews draft />
                    <Actions>
                        <LinkButton href=to::FEEDBACK>{words::CANCEL}</LinkButton>
                        <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::GIVE_PRAISE}</Button>
                    </Actions>
                </Form>
            </section>
        </div>
    }
}

fn is_in(chosen: RwSignal<Vec<Choice>>, value: &CompanyValue) -> bool {
    let id = value.id.to_string();
    chosen.with_untracked(|chosen| chosen.iter().any(|other| other.value == id))
}

/// The values that praise can name now.
#[component]
fn ValueChoice(values: Vec<CompanyValue>, chosen: RwSignal<Vec<Choice>>) -> impl IntoView {
    let current: Vec<_> = values.into_iter().filter(|value| !value.retired).collect();
    if current.is_empty() {
        return ().into_any();
    }
    let one = move |value: CompanyValue| {
        let checked = RwSignal::new(is_in(chosen, &value));
        let choice = StoredValue::new(Choice::new(value.id.to_string(), value.name.clone()));
        let is_it = move |other: &Choice| choice.with_value(|choice| other.value == choice.value);
        Effect::new(move |_| {
            let now = chosen.with(|chosen| chosen.iter().any(is_it));
            if checked.get_untracked() != now {
                checked.set(now);
            }
        });
        let change = move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|other| !is_it(other));
                if on {
                    chosen.push(choice.get_value());
                }
            });
        };
        view! { <Checkbox checked label=value.name hint=value.description on_change=move |on: bool| change(on) /> }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{text::VALUES}<span class="optional">{words::OPTIONAL}</span></legend>
            <div class="choices">{current.into_iter().map(one).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
