//! Which events to list: in the address, and in the toolbar.

use leptos::prelude::*;
use shared::audit_log::{AuditExport, AuditFilter, AuditTopic, kinds};

use crate::{
    address::{Kept, kept_day},
    pages::people::{kept_person, people_search},
    text::audit_log as text,
    ui::{ButtonKind, Choice, Combobox, DateInput, Field, FilterBar, Glyph, LinkButton, Select, TextInput},
};

/// The filters.
#[derive(Clone, Copy)]
pub struct Filters {
    actor: Kept,
    topic: Kept,
    kind: Kept,
    resource: Kept,
    from: Kept,
    to: Kept,
    request: Kept,
    address: Kept,
}

impl Filters {
    /// As the address says.
    pub fn here() -> Self {
        Self {
            actor: Kept::new("actor"),
            topic: Kept::new("topic"),
            kind: Kept::new("kind"),
            resource: Kept::typed("resource"),
            from: Kept::new("from"),
            to: Kept::new("to"),
            request: Kept::typed("request"),
            address: Kept::typed("address"),
        }
    }

    /// What to ask the server for. Reactive.
    pub fn query(self, cursor: Option<String>) -> AuditFilter {
        AuditFilter {
            actor: self.actor.read(|text| text.parse().ok()),
            topic: self.topic.read(AuditTopic::parse),
            kind: self.kind.get(),
            resource: self.resource.read(|text| text.trim().parse().ok()),
            from: self.from.read(|text| text.parse().ok()),
            to: self.to.read(|text| text.parse().ok()),
            request: self.request.get(),
            address: self.address.get(),
            limit: None,
            cursor,
        }
    }

    /// The same as a file.
    pub fn export(self) -> AuditExport {
        untrack(|| self.query(None)).into()
    }

    /// Whether anything is filtered at all. Reactive.
    pub fn any(self) -> bool {
        self.query(None) != AuditFilter::default()
    }

    /// Everything that happened to one thing.
    pub fn about(self, resource: &str) {
        self.only(self.resource, resource);
    }

    /// Everything that came of one request.
    pub fn of_request(self, request: &str) {
        self.only(self.request, request);
    }

    fn only(self, one: Kept, value: &str) {
        let Self { actor, topic, kind, resource, from, to, request, address } = self;
        for kept in [actor, topic, kind, resource, from, to, request, address] {
            kept.value.set(String::new());
        }
        one.value.set(value.to_owned());
    }
}

/// The toolbar.
#[component]
pub fn Toolbar(filters: Filters) -> impl IntoView {
    let topics: Vec<_> = AuditTopic::ALL.iter().map(|topic| Choice::new(topic.as_str(), text::topic(*topic))).collect();
    // A kind belongs to its topic.
    Effect::new(move |before: Option<String>| {
        let topic = filters.topic.value.get();
        if before.is_some_and(|before| before != topic) {
            filters.kind.value.set(String::new());
        }
        topic
    });
    let kinds = Signal::derive(move || {
        let of = filters.topic.read(AuditTopic::parse);
        kinds::listed(of).map(|kind| Choice::new(kind, text::kind(kind))).collect::<Vec<_>>()
    });
    let (from, to) = (kept_day(filters.from.value), kept_day(filters.to.value));
    view! {
        <FilterBar>
            <Field label=text::WHO filter=true wide=true>
                <Combobox value=kept_person(filters.actor.value) search=people_search() placeholder=text::ANYBODY />
            </Field>
            <Field label=text::TOPIC filter=true><Select value=filters.topic.value options=topics any=text::ANY_TOPIC /></Field>
            <Field label=text::KIND filter=true><Select value=filters.kind.value options=kinds any=text::ANY_KIND /></Field>
            <Field label=text::FROM filter=true><DateInput value=from /></Field>
            <Field label=text::TO filter=true><DateInput value=to /></Field>
            <Field label=text::ADDRESS filter=true><TextInput value=filters.address.value placeholder=text::ADDRESS_HINT /></Field>
            <Field label=text::REQUEST filter=true><TextInput value=filters.request.value placeholder=text::ID_HINT /></Field>
            <Field label=text::RESOURCE filter=true><TextInput value=filters.resource.value placeholder=text::ID_HINT /></Field>
            <Show when=move || filters.any()>
                <LinkButton href=shared::pages::AUDIT_LOG kind=ButtonKind::Quiet icon=Glyph::X>{text::CLEAR}</LinkButton>
            </Show>
        </FilterBar>
    }
}
