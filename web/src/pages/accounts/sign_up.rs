//! Signing an organisation up, and confirming the address.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{LinkToken, NewSignUp, SignUp as SignUpNow, VerifySignUp},
    operation::Nothing,
    problem::{Code, Problem},
};

use super::frame::{Frame, GoLogIn, secret};
use crate::{
    attempt::{Attempt, AttemptNews, ProblemBanner},
    client::call,
    text::{accounts as text, format},
    to,
    ui::{Button, ButtonKind, Field, Form, LinkButton, PasswordInput, Skeleton, TextInput, Toasts, live},
};

/// The form; once sent, where to look for the mail.
#[component]
pub fn SignUp() -> impl IntoView {
    let (organisation, name, email, password) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let attempt = Attempt::new();
    let sent = RwSignal::new(false);
    let toasts = Toasts::here();
    let submit = move || {
        let body = NewSignUp {
            organisation: organisation.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            time_zone: format::time_zone(),
        };
        attempt.send(
            body,
            |body| call::<SignUpNow>(Nothing {}, Nothing {}, body),
            move |()| {
                if sent.get_untracked() {
                    toasts.good(text::SENT_AGAIN);
                }
                sent.set(true);
            },
        );
    };
    let below = || view! { {text::HAVE_ACCOUNT}" "<a href=shared::pages::LOG_IN>{text::LOG_IN}</a> };
    let form = move || {
        view! {
            <Frame title=text::SIGN_UP lead=text::SIGN_UP_LEAD below>
                <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                    <AttemptNews attempt />
                    <Field label=text::ORGANISATION name="organisation" hint=text::ORGANISATION_HINT required=true>
                        <TextInput value=organisation autocomplete="organization" />
                    </Field>
                    <Field label=text::YOUR_NAME name="name" required=true>
                        <TextInput value=name autocomplete="name" />
                    </Field>
                    <Field label=text::WORK_EMAIL name="email" required=true>
                        <TextInput value=email kind="email" autocomplete="username" />
                    </Field>
                    <Field label=text::PASSWORD name="password" hint=text::PASSWORD_HINT required=true>
                        <PasswordInput value=password new=true />
                    </Field>
                    <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::SIGN_UP_DO}</Button>
                </Form>
            </Frame>
        }
        .into_any()
    };
    move || {
        if sent.get() {
            view! { <CheckMail email=email lead=text::CHECK_MAIL_SIGN_UP attempt again=submit /> }.into_any()
        } else {
            form()
        }
    }
}

/// Where the mail went, and what to do if it doesn't come: `again` sends another.
#[component]
pub fn CheckMail(
    email: RwSignal<String>,
    lead: &'static str,
    attempt: Attempt,
    #[prop(into)] again: Callback<()>,
) -> impl IntoView {
    view! {
        <Frame title=text::CHECK_MAIL lead=lead>
            <p class="strong">{live(move || text::sent_to(email.read().trim()))}</p>
            <p class="small muted">{text::NO_MAIL}</p>
            <AttemptNews attempt />
            <Button wide=true busy=attempt.busy on_press=move || again.run(())>{text::SEND_AGAIN}</Button>
        </Frame>
    }
}

/// What became of the link in the sign-up mail.
#[component]
pub fn Verify() -> impl IntoView {
    let outcome = RwSignal::new(None::<Result<(), Problem>>);
    spawn_local(async move {
        let answer = call::<VerifySignUp>(Nothing {}, Nothing {}, LinkToken { token: secret() }).await;
        outcome.set(Some(answer.map(drop)));
    });
    move || match outcome.get() {
        None => view! { <Frame title=text::VERIFYING><Skeleton lines=2 /></Frame> }.into_any(),
        Some(Ok(())) => view! { <Frame title=text::VERIFIED lead=text::VERIFIED_LEAD><GoLogIn /></Frame> }.into_any(),
        Some(Err(problem)) => view! {
            <SpentLink problem lead=text::LINK_SPENT_SIGN_UP>
                <LinkButton href=to::SIGN_UP wide=true>{text::SIGN_UP_AGAIN}</LinkButton>
                <GoLogIn />
            </SpentLink>
        }
        .into_any(),
    }
}

/// A link that doesn't work any more, or a request that failed on the way.
#[component]
pub fn SpentLink(problem: Problem, lead: &'static str, children: Children) -> impl IntoView {
    if matches!(problem.code, Code::LinkSpent | Code::NotFound | Code::Invalid) {
        return view! { <Frame title=text::LINK_SPENT lead=lead>{children()}</Frame> }.into_any();
    }
    let reload = move || {
        let _ = window().location().reload();
    };
    view! {
        <Frame title=text::LINK_UNREAD>
            <ProblemBanner problem />
            <Button on_press=reload>{crate::text::ui::TRY_AGAIN}</Button>
        </Frame>
    }
    .into_any()
}
