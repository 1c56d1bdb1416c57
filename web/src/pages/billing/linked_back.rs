//! Where the provider's page leads back to whoever paid by a link: as [`super::back`], without an account.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    billing::{CheckLinkPayment, LinkPayment, LinkPaymentCheck, PaymentState},
    operation::Nothing,
};

use super::{
    back::{TRIES, Waiting, told},
    offers::shown,
};
use crate::{
    client::call,
    fetch::Fetch,
    text::{billing, pay_links as text},
    ui::{Button, EmptyState, Glyph, PageTitle, Tone},
};

/// `/pay/return?tx_ref=…`
#[component]
pub fn LinkedBack() -> impl IntoView {
    let query = use_query_map();
    let (reference, said) = query.with_untracked(|query| (query.get("tx_ref"), query.get("status")));
    view! {
        <div class="page narrow">
            <PageTitle title=billing::BACK />
            {match reference {
                Some(tx_ref) => view! { <Checked tx_ref said=said.unwrap_or_default() /> }.into_any(),
                None => view! {
                    <section class="card flush">
                        <EmptyState glyph=Glyph::FileText title=billing::NO_PAYMENT detail=text::NO_PAYMENT_DETAIL />
                    </section>
                }
                .into_any(),
            }}
        </div>
    }
}

/// What has become of the payment, asked for again as long as it isn't known.
#[component]
fn Checked(tx_ref: String, said: String) -> impl IntoView {
    let check =
        Fetch::new(move || call::<CheckLinkPayment>(Nothing {}, Nothing {}, LinkPayment { tx_ref: tx_ref.clone() }));
    let tries = StoredValue::new(0_u32);
    view! { <section class="card stack">{check.view(move |now| outcome(&now, &said, check, tries))}</section> }
}

fn outcome(now: &LinkPaymentCheck, said: &str, check: Fetch<LinkPaymentCheck>, tries: StoredValue<u32>) -> AnyView {
    let news = news(now, said, check, tries);
    let invoice = text::paid_for(&now.invoice.number, &now.invoice.organisation, &shown(now.invoice.total));
    view! { {news}<p class="small muted">{invoice}</p> }.into_any()
}

fn news(now: &LinkPaymentCheck, said: &str, check: Fetch<LinkPaymentCheck>, tries: StoredValue<u32>) -> AnyView {
    let nothing = || ().into_any();
    match now.state {
        PaymentState::Paid => told(Tone::Good, billing::PAID, text::PAID_DETAIL, nothing()),
        PaymentState::Flagged => {
            told(Tone::Warn, billing::FLAGGED, now.flag.map(billing::flag).unwrap_or_default(), nothing())
        }
        // It was paid by another attempt.
        _ if now.is_paid => told(Tone::Good, billing::PAID, text::PAID_DETAIL, nothing()),
        PaymentState::Failed => told(Tone::Bad, billing::FAILED, text::FAILED_DETAIL, nothing()),
        PaymentState::Created | PaymentState::LinkIssued => match said {
            "cancelled" => told(Tone::Plain, billing::TURNED_BACK, text::TURNED_BACK_DETAIL, nothing()),
            "failed" => told(Tone::Bad, billing::FAILED, text::FAILED_DETAIL, nothing()),
            _ if tries.get_value() < TRIES => {
                view! { <Waiting again=Callback::new(move |()| check.reload()) tries /> }.into_any()
            }
            _ => {
                let look = view! { <Button icon=Glyph::RefreshCw on_press=move || check.reload()>{billing::LOOK_AGAIN}</Button> };
                told(Tone::Warn, billing::STILL_CHECKING, billing::STILL_CHECKING_DETAIL, look.into_any())
            }
        },
    }
}
