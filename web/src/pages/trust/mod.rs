//! What an Admin can check today of what the Security page promises.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    trust::{IsolationReport, ReadTrust, TrustEvidence, TrustStanding, TryIsolation},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    shell::guarded,
    text::{format, trust as words},
    to,
    ui::{Badge, Banner, Button, ButtonKind, Glyph, LinkButton, PageHeader, Tone, live},
};

crate::parts::parts! {
    settings: trust();
}

/// `/trust`
pub fn trust() -> AnyView {
    guarded::<ReadTrust>(|| Trust().into_any())
}

#[component]
fn Trust() -> impl IntoView {
    let found = Fetch::new(|| call::<ReadTrust>(Nothing {}, Nothing {}, ()));
    let attempt = Attempt::new();
    let tried = RwSignal::new(None::<IsolationReport>);
    let try_it = move || {
        attempt.run(call::<TryIsolation>(Nothing {}, Nothing {}, ()), move |report| {
            tried.set(Some(report));
            found.refresh();
        });
    };
    view! {
        <div class="page">
            <PageHeader title=words::TRUST lead=words::LEAD>
                <LinkButton href=to::SECURITY>{words::SECURITY_PAGE}</LinkButton>
            </PageHeader>
            <section class="card stack">
                <p class="measure">{words::TRY_DETAIL}</p>
                <AttemptNews attempt />
                {live(move || tried.get().map(outcome))}
                <div class="row">
                    <Button kind=ButtonKind::Primary icon=Glyph::ShieldCheck busy=attempt.busy on_press=try_it>{words::TRY}</Button>
                </div>
            </section>
            {found.view(|trust| view! {
                <section class="card flush" aria-label=words::EVIDENCE>
                    <ul class="rows evidence">{trust.items.into_iter().map(piece).collect_view()}</ul>
                </section>
            })}
        </div>
    }
}

fn piece(evidence: TrustEvidence) -> AnyView {
    let tone = match evidence.standing {
        TrustStanding::Ok => Tone::Good,
        TrustStanding::Warning => Tone::Warn,
        TrustStanding::Unknown => Tone::Plain,
    };
    let at = evidence.at.map(|at| view! { <p class="small faint">{words::as_of(&format::moment(at))}</p> });
    let more = evidence.link.map(|link| view! { <p class="small"><a href=link rel="external">{words::MORE}</a></p> });
    view! {
        <li class="stack tight">
            <div class="spread">
                <h2>{words::topic(evidence.topic)}</h2>
                <Badge tone>{words::standing(evidence.standing)}</Badge>
            </div>
            <p class="measure">{evidence.words}</p>
            {at}
            {more}
        </li>
    }
    .into_any()
}

fn outcome(report: IsolationReport) -> AnyView {
    if report.holds() {
        let detail = words::attempts(report.attempts, report.tables);
        return view! { <Banner tone=Tone::Good title=words::HOLDS><p>{detail}</p></Banner> }.into_any();
    }
    let crossed = report
        .crossed
        .into_iter()
        .map(|one| view! { <li>{one.table}": "{words::attempt(one.attempt)}</li> })
        .collect_view();
    view! { <Banner tone=Tone::Bad title=words::CROSSED><ul>{crossed}</ul></Banner> }.into_any()
}
