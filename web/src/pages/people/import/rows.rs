//! Every row with what would happen to it.

use leptos::prelude::*;
use shared::{
    access::Role,
    people::import::{
        ImportChange, ImportField, ImportOutcome, ImportPath, ImportRow, ImportRowFilter, ListImportRows,
        MissingPerson, PeopleImport,
    },
};

use crate::{
    address::Kept,
    client::call,
    listing::Listing,
    text::{format, import as text, import_codes as words, shell},
    ui::{Badge, Column, DataTable, Tone, Who},
};

/// The counts, which filter, and the rows.
#[component]
pub fn RowTable(now: PeopleImport) -> impl IntoView {
    let outcome = Kept::new("outcome");
    let id = now.id;
    let rows = Listing::new(move |cursor| {
        let filter = ImportRowFilter { outcome: outcome.read(ImportOutcome::parse), limit: None, cursor };
        call::<ListImportRows>(ImportPath { id }, filter, ())
    });
    let counts = now.counts;
    let all = counts.new + counts.changed + counts.unchanged + counts.refused;
    let tiles = [
        (None, text::ALL, all),
        (Some(ImportOutcome::New), text::NEW, counts.new),
        (Some(ImportOutcome::Changed), text::CHANGED, counts.changed),
        (Some(ImportOutcome::Unchanged), text::UNCHANGED, counts.unchanged),
        (Some(ImportOutcome::Refused), text::REFUSED, counts.refused),
    ];
    let tile = move |(which, label, count): (Option<ImportOutcome>, &'static str, usize)| {
        let code = which.map(|which| which.as_str().to_owned()).unwrap_or_default();
        let own = code.clone();
        let here = move || if outcome.value.with(|now| *now == own) { "true" } else { "false" };
        view! {
            <button type="button" class="stat" aria-pressed=here on:click=move |_| outcome.value.set(code.clone())>
                <span class="stat-label">{label}</span>
                <span class="stat-value">{format::count(count)}</span>
            </button>
        }
    };
    let columns = vec![
        Column::new("line", text::LINE, |row: &ImportRow| row.line.to_string()),
        Column::new("person", text::PERSON, |row: &ImportRow| {
            let name = row.name.clone().or_else(|| row.email.clone()).unwrap_or_else(|| format::NONE.to_owned());
            view! { <Who name detail=row.email.clone().unwrap_or_default() /> }
        }),
        Column::new("outcome", text::OUTCOME, |row: &ImportRow| {
            let outcome = row.outcome;
            view! { <Badge tone=tone(outcome)>{words::outcome(outcome)}</Badge> }
        }),
        Column::new("what", text::WHAT, what),
    ];
    let missing =
        (counts.missing > 0).then(|| view! { <Missing count=counts.missing first=now.first_missing.clone() /> });
    let teams =
        (!now.new_teams.is_empty()).then(|| view! { <p class="small muted">{text::new_teams(&now.new_teams)}</p> });
    view! {
        <section class="stack" aria-label=text::ROWS>
            <div class="stats counts">{tiles.map(tile).collect_view()}</div>
            {missing}
            {teams}
            <div class="card flush">
                <DataTable caption=text::ROWS columns rows=rows.rows() more=rows.more() retry=move || rows.reload()
                    empty=|| view! { <p class="muted small">{text::NO_ROWS}</p> } />
            </div>
        </section>
    }
}

/// Who isn't in the file, and which of them stay in any case.
#[component]
fn Missing(count: usize, first: Vec<MissingPerson>) -> impl IntoView {
    let more = count.saturating_sub(first.len());
    let one = |missing: MissingPerson| {
        let stays = missing.stays.then(|| view! { <span class="muted">{text::STAYS}</span> });
        view! { <li class="spread"><span>{missing.person.name}</span>{stays}</li> }
    };
    view! {
        <details class="unfolds small">
            <summary class="muted">{text::missing(count)}</summary>
            <ul class="stack snug">{first.into_iter().map(one).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="muted">{text::and_more(more)}</p> })}
        </details>
    }
}

/// Reasons of a refused row, differences of any other.
fn what(row: &ImportRow) -> AnyView {
    if row.outcome == ImportOutcome::Refused {
        let reasons = row.reasons.iter().map(|reason| view! { <li>{words::reason(reason)}</li> }).collect_view();
        return view! { <ul class="import-reasons">{reasons}</ul> }.into_any();
    }
    let new = row.outcome == ImportOutcome::New;
    let shown = row.changes.iter().filter(|change| !new || !in_heading(change.field)).map(difference).collect_view();
    view! { <ul class="import-changes">{shown}</ul> }.into_any()
}

/// A field from what it is to what it would be.
pub fn difference(change: &ImportChange) -> impl IntoView + use<> {
    let field = change.field;
    let before = change.before.as_deref().map(|before| view! { <del>{written(field, before)}</del>" → " });
    let after = change.after.as_deref().map_or_else(|| text::NOTHING.to_owned(), |after| written(field, after));
    view! { <li><span class="muted">{words::field(change.field)}": "</span>{before}<ins>{after}</ins></li> }
}

/// A value as the rest of the app writes it: the plan holds dates and roles as the API does.
fn written(field: ImportField, value: &str) -> String {
    let known = match field {
        ImportField::StartDate => value.parse().ok().map(format::date),
        ImportField::Role => Role::parse(value).map(|role| shell::role(role).to_owned()),
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// Whether the row's own heading shows it already.
const fn in_heading(field: ImportField) -> bool {
    matches!(field, ImportField::Name | ImportField::FirstName | ImportField::LastName | ImportField::Email)
}

const fn tone(outcome: ImportOutcome) -> Tone {
    match outcome {
        ImportOutcome::New => Tone::Good,
        ImportOutcome::Changed => Tone::Accent,
        ImportOutcome::Unchanged => Tone::Plain,
        ImportOutcome::Refused => Tone::Bad,
    }
}
