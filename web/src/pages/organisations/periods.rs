//! Periods: list, add, change, delete.

use chrono::NaiveDate;
use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    organisations::{
        CreatePeriod, DeletePeriod, EditPeriod, ListPeriods, NewPeriod, Period, PeriodChanges, PeriodPath,
    },
    problem::{Code, Problem},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Conflict, merged},
    fetch::Fetch,
    text::{format, organisations as text, ui as words},
    ui::{
        Actions, Badge, Button, ButtonKind, Column, Confirm, DataTable, DateInput, Dialog, EmptyState, Field, Form,
        Glyph, Icon, Menu, MenuItem, Rows, TextInput, Toasts, Tone,
    },
};

/// The list with its dialogs.
#[component]
pub fn Periods() -> impl IntoView {
    let periods = Fetch::new(|| call::<ListPeriods>(Nothing {}, Nothing {}, ()));
    let editing = RwSignal::new(None::<Period>);
    let (form_open, delete_open) = (RwSignal::new(false), RwSignal::new(false));
    let edit = move |period: Option<Period>| {
        editing.set(period);
        form_open.set(true);
    };
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let delete = move || {
        let Some(period) = editing.get_untracked() else { return };
        delete_open.set(false);
        attempt.run(change::<DeletePeriod>(PeriodPath { id: period.id }, (), period.version), move |()| {
            toasts.good(text::PERIOD_DELETED);
            periods.reload();
        });
    };
    let actions = move |period: &Period| {
        let (to_edit, to_delete) = (period.clone(), StoredValue::new(period.clone()));
        let to_edit = StoredValue::new(to_edit);
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&period.name)>
                <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(to_edit.get_value()))>{text::EDIT}</MenuItem>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || {
                    editing.set(Some(to_delete.get_value()));
                    delete_open.set(true);
                }>{text::DELETE}</MenuItem>
            </Menu>
        }
    };
    let columns = move || {
        vec![
            Column::new("name", text::NAME, |period: &Period| {
                let today = format::today();
                let now = (period.starts_on..=period.ends_on).contains(&today);
                view! { <span class="row tight"><span class="strong">{period.name.clone()}</span>{now.then(|| view! { <Badge tone=Tone::Accent>{text::NOW}</Badge> })}</span> }
            }),
            Column::new("starts_on", text::STARTS, |period: &Period| format::date(period.starts_on)),
            Column::new("ends_on", text::ENDS, |period: &Period| format::date(period.ends_on)),
            Column::new("actions", text::ACTIONS, actions).end(),
        ]
    };
    let add = move || view! { <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_PERIOD}</Button> };
    let empty = move || view! { <EmptyState glyph=Glyph::Calendar title=text::NO_PERIODS detail=text::NO_PERIODS_DETAIL>{add()}</EmptyState> };
    view! {
        <AttemptNews attempt reload=move || periods.reload() />
        {periods.view(move |list| view! {
            <section class="card flush">
                <div class="card-head"><div><h2>{text::PERIODS}</h2><p class="small muted">{text::PERIODS_LEAD}</p></div>{add()}</div>
                <DataTable caption=text::PERIODS columns=columns() rows=Rows::Ready(list.items) empty />
            </section>
        })}
        <Dialog open=form_open title=move || if editing.read().is_some() { text::EDIT_PERIOD } else { text::ADD_PERIOD }.to_owned()>
            <PeriodForm period=editing.get() done=move || {
                form_open.set(false);
                periods.reload();
            } />
        </Dialog>
        <Confirm open=delete_open title=text::DELETE_PERIOD deed=text::DELETE danger=true on_confirm=delete>
            <p>{text::DELETE_PERIOD_DETAIL}</p>
        </Confirm>
    }
}

#[component]
fn PeriodForm(period: Option<Period>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(period.as_ref().map(|period| period.name.clone()).unwrap_or_default());
    let starts = RwSignal::new(period.as_ref().map(|period| period.starts_on));
    let ends = RwSignal::new(period.as_ref().map(|period| period.ends_on));
    let before = StoredValue::new(period);
    let attempt = Attempt::new();
    let conflict = Conflict::new();
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        let (Some(starts_on), Some(ends_on)) = (starts.get_untracked(), ends.get_untracked()) else {
            return attempt.fail(missing(&name, starts.get_untracked(), ends.get_untracked()));
        };
        match before.get_value() {
            None => attempt.send(
                NewPeriod { name, starts_on, ends_on },
                |body| call::<CreatePeriod>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some(Period { id, version, .. }) => attempt.send(
                PeriodChanges { name: Some(name), starts_on: Some(starts_on), ends_on: Some(ends_on) },
                move |body| change::<EditPeriod>(PeriodPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let reload = move || {
        let Some(old) = before.get_value() else { return };
        spawn_local(async move {
            let list = call::<ListPeriods>(Nothing {}, Nothing {}, ()).await;
            let found = list.and_then(|list| {
                list.items.into_iter().find(|one| one.id == old.id).ok_or_else(|| Problem::new(Code::NotFound))
            });
            match found {
                Ok(now) if before.try_set_value(Some(now.clone())).is_none() => {
                    let day = |day: &Option<NaiveDate>| day.map(format::date).unwrap_or_default();
                    conflict.tell([
                        merged(text::NAME, name, &old.name, now.name, String::clone),
                        merged(text::STARTS, starts, &Some(old.starts_on), Some(now.starts_on), day),
                        merged(text::ENDS, ends, &Some(old.ends_on), Some(now.ends_on), day),
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
            <Field label=text::NAME name="name" hint=text::PERIOD_NAME_HINT required=true><TextInput value=name /></Field>
            <div class="halves">
                <Field label=text::STARTS name="starts_on" required=true><DateInput value=starts /></Field>
                <Field label=text::ENDS name="ends_on" required=true><DateInput value=ends /></Field>
            </div>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

/// What is not there yet, as the problem the server would answer.
fn missing(name: &str, starts: Option<NaiveDate>, ends: Option<NaiveDate>) -> Problem {
    let fields = [("name", !name.is_empty()), ("starts_on", starts.is_some()), ("ends_on", ends.is_some())];
    let missing = fields.into_iter().filter(|(_, there)| !there);
    Problem::invalid(missing.map(|(field, _)| shared::problem::FieldError::new(field, "required")).collect())
}
