//! The company values: add, reword, retire, bring back.

use leptos::prelude::*;
use shared::{
    feedback::{
        CompanyValue, CompanyValueChanges, CompanyValuePath, CompanyValues, CreateCompanyValue, EditCompanyValue,
        ListCompanyValues, NewCompanyValue,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{feedback as text, ui as words},
    ui::{
        Actions, Badge, Button, ButtonKind, Column, DataTable, Dialog, EmptyState, Field, Form, Glyph, Icon, Menu,
        MenuItem, Rows, TextArea, TextInput,
    },
};

/// The list with its dialog.
#[component]
pub fn Values() -> impl IntoView {
    let values = Fetch::new(|| call::<ListCompanyValues>(Nothing {}, Nothing {}, ()));
    let editing = RwSignal::new(None::<CompanyValue>);
    let open = RwSignal::new(false);
    let attempt = Attempt::new();
    let edit = move |value: Option<CompanyValue>| {
        editing.set(value);
        open.set(true);
    };
    let retire = move |value: &CompanyValue| {
        let body = CompanyValueChanges { retired: Some(!value.retired), ..CompanyValueChanges::default() };
        let path = CompanyValuePath { id: value.id };
        attempt.run(change::<EditCompanyValue>(path, body, value.version), move |_| values.reload());
    };
    let actions = move |value: &CompanyValue| {
        let kept = StoredValue::new(value.clone());
        let deed = if value.retired { text::REVIVE } else { text::RETIRE };
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&value.name)>
                <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(kept.get_value()))>{text::EDIT}</MenuItem>
                <MenuItem icon=Glyph::Archive on_pick=move || kept.with_value(retire)>{deed}</MenuItem>
            </Menu>
        }
    };
    let columns = move || {
        vec![
            Column::new("name", text::NAME, |value: &CompanyValue| {
                let retired = value.retired.then(|| view! { <Badge>{text::RETIRED}</Badge> });
                view! { <span class="row tight"><span class="strong">{value.name.clone()}</span>{retired}</span> }
            }),
            Column::new("description", text::DESCRIPTION, |value: &CompanyValue| value.description.clone()),
            Column::new("actions", text::ACTIONS, actions).end(),
        ]
    };
    let add = move || view! { <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_VALUE}</Button> };
    let empty = move || view! { <EmptyState glyph=Glyph::Sparkles title=text::NO_VALUES detail=text::NO_VALUES_DETAIL>{add()}</EmptyState> };
    view! {
        <AttemptNews attempt reload=move || values.reload() />
        {values.view(move |list| view! {
            <section class="card flush">
                <div class="card-head"><div><h2>{text::COMPANY_VALUES}</h2><p class="small muted">{text::COMPANY_VALUES_LEAD}</p></div>{add()}</div>
                <DataTable caption=text::COMPANY_VALUES columns=columns() rows=Rows::Ready(list.items) empty />
            </section>
        })}
        <Dialog open title=move || if editing.read().is_some() { text::EDIT_VALUE } else { text::ADD_VALUE }.to_owned()>
            <ValueForm
                value=editing.get()
                seen=move |now| values.replace(now)
                done=move || {
                    open.set(false);
                    values.reload();
                }
            />
        </Dialog>
    }
}

/// `seen` gets what was read after a lost race.
#[component]
fn ValueForm(
    value: Option<CompanyValue>,
    #[prop(into)] seen: Callback<(CompanyValues,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(value.as_ref().map(|value| value.name.clone()).unwrap_or_default());
    let description = RwSignal::new(value.as_ref().map(|value| value.description.clone()).unwrap_or_default());
    let attempt = Attempt::new();
    let edited = Edited::new(value, attempt);
    let submit = move || {
        let (name, description) = (name.get_untracked(), description.get_untracked());
        match edited.before() {
            None => attempt.send(
                NewCompanyValue { name, description },
                |body| call::<CreateCompanyValue>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some(CompanyValue { id, version, .. }) => attempt.send(
                CompanyValueChanges { name: Some(name), description: Some(description), retired: None },
                move |body| change::<EditCompanyValue>(CompanyValuePath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let reload = move || {
        let id = edited.before().map(|value| value.id);
        edited.reload(
            call::<ListCompanyValues>(Nothing {}, Nothing {}, ()),
            move |all| all.items.iter().find(|value| Some(value.id) == id).cloned(),
            move |old, new| {
                vec![
                    merged(text::NAME, name, &old.name, new.name.clone(), String::clone),
                    merged(text::DESCRIPTION, description, &old.description, new.description.clone(), String::clone),
                ]
            },
            move |all| seen.run((all,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::DESCRIPTION name="description"><TextArea value=description rows=3 /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
