//! The page on which an app asks. It goes nowhere by itself, or a link could send people wherever an app is registered.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    oauth::{GiveOauthConsent, OauthAnswer, OauthConsent, OauthRequest, ReadOauthConsent},
    operation::Nothing,
    problem::{Code, Problem},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::{api_tokens, oauth as words},
    ui::{Banner, Button, ButtonKind, EmptyState, Glyph, PageHeader, Tone, live},
};

/// What is asked; or why nothing is that the app could be told.
#[derive(Clone)]
enum Found {
    Asked(OauthConsent),
    Nobody,
    WrongAddress,
    Unreadable,
}

/// The page.
#[component]
pub fn Consent() -> impl IntoView {
    let request = use_location().search.with_untracked(|search| OauthRequest::of_address(search));
    let body = match request {
        Some(request) => view! { <Asked request /> }.into_any(),
        None => nothing(words::INCOMPLETE, words::INCOMPLETE_DETAIL),
    };
    view! { <div class="page narrow">{body}</div> }
}

#[component]
fn Asked(request: OauthRequest) -> impl IntoView {
    let request = StoredValue::new(request);
    let found = Fetch::new(move || {
        let answer = call::<ReadOauthConsent>(Nothing {}, request.get_value(), ());
        async move { answer.await.map(Found::Asked).or_else(found) }
    });
    found.view(move |found| match found {
        Found::Asked(consent) => view! { <Question consent request /> }.into_any(),
        Found::Nobody => nothing(words::NOBODY, words::NOBODY_DETAIL),
        Found::WrongAddress => nothing(words::WRONG_ADDRESS, words::WRONG_ADDRESS_DETAIL),
        Found::Unreadable => nothing(words::UNREADABLE, words::UNREADABLE_DETAIL),
    })
}

/// What can't be told to the app is told here.
fn found(problem: Problem) -> Result<Found, Problem> {
    match problem.code {
        Code::NotFound => Ok(Found::Nobody),
        Code::Invalid if problem.errors.iter().any(|error| error.field == "redirect_uri") => Ok(Found::WrongAddress),
        Code::Invalid => Ok(Found::Unreadable),
        _ => Err(problem),
    }
}

fn nothing(title: &'static str, detail: &'static str) -> AnyView {
    view! {
        <PageHeader title=words::ASKED />
        <section class="card flush"><EmptyState glyph=Glyph::KeyRound title detail /></section>
    }
    .into_any()
}

#[component]
fn Question(consent: OauthConsent, request: StoredValue<OauthRequest>) -> impl IntoView {
    let attempt = Attempt::new();
    let allow = move || {
        attempt.run(call::<GiveOauthConsent>(Nothing {}, Nothing {}, request.get_value()), |answer: OauthAnswer| {
            lead(&answer.redirect_to);
        });
    };
    let OauthConsent { app, host, scopes, problem, refused_to } = consent;
    let back = move || lead(&refused_to);
    let session = Session::here();
    let whom = move || session.me().map(|me| words::as_whom(&me.name, &me.organisation.name));
    let body = match problem {
        Some(problem) => view! {
            <Banner tone=Tone::Bad title=words::problem(problem) />
            <div class="row"><Button on_press=back>{words::GO_BACK}</Button></div>
        }
        .into_any(),
        None => view! {
            <p>{words::MAY}</p>
            <ul>{scopes.into_iter().map(|scope| view! { <li>{api_tokens::scope(scope)}</li> }).collect_view()}</ul>
            <p class="small muted">{words::LIMITS}</p>
            <AttemptNews attempt />
            <div class="row">
                <Button kind=ButtonKind::Primary busy=attempt.busy on_press=allow>{words::ALLOW}</Button>
                <Button on_press=back>{words::REFUSE}</Button>
            </div>
        }
        .into_any(),
    };
    view! {
        <PageHeader title=words::question(&app) lead=words::goes_to(&host) />
        <section class="card stack"><p class="strong">{live(whom)}</p>{body}</section>
    }
}

fn lead(to: &str) {
    let _ = window().location().assign(to);
}
