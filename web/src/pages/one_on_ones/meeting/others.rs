//! A meeting of others: that they meet; and, for an Admin with a reason, what they wrote together.

use leptos::prelude::*;
use shared::{
    access::Relation,
    one_on_ones::{MeetingContent, MeetingOpening, MeetingPath, OPEN, OpenMeeting, OpeningReason},
    operation::Nothing,
    wire::MeetingId,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::one_on_ones::table::state_badge,
    session::Session,
    text::{format, one_on_ones as text},
    to,
    ui::{
        Actions, Badge, Banner, Button, ButtonKind, Crumb, Dialog, Field, Form, Glyph, PageHeader, TextInput, Tone,
        live,
    },
};

/// The page.
#[component]
pub fn Others(desk: Desk) -> impl IntoView {
    let (asking, opened) = (RwSignal::new(false), RwSignal::new(None::<MeetingContent>));
    let session = Session::here();
    let shown = move || {
        desk.meeting.get().map(|now| {
            let meeting = now.meeting;
            let may_open = session.can(&OPEN, Relation::Organisation);
            let title = text::meeting_of(&meeting.organiser.name, &meeting.partner.name);
            let deed = may_open.then(|| view! { <Button icon=Glyph::Lock on_press=move || asking.set(true)>{text::OPEN}</Button> });
            view! {
                <PageHeader title lead=text::OTHERS_DETAIL crumbs=vec![Crumb::new(text::TITLE, to::ONE_ON_ONES)]>{deed}</PageHeader>
                <div class="row">
                    {state_badge(&meeting)}
                    <span>{format::moment(meeting.starts_at)}" · "{text::minutes(meeting.minutes)}</span>
                </div>
                {openings(now.openings)}
            }
        })
    };
    let id = move || desk.meeting.get().map(|now| now.meeting.id);
    view! {
        {shown}
        {live(move || opened.get().map(content))}
        <Dialog open=asking title=text::OPEN_TITLE>
            {move || untrack(id).map(|id| view! {
                <OpenForm id done=move |content| {
                    asking.set(false);
                    opened.set(Some(content));
                    desk.meeting.reload();
                } />
            })}
        </Dialog>
    }
}

/// When an Admin opened it, and why.
pub fn openings(openings: Vec<MeetingOpening>) -> Option<AnyView> {
    let one = |opening: MeetingOpening| {
        let when = format::moment(opening.opened_at);
        view! { <li>{text::opened(&opening.opened_by.name, &when, &opening.reason)}</li> }
    };
    (!openings.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Warn title=text::OPENED_TITLE><ul>{openings.into_iter().map(one).collect_view()}</ul></Banner>
        }
        .into_any()
    })
}

#[component]
fn OpenForm(id: MeetingId, #[prop(into)] done: Callback<(MeetingContent,)>) -> impl IntoView {
    let (reason, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let submit = move || {
        attempt.send(
            OpeningReason { reason: reason.get_untracked().trim().to_owned() },
            move |body| call::<OpenMeeting>(MeetingPath { id }, Nothing {}, body),
            move |content| done.run((content,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::OPEN_DETAIL}</p>
            <Field label=text::REASON name="reason" hint=text::REASON_HINT required=true><TextInput value=reason /></Field>
            <Actions><Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::OPEN}</Button></Actions>
        </Form>
    }
}

/// What the two share, to read. What was opened is gone when the page is left.
pub fn content(content: MeetingContent) -> impl IntoView {
    let notes = if content.notes.is_empty() { text::NO_NOTES.to_owned() } else { content.notes };
    let agenda = content.agenda.into_iter().map(|one| (one.body, one.done_at.is_some())).collect();
    let promised = content
        .action_items
        .into_iter()
        .map(|one| (format!("{} · {}", one.body, one.owner.name), one.done_at.is_some()))
        .collect();
    view! {
        <section class="card stack"><h2>{text::NOTES}</h2><p class="goal-description">{notes}</p></section>
        <section class="card flush"><div class="card-head"><h2>{text::AGENDA}</h2></div>{rows(agenda, text::NO_AGENDA)}</section>
        <section class="card flush"><div class="card-head"><h2>{text::ACTION_ITEMS}</h2></div>{rows(promised, text::NO_ACTIONS)}</section>
    }
}

/// Each with whether it is done.
fn rows(items: Vec<(String, bool)>, none: &'static str) -> AnyView {
    if items.is_empty() {
        return view! { <p class="one-empty small muted">{none}</p> }.into_any();
    }
    let item = |(body, done): (String, bool)| {
        view! { <li class="spread"><span>{body}</span>{done.then(|| view! { <Badge tone=Tone::Good>"✓"</Badge> })}</li> }
    };
    view! { <ul class="rows">{items.into_iter().map(item).collect_view()}</ul> }.into_any()
}
