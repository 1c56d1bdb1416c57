//! The clock of a sandbox, and putting it forward.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    sandboxes::{MoveSandboxClock, ReadSandbox, SandboxClock, SandboxMove},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, call_quietly},
    fetch::Fetch,
    session::Session,
    text::{format, sandboxes as words},
    ui::{Actions, Badge, Button, ButtonKind, Choice, Form, Segments, Tone},
};

/// How long to wait before it is asked again whether the day is done.
const PAUSE: Duration = Duration::from_secs(2);
/// By how many days it can be put forward here; programs may go by others.
const STEPS: [u16; 4] = [1, 7, 30, 90];

/// The card.
#[component]
pub fn Clock() -> impl IntoView {
    let clock = Fetch::new(|| call_quietly::<ReadSandbox>(Nothing {}, Nothing {}, ()));
    let days = RwSignal::new("1".to_owned());
    let attempt = Attempt::new();
    Effect::new(move |_| {
        if clock.get().is_some_and(|now| !now.is_settled) {
            let timer = set_timeout_with_handle(move || clock.refresh(), PAUSE).ok();
            on_cleanup(move || {
                if let Some(timer) = timer {
                    timer.clear();
                }
            });
        }
    });
    let submit = move || {
        let body = SandboxMove { days: days.with_untracked(|days| days.parse().unwrap_or(1)) };
        let work = |body| call::<MoveSandboxClock>(Nothing {}, Nothing {}, body);
        attempt.send(body, work, move |now| {
            clock.replace(now);
            // Every page goes by it.
            spawn_local(Session::here().load());
        });
    };
    let steps: Vec<Choice> = STEPS.iter().map(|days| Choice::new(days.to_string(), words::days(*days))).collect();
    view! {
        <section class="card stack narrow">
            <div><h2>{words::CLOCK}</h2><p class="small muted">{words::CLOCK_LEAD}</p></div>
            {clock.view(|now| view! { <Shown now /> })}
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Segments label=words::FORWARD value=days options=steps on_pick=move |picked: String| days.set(picked) />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::DO_FORWARD}</Button></Actions>
            </Form>
        </section>
    }
}

#[component]
fn Shown(now: SandboxClock) -> impl IntoView {
    let (tone, said) = if now.is_settled { (Tone::Good, words::SETTLED) } else { (Tone::Accent, words::UNSETTLED) };
    view! {
        <div class="row" role="status">
            <span class="strong">{words::today(&format::date(now.today))}</span>
            <span class="muted">{words::ahead(now.days_ahead)}</span>
            <Badge tone>{said}</Badge>
        </div>
    }
}
