//! Domains, how they stand, and the record that proves each.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    single_sign_on::{
        AddEmailDomain, CheckEmailDomain, DomainOutcome, DomainState, EmailDomain, EmailDomainPath, NewEmailDomain,
        RemoveEmailDomain, SingleSignOn,
    },
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    clipboard::copied,
    fetch::Fetch,
    text::single_sign_on as text,
    ui::{
        Actions, Badge, Button, ButtonKind, ButtonSize, Confirm, Dialog, EmptyState, Field, Form, Glyph, TextInput,
        Toasts, Tone,
    },
};

/// The card.
#[component]
pub fn Domains(all: Fetch<SingleSignOn>) -> impl IntoView {
    let (adding, removing) = (RwSignal::new(false), RwSignal::new(false));
    let deeds = Deeds { all, attempt: Attempt::new(), toasts: Toasts::here(), chosen: RwSignal::new(None), removing };
    let added = move || {
        adding.set(false);
        deeds.toasts.good(text::DOMAIN_ADDED);
        all.reload();
    };
    let list = move |SingleSignOn { domains, .. }| {
        if domains.is_empty() {
            return view! { <EmptyState glyph=Glyph::ShieldCheck title=text::NO_DOMAIN detail=text::NO_DOMAIN_DETAIL /> }
                .into_any();
        }
        let rows = domains.into_iter().map(|domain| view! { <DomainRow domain deeds /> }).collect_view();
        view! { <ul class="rows channels" aria-label=text::DOMAINS>{rows}</ul> }.into_any()
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{text::DOMAINS}</h2><p class="small muted">{text::DOMAINS_LEAD}</p></div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{text::ADD_DOMAIN}</Button>
            </div>
            <AttemptNews attempt=deeds.attempt />
            {all.view(list)}
        </section>
        <Dialog open=adding title=text::ADD_DOMAIN><AddForm done=added /></Dialog>
        <Confirm open=removing title=text::REMOVE_DOMAIN_ASK deed=text::REMOVE danger=true on_confirm=move || deeds.remove()>
            <p>{text::REMOVE_DOMAIN_DETAIL}</p>
        </Confirm>
    }
}

/// What can be done with a domain.
#[derive(Clone, Copy)]
struct Deeds {
    all: Fetch<SingleSignOn>,
    attempt: Attempt,
    toasts: Toasts,
    chosen: RwSignal<Option<EmailDomain>>,
    removing: RwSignal<bool>,
}

impl Deeds {
    fn check(self, domain: &EmailDomain) {
        let path = EmailDomainPath { id: domain.id };
        self.attempt.run(call::<CheckEmailDomain>(path, Nothing {}, ()), move |check| {
            match check.outcome {
                DomainOutcome::Found => self.toasts.good(text::outcome(check.outcome)),
                other => self.toasts.bad(text::outcome(other)),
            }
            self.all.reload();
        });
    }

    fn ask_to_remove(self, domain: EmailDomain) {
        self.chosen.set(Some(domain));
        self.removing.set(true);
    }

    fn remove(self) {
        self.removing.set(false);
        let Some(domain) = self.chosen.get_untracked() else { return };
        let path = EmailDomainPath { id: domain.id };
        self.attempt.run(call::<RemoveEmailDomain>(path, Nothing {}, ()), move |()| {
            self.toasts.good(text::DOMAIN_REMOVED);
            self.all.reload();
        });
    }

    fn copy(self, record: String) {
        spawn_local(async move {
            if copied(&record).await {
                self.toasts.good(text::COPIED);
            } else {
                self.toasts.bad(text::NOT_COPIED);
            }
        });
    }
}

#[component]
fn DomainRow(domain: EmailDomain, deeds: Deeds) -> impl IntoView {
    let tone = match domain.state {
        DomainState::Waiting => Tone::Warn,
        DomainState::Proven => Tone::Good,
        DomainState::Lost => Tone::Bad,
    };
    let state = text::state(domain.state);
    let kept = StoredValue::new(domain.clone());
    let record = RwSignal::new(domain.record);
    let of = text::of_domain(&domain.domain);
    let (of_check, of_copy, of_remove) = (of.clone(), of.clone(), of);
    view! {
        <li class="stack">
            <div class="spread">
                <span class="row tight"><span class="strong">{domain.domain}</span><Badge tone>{state}</Badge></span>
                <span class="row tight">
                    <Button size=ButtonSize::Small busy=deeds.attempt.busy on_press=move || kept.with_value(|domain| deeds.check(domain))>
                        {text::CHECK}<span class="visually-hidden">{of_check}</span>
                    </Button>
                    <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || deeds.ask_to_remove(kept.get_value())>
                        {text::REMOVE}<span class="visually-hidden">{of_remove}</span>
                    </Button>
                </span>
            </div>
            <Field label=text::RECORD hint=text::RECORD_HINT filter=true><TextInput value=record readonly=true /></Field>
            <div class="row">
                <Button size=ButtonSize::Small icon=Glyph::Copy on_press=move || deeds.copy(record.get_untracked())>
                    {text::COPY}<span class="visually-hidden">{of_copy}</span>
                </Button>
            </div>
        </li>
    }
}

#[component]
fn AddForm(#[prop(into)] done: Callback<()>) -> impl IntoView {
    let domain = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move || {
        let body = NewEmailDomain { domain: domain.get_untracked().trim().to_owned() };
        attempt.send(body, |body| call::<AddEmailDomain>(Nothing {}, Nothing {}, body), move |_| done.run(()));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::DOMAIN name="domain" hint=text::DOMAIN_HINT required=true>
                <TextInput value=domain inputmode="url" />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD_DOMAIN}</Button></Actions>
        </Form>
    }
}
