//! Undoing an import: first what it would do, then the deed.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::import::{
        ImportPath, ImportUndo, ImportUndoConfirmation, ImportUndoRow, PeopleImport, PreviewImportUndo, UndoImport,
        UndoOutcome,
    },
    wire::ImportId,
};

use super::rows::difference;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{format, import as text, import_codes as words},
    ui::{Actions, Badge, Button, ButtonKind, Checkbox, Dialog, Toasts, Tone},
};

/// The way to undo what was applied, as long as it can be.
#[component]
pub fn Undo(now: PeopleImport, import: Fetch<PeopleImport>) -> impl IntoView {
    let id = now.id;
    let open = RwSignal::new(false);
    now.undo_until.filter(|until| now.undone_at.is_none() && *until > format::now()).map(|until| {
        view! {
            <section class="card stack">
                <div class="spread">
                    <p class="muted">{text::undo_until(&format::moment(until))}</p>
                    <Button on_press=move || open.set(true)>{text::UNDO}</Button>
                </div>
            </section>
            <Dialog open title=text::UNDO wide=true><Preview id import open /></Dialog>
        }
    })
}

/// What it would do, as people are now.
#[component]
fn Preview(id: ImportId, import: Fetch<PeopleImport>, open: RwSignal<bool>) -> impl IntoView {
    let plan = Fetch::new(move || call::<PreviewImportUndo>(ImportPath { id }, Nothing {}, ()));
    plan.view(move |now| view! { <Planned id now plan import open /> })
}

#[component]
fn Planned(
    id: ImportId,
    now: ImportUndo,
    plan: Fetch<ImportUndo>,
    import: Fetch<PeopleImport>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (attempt, skip, toasts) = (Attempt::new(), RwSignal::new(false), Toasts::here());
    let (refused, touched, version) = (now.refused, now.put_back + now.leave, now.version);
    let fingerprint = StoredValue::new(now.fingerprint.clone());
    let ready = move || refused == 0 || skip.get();
    let undo = move || {
        let body = ImportUndoConfirmation { fingerprint: fingerprint.get_value(), skip_refused: skip.get_untracked() };
        attempt.send(
            body,
            move |body| change::<UndoImport>(ImportPath { id }, body, version),
            move |answer| {
                open.set(false);
                toasts.good(text::IS_UNDONE);
                import.replace(answer);
            },
        );
    };
    let choice = (refused > 0 && touched > 0).then(|| {
        view! { <Checkbox checked=skip label=text::leave_as_they_are(refused) hint=text::LEAVE_HINT /> }
    });
    let more = (touched + refused).saturating_sub(now.rows.len());
    let rows = now.rows.iter().map(row).collect_view();
    view! {
        <div class="stack">
            <AttemptNews attempt reload=move || plan.reload() />
            <p>{text::undoing(now.put_back, now.leave, refused)}</p>
            <p class="small muted">{text::UNDO_DETAIL}</p>
            <ul class="rows" aria-label=text::UNDO_PEOPLE>{rows}</ul>
            {(more > 0).then(|| view! { <p class="small muted">{text::and_more(more)}</p> })}
            {choice}
            {(touched > 0).then(|| view! {
                <Actions>
                    <Button kind=ButtonKind::Danger busy=attempt.busy disabled=Signal::derive(move || !ready()) on_press=undo>
                        {text::undo(touched)}
                    </Button>
                </Actions>
            })}
        </div>
    }
}

/// Somebody, with what changes or why nothing does.
fn row(row: &ImportUndoRow) -> impl IntoView + use<> {
    let outcome = row.outcome;
    let detail = match outcome {
        UndoOutcome::Refused => {
            let reasons =
                row.reasons.iter().map(|reason| view! { <li>{words::undo_reason(reason)}</li> }).collect_view();
            view! { <ul class="import-reasons">{reasons}</ul> }.into_any()
        }
        UndoOutcome::PutBack => {
            let changes = row.changes.iter().map(difference).collect_view();
            view! { <ul class="import-changes">{changes}</ul> }.into_any()
        }
        UndoOutcome::Leaves => view! { <p class="small muted">{text::LEAVES_DETAIL}</p> }.into_any(),
    };
    let tone = match outcome {
        UndoOutcome::PutBack => Tone::Accent,
        UndoOutcome::Leaves => Tone::Plain,
        UndoOutcome::Refused => Tone::Bad,
    };
    let name = row.person.name.clone();
    view! {
        <li class="stack snug">
            <div class="spread"><span class="strong">{name}</span><Badge tone=tone>{words::undo_outcome(outcome)}</Badge></div>
            {detail}
        </li>
    }
}
