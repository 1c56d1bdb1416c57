//! Where somebody is logged in, for Admins.

use leptos::prelude::*;
use shared::{
    accounts::Session,
    operation::Nothing,
    people::{ListPersonSessions, PersonPath, PersonSessionPath, RevokePersonSession},
    wire::PersonId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{accounts as words, device, format, people as text},
    ui::{Button, ButtonSize, Column, DataTable, EmptyState, Glyph, Rows, Toasts},
};

/// The table, newest first.
#[component]
pub fn SessionTable(id: PersonId) -> impl IntoView {
    let sessions = Fetch::new(move || call::<ListPersonSessions>(PersonPath { id }, Nothing {}, ()));
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let end = move |session: &Session| {
        let path = PersonSessionPath { id, session_id: session.id };
        attempt.run(call::<RevokePersonSession>(path, Nothing {}, ()), move |()| {
            toasts.good(words::SESSION_ENDED);
            sessions.reload();
        });
    };
    let deed = move |session: &Session| {
        let (name, session) = (words::end_session(&device(&session.device)), session.clone());
        view! {
            <Button size=ButtonSize::Small on_press=move || end(&session)>
                {words::END}<span class="visually-hidden">{name}</span>
            </Button>
        }
    };
    let columns = move || {
        vec![
            Column::new("device", words::DEVICE, |session: &Session| device(&session.device)),
            Column::new("last_seen_at", words::LAST_SEEN, |session: &Session| {
                words::used_from(&format::ago(session.last_seen_at), &session.last_address)
            }),
            Column::new("address", words::OPENED_FROM, |session: &Session| session.address.clone()),
            Column::new("created_at", words::SIGNED_IN, |session: &Session| format::moment(session.created_at)),
            Column::new("expires_at", words::ENDS, |session: &Session| {
                words::ends(&format::moment(session.expires_at), &format::moment(session.ends_unused_at))
            }),
            Column::new("deed", words::END, deed).end(),
        ]
    };
    let empty = || view! { <EmptyState glyph=Glyph::KeyRound title=text::NO_SESSIONS /> };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::SESSIONS}</h2><p class="small muted">{text::SESSIONS_LEAD}</p></div></div>
            <AttemptNews attempt />
            {sessions.view(move |list| view! {
                <DataTable caption=text::SESSIONS columns=columns() rows=Rows::Ready(list.items) empty />
            })}
        </section>
    }
}
