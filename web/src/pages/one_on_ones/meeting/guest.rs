//! The guest of a meeting: asked by one of the two, and let out again; and the meeting as its guest reads it.

use leptos::prelude::*;
use shared::{
    one_on_ones::{EditMeeting, MeetingChanges, MeetingPath},
    problem::Problem,
    wire::{MeetingId, Patch, PersonId},
};

use super::{desk::Desk, others::content};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    pages::{
        one_on_ones::table::state_badge,
        people::{chosen_id, people_search},
    },
    text::{format, one_on_ones as text},
    to,
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Checkbox, Choice, Combobox, Confirm, Crumb, Dialog, Field, Form,
        PageHeader, Toasts, live,
    },
};

/// Who comes as a guest, for the two.
pub fn guest_line(name: &str, always: bool, desk: Desk) -> AnyView {
    view! {
        <div class="row">
            <p class="small">{text::guest_reads(name, always)}</p>
            <Button size=ButtonSize::Small on_press=move || desk.letting_out.set(true)>{text::LET_OUT}</Button>
        </div>
    }
    .into_any()
}

/// What asks a guest, and what lets them out.
#[component]
pub fn GuestDialogs(id: MeetingId, desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let of_all = RwSignal::new(true);
    let always = Memo::new(move |_| desk.meeting.get().is_some_and(|now| now.guest_always));
    let let_out = move || {
        desk.letting_out.set(false);
        let every_time = always.get_untracked() && of_all.get_untracked();
        let changes = MeetingChanges { guest_id: Patch::Clear, every_time, ..MeetingChanges::default() };
        let sent = change::<EditMeeting>(MeetingPath { id }, changes, known(desk));
        desk.attempt.run(sent, move |now| {
            toasts.good(text::GUEST_IS_OUT);
            desk.meeting.replace(now);
        });
    };
    let name = move || desk.meeting.get().and_then(|now| now.meeting.guest).map(|guest| guest.name);
    view! {
        <Dialog open=desk.asking title=text::ASK_GUEST><AskForm id desk /></Dialog>
        <Confirm open=desk.letting_out title=text::LET_OUT_ASK deed=text::LET_OUT danger=true on_confirm=let_out>
            <p class="strong">{name}</p>
            <p>{text::LET_OUT_DETAIL}</p>
            <Show when=move || always.get()>
                <Checkbox checked=of_all label=text::LET_OUT_OF_ALL hint=text::LET_OUT_OF_ALL_HINT />
            </Show>
        </Confirm>
    }
}

/// The version that lies open. Notes that were saved meanwhile make another.
fn known(desk: Desk) -> i64 {
    untrack(|| desk.meeting.get()).map_or(0, |now| now.meeting.version)
}

#[component]
fn AskForm(id: MeetingId, desk: Desk) -> impl IntoView {
    let guest = RwSignal::new(None::<Choice>);
    let always = RwSignal::new(false);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let Some(person) = chosen_id::<PersonId>(guest) else {
            return attempt.fail(Problem::field("guest_id", "required"));
        };
        let version = known(desk);
        attempt.send(
            MeetingChanges {
                guest_id: Patch::Set(person),
                every_time: always.get_untracked(),
                ..MeetingChanges::default()
            },
            move |changes| change::<EditMeeting>(MeetingPath { id }, changes, version),
            move |now| {
                desk.asking.set(false);
                toasts.good(text::GUEST_IS_ASKED);
                desk.meeting.replace(now);
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || desk.meeting.reload() />
            <p>{text::GUEST_DETAIL}</p>
            <Field label=text::GUEST name="guest_id" required=true><Combobox value=guest search=people_search() /></Field>
            <Checkbox checked=always label=text::EVERY_TIME hint=text::EVERY_TIME_HINT />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ASK}</Button></Actions>
        </Form>
    }
}

/// The meeting of two others to whom one comes as a guest: to read, and nothing to write.
#[component]
pub fn AsGuest(desk: Desk) -> impl IntoView {
    // What is looked for again and again is drawn anew only when it is another.
    let now = Memo::new(move |_| desk.meeting.get());
    live(move || {
        now.get().map(|now| {
            let meeting = now.meeting;
            let lead = if now.guest_always { text::AS_GUEST_ALWAYS } else { text::AS_GUEST };
            let title = text::meeting_of(&meeting.organiser.name, &meeting.partner.name);
            let place =
                (!meeting.place.is_empty()).then(|| view! { <span class="muted">{meeting.place.clone()}</span> });
            view! {
                <PageHeader title lead crumbs=vec![Crumb::new(text::TITLE, to::ONE_ON_ONES)] />
                <div class="row">
                    {state_badge(&meeting)}
                    <span>{format::moment(meeting.starts_at)}" · "{text::minutes(meeting.minutes)}</span>
                    {place}
                </div>
                {now.content.map(content)}
            }
        })
    })
}
