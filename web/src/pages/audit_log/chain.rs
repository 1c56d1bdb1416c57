//! Whether anybody has altered the log.

use leptos::prelude::*;
use shared::{
    audit_log::{ChainCheck, CheckAuditChain, ReadAuditChain},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{audit_log as text, format},
    ui::{Banner, Button, Glyph, Tone, live},
};

/// Since when events are linked, and the button that checks all links.
#[component]
pub fn Chain() -> impl IntoView {
    let chain = Fetch::new(|| call::<ReadAuditChain>(Nothing {}, Nothing {}, ()));
    let found = RwSignal::new(None::<ChainCheck>);
    let attempt = Attempt::new();
    let check = move || {
        found.set(None);
        attempt.run(call::<CheckAuditChain>(Nothing {}, Nothing {}, ()), move |answer| found.set(Some(answer)));
    };
    view! {
        <section class="card stack">
            <div class="spread">
                <div>
                    <h2>{text::CHAIN}</h2>
                    {chain.view(|chain| view! {
                        <p class="small muted">{text::linked_since(&format::date(format::local(chain.linked_since).0))}</p>
                    })}
                </div>
                <Button icon=Glyph::ShieldCheck busy=attempt.busy on_press=check>{text::CHECK}</Button>
            </div>
            <AttemptNews attempt />
            {live(move || found.get().map(verdict))}
        </section>
    }
}

fn verdict(found: ChainCheck) -> AnyView {
    let at = format::moment(found.checked_at);
    match found.broken {
        None => view! { <Banner tone=Tone::Good title=text::whole(&at) /> }.into_any(),
        Some(broken) => view! {
            <Banner tone=Tone::Bad title=text::broken(broken.number)>
                <p>{text::breach(broken.breach)}</p>
                <p>{text::BROKEN_NEXT}</p>
            </Banner>
        }
        .into_any(),
    }
}
