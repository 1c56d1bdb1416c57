//! How long sessions last.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    organisations::{EditSessionPolicy, LONGEST_SESSION, ReadSessionPolicy, SessionPolicy, SessionPolicyChanges},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{organisations as text, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, Select, Toasts},
};

/// What is offered for a session from its log-in, in minutes.
const LASTS: [u16; 7] = [60, 240, 480, 720, 1_440, 4_320, LONGEST_SESSION];
/// What is offered for a session that isn't used, in minutes.
const UNUSED: [u16; 8] = [15, 30, 60, 240, 480, 1_440, 4_320, LONGEST_SESSION];

/// The form, once the policy is here.
#[component]
pub fn SessionPolicyForm() -> impl IntoView {
    let policy = Fetch::new(|| call::<ReadSessionPolicy>(Nothing {}, Nothing {}, ()));
    policy.view(move |now| view! { <Shown now policy /> })
}

#[component]
fn Shown(now: SessionPolicy, policy: Fetch<SessionPolicy>) -> impl IntoView {
    let (lasts, unused) = (RwSignal::new(now.session_minutes.to_string()), RwSignal::new(now.idle_minutes.to_string()));
    let (long, idle) = (choices(&LASTS, now.session_minutes), choices(&UNUSED, now.idle_minutes));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(Some(now), attempt);
    let submit = move || {
        let version = edited.before().map_or(0, |before| before.version);
        let body = SessionPolicyChanges {
            session_minutes: lasts.with_untracked(|minutes| minutes.parse().ok()),
            idle_minutes: unused.with_untracked(|minutes| minutes.parse().ok()),
        };
        attempt.send(
            body,
            move |body| change::<EditSessionPolicy>(Nothing {}, body, version),
            move |_| {
                toasts.good(text::SESSIONS_SAVED);
                policy.reload();
            },
        );
    };
    let reload = move || {
        let merge = move |old: &SessionPolicy, new: &SessionPolicy| {
            let words = |minutes: &String| minutes.parse().map(text::minutes).unwrap_or_default();
            let [old_lasts, new_lasts] = [old, new].map(|it| it.session_minutes.to_string());
            let [old_unused, new_unused] = [old, new].map(|it| it.idle_minutes.to_string());
            vec![
                merged(text::SESSION_LASTS, lasts, &old_lasts, new_lasts, words),
                merged(text::SESSION_UNUSED, unused, &old_unused, new_unused, words),
            ]
        };
        let read = call::<ReadSessionPolicy>(Nothing {}, Nothing {}, ());
        edited.reload(read, |now| Some(now.clone()), merge, drop);
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{text::SESSION_POLICY}</h2><p class="small muted">{text::SESSION_POLICY_LEAD}</p></div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict=edited.conflict />
                <Field label=text::SESSION_LASTS name="session_minutes" hint=text::SESSION_LASTS_HINT required=true>
                    <Select value=lasts options=long />
                </Field>
                <Field label=text::SESSION_UNUSED name="idle_minutes" hint=text::SESSION_UNUSED_HINT required=true>
                    <Select value=unused options=idle />
                </Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
            </Form>
        </section>
    }
}

/// What is offered, and what holds now even if it isn't: a program may have set anything in between.
fn choices(offered: &[u16], now: u16) -> Vec<Choice> {
    let mut all = offered.to_vec();
    if !all.contains(&now) {
        all.push(now);
        all.sort_unstable();
    }
    all.into_iter().map(|minutes| Choice::new(minutes.to_string(), text::minutes(minutes))).collect()
}

#[cfg(test)]
mod tests {
    use super::{LASTS, choices};

    #[test]
    fn what_holds_now_is_offered_in_its_place() {
        let values = |now| choices(&LASTS, now).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(values(60).len(), LASTS.len());
        assert_eq!(values(90)[..3], ["60", "90", "240"]);
    }
}
