//! Where one is logged in, and ending it there.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{ListSessions, RevokeOtherSessions, RevokeSession, Session, SessionPath},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::{self, accounts as words, device, format},
    ui::{Badge, Button, ButtonSize, Column, DataTable, Rows, Toasts, Tone},
};

/// The list; a new `turn` fetches it again.
#[component]
pub fn SessionList(turn: RwSignal<u32>) -> impl IntoView {
    let rows = RwSignal::new(Rows::<Session>::Loading);
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    Effect::new(move |_| {
        turn.track();
        spawn_local(async move {
            let answer = call::<ListSessions>(Nothing {}, Nothing {}, ()).await;
            rows.set(answer.map_or_else(
                |problem| Rows::Failed(text::problems::sentence(&problem)),
                |sessions| Rows::Ready(sessions.items),
            ));
        });
    });
    let again = move || turn.update(|turn| *turn += 1);
    let end = move |session: &Session| {
        let id = session.id;
        attempt.run(call::<RevokeSession>(SessionPath { id }, Nothing {}, ()), move |()| {
            toasts.good(words::SESSION_ENDED);
            again();
        });
    };
    let end_others = move || {
        attempt.run(call::<RevokeOtherSessions>(Nothing {}, Nothing {}, ()), move |()| {
            toasts.good(words::OTHERS_ENDED);
            again();
        });
    };
    let others = move || rows.with(|rows| matches!(rows, Rows::Ready(all) if all.len() > 1));
    let named = |session: &Session| {
        let device = device(&session.device);
        let current = session.current;
        view! { <span class="row tight"><span class="strong">{device}</span>{current.then(|| view! { <Badge tone=Tone::Accent>{words::THIS_SESSION}</Badge> })}</span> }
    };
    let deed = move |session: &Session| {
        (!session.current).then(|| {
            let (name, session) = (words::end_session(&device(&session.device)), session.clone());
            view! { <Button size=ButtonSize::Small on_press=move || end(&session)>{words::END}<span class="visually-hidden">{name}</span></Button> }
        })
    };
    let columns = vec![
        Column::new("device", words::DEVICE, named),
        Column::new("last_seen_at", words::LAST_SEEN, |session: &Session| {
            words::used_from(&format::ago(session.last_seen_at), &session.last_address)
        }),
        Column::new("address", words::OPENED_FROM, |session: &Session| session.address.clone()),
        Column::new("created_at", words::SIGNED_IN, |session: &Session| format::moment(session.created_at)),
        Column::new("expires_at", words::ENDS, |session: &Session| {
            words::ends(&format::moment(session.expires_at), &format::moment(session.ends_unused_at))
        }),
        Column::new("deed", words::END, deed).end(),
    ];
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{words::SESSIONS}</h2><p class="small muted">{words::SESSIONS_LEAD}</p></div>
                <Show when=others>
                    <Button size=ButtonSize::Small busy=attempt.busy on_press=end_others>{words::END_OTHERS}</Button>
                </Show>
            </div>
            <AttemptNews attempt />
            <DataTable caption=words::SESSIONS columns rows retry=again empty=|| () />
        </section>
    }
}
