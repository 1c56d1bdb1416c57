//! "Is it you?": asked over whatever page does something dangerous, before it is done.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{BeginPasskeyProof, ConfirmIdentity, IdentityProof, ListPasskeys, SecondFactorState},
    operation::Nothing,
    problem::Problem,
};

use super::log_in::sign_on_again;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    passkeys,
    session::Session,
    text::{accounts as text, passkeys as text_of_passkeys, ui::CANCEL},
    ui::{Actions, Button, ButtonKind, ButtonSize, Dialog, Field, Form, Glyph, PasswordInput, TextInput, live},
};

/// Opens when the server wants to know once more who is there. What waits for the answer is then sent again, so the page
/// below need not know of it.
#[component]
pub fn ConfirmSheet() -> impl IntoView {
    let session = Session::here();
    let open = session.proving();
    // Put away in any way, the question stays unanswered, and what waits fails.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            session.proved(false);
        }
        is_open
    });
    view! {
        <Dialog open title=text::CONFIRM>
            <p class="muted">{text::CONFIRM_LEAD}</p>
            <ConfirmForm />
        </Dialog>
    }
}

#[component]
fn ConfirmForm() -> impl IntoView {
    let session = Session::here();
    let me = session.me();
    let has_code = me.as_ref().is_some_and(|me| me.second_factor == SecondFactorState::InUse);
    // They may know no password here.
    let by_provider = me.is_some_and(|me| me.by_provider);
    let by_code = RwSignal::new(false);
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    // Whether they have one is asked of few: of whom a code can be asked, too.
    let has_passkey = RwSignal::new(false);
    if has_code && passkeys::available() {
        spawn_local(async move {
            let own = call::<ListPasskeys>(Nothing {}, Nothing {}, ()).await;
            // The question may have been put away by now.
            has_passkey.try_set(own.is_ok_and(|own| !own.items.is_empty()));
        });
    }
    let use_provider = move || {
        let _ = window().location().assign(&sign_on_again());
    };
    let use_passkey = move || attempt.run(by_passkey(), move |()| session.proved(true));
    let submit = move || {
        let proof = if by_code.get_untracked() {
            IdentityProof { code: Some(code.get_untracked().trim().to_owned()), ..IdentityProof::default() }
        } else {
            IdentityProof { password: Some(password.get_untracked()), ..IdentityProof::default() }
        };
        let work = |body| call::<ConfirmIdentity>(Nothing {}, Nothing {}, body);
        attempt.send(proof, work, move |()| session.proved(true));
    };
    let field = move || {
        if by_code.get() {
            view! {
                <Field label=text::CONFIRM_CODE name="code" hint=text::CONFIRM_CODE_HINT required=true>
                    <TextInput value=code autocomplete="one-time-code" />
                </Field>
            }
            .into_any()
        } else {
            view! { <Field label=text::PASSWORD name="password" required=true><PasswordInput value=password /></Field> }
                .into_any()
        }
    };
    let other = move || if by_code.get() { text::CONFIRM_BY_PASSWORD } else { text::CONFIRM_BY_CODE };
    let swap = move || {
        attempt.clear();
        by_code.update(|by_code| *by_code = !*by_code);
    };
    view! {
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {live(field)}
            {live(move || has_passkey.get().then(|| view! {
                <Button icon=Glyph::KeyRound busy=attempt.busy on_press=use_passkey>{text_of_passkeys::USE}</Button>
            }))}
            {has_code.then(|| view! { <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=swap>{other}</Button> })}
            {by_provider.then(|| view! {
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=use_provider>{text::CONFIRM_BY_PROVIDER}</Button>
            })}
            <Actions>
                <Button on_press=move || session.proving().set(false)>{CANCEL}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CONFIRM_DO}</Button>
            </Actions>
        </Form>
    }
}

async fn by_passkey() -> Result<(), Problem> {
    let asked = call::<BeginPasskeyProof>(Nothing {}, Nothing {}, ()).await?;
    let passkey = Some(passkeys::sign(&asked).await?);
    let proof = IdentityProof { passkey, ..IdentityProof::default() };
    call::<ConfirmIdentity>(Nothing {}, Nothing {}, proof).await.map_err(passkeys::refused)
}
