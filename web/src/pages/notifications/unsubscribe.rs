//! Where the link at the foot of a mail leads: one press stops such mails.

use leptos::prelude::*;
use shared::{
    notifications::{Unsubscribe as Stop, UnsubscribeLink},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::accounts::{Frame, secret},
    text::notifications as words,
    ui::{Button, ButtonKind, LinkButton},
};

/// The page. It waits for a press: programs that look at links before people do must not stop anything.
#[component]
pub fn Unsubscribe() -> impl IntoView {
    let stopped = RwSignal::new(false);
    let attempt = Attempt::new();
    let stop = move || {
        let body = UnsubscribeLink { token: secret() };
        attempt.send(body, |body| call::<Stop>(Nothing {}, Nothing {}, body), move |()| stopped.set(true));
    };
    move || {
        if stopped.get() {
            return view! {
                <Frame title=words::STOPPED lead=words::STOPPED_DETAIL>
                    <LinkButton href=shared::pages::NOTIFICATION_SETTINGS wide=true>{words::SETTINGS_OPEN}</LinkButton>
                </Frame>
            }
            .into_any();
        }
        view! {
            <Frame title=words::STOP_ASK lead=words::STOP_DETAIL>
                <AttemptNews attempt />
                <Button kind=ButtonKind::Primary wide=true busy=attempt.busy on_press=stop>{words::STOP}</Button>
            </Frame>
        }
        .into_any()
    }
}
