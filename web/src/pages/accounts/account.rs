//! One's own account: who one is here, the password, the sessions.

use leptos::prelude::*;
use shared::{
    accounts::{ChangePassword, PasswordChange},
    operation::Nothing,
};

use super::{email::EmailForm, my_data::MyData, second_factor::TwoSteps, sessions::SessionList, sign_ins::SignInList};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::{api_tokens::OwnTokens, oauth::OwnGrants},
    session::Session,
    text::{self, accounts as words},
    ui::{Avatar, AvatarSize, Button, Field, Form, PageHeader, PasswordInput, Toasts},
};

/// The account page.
#[component]
pub fn Account() -> impl IntoView {
    let sessions = RwSignal::new(0_u32);
    view! {
        <div class="page">
            <PageHeader title=words::ACCOUNT />
            <div class="with-aside">
                <div class="stack">
                    <TwoSteps />
                    <SessionList turn=sessions />
                    <OwnTokens />
                    <OwnGrants />
                    <SignInList />
                </div>
                <div class="stack">
                    <Profile />
                    <EmailForm />
                    <MyData />
                    <PasswordForm changed=move || sessions.update(|turn| *turn += 1) />
                </div>
            </div>
        </div>
    }
}

#[component]
fn Profile() -> impl IntoView {
    let session = Session::here();
    let profile = move || {
        session.me().map(|me| {
            view! {
                <div class="who">
                    <Avatar name=me.name.clone() size=AvatarSize::Large />
                    <div class="who-text">
                        <strong>{me.name.clone()}</strong>
                        <span class="truncate">{me.email.clone()}</span>
                        <span>{text::shell::role(me.role)}" · "{me.organisation.name.clone()}</span>
                    </div>
                </div>
            }
        })
    };
    view! {
        <section class="card stack">
            <h2>{words::PROFILE}</h2>
            {profile}
            <p class="small muted">{words::PROFILE_HINT}</p>
            <a href=shared::pages::NOTIFICATION_SETTINGS>{words::HOW_TOLD}</a>
            <a href=shared::pages::TEXT rel="external">{words::TEXT_ONLY}</a>
        </section>
    }
}

#[component]
fn PasswordForm(#[prop(into)] changed: Callback<()>) -> impl IntoView {
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let submit = move || {
        let body = PasswordChange { current_password: current.get_untracked(), new_password: new.get_untracked() };
        attempt.send(
            body,
            |body| call::<ChangePassword>(Nothing {}, Nothing {}, body),
            move |()| {
                current.set(String::new());
                new.set(String::new());
                toasts.good(words::PASSWORD_CHANGED);
                changed.run(());
            },
        );
    };
    view! {
        <section class="card stack">
            <h2>{words::CHANGE_PASSWORD}</h2>
            <p class="small muted">{words::CHANGE_PASSWORD_LEAD}</p>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=words::CURRENT_PASSWORD name="current_password" required=true>
                    <PasswordInput value=current />
                </Field>
                <Field label=words::NEW_PASSWORD name="new_password" hint=words::PASSWORD_HINT required=true>
                    <PasswordInput value=new new=true />
                </Field>
                <Button submit=true busy=attempt.busy>{words::CHANGE_PASSWORD_DO}</Button>
            </Form>
        </section>
    }
}
