//! With whom, when, and what can become of it.

use leptos::prelude::*;
use shared::{
    one_on_ones::{
        MeetingDetail, MeetingPath, Step, StepMeeting,
        rules::state::{self, MeetingState, MeetingStep},
    },
    operation::Nothing,
};

use super::{desk::Desk, guest::guest_line, others::openings};
use crate::{
    client::call,
    pages::one_on_ones::{href, table::state_badge},
    session::Session,
    text::{format, one_on_ones as text},
    to,
    ui::{Banner, Button, ButtonKind, Crumb, Glyph, LinkButton, PageHeader, Toasts, Tone},
};

/// The head of one's own meeting.
#[component]
pub fn Head(now: MeetingDetail, desk: Desk) -> impl IntoView {
    let meeting = now.meeting;
    let id = meeting.id;
    let me = Session::here().me().map(|me| me.person_id);
    let with = me.map_or_else(|| meeting.partner.name.clone(), |me| meeting.other_than(me).name.clone());
    let toasts = Toasts::here();
    let step = move |step: MeetingStep, said: &'static str| {
        desk.attempt.run(call::<StepMeeting>(MeetingPath { id }, Nothing {}, Step { step }), move |now| {
            toasts.good(said);
            desk.meeting.replace(now);
        });
    };
    // What the server would refuse is not offered.
    let can = |step: MeetingStep| {
        !meeting.has_ended && state::next(meeting.state, step, meeting.starts_at, format::now()).is_ok()
    };
    let movable = !meeting.has_ended && meeting.state == MeetingState::Planned;
    let may_ask = meeting.guest.is_none() && state::can_be_written(meeting.state, meeting.has_ended);
    let deeds = view! {
        {may_ask.then(|| view! { <Button icon=Glyph::UserPlus on_press=move || desk.asking.set(true)>{text::ASK_GUEST}</Button> })}
        {movable.then(|| view! { <Button icon=Glyph::Clock on_press=move || desk.moving.set(true)>{text::MOVE}</Button> })}
        {can(MeetingStep::Skip).then(|| view! {
            <Button on_press=move || step(MeetingStep::Skip, text::IS_SKIPPED)>{text::SKIP}</Button>
        })}
        {can(MeetingStep::Hold).then(|| view! {
            <Button kind=ButtonKind::Primary icon=Glyph::Check on_press=move || step(MeetingStep::Hold, text::IS_HELD)>{text::HELD}</Button>
        })}
        {can(MeetingStep::Restore).then(|| view! {
            <Button on_press=move || step(MeetingStep::Restore, text::SAVED)>{text::RESTORE}</Button>
        })}
    };
    let way = |id: Option<shared::wire::MeetingId>, glyph: Glyph, label: &'static str| {
        id.map(|id| view! { <LinkButton href=href(id) kind=ButtonKind::Quiet icon=glyph>{label}</LinkButton> })
    };
    let detail = match meeting.state {
        _ if meeting.has_ended => Some(text::ENDED_DETAIL),
        MeetingState::Closed => Some(text::CLOSED_DETAIL),
        MeetingState::Skipped => Some(text::SKIPPED_DETAIL),
        MeetingState::Planned | MeetingState::Held => None,
    };
    let guest = meeting.guest.as_ref().map(|guest| guest_line(&guest.name, now.guest_always, desk));
    let place = (!meeting.place.is_empty()).then(|| place(meeting.place.clone()));
    view! {
        <PageHeader title=text::meeting_with(&with) crumbs=vec![Crumb::new(text::TITLE, to::ONE_ON_ONES)]>{deeds}</PageHeader>
        <div class="spread">
            <div class="row">
                {state_badge(&meeting)}
                <span>{format::moment(meeting.starts_at)}" · "{text::minutes(meeting.minutes)}</span>
                {place}
            </div>
            <div class="row tight">
                {way(now.previous_id, Glyph::ChevronLeft, text::PREVIOUS)}
                {way(now.next_id, Glyph::ChevronRight, text::FOLLOWING)}
            </div>
        </div>
        {guest}
        {detail.map(|title| view! { <Banner tone=Tone::Plain title /> })}
        {openings(now.openings)}
    }
}

/// A link where it is one, else the words.
fn place(place: String) -> AnyView {
    if place.starts_with("https://") {
        let shown = place.trim_start_matches("https://").to_owned();
        return view! { <a href=place rel="noreferrer noopener" target="_blank">{shown}</a> }.into_any();
    }
    view! { <span class="muted">{place}</span> }.into_any()
}
