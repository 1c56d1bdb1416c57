//! The rehearsal row by row: who gets what, from whom, what is missing and what is worth a look; and what people are told.

use leptos::prelude::*;
use shared::{
    notifications::NoticeKind,
    operation::Nothing,
    reviews::{
        ExportRehearsalCsv, ListRehearsedPeople, RehearsalFilter, RehearsedPerson, ReviewCycle, ReviewCyclePath,
        ReviewRelation, ReviewStage,
    },
    wire::Limit,
};

use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    listing::Listing,
    text::{format, review_rehearsal as text, reviews},
    ui::{Badge, Button, Choice, Column, DataTable, EmptyState, Field, Glyph, Select, TextInput, Tone},
};

/// What the address says where only what is open is shown.
const OPEN: &str = "open";

/// Whether there is anything to rehearse: afterwards the list of packets tells it.
pub const fn is_rehearsed(stage: ReviewStage) -> bool {
    matches!(stage, ReviewStage::Draft | ReviewStage::Nominating)
}

/// The list; `?who=…&show=open` narrow it. Read again when `again` changes.
#[component]
pub fn WhoGetsWhat(cycle: ReviewCycle, again: RwSignal<u32>) -> impl IntoView {
    let id = cycle.id;
    let (who, show) = (Kept::typed("who"), Kept::new("show"));
    let listing = Listing::new(move |cursor| {
        again.track();
        let open = show.get().is_some();
        let filter = RehearsalFilter { q: who.get(), open, limit: Limit::new(50), cursor };
        call::<ListRehearsedPeople>(ReviewCyclePath { id }, filter, ())
    });
    let attempt = Attempt::new();
    let csv = move || {
        let file = call::<ExportRehearsalCsv>(ReviewCyclePath { id }, Nothing {}, ());
        let bytes = async move { file.await.map(String::into_bytes) };
        attempt.run(bytes, |bytes: Vec<u8>| save("rehearsal.csv", &bytes));
    };
    let columns = vec![
        Column::new("person", reviews::PERSON, |row: &RehearsedPerson| row.person.name.clone()),
        Column::new("manager", reviews::MANAGER, |row: &RehearsedPerson| {
            row.manager.as_ref().map_or_else(|| format::NONE.to_owned(), |manager| manager.name.clone())
        }),
        Column::new("writers", text::WRITERS, writers),
        Column::new("due", reviews::DUE, |row: &RehearsedPerson| {
            let last = row.writers.iter().map(|writer| writer.due_on).max();
            last.map_or_else(|| format::NONE.to_owned(), format::day)
        }),
        Column::new("look", text::LOOK, marks),
    ];
    let empty = || view! { <EmptyState glyph=Glyph::Users title=text::NOBODY detail=text::NOBODY_DETAIL /> };
    let shows = vec![Choice::new(OPEN, text::OPEN_ALONE)];
    let letters = (cycle.stage == ReviewStage::Draft).then(|| view! { <Letters name=cycle.name /> });
    view! {
        <section class="card flush" id="rehearsal">
            <div class="card-head">
                <h2>{text::WHO_GETS_WHAT}</h2>
                <Field label=text::SEARCH filter=true>
                    <TextInput value=who.value kind="search" icon=Glyph::Search placeholder=text::SEARCH_HINT />
                </Field>
                <Field label=text::SHOW filter=true><Select value=show.value options=shows any=text::EVERYBODY /></Field>
                <Button icon=Glyph::Download busy=attempt.busy on_press=csv>{text::AS_CSV}</Button>
            </div>
            <AttemptNews attempt />
            <DataTable caption=text::WHO_GETS_WHAT columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
        {letters}
    }
}

/// Who writes, side by side.
fn writers(row: &RehearsedPerson) -> AnyView {
    if row.writers.is_empty() {
        return view! { <span class="muted">{text::NOBODY_WRITES}</span> }.into_any();
    }
    let named = |side: &ReviewRelation| {
        let of_side = row.writers.iter().filter(|writer| writer.relation == *side);
        let names: Vec<_> = of_side.map(|writer| writer.person.name.clone()).collect();
        (!names.is_empty()).then(|| text::writers(reviews::side(*side), &names))
    };
    let sides = ReviewRelation::ALL.iter().filter_map(named).map(|line| view! { <li>{line}</li> });
    view! { <ul class="small">{sides.collect_view()}</ul> }.into_any()
}

fn marks(row: &RehearsedPerson) -> AnyView {
    if row.lacks.is_none() && row.flags.is_empty() {
        return view! { <span class="muted">{format::NONE}</span> }.into_any();
    }
    let lacks = row.lacks.map(|lack| view! { <Badge tone=Tone::Warn>{text::lack(lack)}</Badge> });
    let flags = row.flags.iter().copied().map(|flag| view! { <Badge>{text::flag(flag)}</Badge> }).collect_view();
    view! { <span class="row snug">{lacks}{flags}</span> }.into_any()
}

/// What those concerned are told, as they will read it.
#[component]
fn Letters(name: String) -> impl IntoView {
    let says = |kind: NoticeKind| kind.facts().says.replace("{what}", &name);
    let (launched, to_write) = (says(NoticeKind::ReviewCycleLaunched), says(NoticeKind::ReviewsToWrite));
    view! {
        <section class="card stack">
            <h2>{text::LETTERS}</h2>
            <p class="small muted">{text::LETTERS_DETAIL}</p>
            <dl class="facts">
                <div><dt>{text::TO_THE_PEOPLE}</dt><dd>{launched}</dd></div>
                <div><dt>{text::TO_THE_WRITERS}</dt><dd>{to_write}</dd></div>
            </dl>
        </section>
    }
}
