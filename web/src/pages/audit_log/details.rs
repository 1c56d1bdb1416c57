//! All that is known of one event.

use leptos::prelude::*;
use shared::audit_log::{AuditEvent, FieldChange};

use super::{filters::Filters, table::what};
use crate::{
    text::{audit_log as text, device, format, service_accounts},
    ui::{Button, ButtonSize, Column, DataTable, Rows},
};

/// The event, what it changed, and the ways to what belongs to it.
pub fn details(event: &AuditEvent, filters: Filters, open: RwSignal<bool>) -> AnyView {
    let fact =
        |label: &'static str, value: String| (!value.is_empty()).then(|| view! { <dt>{label}</dt><dd>{value}</dd> });
    let actor = match &event.actor {
        Some(actor) if event.by_service => service_accounts::named(&actor.name),
        Some(actor) => actor.name.clone(),
        None => text::nobody(event).to_owned(),
    };
    let (request, resource) = (event.request_id.clone(), event.resource_id.map(|id| id.to_string()));
    let same_request = (!request.is_empty()).then(|| {
        let narrow = move || {
            open.set(false);
            filters.of_request(&request);
        };
        view! { <Button size=ButtonSize::Small on_press=narrow>{text::SAME_REQUEST}</Button> }
    });
    let same_thing = resource.clone().map(|resource| {
        let narrow = move || {
            open.set(false);
            filters.about(&resource);
        };
        view! { <Button size=ButtonSize::Small on_press=narrow>{text::SAME_THING}</Button> }
    });
    view! {
        <div class="stack">
            <p>{actor.clone()}" "{what(event)}</p>
            <dl class="facts upright">
                {fact(text::WHEN, format::moment(event.at))}
                {fact(text::WHO, actor)}
                {fact(text::ADDRESS, event.address.clone())}
                {fact(text::DEVICE, event.device.as_deref().map(device).unwrap_or_default())}
                {fact(text::KIND, event.kind.clone())}
                {fact(text::RESOURCE, resource.unwrap_or_default())}
                {fact(text::REQUEST, event.request_id.clone())}
                {fact(text::TOKEN, event.token.clone().unwrap_or_default())}
                {fact(text::SESSION, event.session_id.map(|id| id.to_string()).unwrap_or_default())}
            </dl>
            {changed(&event.changes)}
            <div class="row tight">{same_thing}{same_request}</div>
        </div>
    }
    .into_any()
}

fn changed(changes: &[FieldChange]) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="small muted">{text::NO_CHANGES}</p> }.into_any();
    }
    let side = |value: Option<&str>| value.map_or_else(|| text::NOTHING.to_owned(), text::value);
    let columns = vec![
        Column::new("field", text::FIELD, |change: &FieldChange| text::field(&change.field)),
        Column::new("before", text::BEFORE, move |change: &FieldChange| side(change.before.as_deref())),
        Column::new("after", text::AFTER, move |change: &FieldChange| side(change.after.as_deref())),
    ];
    let rows = RwSignal::new(Rows::Ready(changes.to_vec()));
    view! { <DataTable caption=text::CHANGES columns rows empty=|| () /> }.into_any()
}
