//! How long tokens last at the most.

use leptos::prelude::*;
use shared::{
    api_tokens::{ApiTokenPolicy, ApiTokenPolicyChanges, EditApiTokenPolicy, ReadApiTokenPolicy},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{api_tokens as words, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, Select, Toasts},
};

/// What is offered, in days.
const LASTS: [u16; 6] = [7, 30, 60, 90, 180, 365];

/// The form, once the policy is here.
#[component]
pub fn Policy() -> impl IntoView {
    let policy = Fetch::new(|| call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ()));
    policy.view(move |now| view! { <Shown now policy /> })
}

#[component]
fn Shown(now: ApiTokenPolicy, policy: Fetch<ApiTokenPolicy>) -> impl IntoView {
    let longest = RwSignal::new(now.longest_days.to_string());
    let lasts = choices(now.longest_days);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edited = Edited::new(Some(now), attempt);
    let submit = move || {
        let version = edited.before().map_or(0, |before| before.version);
        let body =
            ApiTokenPolicyChanges { longest_days: longest.with_untracked(|days| days.parse().unwrap_or_default()) };
        attempt.send(
            body,
            move |body| change::<EditApiTokenPolicy>(Nothing {}, body, version),
            move |_| {
                toasts.good(words::POLICY_SAVED);
                policy.reload();
            },
        );
    };
    let reload = move || {
        let merge = move |old: &ApiTokenPolicy, new: &ApiTokenPolicy| {
            let shown = |days: &String| days.parse().map(words::days).unwrap_or_default();
            let [old, new] = [old, new].map(|it| it.longest_days.to_string());
            vec![merged(words::LONGEST, longest, &old, new, shown)]
        };
        let read = call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ());
        edited.reload(read, |now| Some(now.clone()), merge, drop);
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{words::POLICY}</h2><p class="small muted">{words::POLICY_LEAD}</p></div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict=edited.conflict />
                <Field label=words::LONGEST name="longest_days" required=true><Select value=longest options=lasts /></Field>
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
            </Form>
        </section>
    }
}

/// What is offered, and what holds now even if it isn't: a program may have set anything in between.
fn choices(now: u16) -> Vec<Choice> {
    let mut all = LASTS.to_vec();
    if !all.contains(&now) {
        all.push(now);
        all.sort_unstable();
    }
    all.into_iter().map(|days| Choice::new(days.to_string(), words::days(days))).collect()
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn what_holds_now_is_offered_in_its_place() {
        let values = |now| choices(now).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(values(90).len(), 6);
        assert_eq!(values(45)[..3], ["7", "30", "45"]);
    }
}
