//! Of whom a second step at log-in is demanded.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::SecondFactorPolicy,
    operation::Nothing,
    organisations::{EditOrganisation, Organisation, OrganisationChanges, ReadOrganisation},
    people::ListSecondFactors,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    session::Session,
    text::{second_factor as text, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Choice, Form, RadioGroup, Toasts, live},
};

/// The form, once the settings are here.
#[component]
pub fn SecondFactorPolicyForm() -> impl IntoView {
    let settings = Fetch::new(|| call::<ReadOrganisation>(Nothing {}, Nothing {}, ()));
    settings.view(move |now| view! { <Shown now settings /> })
}

#[component]
fn Shown(now: Organisation, settings: Fetch<Organisation>) -> impl IntoView {
    let chosen = RwSignal::new(now.second_factor.to_string());
    let (attempt, toasts, session) = (Attempt::new(), Toasts::here(), Session::here());
    let holders = Fetch::new(|| call::<ListSecondFactors>(Nothing {}, Nothing {}, ()));
    let submit = move || {
        let second_factor = chosen.with_untracked(|chosen| SecondFactorPolicy::parse(chosen));
        attempt.send(
            OrganisationChanges { second_factor, ..Default::default() },
            move |body| change::<EditOrganisation>(Nothing {}, body, now.version),
            move |organisation| {
                toasts.good(text::POLICY_SAVED);
                settings.replace(organisation);
                // Who has asked it of themselves sets it up first.
                spawn_local(session.load());
            },
        );
    };
    let one = |policy: &SecondFactorPolicy| {
        let (label, detail) = text::policy(*policy);
        Choice::new(policy.as_str(), label).with_detail(detail)
    };
    let options: Vec<_> = SecondFactorPolicy::ALL.iter().map(one).collect();
    view! {
        <section class="card stack narrow">
            <div><h2>{text::POLICY}</h2><p class="small muted">{text::POLICY_LEAD}</p></div>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload=move || settings.reload() />
                <RadioGroup legend=text::POLICY_OF value=chosen options />
                {live(move || holders.get().map(|list| view! { <p class="small muted">{text::holders(list.people.len())}</p> }))}
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
            </Form>
        </section>
    }
}
