//! The columns of the list.

use leptos::prelude::*;
use shared::{
    audit_log::{AuditEvent, AuditPlace, AuditedThing},
    wire::PersonId,
};

use crate::{
    pages::people,
    text::{audit_log as text, format},
    to,
    ui::{Button, ButtonSize, Column, Who},
};

/// Who did what, when and from where; `choose` opens the rest.
pub fn columns(choose: Callback<AuditEvent>) -> Vec<Column<AuditEvent>> {
    let more = move |event: &AuditEvent| {
        let (said, event) = (text::more_of(event), event.clone());
        view! {
            <Button size=ButtonSize::Small on_press=move || choose.run(event.clone())>
                {text::DETAILS}<span class="visually-hidden">{said}</span>
            </Button>
        }
    };
    vec![
        Column::new("at", text::WHEN, |event: &AuditEvent| format::moment(event.at)),
        Column::new("actor", text::WHO, who),
        Column::new("what", text::WHAT, what),
        Column::new("address", text::ADDRESS, |event: &AuditEvent| event.address.clone()),
        Column::new("deed", text::DETAILS, more).end(),
    ]
}

fn who(event: &AuditEvent) -> AnyView {
    match event.actor.clone() {
        Some(actor) if event.by_service => view! { <Who name=actor.name detail=text::SERVICE_ACCOUNT /> }.into_any(),
        Some(actor) => view! { <Who name=actor.name href=people::href(actor.id) /> }.into_any(),
        None => view! { <span class="muted">{text::nobody(event)}</span> }.into_any(),
    }
}

/// What was done, with a link to the thing it was done to.
pub fn what(event: &AuditEvent) -> AnyView {
    let actor = event.actor.as_ref().map(|actor| actor.id.0);
    let of_oneself = |thing: &AuditedThing| thing.place == Some(AuditPlace::Person) && actor == Some(thing.place_id);
    if event.resource.as_ref().is_some_and(of_oneself) {
        return view! { <span>{text::deed(event)}" "{text::themselves(&event.kind)}</span> }.into_any();
    }
    let thing = event.resource.as_ref().map(|thing| match href(thing) {
        Some(href) => view! { <a class="plain-link strong" href=href>{thing.name.clone()}</a> }.into_any(),
        None => view! { <span class="strong">{thing.name.clone()}</span> }.into_any(),
    });
    view! { <span>{text::deed(event)}" "{thing}</span> }.into_any()
}

fn href(thing: &AuditedThing) -> Option<String> {
    let id = thing.place_id;
    Some(match thing.place? {
        AuditPlace::Person => people::href(PersonId(id)),
        AuditPlace::Objective => format!("{}/{id}", to::GOALS),
        AuditPlace::Kpi => format!("{}/{id}", to::KPIS),
        AuditPlace::ReviewCycle => format!("{}/{id}", shared::pages::REVIEW_CYCLES),
    })
}
