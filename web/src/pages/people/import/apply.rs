//! Confirming an import: all of it, or nothing.

use std::time::Duration;

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::import::{ApplyImport, DeleteImport, ImportConfirmation, ImportPath, ImportState, PeopleImport},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::import as text,
    ui::{Button, ButtonKind, Checkbox, Progress},
};

/// The foot of the preview: the button that does it, and how far it is.
#[component]
pub fn Apply(now: PeopleImport, import: Fetch<PeopleImport>, #[prop(into)] again: Callback<()>) -> AnyView {
    let (id, version, counts) = (now.id, now.version, now.counts);
    let attempt = Attempt::new();
    let (skip, leave) = (RwSignal::new(false), RwSignal::new(false));
    let (writes, leavers) = (counts.new + counts.changed, now.leavers);
    if now.state == ImportState::Applying {
        return view! { <Running import done=now.done total=writes /> }.into_any();
    }
    let fingerprint = StoredValue::new(now.fingerprint);
    let leaving = move || if leave.get() { leavers } else { 0 };
    let ready = move || (counts.refused == 0 || skip.get()) && writes + leaving() > 0;
    let apply = move || {
        let body = ImportConfirmation {
            fingerprint: fingerprint.get_value(),
            skip_refused: skip.get_untracked(),
            deactivate_missing: if leave.get_untracked() { leavers } else { 0 },
        };
        attempt.send(
            body,
            |body| call::<ApplyImport>(ImportPath { id }, Nothing {}, body),
            move |answer| import.replace(answer),
        );
    };
    let discard = move || attempt.run(change::<DeleteImport>(ImportPath { id }, (), version), move |()| again.run(()));
    let does_something = writes + leavers > 0;
    let choice = (counts.refused > 0 && does_something).then(|| {
        view! { <Checkbox checked=skip label=text::skip(counts.refused) hint=text::SKIP_HINT /> }
    });
    let second = (leavers > 0).then(|| {
        view! { <Checkbox checked=leave label=text::deactivate(leavers) hint=text::DEACTIVATE_HINT /> }
    });
    view! {
        <section class="card stack import-foot">
            <AttemptNews attempt reload=move || import.reload() />
            {choice}
            {second}
            <div class="spread">
                <p class="muted">{move || text::will(counts.new, counts.changed, leaving())}</p>
                <div class="row tight">
                    <Button on_press=discard>{text::DISCARD}</Button>
                    {does_something.then(|| view! {
                        <Button kind=ButtonKind::Primary busy=attempt.busy disabled=Signal::derive(move || !ready()) on_press=apply>
                            {move || text::apply(writes, leaving())}
                        </Button>
                    })}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Asks again until it is done.
#[component]
fn Running(import: Fetch<PeopleImport>, done: i32, total: usize) -> impl IntoView {
    let timer = set_timeout_with_handle(move || import.reload(), Duration::from_millis(700)).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let whole = u32::try_from(total).unwrap_or(u32::MAX).max(1);
    let share = f64::from(done) / f64::from(whole);
    view! {
        <section class="card stack" role="status">
            <p class="strong">{text::APPLYING}</p>
            <Progress label=text::APPLYING done=Signal::stored(Some(share)) />
        </section>
    }
}
