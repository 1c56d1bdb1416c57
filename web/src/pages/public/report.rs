//! Reporting a vulnerability, without an account.

use leptos::prelude::*;
use shared::{
    disclosure::{NewVulnerabilityReport, ReportReceipt, ReportVulnerability},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::{disclosure as words, format},
    to,
    ui::{Banner, Button, ButtonKind, Field, Form, LinkButton, PageTitle, TextArea, TextInput, Tone},
};

/// What is typed.
#[derive(Clone, Copy, Default)]
struct Draft {
    subject: RwSignal<String>,
    what: RwSignal<String>,
    place: RwSignal<String>,
    steps: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    /// Nobody sees it; see `NewVulnerabilityReport::leave_empty`.
    leave_empty: RwSignal<String>,
}

impl Draft {
    fn report(self) -> NewVulnerabilityReport {
        let typed = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let perhaps = |field| Some(typed(field)).filter(|text| !text.is_empty());
        NewVulnerabilityReport {
            subject: typed(self.subject),
            what: typed(self.what),
            place: perhaps(self.place),
            steps: perhaps(self.steps),
            name: perhaps(self.name),
            email: perhaps(self.email),
            leave_empty: perhaps(self.leave_empty),
        }
    }
}

/// The form, and afterwards what one can go by.
#[component]
pub fn Report() -> impl IntoView {
    let draft = Draft::default();
    let attempt = Attempt::new();
    let receipt = RwSignal::new(None::<ReportReceipt>);
    let submit = Callback::new(move |()| {
        attempt.send(
            draft.report(),
            |report| call::<ReportVulnerability>(Nothing {}, Nothing {}, report),
            move |sent| receipt.set(Some(sent)),
        );
    });
    move || match receipt.get() {
        Some(receipt) => arrived(&receipt),
        None => form(draft, attempt, submit),
    }
}

fn form(draft: Draft, attempt: Attempt, submit: Callback<()>) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="stack snug">
                <PageTitle title=words::TITLE />
                <p class="muted">{words::LEAD}</p>
            </header>
            <div class="card">
                <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    <Field label=words::SUBJECT name="subject" required=true><TextInput value=draft.subject /></Field>
                    <Field label=words::WHAT name="what" hint=words::WHAT_HINT required=true>
                        <TextArea value=draft.what rows=5 />
                    </Field>
                    <Field label=words::PLACE name="place" hint=words::PLACE_HINT><TextInput value=draft.place /></Field>
                    <Field label=words::STEPS name="steps" hint=words::STEPS_HINT><TextArea value=draft.steps rows=5 /></Field>
                    <div class="halves">
                        <Field label=words::NAME name="name"><TextInput value=draft.name autocomplete="name" /></Field>
                        <Field label=words::EMAIL name="email" hint=words::EMAIL_HINT>
                            <TextInput value=draft.email kind="email" autocomplete="email" />
                        </Field>
                    </div>
                    {trap(draft.leave_empty)}
                    <p class="small muted">{words::FAIR}</p>
                    <div class="row">
                        <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SEND}</Button>
                    </div>
                </Form>
            </div>
        </div>
    }
    .into_any()
}

/// A field that people neither see nor reach, and that programs fill in.
fn trap(leave_empty: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="visually-hidden" aria-hidden="true">
            <label>
                {words::LEAVE_EMPTY}
                <input
                    type="text"
                    name="leave_empty"
                    tabindex="-1"
                    autocomplete="off"
                    on:input=move |event| leave_empty.set(event_target_value(&event))
                />
            </label>
        </div>
    }
}

fn arrived(receipt: &ReportReceipt) -> AnyView {
    let answered = words::answered_by(&format::moment(receipt.acknowledged_by));
    let written = if receipt.by_mail { words::SENT_BY_MAIL } else { words::SENT_WITHOUT_MAIL };
    view! {
        <div class="page narrow">
            <PageTitle title=words::SENT />
            <Banner tone=Tone::Good title=words::reference(&receipt.reference)>
                <p>{answered}" "{written}</p>
            </Banner>
            <div class="row"><LinkButton href=to::SECURITY>{words::BACK}</LinkButton></div>
        </div>
    }
    .into_any()
}
