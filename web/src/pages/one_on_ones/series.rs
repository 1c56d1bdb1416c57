//! Who meets whom, by which rule.

use leptos::prelude::*;
use shared::{
    one_on_ones::{EDIT, EndOneOnOne, ListOneOnOnes, OneOnOne, OneOnOneFilter, OneOnOnePath},
    operation::Nothing,
};

use super::{href, list::Desk};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    session::Session,
    text::{format, one_on_ones as text},
    ui::{Badge, Column, Confirm, DataTable, EmptyState, Glyph, Icon, Menu, MenuItem, Toasts, Tone},
};

/// The table, with what can be done to one's own.
#[component]
pub fn Series(desk: Desk) -> impl IntoView {
    let series = Listing::new(move |cursor| {
        desk.turn.track();
        call::<ListOneOnOnes>(Nothing {}, OneOnOneFilter { cursor, ..OneOnOneFilter::default() }, ())
    });
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let (ending, asking) = (RwSignal::new(None::<OneOnOne>), RwSignal::new(false));
    let end = move || {
        let Some(one) = ending.get_untracked() else { return };
        asking.set(false);
        attempt.run(call::<EndOneOnOne>(OneOnOnePath { id: one.id }, Nothing {}, ()), move |_| {
            toasts.good(text::HAS_ENDED);
            desk.changed();
        });
    };
    let session = Session::here();
    let deeds = move |one: &OneOnOne| {
        let offered = one.ended_at.is_none() && session.can(&EDIT, one.relation);
        let (named, one) = (names(one), StoredValue::new(one.clone()));
        offered.then(|| {
            view! {
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&named)>
                    <MenuItem icon=Glyph::Pencil on_pick=move || desk.edit(one.get_value())>{text::EDIT}</MenuItem>
                    <MenuItem icon=Glyph::Archive danger=true on_pick=move || {
                        ending.set(Some(one.get_value()));
                        asking.set(true);
                    }>{text::END}</MenuItem>
                </Menu>
            }
        })
    };
    let columns = move || {
        vec![
            Column::new("with", text::WITH, names),
            Column::new("rhythm", text::RHYTHM, |one: &OneOnOne| {
                let ended = one.ended_because.map(text::ended);
                let time = format::clock(one.starts_at);
                match ended {
                    Some(why) => view! { <Badge tone=Tone::Plain>{why}</Badge> }.into_any(),
                    None => text::timing(&one.rule, &time, &one.time_zone, one.minutes).into_any(),
                }
            }),
            Column::new("next", text::NEXT, |one: &OneOnOne| {
                let next = one.next_meeting_id.zip(one.next_at);
                next.map(|(id, at)| view! { <a class="plain-link" href=href(id)>{format::moment(at)}</a> })
            }),
            Column::new("last", text::LAST, |one: &OneOnOne| {
                one.last_at.map_or_else(|| text::NOT_YET.to_owned(), format::ago)
            }),
            Column::new("actions", text::ACTIONS, deeds).end(),
        ]
    };
    let empty =
        || view! { <EmptyState glyph=Glyph::Users title=text::NO_SERIES detail=text::NOTHING_PLANNED_DETAIL /> };
    view! {
        <AttemptNews attempt />
        <div class="card flush">
            <DataTable caption=text::SERIES columns=columns() rows=series.rows() more=series.more() retry=move || series.reload() empty />
        </div>
        <Confirm open=asking title=text::END_ASK deed=text::END danger=true on_confirm=end>
            <p>{text::END_DETAIL}</p>
        </Confirm>
    }
}

/// The other, or both if the visitor is neither.
fn names(one: &OneOnOne) -> String {
    let me = Session::here().me().map(|me| me.person_id);
    match me.filter(|me| [one.organiser.id, one.partner.id].contains(me)) {
        Some(me) => one.other_than(me).name.clone(),
        None => format!("{} · {}", one.organiser.name, one.partner.name),
    }
}
