//! An invitation: what it invites to, and accepting it.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{AcceptInvitation, Acceptance, Invitation as Invited, LinkToken, ReadInvitation},
    operation::Nothing,
    problem::Problem,
};

use super::{
    frame::{Frame, GoLogIn, secret},
    sign_up::SpentLink,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    text::accounts as text,
    ui::{Button, ButtonKind, Field, Form, PasswordInput, Skeleton},
};

/// The page behind the link of an invitation.
#[component]
pub fn Invitation() -> impl IntoView {
    let invited = RwSignal::new(None::<Result<Invited, Problem>>);
    let accepted = RwSignal::new(false);
    spawn_local(async move {
        let answer = call::<ReadInvitation>(Nothing {}, Nothing {}, LinkToken { token: secret() }).await;
        invited.set(Some(answer));
    });
    move || match invited.get() {
        None => view! { <Frame title=text::INVITATION><Skeleton lines=2 /></Frame> }.into_any(),
        Some(Ok(invited)) if accepted.get() => {
            let title = text::invited_to(&invited.organisation);
            view! { <Frame title lead=text::ACCEPTED><GoLogIn /></Frame> }.into_any()
        }
        Some(Ok(invited)) => view! { <Accept invited accepted /> }.into_any(),
        Some(Err(problem)) => {
            view! { <SpentLink problem lead=text::LINK_SPENT_INVITATION><GoLogIn /></SpentLink> }.into_any()
        }
    }
}

/// Proves who accepts: with a new password, or that of the account the address has.
#[component]
fn Accept(invited: Invited, accepted: RwSignal<bool>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move || {
        let body = Acceptance { token: secret(), password: password.get_untracked() };
        attempt.send(body, |body| call::<AcceptInvitation>(Nothing {}, Nothing {}, body), move |()| accepted.set(true));
    };
    let known = invited.has_account;
    let (label, hint) =
        if known { (text::PASSWORD, String::new()) } else { (text::NEW_PASSWORD, text::PASSWORD_HINT.to_owned()) };
    view! {
        <Frame title=text::invited_to(&invited.organisation) lead=text::invited_as(&invited.name, &invited.email)>
            <p>{if known { text::INVITATION_KNOWN } else { text::INVITATION_NEW }}</p>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                // Password managers need to know whose password it is.
                <input class="visually-hidden" type="email" autocomplete="username" value=invited.email tabindex="-1" aria-hidden="true" readonly />
                <Field label name="password" hint required=true>
                    <PasswordInput value=password new=!known />
                </Field>
                <Button submit=true kind=ButtonKind::Primary wide=true busy=attempt.busy>{text::ACCEPT}</Button>
            </Form>
        </Frame>
    }
}
