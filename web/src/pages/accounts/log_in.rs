//! Logging in: as a page, and as a sheet over whatever page the session ended on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    accounts::{Credentials, LogIn as LogInNow, Me, OrganisationChoice, SwitchOrganisation},
    operation::Nothing,
    problem::Problem,
    wire::PersonId,
};

use super::frame::Frame;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    session::Session,
    text::accounts as text,
    to,
    ui::{Button, ButtonKind, ButtonSize, Dialog, Field, Form, PasswordInput, TextInput, live},
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
    let below = || {
        view! {
            <p>{text::NO_ACCOUNT}" "<a href=to::SIGN_UP>{text::SIGN_UP}</a></p>
            <p><a href=shared::pages::TEXT rel="external">{text::TEXT_ONLY}</a></p>
        }
    };
    view! {
        <Frame title=text::LOG_IN lead=text::LOG_IN_LEAD below>
            <LogInForm />
            <p class="centered small"><a href=shared::pages::REQUEST_RESET>{text::FORGOT}</a></p>
        </Frame>
    }
}

/// Only an address inside the app: anything else could lead a visitor astray after their log-in.
fn is_ours(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\')
}

/// Address and password. With `again`, only that person can log in, and goes on in the same organisation.
#[component]
fn LogInForm(#[prop(optional)] again: Option<Arc<Me>>) -> impl IntoView {
    let session = Session::here();
    let back_to = again.as_ref().map(|me| me.person_id);
    let known = again.is_some();
    let email = RwSignal::new(again.map(|me| me.email.clone()).unwrap_or_default());
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move || {
        let body = Credentials { email: email.get_untracked().trim().to_owned(), password: password.get_untracked() };
        attempt.send(body, move |body| enter(body, back_to), move |me| session.enter(me));
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

/// Logs in, and goes back to the organisation one was in: an account may have several.
async fn enter(body: Credentials, back_to: Option<PersonId>) -> Result<Me, Problem> {
    let me = call::<LogInNow>(Nothing {}, Nothing {}, body).await?;
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
