//! Letting a key result follow a KPI.

use leptos::prelude::*;
use shared::{
    goals::KeyResult,
    kpis::{FollowKpi, FollowedKpi, FollowingPath, UnfollowKpi},
    operation::Nothing,
    problem::Problem,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::{kpis::kpi_search, people::chosen_id},
    text::goals as text,
    ui::{Actions, Button, ButtonKind, Choice, Combobox, Field, Form, Toasts},
};

/// Which KPI, or none any more.
#[component]
pub fn FollowForm(result: KeyResult, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let id = result.id;
    let followed = result.kpi.clone();
    let named = followed.as_ref().and_then(|kpi| Some(Choice::new(kpi.id.to_string(), kpi.name.clone()?)));
    let kpi = RwSignal::new(named);
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let submit = move || match chosen_id(kpi) {
        Some(kpi_id) => attempt.send(
            FollowedKpi { kpi_id },
            move |body| call::<FollowKpi>(FollowingPath { id }, Nothing {}, body),
            move |_| {
                toasts.good(text::FOLLOWS_NOW);
                done.run(());
            },
        ),
        None => attempt.fail(Problem::field("kpi_id", "required")),
    };
    let stop = move || {
        attempt.run(call::<UnfollowKpi>(FollowingPath { id }, Nothing {}, ()), move |()| {
            toasts.good(text::FOLLOWS_NO_LONGER);
            done.run(());
        });
    };
    let stop = followed.map(|_| view! { <Button on_press=stop>{text::UNFOLLOW}</Button> });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p class="small muted">{text::FOLLOW_DETAIL}</p>
            <Field label=text::KPI name="kpi_id" required=true><Combobox value=kpi search=kpi_search() /></Field>
            <Actions>{stop}<Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::FOLLOW}</Button></Actions>
        </Form>
    }
}
