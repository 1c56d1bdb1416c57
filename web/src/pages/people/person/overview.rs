//! Details, and who reports to somebody.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{ListPeople, PeopleFilter, Person, PersonDetails},
};

use super::super::href;
use crate::{
    client::call,
    listing::Listing,
    text::{format, people as text},
    to,
    ui::{ButtonSize, Column, DataTable, Glyph, LinkButton, Who},
};

/// Two cards.
#[component]
pub fn Overview(person: Person) -> impl IntoView {
    let id = person.id;
    let reports = Listing::new(move |cursor| {
        call::<ListPeople>(Nothing {}, PeopleFilter { manager: Some(id), cursor, ..PeopleFilter::default() }, ())
    });
    let columns = vec![
        Column::new("name", text::NAME, |person: &Person| {
            let detail = person.job_title.clone().unwrap_or_default();
            view! { <Who name=person.name.clone() detail href=href(person.id) /> }
        }),
        Column::new("team", text::TEAM, |person: &Person| person.team.as_ref().map(|team| team.name.clone())),
        Column::new("reports", text::DIRECT_REPORTS, |person: &Person| {
            (person.direct_reports > 0).then_some(person.direct_reports)
        })
        .end(),
    ];
    let empty = || view! { <p class="muted small">{text::NO_REPORTS}</p> };
    let chart = format!("{}?person={id}", to::CHART);
    let list = view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{text::REPORTS}</h2>
                <LinkButton href=chart size=ButtonSize::Small icon=Glyph::Network>{text::IN_CHART}</LinkButton>
            </div>
            <DataTable caption=text::REPORTS columns rows=reports.rows() more=reports.more() retry=move || reports.reload() empty />
        </section>
    };
    match person.details {
        Some(details) => view! { <div class="with-aside">{list}<Details details /></div> }.into_any(),
        None => list.into_any(),
    }
}

#[component]
fn Details(details: PersonDetails) -> impl IntoView {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| format::NONE.to_owned());
    let mail = format!("mailto:{}", details.email);
    let mut facts = vec![
        (text::START_DATE, or_none(details.start_date.map(format::date))),
        (text::EXTERNAL_ID, or_none(details.external_id)),
    ];
    // Whoever is in needs no invitation.
    if details.status.awaits_joining() {
        facts.push((text::INVITED, details.invited_at.map_or_else(|| text::NOT_INVITED.to_owned(), format::moment)));
    }
    let facts = facts.into_iter().map(|(term, fact)| view! { <dt>{term}</dt><dd>{fact}</dd> }).collect_view();
    view! {
        <section class="card stack">
            <h2>{text::DETAILS}</h2>
            <dl class="facts upright">
                <dt>{text::EMAIL}</dt>
                <dd><a href=mail>{details.email}</a></dd>
                {facts}
            </dl>
        </section>
    }
}
