//! Every invoice there was, with its papers.

use leptos::prelude::*;
use shared::{
    billing::{
        Invoice, InvoicePath, InvoiceState, InvoicesQuery, ListInvoices, ReadCreditNote, ReadInvoiceDocument,
        ReadReceipt,
    },
    operation::Nothing,
    problem::Problem,
};

use super::{desk::Desk, offers::shown, sums};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    listing::Listing,
    text::{billing as text, format, pricing},
    ui::{Badge, Button, ButtonSize, Column, DataTable, EmptyState, Glyph, Toasts, Tone},
};

/// The list, latest first.
#[component]
pub fn Invoices(desk: Desk) -> impl IntoView {
    let rows = Listing::new(move |cursor| {
        desk.turn.track();
        call::<ListInvoices>(Nothing {}, InvoicesQuery { cursor, limit: None }, ())
    });
    let attempt = Attempt::new();
    let empty =
        || view! { <EmptyState glyph=Glyph::FileText title=text::NO_INVOICES detail=text::NO_INVOICES_DETAIL /> };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::INVOICES}</h2></div>
            <AttemptNews attempt />
            <DataTable
                caption=text::INVOICES
                columns=columns(attempt, Toasts::here())
                rows=rows.rows()
                more=rows.more()
                retry=move || rows.reload()
                empty
            />
        </section>
    }
}

fn columns(attempt: Attempt, toasts: Toasts) -> Vec<Column<Invoice>> {
    vec![
        Column::new("number", text::NUMBER, |row: &Invoice| {
            let day = format::moment(row.issued_at);
            view! {
                <div class="stack snug">
                    <span class="strong">{row.number.clone()}</span>
                    <span class="small muted">{day}</span>
                </div>
            }
        }),
        Column::new("for", text::FOR, |row: &Invoice| {
            let span = text::span(&format::date(row.from_on), &format::day_before(row.until_on));
            view! {
                <div class="stack snug">
                    <span>{text::kind(row.kind)}" · "{pricing::plan(row.plan)}</span>
                    <span class="small muted">{span}</span>
                    {sums::opened(row)}
                </div>
            }
        }),
        Column::new("state", text::STATE, |row: &Invoice| {
            let tone = match row.state {
                InvoiceState::Open | InvoiceState::Refunding => Tone::Warn,
                InvoiceState::Paid => Tone::Good,
                InvoiceState::Void | InvoiceState::Refunded => Tone::Plain,
            };
            let state = text::invoice_state(row.state);
            view! { <Badge tone>{state}</Badge> }
        }),
        Column::new("amount", text::AMOUNT, |row: &Invoice| shown(row.total)).end(),
        Column::new("papers", text::PAPERS, move |row: &Invoice| papers(row, attempt, toasts)).end(),
    ]
}

fn papers(row: &Invoice, attempt: Attempt, toasts: Toasts) -> AnyView {
    let id = row.id;
    let invoice = paper(text::INVOICE, &row.number, attempt, toasts, move || {
        call::<ReadInvoiceDocument>(InvoicePath { id }, Nothing {}, ())
    });
    let receipt = row.receipt_number.as_ref().map(|number| {
        paper(text::RECEIPT, number, attempt, toasts, move || call::<ReadReceipt>(InvoicePath { id }, Nothing {}, ()))
    });
    let credit_note = row.credit_note.as_ref().map(|note| {
        paper(text::CREDIT_NOTE, &note.number, attempt, toasts, move || {
            call::<ReadCreditNote>(InvoicePath { id }, Nothing {}, ())
        })
    });
    view! { <span class="row tight">{invoice}{receipt}{credit_note}</span> }.into_any()
}

/// A button that hands a paper over.
fn paper<F>(
    word: &'static str,
    number: &str,
    attempt: Attempt,
    toasts: Toasts,
    ask: impl Fn() -> F + Send + Sync + 'static,
) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, Problem>> + 'static,
{
    let (name, label) = (text::file(number), text::paper_of(word, number));
    let take = move || {
        let name = name.clone();
        attempt.run(ask(), move |file: Vec<u8>| {
            save(&name, &file);
            toasts.good(text::SAVED);
        });
    };
    view! {
        <Button size=ButtonSize::Small icon=Glyph::Download busy=attempt.busy on_press=take>
            <span aria-hidden="true">{word}</span><span class="visually-hidden">{label}</span>
        </Button>
    }
    .into_any()
}
