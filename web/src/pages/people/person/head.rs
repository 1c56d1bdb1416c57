//! The head of a person's page.

use leptos::prelude::*;
use shared::people::{MANAGE, Person};

use super::super::{
    deeds::{Deeds, PersonMenu},
    href, status_badge,
};
use crate::{
    session::Session,
    text::{people as text, privacy, shell, ui as words},
    to,
    ui::{Avatar, AvatarSize, Badge, Button, Glyph, PageTitle},
};

/// Name, job title, team, manager, role and status, and what can be done.
#[component]
pub fn Head(person: Person, deeds: Deeds) -> impl IntoView {
    let session = Session::here();
    let (kept, relation) = (StoredValue::new(person.clone()), person.relation);
    let erased = person.details.as_ref().is_some_and(|details| details.erased_at.is_some());
    let manages = move || session.can(&MANAGE, relation);
    let place: Vec<String> = person.job_title.clone().into_iter().chain(person.team.map(|team| team.name)).collect();
    let badges = person.details.map(|details| {
        let status = if erased {
            view! { <Badge>{privacy::ERASED}</Badge> }.into_any()
        } else {
            status_badge(details.status).into_any()
        };
        view! { <Badge bare=true>{shell::role(details.role)}</Badge>{status} }
    });
    let manager = person.manager.map(|manager| {
        view! { <span>{text::REPORTS_TO}" "<a href=href(manager.id)>{manager.name}</a></span> }
    });
    view! {
        <header class="page-head">
            <div class="person-head grow">
                <Avatar name=person.name.clone() size=AvatarSize::Large />
                <div class="grow stack snug">
                    <nav aria-label=words::BREADCRUMBS><ol class="crumbs"><li><a href=to::PEOPLE>{text::PEOPLE}</a></li></ol></nav>
                    <div class="row tight"><PageTitle title=person.name />{badges}</div>
                    <p class="person-place muted"><span>{place.join(" · ")}</span>{manager}</p>
                </div>
            </div>
            <Show when=manages>
                <div class="row tight">
                    {(!erased).then(|| view! {
                        <Button icon=Glyph::Pencil on_press=move || deeds.edit(kept.get_value())>{text::EDIT}</Button>
                    })}
                    <PersonMenu person=kept.get_value() deeds />
                </div>
            </Show>
        </header>
    }
}
