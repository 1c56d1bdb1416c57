//! The dialog that asks for a new owner, period or parent of all that is ticked.

use leptos::prelude::*;
use shared::{
    goals::BulkChange,
    operation::Nothing,
    organisations::ListPeriods,
    problem::Problem,
    wire::{ObjectiveId, Patch},
};

use super::{super::form::objective_search, Aspect, Bulk, work::nothing};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    pages::people::{chosen_id, people_search},
    text::{goals as text, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Combobox, Field, Form, Select},
};

/// One field and a button.
#[component]
pub fn ChangeForm(bulk: Bulk) -> impl IntoView {
    let aspect = bulk.aspect.get_untracked();
    let (owner, period, parent) =
        (RwSignal::new(None::<Choice>), RwSignal::new(String::new()), RwSignal::new(None::<Choice>));
    let attempt = Attempt::new();
    let asked = move || {
        let required = |field: &str| Problem::field(field, "required");
        Ok(match aspect {
            Aspect::Owner => {
                BulkChange { owner_id: Some(chosen_id(owner).ok_or_else(|| required("owner_id"))?), ..nothing() }
            }
            Aspect::Period => {
                let chosen = period.get_untracked().parse().map_err(|_| required("period_id"))?;
                BulkChange { period_id: Some(chosen), ..nothing() }
            }
            Aspect::Parent => BulkChange { parent_id: Patch::from(chosen_id::<ObjectiveId>(parent)), ..nothing() },
        })
    };
    let submit = move || match asked() {
        Ok(change) => bulk.change(attempt, change, move || bulk.open.set(false)),
        Err(problem) => attempt.fail(problem),
    };
    // Made inside the form, whose errors its field shows.
    let field = move || {
        match aspect {
        Aspect::Owner => view! {
            <Field label=text::OWNER name="owner_id" required=true><Combobox value=owner search=people_search() /></Field>
        }
        .into_any(),
        Aspect::Period => view! { <PeriodField value=period /> }.into_any(),
        Aspect::Parent => view! {
            <Field label=text::PARENT name="parent_id" hint=text::PARENT_MANY_HINT>
                <Combobox value=parent search=objective_search() placeholder=text::NO_PARENT />
            </Field>
        }
        .into_any(),
    }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || bulk.reload() />
            <p class="muted">{bulk.ticked.with_untracked(|all| text::change_many(all.len()))}</p>
            {field}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

#[component]
fn PeriodField(value: RwSignal<String>) -> impl IntoView {
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let all = periods.get().map(|list| list.items).unwrap_or_default();
        all.into_iter().map(|period| Choice::new(period.id.to_string(), period.name)).collect()
    });
    view! {
        <Field label=text::PERIOD name="period_id" required=true><Select value options any=text::CHOOSE /></Field>
    }
}
