//! A forgotten password: asking for a link, and setting a new one with it.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{
        LinkToken, PasswordReset, ReadPasswordReset, RequestPasswordReset, ResetLink, ResetPassword, ResetRequest,
    },
    operation::Nothing,
    problem::{Code, Problem},
};

use super::{
    frame::{Frame, GoLogIn, secret},
    sign_up::{CheckMail, SpentLink},
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::accounts as text,
    ui::{Button, ButtonKind, Field, Form, LinkButton, PasswordInput, Skeleton, TextInput, Toasts},
};

/// Asks for the address. The answer is the same whether it is known or not.
#[component]
pub fn AskReset() -> impl IntoView {
    let email = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let sent = RwSignal::new(false);
    let toasts = Toasts::here();
    let submit = move || {
        let body = ResetRequest { email: email.get_untracked().trim().to_owned() };
        attempt.send(
            body,
            |body| call::<RequestPasswordReset>(Nothing {}, Nothing {}, body),
            move |()| {
                if sent.get_untracked() {
                    toasts.good(text::SENT_AGAIN);
                }
                sent.set(true);
            },
        );
    };
    let below = || view! { <a href=shared::pages::LOG_IN>{text::LOG_IN}</a> };
    move || {
        if sent.get() {
            return view! { <CheckMail email lead=text::CHECK_MAIL_RESET attempt again=submit /> }.into_any();
        }
        view! {
            <Frame title=text::RESET lead=text::RESET_ASK_LEAD below>
                <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    <Field label=text::EMAIL name="email" required=true>
                        <TextInput value=email kind="email" autocomplete="username" />
                    </Field>
                    <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::RESET_ASK_DO}</Button>
                </Form>
            </Frame>
        }
        .into_any()
    }
}

/// Sets the new password, once it is known whose.
#[component]
pub fn Reset() -> impl IntoView {
    let link = RwSignal::new(None::<Result<ResetLink, Problem>>);
    spawn_local(async move {
        let answer = call::<ReadPasswordReset>(Nothing {}, Nothing {}, LinkToken { token: secret() }).await;
        link.try_set(Some(answer));
    });
    move || match link.get() {
        None => view! { <Frame title=text::RESET><Skeleton lines=2 /></Frame> }.into_any(),
        Some(Ok(link)) => view! { <Set email=link.email /> }.into_any(),
        Some(Err(problem)) => spent(problem),
    }
}

fn spent(problem: Problem) -> AnyView {
    view! {
        <SpentLink problem lead=text::LINK_SPENT_RESET>
            <LinkButton href=shared::pages::REQUEST_RESET kind=ButtonKind::Primary wide=true>{text::NEW_LINK}</LinkButton>
        </SpentLink>
    }
    .into_any()
}

#[component]
fn Set(email: String) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let outcome = RwSignal::new(None::<Result<(), Problem>>);
    let email = StoredValue::new(email);
    let submit = move || {
        let body = PasswordReset { token: secret(), new_password: password.get_untracked() };
        let work = |body| async move {
            match call::<ResetPassword>(Nothing {}, Nothing {}, body).await {
                // Not the form's trouble but the link's: the page turns into another one.
                Err(problem) if problem.code == Code::LinkSpent => Ok(Err(problem)),
                other => other.map(Ok),
            }
        };
        attempt.send(body, work, move |set| outcome.set(Some(set)));
    };
    move || {
        match outcome.get() {
        Some(Ok(())) => view! { <Frame title=text::RESET lead=text::RESET_DONE><GoLogIn /></Frame> }.into_any(),
        Some(Err(problem)) => spent(problem),
        None => view! {
            <Frame title=text::RESET lead=text::reset_of(&email.get_value())>
                <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    // Password managers need to know whose password it is.
                    <input class="visually-hidden" type="email" autocomplete="username" value=email.get_value() tabindex="-1" aria-hidden="true" readonly />
                    <Field label=text::NEW_PASSWORD name="new_password" hint=text::PASSWORD_HINT required=true>
                        <PasswordInput value=password new=true />
                    </Field>
                    <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::RESET_DO}</Button>
                </Form>
            </Frame>
        }
        .into_any(),
    }
    }
}
