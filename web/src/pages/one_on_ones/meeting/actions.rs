//! What the two agreed to do.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    one_on_ones::{
        ActionItem, ActionItemChanges, ActionItemPath, CarriedItems, CarryActionItems, CreateActionItem,
        EditActionItem, MeetingPath, NewActionItem, OneOnOnePath,
    },
    operation::Nothing,
    wire::{MeetingId, OneOnOneId},
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    session::Session,
    text::{format, one_on_ones as text},
    tick::Tick,
    ui::{Button, Choice, DateInput, Field, Form, Glyph, Icon, Menu, MenuItem, Select, TextInput, live},
};

/// The card.
#[component]
pub fn ActionItems(id: MeetingId, desk: Desk) -> impl IntoView {
    let items = Memo::new(move |_| {
        desk.meeting.get().and_then(|now| now.content).map(|content| content.action_items).unwrap_or_default()
    });
    let ended = Memo::new(move |_| desk.meeting.get().is_some_and(|now| now.meeting.has_ended));
    let list = move || {
        let items = items.get();
        if items.is_empty() {
            return view! { <p class="one-empty small muted">{text::NO_ACTIONS}</p> }.into_any();
        }
        let ended = ended.get();
        view! { <ul class="rows">{items.into_iter().map(|item| row(item, ended, desk)).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::ACTION_ITEMS}</h2></div>
            {live(list)}
            <Offered desk />
            {live(move || desk.writable().then(|| view! { <div class="one-foot"><Add id desk /></div> }))}
        </section>
    }
}

fn row(item: ActionItem, ended: bool, desk: Desk) -> impl IntoView {
    let ticked = Tick::new(item.done_at.is_some());
    let (id, version) = (item.id, item.version);
    let tick = move |done: bool| {
        let changes = ActionItemChanges { done: Some(done), ..ActionItemChanges::default() };
        let sent = change::<EditActionItem>(ActionItemPath { id }, changes, version);
        ticked.send(sent, |now| now.done_at.is_some(), move |_| desk.meeting.reload());
    };
    let due = item.due_on.map(|day| text::until(&format::day(day)));
    let hint = [Some(item.owner.name.clone()), due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mine = Session::here().me().is_some_and(|me| me.person_id == item.owner.id);
    let words = if !ended || mine {
        ticked.view(item.body.clone(), hint, tick)
    } else {
        view! { <div><p>{item.body.clone()}</p><p class="small muted">{hint}</p></div> }.into_any()
    };
    let menu = (!ended).then(|| {
        let (named, item) = (text::actions_for(&item.body), StoredValue::new(item));
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=named>
                <MenuItem icon=Glyph::Pencil on_pick=move || {
                    desk.action.set(Some(item.get_value()));
                    desk.edit_action.set(true);
                }>{text::EDIT_ITEM}</MenuItem>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || {
                    desk.action.set(Some(item.get_value()));
                    desk.remove_action.set(true);
                }>{text::REMOVE}</MenuItem>
            </Menu>
        }
    });
    view! {
        <li class="one-item">
            <div class="grow">{words}</div>
            {menu}
            <AttemptNews attempt=ticked.attempt reload=move || desk.meeting.reload() />
        </li>
    }
}

/// What is still to be done from a one-on-one that has ended; nothing if there is nothing.
#[component]
fn Offered(desk: Desk) -> impl IntoView {
    let attempt = Attempt::new();
    let take = move |series: OneOnOneId, items: Vec<ActionItem>| {
        let body = CarriedItems { action_item_ids: items.iter().map(|item| item.id).collect() };
        attempt.send(
            body,
            move |body| call::<CarryActionItems>(OneOnOnePath { id: series }, Nothing {}, body),
            move |_| desk.meeting.reload(),
        );
    };
    let offered = Memo::new(move |_| {
        let now = desk.meeting.get()?;
        let items = now.content.map(|content| content.offered).unwrap_or_default();
        (!items.is_empty()).then_some((now.meeting.one_on_one_id, items))
    });
    live(move || {
        offered.get().map(|(series, items)| {
            let lines = items.iter().map(|item| view! { <li>{item.body.clone()}</li> }).collect_view();
            view! {
                <div class="one-foot stack">
                    <AttemptNews attempt />
                    <p class="small muted">{text::CARRY_DETAIL}</p>
                    <ul class="small">{lines}</ul>
                    <div class="row"><Button on_press=move || take(series, items.clone())>{text::CARRY}</Button></div>
                </div>
            }
        })
    })
}

/// The two, to choose who will.
pub fn owners(desk: Desk) -> Vec<Choice> {
    let meeting = untrack(|| desk.meeting.get()).map(|now| now.meeting);
    let two = meeting.map(|meeting| vec![meeting.organiser, meeting.partner]).unwrap_or_default();
    two.into_iter().map(|person| Choice::new(person.id.to_string(), person.name)).collect()
}

#[component]
fn Add(id: MeetingId, desk: Desk) -> impl IntoView {
    let me = Session::here().me().map(|me| me.person_id.to_string()).unwrap_or_default();
    let (body, owner) = (RwSignal::new(String::new()), RwSignal::new(me));
    let (due, attempt) = (RwSignal::new(None::<NaiveDate>), Attempt::new());
    let draft = Draft::keep(
        format!("action/{id}"),
        vec![(text::ADD_ACTION, body.into()), (text::OWNER, owner.into()), (text::DUE, due.into())],
    );
    let submit = move || {
        let new = NewActionItem {
            body: body.get_untracked().trim().to_owned(),
            owner_id: owner.get_untracked().parse().ok(),
            due_on: due.get_untracked(),
        };
        attempt.send(
            new,
            move |new| call::<CreateActionItem>(MeetingPath { id }, Nothing {}, new),
            move |_| {
                body.set(String::new());
                due.set(None);
                draft.sent();
                desk.meeting.reload();
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::ADD_ACTION name="body" filter=true><TextInput value=body /></Field>
            <div class="one-add">
                <Field label=text::OWNER name="owner_id" filter=true><Select value=owner options=owners(desk) /></Field>
                <Field label=text::DUE name="due_on" filter=true><DateInput value=due /></Field>
                <Button submit=true icon=Glyph::Plus busy=attempt.busy>{text::ADD}</Button>
            </div>
            <DraftNews draft />
        </Form>
    }
}
