//! Columns of meetings.

use leptos::prelude::*;
use shared::one_on_ones::{Meeting, rules::state::MeetingState};

use super::href;
use crate::{
    session::Session,
    text::{format, one_on_ones as text},
    ui::{Badge, Column, Tone},
};

/// When, with whom, and how it stands.
pub fn columns() -> Vec<Column<Meeting>> {
    let me = Session::here().me().map(|me| me.person_id);
    vec![
        Column::new("when", text::WHEN, |meeting: &Meeting| {
            let moved = meeting.moved.then(|| view! { <Badge tone=Tone::Accent>{text::MOVED}</Badge> });
            view! {
                <span class="row tight">
                    <a class="plain-link strong" href=href(meeting.id)>{format::moment(meeting.starts_at)}</a>
                    {moved}
                </span>
            }
        }),
        Column::new("with", text::WITH, move |meeting: &Meeting| {
            let own = me.filter(|me| [meeting.organiser.id, meeting.partner.id].contains(me));
            let with = match own {
                Some(me) => meeting.other_than(me).name.clone(),
                None => format!("{} · {}", meeting.organiser.name, meeting.partner.name),
            };
            let guest = meeting.guest.as_ref().map(|guest| text::and_guest(&guest.name, me == Some(guest.id)));
            with + &guest.unwrap_or_default()
        }),
        Column::new("agenda", text::AGENDA, |meeting: &Meeting| {
            text::open_items(meeting.open_items.unwrap_or_default())
        }),
        Column::new("state", text::STATE, state_badge),
    ]
}

/// The state as a badge; what is over and was not said to be held asks.
pub fn state_badge(meeting: &Meeting) -> AnyView {
    let over = meeting.state == MeetingState::Planned && meeting.starts_at < format::now();
    if over {
        return view! { <Badge tone=Tone::Warn>{text::DID_YOU_MEET}</Badge> }.into_any();
    }
    let state = meeting.state;
    let tone = match state {
        MeetingState::Planned => Tone::Accent,
        MeetingState::Held => Tone::Good,
        MeetingState::Skipped | MeetingState::Closed => Tone::Plain,
    };
    view! { <Badge tone>{text::state(state)}</Badge> }.into_any()
}
