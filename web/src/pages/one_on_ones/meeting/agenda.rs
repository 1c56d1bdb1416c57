//! The agenda: both fill it, tick what was talked about, and put it in order.

use leptos::prelude::*;
use shared::{
    one_on_ones::{
        AgendaItem, AgendaItemChanges, AgendaItemPath, CreateAgendaItems, EditAgendaItem, MeetingPath, NewAgendaItems,
    },
    operation::Nothing,
    wire::{AgendaItemId, MeetingId, Patch},
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    text::one_on_ones as text,
    tick::Tick,
    ui::{Badge, Button, ButtonKind, ButtonSize, Field, Form, Glyph, Icon, Menu, MenuItem, TextInput, Tone, live},
};

/// The card.
#[component]
pub fn AgendaCard(id: MeetingId, desk: Desk) -> impl IntoView {
    let items = Memo::new(move |_| {
        desk.meeting.get().and_then(|now| now.content).map(|content| content.agenda).unwrap_or_default()
    });
    let list = move || {
        let items = items.get();
        if items.is_empty() {
            return view! { <p class="one-empty small muted">{text::AGENDA_EMPTY}</p> }.into_any();
        }
        let ids: Vec<AgendaItemId> = items.iter().map(|item| item.id).collect();
        let writable = desk.writable();
        let rows = items.into_iter().enumerate().map(|(at, item)| {
            // What went on to the next meeting is ticked there.
            let here = writable && item.meeting_id == id;
            let above = at.checked_sub(1).and(Some(at.checked_sub(2).and_then(|at| ids.get(at).copied())));
            let below = ids.get(at + 1).copied();
            row(item, here, above, below, desk)
        });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    let questions = move || {
        desk.writable().then(|| {
            view! {
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet icon=Glyph::MessageSquare on_press=move || desk.questions.set(true)>
                    {text::FROM_QUESTIONS}
                </Button>
            }
        })
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::AGENDA}</h2>{live(questions)}</div>
            {live(list)}
            {live(move || desk.writable().then(|| view! { <div class="one-foot"><Add id desk /></div> }))}
        </section>
    }
}

/// One item. `above` is what it stands behind after a step up (first, if nothing), `below` after a step down.
fn row(
    item: AgendaItem,
    writable: bool,
    above: Option<Option<AgendaItemId>>,
    below: Option<AgendaItemId>,
    desk: Desk,
) -> impl IntoView {
    let ticked = Tick::new(item.done_at.is_some());
    let attempt = ticked.attempt;
    let (id, version) = (item.id, item.version);
    let send = move |changes: AgendaItemChanges| {
        let sent = change::<EditAgendaItem>(AgendaItemPath { id }, changes, version);
        ticked.send(sent, |now| now.done_at.is_some(), move |_| desk.meeting.reload());
    };
    let moves = move |after: Option<AgendaItemId>| {
        send(AgendaItemChanges { after_id: Patch::from(after), ..AgendaItemChanges::default() });
    };
    let tick = move |done: bool| send(AgendaItemChanges { done: Some(done), ..AgendaItemChanges::default() });
    let badge = (item.carried > 0).then(|| view! { <Badge tone=Tone::Warn>{text::carried(item.carried)}</Badge> });
    let author = item.author.name.clone();
    let words = if writable {
        ticked.view(item.body.clone(), author, tick)
    } else {
        let mark = item.done_at.is_some().then(|| view! { <Icon glyph=Glyph::Check /> });
        view! { <div><p class="row tight">{mark}{item.body.clone()}</p><p class="small muted">{author}</p></div> }
            .into_any()
    };
    let menu = writable.then(|| {
        let (named, item) = (text::actions_for(&item.body), StoredValue::new(item));
        view! {
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=named>
                <MenuItem icon=Glyph::Pencil on_pick=move || {
                    desk.item.set(Some(item.get_value()));
                    desk.edit_item.set(true);
                }>{text::EDIT_ITEM}</MenuItem>
                {above.map(|after| view! { <MenuItem icon=Glyph::ArrowUp on_pick=move || moves(after)>{text::UP}</MenuItem> })}
                {below.map(|after| view! { <MenuItem icon=Glyph::ArrowDown on_pick=move || moves(Some(after))>{text::DOWN}</MenuItem> })}
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || {
                    desk.item.set(Some(item.get_value()));
                    desk.remove_item.set(true);
                }>{text::REMOVE}</MenuItem>
            </Menu>
        }
    });
    view! {
        <li class="one-item">
            <div class="grow">{words}</div>
            {badge}{menu}
            <AttemptNews attempt reload=move || desk.meeting.reload() />
        </li>
    }
}

#[component]
fn Add(id: MeetingId, desk: Desk) -> impl IntoView {
    let (body, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let draft = Draft::keep(format!("agenda/{id}"), vec![(text::ADD_ITEM, body.into())]);
    let submit = move || {
        attempt.send(
            NewAgendaItems { items: vec![body.get_untracked().trim().to_owned()] },
            move |body| call::<CreateAgendaItems>(MeetingPath { id }, Nothing {}, body),
            move |_| {
                body.set(String::new());
                draft.sent();
                desk.meeting.reload();
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <div class="one-add">
                <Field label=text::ADD_ITEM name="items[0]" filter=true><TextInput value=body /></Field>
                <Button submit=true icon=Glyph::Plus busy=attempt.busy>{text::ADD}</Button>
            </div>
            <DraftNews draft />
        </Form>
    }
}
