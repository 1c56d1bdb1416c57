//! The page of whoever pays without an account: one invoice, by the link of a mail.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    billing::{LinkedInvoice, PayByLink, PayLink, ReadPayLink},
    operation::Nothing,
    problem::{Code, Problem},
};

use super::offers::shown;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::accounts::secret,
    text::{format, pay_links as text},
    ui::{Banner, Button, ButtonKind, PageTitle, Skeleton, Tone, live},
};

/// What the page knows of the invoice behind its link.
type Known = RwSignal<Option<Result<LinkedInvoice, Problem>>>;

/// `/pay#secret`
#[component]
pub fn PayPage() -> impl IntoView {
    let known: Known = RwSignal::new(None);
    let read = Callback::new(move |()| {
        spawn_local(async move {
            let link = PayLink { token: secret() };
            known.try_set(Some(call::<ReadPayLink>(Nothing {}, Nothing {}, link).await));
        });
    });
    read.run(());
    live(move || match known.get() {
        None => view! { <div class="page narrow"><PageTitle title=text::TITLE /><Skeleton lines=4 /></div> }.into_any(),
        Some(Ok(invoice)) => view! { <Owed invoice /> }.into_any(),
        Some(Err(problem)) => unread(&problem, read),
    })
}

/// What there is to pay, and the way to where it is paid.
#[component]
fn Owed(invoice: LinkedInvoice) -> impl IntoView {
    let attempt = Attempt::new();
    let pay = move || {
        let link = PayLink { token: secret() };
        attempt.run(call::<PayByLink>(Nothing {}, Nothing {}, link), |checkout| {
            let _ = window().location().assign(&checkout.link);
        });
    };
    view! {
        <div class="page narrow">
            <PageTitle title=text::TITLE />
            <section class="card stack">
                <AttemptNews attempt />
                <dl class="stack tight">
                    {fact(text::INVOICE, invoice.number)}
                    {fact(text::FOR, invoice.organisation)}
                    {fact(text::TOTAL, shown(invoice.total))}
                    {fact(text::DUE, format::date(invoice.due_on))}
                </dl>
                <p class="small muted">{text::NO_ACCOUNT}</p>
                <div class="row">
                    <Button kind=ButtonKind::Primary busy=attempt.busy on_press=pay>{text::PAY}</Button>
                </div>
            </section>
        </div>
    }
}

fn fact(word: &'static str, what: String) -> AnyView {
    view! { <div class="spread"><dt class="muted">{word}</dt><dd class="strong">{what}</dd></div> }.into_any()
}

/// The link is dead, or the line was.
fn unread(problem: &Problem, read: Callback<()>) -> AnyView {
    if matches!(problem.code, Code::NotFound | Code::Invalid) {
        return view! {
            <div class="page narrow">
                <PageTitle title=text::LINK_OVER />
                <Banner tone=Tone::Plain title=text::LINK_OVER><p class="small">{text::LINK_OVER_DETAIL}</p></Banner>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="page narrow">
            <PageTitle title=text::TITLE />
            <Banner tone=Tone::Bad title=text::NOT_READ><Button on_press=read>{crate::text::ui::TRY_AGAIN}</Button></Banner>
        </div>
    }
    .into_any()
}
