//! Another address to log in with: asking for it, and confirming it by the link of the mail.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{ConfirmEmailChange, EmailChange, LinkToken, RequestEmailChange},
    operation::Nothing,
    problem::{Code, Problem},
};

use super::{
    frame::{Frame, secret},
    log_in::LogInForm,
    sign_up::SpentLink,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    session::{Session, Visitor},
    text::accounts as text,
    ui::{Banner, Button, ButtonKind, Field, Form, LinkButton, Skeleton, TextInput, Tone, live},
};

/// The card of the account page.
#[component]
pub fn EmailForm() -> impl IntoView {
    let by_provider = Session::here().me().is_some_and(|me| me.by_provider);
    let body = if by_provider {
        view! { <p class="small muted">{text::EMAIL_BY_PROVIDER}</p> }.into_any()
    } else {
        view! { <Ask /> }.into_any()
    };
    view! {
        <section class="card stack">
            <h2>{text::CHANGE_EMAIL}</h2>
            <p class="small muted">{text::CHANGE_EMAIL_LEAD}</p>
            {body}
        </section>
    }
}

/// The answer is the same whether the new address has an account or not.
#[component]
fn Ask() -> impl IntoView {
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(None::<String>);
    let attempt = Attempt::new();
    let submit = move || {
        let body = EmailChange { email: email.get_untracked().trim().to_owned() };
        let to = body.email.clone();
        attempt.send(
            body,
            |body| call::<RequestEmailChange>(Nothing {}, Nothing {}, body),
            move |()| {
                email.set(String::new());
                sent.set(Some(to));
            },
        );
    };
    let news = move || {
        sent.get().map(|to| {
            view! { <Banner tone=Tone::Good title=text::NEW_EMAIL_SENT><p>{text::new_email_sent(&to)}</p></Banner> }
        })
    };
    view! {
        {live(news)}
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::NEW_EMAIL name="email" required=true>
                <TextInput value=email kind="email" autocomplete="email" />
            </Field>
            <Button submit=true busy=attempt.busy>{text::NEW_EMAIL_DO}</Button>
        </Form>
    }
}

/// The page behind the link. It is good in a session of the account that asked, so whoever has none logs in here first: the
/// secret stays in the address, and goes nowhere meanwhile.
#[component]
pub fn ConfirmEmail() -> impl IntoView {
    let session = Session::here();
    let outcome = RwSignal::new(None::<Result<(), Problem>>);
    move || {
        if let Some(outcome) = outcome.get() {
            return outcome.map_or_else(refused, |()| changed());
        }
        match session.visitor() {
            Visitor::Unknown => view! { <Frame title=text::CONFIRM_EMAIL><Skeleton lines=2 /></Frame> }.into_any(),
            Visitor::Unreachable(problem) => refused(problem),
            Visitor::Nobody => {
                view! { <Frame title=text::CONFIRM_EMAIL lead=text::CONFIRM_EMAIL_LOG_IN><LogInForm /></Frame> }
                    .into_any()
            }
            Visitor::Member(me) => view! { <Confirm email=me.email.clone() outcome /> }.into_any(),
        }
    }
}

#[component]
fn Confirm(email: String, outcome: RwSignal<Option<Result<(), Problem>>>) -> impl IntoView {
    let attempt = Attempt::new();
    let confirm = move || {
        let work = async move {
            match call::<ConfirmEmailChange>(Nothing {}, Nothing {}, LinkToken { token: secret() }).await {
                // Not to be tried again by the same press: the page turns into another one.
                Err(problem) if matches!(problem.code, Code::LinkSpent | Code::Invalid) => Ok(Err(problem)),
                other => other.map(Ok),
            }
        };
        attempt.run(work, move |told| {
            let is_changed = told.is_ok();
            outcome.set(Some(told));
            if is_changed {
                spawn_local(Session::here().load());
            }
        });
    };
    view! {
        <Frame title=text::CONFIRM_EMAIL lead=text::confirm_email_of(&email)>
            <AttemptNews attempt />
            <Button kind=ButtonKind::Primary wide=true busy=attempt.busy on_press=confirm>{text::CONFIRM_EMAIL_DO}</Button>
        </Frame>
    }
}

fn changed() -> AnyView {
    view! { <Frame title=text::EMAIL_CHANGED lead=text::EMAIL_CHANGED_LEAD><ToAccount /></Frame> }.into_any()
}

/// Why nothing was changed.
fn refused(problem: Problem) -> AnyView {
    let is = |code: &str| problem.errors.iter().any(|error| error.field == "email" && error.code == code);
    if is("taken") {
        return view! { <Frame title=text::EMAIL_TAKEN lead=text::EMAIL_TAKEN_LEAD><ToAccount /></Frame> }.into_any();
    }
    if is("kept_elsewhere") {
        return view! { <Frame title=text::EMAIL_KEPT lead=text::EMAIL_KEPT_LEAD><ToAccount /></Frame> }.into_any();
    }
    view! { <SpentLink problem lead=text::LINK_SPENT_EMAIL><ToAccount /></SpentLink> }.into_any()
}

#[component]
fn ToAccount() -> impl IntoView {
    view! {
        <LinkButton href=shared::pages::ACCOUNT kind=ButtonKind::Primary wide=true>{text::TO_ACCOUNT}</LinkButton>
    }
}
