//! How far a launch is that was confirmed: looked at again and again until it is done.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    reviews::{ReadReviewCycle, ReviewCycleDetail, ReviewCyclePath, ReviewLaunch, ReviewLaunchState},
    wire::ReviewCycleId,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::review_waivers as text,
    ui::{Banner, Tone},
};

const EVERY: Duration = Duration::from_millis(1500);

/// Shown instead of the button that launches it, or above it where it couldn't be done.
#[component]
pub fn Launch(id: ReviewCycleId, launch: ReviewLaunch, fetch: Fetch<ReviewCycleDetail>) -> impl IntoView {
    if launch.state == ReviewLaunchState::Failed {
        let why = launch.failure.map(|why| view! { <p>{why}</p> });
        return view! {
            <Banner tone=Tone::Warn title=text::NOT_LAUNCHED>{why}<p class="small">{text::NOT_LAUNCHED_DETAIL}</p></Banner>
        }
        .into_any();
    }
    let people = launch.people;
    // The page is made anew only once there is something new on it.
    let look = move || {
        let known = launch.clone();
        spawn_local(async move {
            let now = call::<ReadReviewCycle>(ReviewCyclePath { id }, Nothing {}, ()).await;
            if let Ok(now) = now
                && now.launch.as_ref() != Some(&known)
            {
                fetch.replace(now);
            }
        });
    };
    if let Ok(looks) = set_interval_with_handle(look, EVERY) {
        on_cleanup(move || looks.clear());
    }
    let about = people.map(|people| view! { <p>{text::launching_about(people)}</p> });
    view! {
        <Banner tone=Tone::Accent title=text::LAUNCHING>{about}<p class="small">{text::LAUNCHING_DETAIL}</p></Banner>
    }
    .into_any()
}
