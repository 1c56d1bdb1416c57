//! What is to be paid.

use leptos::prelude::*;
use shared::billing::Invoice;

use super::{desk::Desk, offers::shown, sums};
use crate::{
    text::{billing as text, format},
    ui::{Button, ButtonKind},
};

/// The open invoices, oldest first, each with the way to pay it.
#[component]
pub fn Open(open: Vec<Invoice>, desk: Desk) -> impl IntoView {
    let rows = open.into_iter().map(|invoice| row(&invoice, desk)).collect_view();
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::OPEN}</h2></div>
            <ul class="rows">{rows}</ul>
            <p class="one-foot small muted">{text::LED_AWAY}</p>
        </section>
    }
}

fn row(invoice: &Invoice, desk: Desk) -> AnyView {
    let (id, number) = (invoice.id, invoice.number.clone());
    let span = text::span(&format::date(invoice.from_on), &format::day_before(invoice.until_on));
    view! {
        <li class="stack tight">
            <div class="spread">
                <div>
                    <p class="strong">{text::kind(invoice.kind)}" · "{shown(invoice.total)}</p>
                    <p class="small muted">{invoice.number.clone()}" · "{span}" · "{text::due(&format::date(invoice.due_on))}</p>
                </div>
                <Button kind=ButtonKind::Primary busy=desk.paying.busy on_press=move || desk.pay(id)>
                    {text::PAY}<span class="visually-hidden">" "{number}</span>
                </Button>
            </div>
            {sums::opened(invoice)}
        </li>
    }
    .into_any()
}
