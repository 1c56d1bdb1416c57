//! The end of the plan with its term, and taking that back.

use leptos::prelude::*;
use shared::{
    billing::{CancelSubscription, ResumeSubscription, Subscription},
    operation::Nothing,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::{billing as text, format},
    ui::{Button, ButtonKind, Confirm, Toasts},
};

/// The card.
#[component]
pub fn Ending(subscription: Subscription, running: bool, desk: Desk) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let open = RwSignal::new(false);
    let until = format::day_before(subscription.until_on);
    let cancel = move || {
        attempt.run(call::<CancelSubscription>(Nothing {}, Nothing {}, ()), move |now| {
            open.set(false);
            toasts.good(text::CANCELLED);
            desk.settle(now);
        });
    };
    let resume = move || {
        attempt.run(call::<ResumeSubscription>(Nothing {}, Nothing {}, ()), move |now| {
            toasts.good(text::RESUMED);
            desk.settle(now);
        });
    };
    let goes_on = if running { text::cancel_until(&until) } else { text::CANCEL_OVER.to_owned() };
    let deeds = if subscription.is_cancelled {
        view! {
            <p class="small muted">{text::ends_on(&until)}</p>
            <div class="row"><Button kind=ButtonKind::Primary busy=attempt.busy on_press=resume>{text::RESUME}</Button></div>
        }
        .into_any()
    } else {
        view! {
            <p class="small muted">{text::CANCEL_KEPT}</p>
            <div class="row"><Button on_press=move || open.set(true)>{text::CANCEL}</Button></div>
        }
        .into_any()
    };
    view! {
        <section class="card stack">
            <h2>{text::END}</h2>
            <AttemptNews attempt />
            {deeds}
            <Confirm open title=text::CANCEL_ASK deed=text::CANCEL danger=true busy=attempt.busy on_confirm=cancel>
                <p>{goes_on.clone()}</p>
                <p>{text::CANCEL_FREE}</p>
                <p class="muted">{text::CANCEL_KEPT}</p>
            </Confirm>
        </section>
    }
}
