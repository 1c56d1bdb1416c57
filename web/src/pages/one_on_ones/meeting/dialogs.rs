//! The dialogs over a meeting's page.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use shared::{
    one_on_ones::{
        ActionItem, ActionItemChanges, ActionItemPath, AgendaItem, AgendaItemChanges, AgendaItemPath,
        CreateAgendaItems, DeleteActionItem, DeleteAgendaItem, EditActionItem, EditAgendaItem, EditMeeting,
        ListQuestionSets, Meeting, MeetingChanges, MeetingDetail, MeetingPath, NewAgendaItems, ReadMeeting,
    },
    operation::Nothing,
    problem::{Code, Problem},
    wire::{MeetingId, Patch},
};

use super::{actions::owners, desk::Desk};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{OnItsWay, call, change},
    conflict::{BothChanged, Edited, merged},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, one_on_ones as text, ui as words},
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Confirm, DateInput, Dialog, Field, Form, Glyph, Select, TextInput,
        Toasts,
    },
};

/// All of them; each is drawn when it opens.
#[component]
pub fn Dialogs(id: MeetingId, desk: Desk) -> impl IntoView {
    let item = move || desk.item.get_untracked().map(|item| view! { <ItemForm id item desk /> });
    let action = move || desk.action.get_untracked().map(|item| view! { <ActionForm id item desk /> });
    let remove_item = move || {
        desk.remove_item.set(false);
        let Some(AgendaItem { id, .. }) = desk.item.get_untracked() else { return };
        let gone = call::<DeleteAgendaItem>(AgendaItemPath { id }, Nothing {}, ());
        desk.attempt.run(gone, move |()| desk.meeting.reload());
    };
    let remove_action = move || {
        desk.remove_action.set(false);
        let Some(ActionItem { id, .. }) = desk.action.get_untracked() else { return };
        let gone = call::<DeleteActionItem>(ActionItemPath { id }, Nothing {}, ());
        desk.attempt.run(gone, move |()| desk.meeting.reload());
    };
    let agenda_body = move || desk.item.get().map(|item| item.body);
    let action_body = move || desk.action.get().map(|item| item.body);
    view! {
        <Dialog open=desk.edit_item title=text::EDIT_ITEM>{item()}</Dialog>
        <Dialog open=desk.edit_action title=text::EDIT_ACTION>{action()}</Dialog>
        <Dialog open=desk.questions title=text::FROM_QUESTIONS wide=true><Questions id desk /></Dialog>
        <Dialog open=desk.moving title=text::MOVE_TITLE><MoveForm id desk /></Dialog>
        <Confirm open=desk.remove_item title=text::REMOVE_ITEM_ASK deed=text::REMOVE danger=true on_confirm=remove_item>
            <p class="strong">{agenda_body}</p>
            <p>{text::REMOVE_ITEM_DETAIL}</p>
        </Confirm>
        <Confirm open=desk.remove_action title=text::REMOVE_ACTION_ASK deed=text::REMOVE danger=true on_confirm=remove_action>
            <p class="strong">{action_body}</p>
            <p>{text::REMOVE_ACTION_DETAIL}</p>
        </Confirm>
    }
}

/// Reads the meeting again, after a lost race.
fn read(id: MeetingId) -> OnItsWay<ReadMeeting> {
    call::<ReadMeeting>(MeetingPath { id }, Nothing {}, ())
}

#[component]
fn ItemForm(id: MeetingId, item: AgendaItem, desk: Desk) -> impl IntoView {
    let (body, attempt) = (RwSignal::new(item.body.clone()), Attempt::new());
    let draft = Draft::keep_over(format!("agenda-item/{}", item.id), item.version, vec![(text::ITEM, body.into())]);
    let (which, edited) = (item.id, Edited::new(Some(item), attempt));
    let submit = move || {
        let version = edited.before().map_or(0, |item| item.version);
        let changes =
            AgendaItemChanges { body: Some(body.get_untracked().trim().to_owned()), ..AgendaItemChanges::default() };
        attempt.send(
            changes,
            move |changes| change::<EditAgendaItem>(AgendaItemPath { id: which }, changes, version),
            move |_| {
                draft.sent();
                desk.edit_item.set(false);
                desk.meeting.reload();
            },
        );
    };
    let reload = move || {
        let find = move |now: &MeetingDetail| {
            let agenda = now.content.iter().flat_map(|content| &content.agenda);
            agenda.into_iter().find(|item| item.id == which).cloned()
        };
        let merge = move |old: &AgendaItem, new: &AgendaItem| {
            vec![merged(text::ITEM, body, &old.body, new.body.clone(), String::clone)]
        };
        edited.reload(read(id), find, merge, move |now| desk.meeting.replace(now));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::ITEM name="body" required=true><TextInput value=body /></Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}

#[component]
fn ActionForm(id: MeetingId, item: ActionItem, desk: Desk) -> impl IntoView {
    let (body, owner) = (RwSignal::new(item.body.clone()), RwSignal::new(item.owner.id.to_string()));
    let (due, attempt) = (RwSignal::new(item.due_on), Attempt::new());
    let draft = Draft::keep_over(
        format!("action-item/{}", item.id),
        item.version,
        vec![(text::ADD_ACTION, body.into()), (text::OWNER, owner.into()), (text::DUE, due.into())],
    );
    let (which, edited) = (item.id, Edited::new(Some(item), attempt));
    let submit = move || {
        let version = edited.before().map_or(0, |item| item.version);
        let changes = ActionItemChanges {
            body: Some(body.get_untracked().trim().to_owned()),
            owner_id: owner.get_untracked().parse().ok(),
            due_on: Patch::from(due.get_untracked()),
            done: None,
        };
        attempt.send(
            changes,
            move |changes| change::<EditActionItem>(ActionItemPath { id: which }, changes, version),
            move |_| {
                draft.sent();
                desk.edit_action.set(false);
                desk.meeting.reload();
            },
        );
    };
    let reload = move || {
        let find = move |now: &MeetingDetail| {
            let items = now.content.iter().flat_map(|content| &content.action_items);
            items.into_iter().find(|item| item.id == which).cloned()
        };
        let merge = move |old: &ActionItem, new: &ActionItem| {
            let two = owners(desk);
            let who = move |id: &String| {
                two.iter().find(|one| one.value == *id).map(|one| one.label.clone()).unwrap_or_default()
            };
            let day = |day: &Option<NaiveDate>| day.map_or_else(|| format::NONE.to_owned(), format::date);
            vec![
                merged(text::ADD_ACTION, body, &old.body, new.body.clone(), String::clone),
                merged(text::OWNER, owner, &old.owner.id.to_string(), new.owner.id.to_string(), who),
                merged(text::DUE, due, &old.due_on, new.due_on, day),
            ]
        };
        edited.reload(read(id), find, merge, move |now| desk.meeting.replace(now));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::ADD_ACTION name="body" required=true><TextInput value=body /></Field>
            <div class="halves">
                <Field label=text::OWNER name="owner_id" required=true><Select value=owner options=owners(desk) /></Field>
                <Field label=text::DUE name="due_on"><DateInput value=due /></Field>
            </div>
            <DraftNews draft />
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
    let now = move || untrack(|| desk.meeting.get()).map(|now| now.meeting);
    let (day, time) = typed(now().as_ref());
    let (day, time) = (RwSignal::new(Some(day)), RwSignal::new(time));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(now(), attempt);
    let submit = move || {
        let moment = NaiveTime::parse_from_str(&time.get_untracked(), "%H:%M").ok();
        let moment = day.get_untracked().zip(moment).and_then(|(day, time)| format::instant(day, time));
        let Some(moment) = moment else {
            return attempt.fail(Problem::field("starts_at", "required"));
        };
        // Notes that were saved meanwhile make another version of it; only another time is somebody else's change.
        let latest = now();
        let version = latest.as_ref().map_or(0, |meeting| meeting.version);
        let at = |meeting: Option<Meeting>| meeting.map(|meeting| meeting.starts_at);
        if at(latest) != at(edited.before()) {
            return attempt.fail(Problem::new(Code::VersionMismatch));
        }
        attempt.send(
            MeetingChanges { starts_at: Some(moment), ..MeetingChanges::default() },
            move |changes| change::<EditMeeting>(MeetingPath { id }, changes, version),
            move |now| {
                desk.moving.set(false);
                toasts.good(text::IS_MOVED);
                desk.meeting.replace(now);
            },
        );
    };
    let reload = move || {
        let merge = move |old: &Meeting, new: &Meeting| {
            let [old, new] = [old, new].map(|meeting| typed(Some(meeting)));
            let shown = |day: &Option<NaiveDate>| day.map_or_else(|| format::NONE.to_owned(), format::date);
            let clock =
                |time: &String| NaiveTime::parse_from_str(time, "%H:%M").map_or_else(|_| time.clone(), format::clock);
            vec![
                merged(text::DAY, day, &Some(old.0), Some(new.0), shown),
                merged(text::TIME, time, &old.1, new.1, clock),
            ]
        };
        edited.reload(read(id), |now| Some(now.meeting.clone()), merge, move |now| desk.meeting.replace(now));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <div class="halves">
                <Field label=text::DAY name="starts_at" required=true><DateInput value=day /></Field>
                <Field label=text::TIME required=true><TextInput value=time kind="time" /></Field>
            </div>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::MOVE}</Button></Actions>
        </Form>
    }
}

/// Day and time of a meeting as the fields hold them, where the reader is.
fn typed(meeting: Option<&Meeting>) -> (NaiveDate, String) {
    let (day, time) = format::local(meeting.map_or_else(format::now, |meeting| meeting.starts_at));
    (day, time.format("%H:%M").to_string())
}
