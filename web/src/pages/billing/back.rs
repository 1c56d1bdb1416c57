//! Where the provider's page leads back to. What stands in the address says nothing: the server asks the provider, and this
//! page asks the server.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    billing::{CheckPayment, InvoiceState, PaymentCheck, PaymentPath, PaymentState},
    operation::Nothing,
    pages::BILLING,
    wire::id::InvoiceId,
};

use super::desk::lead_to_pay;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    paying::Paying,
    text::billing as text,
    ui::{Banner, Button, ButtonKind, Crumb, EmptyState, Glyph, LinkButton, PageHeader, Skeleton, Tone},
};

/// How often the server is asked by itself, and how long between.
pub const TRIES: u32 = 12;
const PAUSE: Duration = Duration::from_secs(3);

/// The page.
#[component]
pub fn Back() -> impl IntoView {
    let query = use_query_map();
    let (reference, said) = query.with_untracked(|query| (query.get("tx_ref"), query.get("status")));
    let crumbs = vec![Crumb::new(text::BILLING, BILLING)];
    view! {
        <div class="page">
            <PageHeader title=text::BACK crumbs />
            {match reference {
                Some(tx_ref) => view! { <Checked tx_ref said=said.unwrap_or_default() /> }.into_any(),
                None => view! {
                    <div class="card flush">
                        <EmptyState glyph=Glyph::FileText title=text::NO_PAYMENT detail=text::NO_PAYMENT_DETAIL>
                            <LinkButton href=BILLING>{text::TO_BILLING}</LinkButton>
                        </EmptyState>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}

/// What has become of the payment, asked for again as long as it isn't known.
#[component]
fn Checked(tx_ref: String, said: String) -> impl IntoView {
    let check = Fetch::new(move || call::<CheckPayment>(PaymentPath { tx_ref: tx_ref.clone() }, Nothing {}, ()));
    let tries = StoredValue::new(0_u32);
    let attempt = Attempt::new();
    view! {
        <section class="card stack">
            <AttemptNews attempt />
            {check.view(move |now| outcome(&now, &said, check, tries, attempt))}
        </section>
    }
}

fn outcome(
    now: &PaymentCheck,
    said: &str,
    check: Fetch<PaymentCheck>,
    tries: StoredValue<u32>,
    attempt: Attempt,
) -> AnyView {
    let id = now.invoice.id;
    match now.state {
        PaymentState::Paid => paid(),
        PaymentState::Flagged => {
            let why = now.flag.map(text::flag).unwrap_or_default();
            told(Tone::Warn, text::FLAGGED, why, view! { <Home /> }.into_any())
        }
        // It was paid by another attempt.
        _ if now.invoice.state == InvoiceState::Paid => paid(),
        PaymentState::Failed => told(Tone::Bad, text::FAILED, text::FAILED_DETAIL, again(id, attempt)),
        PaymentState::Created | PaymentState::LinkIssued => match said {
            "cancelled" => told(Tone::Plain, text::TURNED_BACK, text::TURNED_BACK_DETAIL, again(id, attempt)),
            "failed" => told(Tone::Bad, text::FAILED, text::FAILED_DETAIL, again(id, attempt)),
            _ if tries.get_value() < TRIES => {
                view! { <Waiting again=Callback::new(move |()| check.reload()) tries /> }.into_any()
            }
            _ => {
                let look = view! { <Button icon=Glyph::RefreshCw on_press=move || check.reload()>{text::LOOK_AGAIN}</Button><Home /> };
                told(Tone::Warn, text::STILL_CHECKING, text::STILL_CHECKING_DETAIL, look.into_any())
            }
        },
    }
}

fn paid() -> AnyView {
    // Whatever the frame says of a payment that was owed is over.
    if let Some(paying) = Paying::here() {
        paying.ask();
    }
    told(Tone::Good, text::PAID, text::PAID_DETAIL, view! { <Home /> }.into_any())
}

/// News of a payment, and what can be done.
pub fn told(tone: Tone, title: &'static str, detail: &'static str, deeds: AnyView) -> AnyView {
    view! {
        <Banner tone title><p>{detail}</p></Banner>
        <div class="row">{deeds}</div>
    }
    .into_any()
}

fn again(id: InvoiceId, attempt: Attempt) -> AnyView {
    view! {
        <Button kind=ButtonKind::Primary busy=attempt.busy on_press=move || lead_to_pay(attempt, id)>{text::TRY_AGAIN}</Button>
        <Home />
    }
    .into_any()
}

#[component]
fn Home() -> impl IntoView {
    view! { <LinkButton href=BILLING>{text::TO_BILLING}</LinkButton> }
}

/// Asks again in a moment.
#[component]
pub fn Waiting(again: Callback<()>, tries: StoredValue<u32>) -> impl IntoView {
    tries.update_value(|tries| *tries = tries.saturating_add(1));
    let timer = set_timeout_with_handle(move || again.run(()), PAUSE).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! {
        <p class="strong">{text::CHECKING}</p>
        <p class="muted">{text::CHECKING_DETAIL}</p>
        <Skeleton lines=2 />
    }
}
