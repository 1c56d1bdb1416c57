//! Logging in: as a page, and as a sheet over whatever page the session ended on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    accounts::{Credentials, LogIn as LogInNow, LogInMethod, Me, OrganisationChoice, SwitchOrganisation},
    operation::Nothing,
    problem::{Code, Problem},
    wire::PersonId,
};

use super::{frame::Frame, passkeys as by_passkey, second_step::SecondStepForm};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    passkeys,
    session::Session,
    text::{accounts as text, passkeys as text_of_passkeys},
    to,
    ui::{Button, ButtonKind, ButtonSize, Dialog, Field, Form, Glyph, PasswordInput, TextInput, live},
};

/// The page. Goes on to `next`, or home.
#[component]
pub fn LogIn() -> impl IntoView {
    let query = use_query_map();
    let navigate = use_navigate();
    let session = Session::here();
    let go_on = move || {
        let next = query.with_untracked(|query| query.get("next")).filter(|next| is_ours(next));
        navigate(next.as_deref().unwrap_or(to::HOME), NavigateOptions { replace: true, ..Default::default() });
    };
    // Whoever is logged in already, or logs in now, goes on.
    Effect::new(move |_| {
        if session.me().is_some() {
            go_on();
        }
    });
    let sign_on = query.with_untracked(|query| query.get("next")).filter(|next| is_ours(next));
    let sign_on = sign_on_address(sign_on.as_deref());
    let below = || {
        view! {
            <p>{text::NO_ACCOUNT}" "<a href=to::SIGN_UP>{text::SIGN_UP}</a></p>
            <p><a href=shared::pages::TEXT rel="external">{text::TEXT_ONLY}</a></p>
        }
    };
    view! {
        <Frame title=text::LOG_IN lead=text::LOG_IN_LEAD below>
            <LogInForm />
            <p class="centered"><a href=sign_on>{crate::text::single_sign_on::LOG_IN}</a></p>
            <p class="centered small"><a href=shared::pages::REQUEST_RESET>{text::FORGOT}</a></p>
        </Frame>
    }
}

/// Where one logs in by one's organisation's provider, and goes on from there.
fn sign_on_address(next: Option<&str>) -> String {
    let page = shared::pages::SIGN_ON;
    next.map_or_else(|| page.to_owned(), |next| format!("{page}?next={}", js_sys::encode_uri_component(next)))
}

/// Where the page is that the sheet lies over: the provider is elsewhere, and one comes back from there.
fn sign_on_from_here() -> String {
    let location = window().location();
    let here = [location.pathname(), location.search()].map(Result::unwrap_or_default).concat();
    sign_on_address(Some(here.as_str()).filter(|here| is_ours(here)))
}

/// The same for whoever is logged in: the provider is to ask for proof once more.
pub fn sign_on_again() -> String {
    let address = sign_on_from_here();
    let with = if address.contains('?') { "&again=1" } else { "?again=1" };
    [address.as_str(), with].concat()
}

/// Only an address inside the app: anything else could lead a visitor astray after their log-in.
pub fn is_ours(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\')
}

/// Address and password. With `again`, only that person can log in, and goes on in the same organisation.
#[component]
pub fn LogInForm(#[prop(optional)] again: Option<Arc<Me>>) -> impl IntoView {
    let back_to = again.as_ref().map(|me| me.person_id);
    let known = again.is_some();
    let email = RwSignal::new(again.map(|me| me.email.clone()).unwrap_or_default());
    let waiting = RwSignal::new(Vec::new());
    live(move || {
        if waiting.with(Vec::is_empty) {
            // Over a page only whoever was there can log in again: a passkey could be anybody's before the password is given.
            let by_passkey = (!known && passkeys::available()).then(|| view! { <PasskeyButton /> });
            view! { <PasswordForm email known waiting back_to />{by_passkey} }.into_any()
        } else {
            view! { <SecondStepForm waiting back_to /> }.into_any()
        }
    })
}

/// In place of address and password.
#[component]
fn PasskeyButton() -> impl IntoView {
    let session = Session::here();
    let attempt = Attempt::new();
    let log_in = move || attempt.run(by_passkey::log_in(), move |me| session.enter(me));
    view! {
        <div class="stack">
            <AttemptNews attempt />
            <Button wide=true icon=Glyph::KeyRound busy=attempt.busy on_press=log_in>{text_of_passkeys::LOG_IN}</Button>
        </div>
    }
}

/// The first step; `waiting` says that a second is asked for, and what is taken for it.
#[component]
fn PasswordForm(
    email: RwSignal<String>,
    known: bool,
    waiting: RwSignal<Vec<LogInMethod>>,
    back_to: Option<PersonId>,
) -> impl IntoView {
    let session = Session::here();
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move || {
        let body = Credentials { email: email.get_untracked().trim().to_owned(), password: password.get_untracked() };
        attempt.send(
            body,
            move |body| enter(body, back_to),
            move |me| match me {
                Ok(me) => session.enter(me),
                Err(methods) => waiting.set(methods),
            },
        );
    };
    view! {
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::EMAIL name="email" required=true>
                <TextInput value=email kind="email" autocomplete="username" readonly=known />
            </Field>
            <Field label=text::PASSWORD name="password" required=true>
                <PasswordInput value=password />
            </Field>
            <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::LOG_IN}</Button>
        </Form>
    }
}

/// Logs in, or says what the account takes for a second step.
async fn enter(body: Credentials, back_to: Option<PersonId>) -> Result<Result<Me, Vec<LogInMethod>>, Problem> {
    match call::<LogInNow>(Nothing {}, Nothing {}, body).await {
        Ok(me) => go_back(me, back_to).await.map(Ok),
        // A recovery code is always taken, whatever else is.
        Err(problem) if problem.methods.is_empty() && problem.code == Code::SecondStepNeeded => {
            Ok(Err(vec![LogInMethod::RecoveryCode]))
        }
        Err(problem) if problem.code == Code::SecondStepNeeded => Ok(Err(problem.methods)),
        Err(problem) => Err(problem),
    }
}

/// Goes back to the organisation one was in: an account may have several.
pub async fn go_back(me: Me, back_to: Option<PersonId>) -> Result<Me, Problem> {
    match back_to {
        Some(person_id)
            if me.person_id != person_id && me.organisations.iter().any(|one| one.person_id == person_id) =>
        {
            call::<SwitchOrganisation>(Nothing {}, Nothing {}, OrganisationChoice { person_id }).await
        }
        _ => Ok(me),
    }
}

/// Opens over the page when the session has ended. The page stays as it is, with all that was typed: it belongs to the
/// person who was here, so nobody else can log in over it. Whoever is somebody else leaves it first.
#[component]
pub fn LogInSheet() -> impl IntoView {
    let session = Session::here();
    let open = session.asking();
    // Closing the sheet any other way is for later: what waited fails, and can be tried again.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open && session.is_waiting() {
            session.put_off();
        }
        is_open
    });
    view! {
        <Dialog open title=text::AGAIN>
            <p class="muted">{text::AGAIN_LEAD}</p>
            {live(move || session.me().map(|again| view! { <LogInForm again /> }))}
            <p class="centered"><a href=sign_on_from_here() rel="external">{crate::text::single_sign_on::LOG_IN}</a></p>
            <div class="centered">
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || session.leave()>{text::SOMEBODY_ELSE}</Button>
                <p class="small muted">{text::SOMEBODY_ELSE_DETAIL}</p>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_addresses_of_the_app_are_gone_on_to() {
        assert!(is_ours("/goals?team=1"));
        for astray in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            assert!(!is_ours(astray), "{astray}");
        }
    }
}
