//! Logging in by one's organisation's provider: where to, and back again.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    operation::Nothing,
    pages,
    single_sign_on::{BeginSingleSignOn, FinishSingleSignOn, SignOnBegin, SignOnReturn},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::accounts::{Frame, is_ours},
    session::Session,
    text::single_sign_on as text,
    to,
    ui::{Banner, Button, ButtonKind, Field, Form, LinkButton, Skeleton, TextInput, Tone, live},
};

/// Where to go on after the log-in is kept in the tab: what comes back from the provider can't be trusted to say so.
const NEXT: &str = "perftrack-sign-on-next";

/// The page, whichever of its two it is.
#[component]
pub fn SignOn() -> impl IntoView {
    let query = use_query_map();
    live(move || {
        let query = query.get();
        match (query.get("code"), query.get("state"), query.get("error")) {
            (Some(code), Some(state), None) => {
                let back = SignOnReturn { code, state, iss: query.get("iss") };
                view! { <Return back /> }.into_any()
            }
            (_, _, Some(_)) => view! { <NotIn why=text::TURNED_AWAY.to_owned() /> }.into_any(),
            _ => {
                let next = query.get("next").filter(|next| is_ours(next));
                view! { <Begin next again=query.get("again").is_some() /> }.into_any()
            }
        }
    })
}

/// Asks for the address, which says whose log-in it is. With `again` the provider is to ask for proof in any case.
#[component]
fn Begin(next: Option<String>, again: bool) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let session = Session::here();
    Effect::new(move |_| {
        let known = session.me().filter(|_| again && email.with_untracked(String::is_empty));
        if let Some(me) = known {
            email.set(me.email.clone());
        }
    });
    let attempt = Attempt::new();
    let none = RwSignal::new(false);
    remember(next.as_deref());
    let submit = move || {
        none.set(false);
        let body = SignOnBegin { email: email.get_untracked().trim().to_owned(), again };
        attempt.send(
            body,
            |body| call::<BeginSingleSignOn>(Nothing {}, Nothing {}, body),
            move |start| match start.address {
                Some(address) => {
                    let _ = window().location().assign(&address);
                }
                None => none.set(true),
            },
        );
    };
    let below = || view! { <a href=pages::LOG_IN>{text::WITH_PASSWORD}</a> };
    view! {
        <Frame title=text::LOG_IN lead=text::LOG_IN_LEAD below>
            {live(move || none.get().then(|| view! { <Banner tone=Tone::Warn title=text::NONE><p>{text::NONE_DETAIL}</p></Banner> }))}
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::EMAIL name="email" required=true>
                    <TextInput value=email kind="email" autocomplete="username" />
                </Field>
                <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::GO_ON}</Button>
            </Form>
        </Frame>
    }
}

/// Hands in what the provider sent back, and goes on.
#[component]
fn Return(back: SignOnReturn) -> impl IntoView {
    let why = RwSignal::new(None::<String>);
    let (session, navigate) = (Session::here(), use_navigate());
    spawn_local(async move {
        match call::<FinishSingleSignOn>(Nothing {}, Nothing {}, back).await {
            Ok(me) => {
                session.enter(me);
                let next = remembered().filter(|next| is_ours(next));
                // In its place, so that nothing of it stays in the history.
                let options = NavigateOptions { replace: true, ..Default::default() };
                navigate(next.as_deref().unwrap_or(to::HOME), options);
            }
            Err(problem) => {
                why.try_set(Some(text::why(&problem)));
            }
        }
    });
    live(move || match why.get() {
        None => {
            view! { <Frame title=text::RETURNING lead=text::RETURNING_LEAD><Skeleton lines=2 /></Frame> }.into_any()
        }
        Some(why) => view! { <NotIn why /> }.into_any(),
    })
}

#[component]
fn NotIn(why: String) -> impl IntoView {
    let below = || view! { <a href=pages::LOG_IN>{text::WITH_PASSWORD}</a> };
    view! {
        <Frame title=text::NOT_IN below>
            <Banner tone=Tone::Bad title=why />
            <LinkButton href=pages::SIGN_ON kind=ButtonKind::Primary wide=true>{text::AGAIN}</LinkButton>
        </Frame>
    }
}

fn remember(next: Option<&str>) {
    if let Ok(Some(kept)) = window().session_storage() {
        let _ = match next {
            Some(next) => kept.set_item(NEXT, next),
            None => kept.remove_item(NEXT),
        };
    }
}

fn remembered() -> Option<String> {
    let kept = window().session_storage().ok()??;
    let next = kept.get_item(NEXT).ok()?;
    let _ = kept.remove_item(NEXT);
    next
}
