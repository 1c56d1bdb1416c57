//! The dialogs over a meeting's page.

use chrono::{NaiveTime, Utc};
use leptos::prelude::*;
use shared::{
    one_on_ones::{
        ActionItem, ActionItemChanges, ActionItemPath, AgendaItem, AgendaItemChanges, AgendaItemPath,
        CreateAgendaItems, EditActionItem, EditAgendaItem, EditMeeting, ListQuestionSets, MeetingChanges, MeetingPath,
        NewAgendaItems,
    },
    operation::Nothing,
    problem::Problem,
    wire::{MeetingId, Patch},
};

use super::{actions::owners, desk::Desk};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{format, one_on_ones as text, ui as words},
    ui::{Actions, Button, ButtonKind, ButtonSize, DateInput, Dialog, Field, Form, Glyph, Select, TextInput, Toasts},
};

/// All of them; each is drawn when it opens.
#[component]
pub fn Dialogs(id: MeetingId, desk: Desk) -> impl IntoView {
    let item = move || desk.item.get_untracked().map(|item| view! { <ItemForm item desk /> });
    let action = move || desk.action.get_untracked().map(|item| view! { <ActionForm item desk /> });
    view! {
        <Dialog open=desk.edit_item title=text::EDIT_ITEM>{item()}</Dialog>
        <Dialog open=desk.edit_action title=text::EDIT_ACTION>{action()}</Dialog>
        <Dialog open=desk.questions title=text::FROM_QUESTIONS wide=true><Questions id desk /></Dialog>
        <Dialog open=desk.moving title=text::MOVE_TITLE><MoveForm id desk /></Dialog>
    }
}

#[component]
fn ItemForm(item: AgendaItem, desk: Desk) -> impl IntoView {
    let (body, attempt) = (RwSignal::new(item.body), Attempt::new());
    let (id, version) = (item.id, item.version);
    let submit = move || {
        let changes =
            AgendaItemChanges { body: Some(body.get_untracked().trim().to_owned()), ..AgendaItemChanges::default() };
        attempt.send(
            changes,
            move |changes| change::<EditAgendaItem>(AgendaItemPath { id }, changes, version),
            move |_| {
                desk.edit_item.set(false);
                desk.meeting.reload();
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::ITEM name="body" required=true><TextInput value=body /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

#[component]
fn ActionForm(item: ActionItem, desk: Desk) -> impl IntoView {
    let (body, owner) = (RwSignal::new(item.body), RwSignal::new(item.owner.id.to_string()));
    let (due, attempt) = (RwSignal::new(item.due_on), Attempt::new());
    let (id, version) = (item.id, item.version);
    let submit = move || {
        let changes = ActionItemChanges {
            body: Some(body.get_untracked().trim().to_owned()),
            owner_id: owner.get_untracked().parse().ok(),
            due_on: Patch::from(due.get_untracked()),
            done: None,
        };
        attempt.send(
            changes,
            move |changes| change::<EditActionItem>(ActionItemPath { id }, changes, version),
            move |_| {
                desk.edit_action.set(false);
                desk.meeting.reload();
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::ADD_ACTION name="body" required=true><TextInput value=body /></Field>
            <div class="halves">
                <Field label=text::OWNER name="owner_id" required=true><Select value=owner options=owners(desk) /></Field>
                <Field label=text::DUE name="due_on"><DateInput value=due /></Field>
            </div>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

#[component]
fn Questions(id: MeetingId, desk: Desk) -> impl IntoView {
    let sets = Fetch::new(|| call::<ListQuestionSets>(Nothing {}, Nothing {}, ()));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let put = move |items: Vec<String>| {
        attempt.send(
            NewAgendaItems { items },
            move |body| call::<CreateAgendaItems>(MeetingPath { id }, Nothing {}, body),
            move |_| {
                desk.questions.set(false);
                toasts.good(text::SAVED);
                desk.meeting.reload();
            },
        );
    };
    let one = move |name: String, purpose: String, questions: Vec<String>| {
        let lines = questions.clone();
        let of = name.clone();
        view! {
            <li class="stack one-set">
                <div class="spread">
                    <div class="grow"><p class="strong">{name}</p><p class="small muted">{purpose}</p></div>
                    <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || put(questions.clone())>
                        {text::ADD_THESE}<span class="visually-hidden">{of}</span>
                    </Button>
                </div>
                <ul class="small">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </li>
        }
    };
    view! {
        <AttemptNews attempt />
        {sets.view(move |all| {
            let own = all.own.into_iter().map(|set| one(set.name, String::new(), set.questions)).collect_view();
            let library = all.library.into_iter().map(|set| one(set.name, set.purpose, set.questions)).collect_view();
            view! { <ul class="rows">{own}{library}</ul> }
        })}
    }
}

#[component]
fn MoveForm(id: MeetingId, desk: Desk) -> impl IntoView {
    let meeting = untrack(|| desk.meeting.get()).map(|now| now.meeting);
    let (at, version) = meeting.map_or((Utc::now(), 0), |meeting| (meeting.starts_at, meeting.version));
    let (day, time) = format::local(at);
    let day = RwSignal::new(Some(day));
    let (time, attempt) = (RwSignal::new(time.format("%H:%M").to_string()), Attempt::new());
    let toasts = Toasts::here();
    let submit = move || {
        let time = NaiveTime::parse_from_str(&time.get_untracked(), "%H:%M").ok();
        let Some(moment) = day.get_untracked().zip(time).and_then(|(day, time)| format::instant(day, time)) else {
            return attempt.fail(Problem::field("starts_at", "required"));
        };
        attempt.send(
            MeetingChanges { notes: None, starts_at: Some(moment) },
            move |changes| change::<EditMeeting>(MeetingPath { id }, changes, version),
            move |now| {
                desk.moving.set(false);
                toasts.good(text::IS_MOVED);
                desk.meeting.replace(now);
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || desk.meeting.reload() />
            <div class="halves">
                <Field label=text::DAY name="starts_at" required=true><DateInput value=day /></Field>
                <Field label=text::TIME required=true><TextInput value=time kind="time" /></Field>
            </div>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::MOVE}</Button></Actions>
        </Form>
    }
}
