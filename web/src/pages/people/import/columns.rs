//! What each column holds: guessed, and changeable by hand.

use leptos::prelude::*;
use shared::{
    people::import::{
        DateOrder, DatesRead, EditImport, ImportColumn, ImportField, ImportPath, ImportSettings, PeopleImport,
    },
    wire::Patch,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    text::{import as text, import_codes as words},
    ui::{Banner, Choice, Field, Select, Tone},
};

/// The columns side by side. A choice takes effect at once: the rows are read anew.
#[component]
pub fn Columns(now: PeopleImport, import: Fetch<PeopleImport>) -> impl IntoView {
    let (id, version) = (now.id, now.version);
    let attempt = Attempt::new();
    let chosen: Vec<RwSignal<String>> = now
        .columns
        .iter()
        .map(|column| RwSignal::new(column.field.map(|field| field.to_string()).unwrap_or_default()))
        .collect();
    let send = move |settings: ImportSettings| {
        attempt.send(
            settings,
            |body| change::<EditImport>(ImportPath { id }, body, version),
            move |answer| import.replace(answer),
        );
    };
    for field in &chosen {
        let (field, chosen) = (*field, chosen.clone());
        Effect::new(move |before: Option<()>| {
            field.track();
            if before.is_some() {
                let columns = chosen.iter().map(|field| field.with_untracked(|field| ImportField::parse(field)));
                send(ImportSettings { columns: Some(columns.collect()), date_order: Patch::Keep });
            }
        });
    }
    let options: Vec<Choice> =
        ImportField::ALL.iter().map(|field| Choice::new(field.as_str(), words::field(*field))).collect();
    let columns = now
        .columns
        .iter()
        .zip(chosen)
        .map(|(column, value)| view! { <ColumnCard column=column.clone() value options=options.clone() /> })
        .collect_view();
    let order = RwSignal::new(now.date_order.map(|order| order.to_string()).unwrap_or_default());
    Effect::new(move |before: Option<()>| {
        let order = order.with(|order| DateOrder::parse(order));
        if before.is_some() {
            send(ImportSettings { columns: None, date_order: Patch::from(order) });
        }
    });
    let orders =
        DateOrder::ALL.iter().map(|order| Choice::new(order.as_str(), words::order(*order))).collect::<Vec<_>>();
    let dates = now.dates.filter(|dates| *dates != DatesRead::Clear).map(|dates| {
        view! {
            <div class="narrow">
                <Field label=text::DATES filter=true hint=words::dates(dates)>
                    <Select value=order options=orders any=text::DATES_BY_COLUMN />
                </Field>
            </div>
        }
    });
    let unknown = (!now.tells_people_apart()).then(|| {
        view! { <Banner tone=Tone::Warn title=text::UNRECOGNISED><p>{text::UNRECOGNISED_DETAIL}</p></Banner> }
    });
    view! {
        <section class="card stack" aria-busy=move || attempt.busy.get().then_some("true")>
            <div><h2>{text::COLUMNS}</h2><p class="small muted">{words::read_as(&now)}</p></div>
            <AttemptNews attempt reload=move || import.reload() />
            {unknown}
            <div class="import-columns">{columns}</div>
            {dates}
        </section>
    }
}

#[component]
fn ColumnCard(column: ImportColumn, value: RwSignal<String>, options: Vec<Choice>) -> impl IntoView {
    let label = if column.header.is_empty() { text::nameless(column.index + 1) } else { column.header };
    let samples =
        column.samples.into_iter().take(3).map(|sample| view! { <li class="truncate">{sample}</li> }).collect_view();
    view! {
        <div class="import-column" data-unused=move || value.read().is_empty().then_some("true")>
            <Field label filter=true><Select value options any=text::LEAVE_ASIDE /></Field>
            <ul class="tiny faint">{samples}</ul>
        </div>
    }
}
