//! One's own second step: setting an authenticator app up, recovery codes, turning it off.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    accounts::{
        AddedPasskey, BeginSecondFactor, ConfirmSecondFactor, Enrolment, FEW_RECOVERY_CODES, LogOut, ReadSecondFactor,
        RemoveSecondFactor, RenewRecoveryCodes, SecondFactor, SecondFactorState, SecondStep,
    },
    operation::Nothing,
};

use super::{
    frame::Frame,
    passkeys::{AddForm, PasskeyList},
};
use crate::{
    attempt::{Attempt, AttemptNews},
    ballots,
    client::call,
    clipboard::copied,
    download, drafts,
    fetch::Fetch,
    passkeys,
    session::Session,
    text::{format, problems, second_factor as text},
    to,
    ui::{
        Actions, Badge, Banner, Button, ButtonKind, ButtonSize, Confirm, Dialog, Field, Form, Glyph, TextInput, Toasts,
        Tone, live,
    },
};

/// The section of the account page.
#[component]
pub fn TwoSteps() -> impl IntoView {
    let own = Fetch::new(|| call::<ReadSecondFactor>(Nothing {}, Nothing {}, ()));
    let (setting_up, showing) = (RwSignal::new(false), RwSignal::new(false));
    let (renewing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let codes = RwSignal::new(Vec::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let changed = move || {
        own.refresh();
        spawn_local(Session::here().load());
    };
    let made = move |new: Vec<String>| {
        setting_up.set(false);
        // Whoever has codes from before goes on with them.
        if new.is_empty() {
            toasts.good(text::TURNED_ON);
            changed();
            return;
        }
        codes.set(new);
        showing.set(true);
    };
    let renew = move || {
        renewing.set(false);
        attempt.run(call::<RenewRecoveryCodes>(Nothing {}, Nothing {}, ()), move |new| made(new.codes));
    };
    let remove = move || {
        removing.set(false);
        attempt.run(call::<RemoveSecondFactor>(Nothing {}, Nothing {}, ()), move |()| {
            toasts.good(text::REMOVED);
            changed();
        });
    };
    let kept = move || showing.set(false);
    // However the dialog was closed: they are shown once.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = showing.get();
        if was_open == Some(true) && !is_open {
            codes.set(Vec::new());
            changed();
        }
        is_open
    });
    view! {
        <section class="card stack" id="two-steps">
            <h2>{text::TITLE}</h2>
            <p class="small muted">{text::LEAD}</p>
            <AttemptNews attempt />
            {own.view(move |own| standing(own, attempt.busy, [setting_up, renewing, removing]))}
        </section>
        <PasskeyList made={move |new: Vec<String>| made(new)} changed />
        <Dialog open=setting_up title=text::SET_UP>
            <SetUp done={move |new: Vec<String>| made(new)} />
        </Dialog>
        <Dialog open=showing title=text::CODES>
            {live(move || view! { <Codes codes=codes.get() kept /> })}
        </Dialog>
        <Confirm open=renewing title=text::RENEW_ASK deed=text::RENEW on_confirm=renew><p>{text::RENEW_DETAIL}</p></Confirm>
        <Confirm open=removing title=text::REMOVE_ASK deed=text::REMOVE danger=true on_confirm=remove>
            <p>{text::REMOVE_DETAIL}</p>
        </Confirm>
    }
}

/// Whether it is on, and what can be done about it.
fn standing(own: SecondFactor, busy: RwSignal<bool>, [set_up, renew, remove]: [RwSignal<bool>; 3]) -> AnyView {
    let by_passkey = own.since.is_none() && own.state == SecondFactorState::InUse;
    if own.since.is_none() && !by_passkey {
        let urged = own.state == SecondFactorState::Urged;
        return view! {
            {urged.then(|| view! { <Banner tone=Tone::Warn title=text::URGED><p>{text::URGED_DETAIL}</p></Banner> })}
            <div class="row">
                <Badge>{text::OFF}</Badge>
                <Button kind=ButtonKind::Primary icon=Glyph::ShieldCheck on_press=move || set_up.set(true)>{text::SET_UP}</Button>
            </div>
        }
        .into_any();
    }
    let since = own.since.map_or_else(|| text::BY_PASSKEY.to_owned(), |since| text::since(&format::moment(since)));
    let few = own.recovery_codes_left <= FEW_RECOVERY_CODES;
    view! {
        <p class="row tight"><Badge tone=Tone::Good>{text::ON}</Badge><span class="small">{since}</span></p>
        {few.then(|| view! { <Banner tone=Tone::Warn title=text::FEW_LEFT><p>{text::FEW_LEFT_DETAIL}</p></Banner> })}
        <p class="small muted">{text::left(own.recovery_codes_left)}</p>
        <div class="row">
            <Button busy icon=Glyph::RefreshCw on_press=move || renew.set(true)>{text::RENEW}</Button>
            {if by_passkey {
                view! { <Button icon=Glyph::ShieldCheck on_press=move || set_up.set(true)>{text::SET_UP_APP}</Button> }.into_any()
            } else {
                view! { <Button kind=ButtonKind::Danger busy on_press=move || remove.set(true)>{text::REMOVE}</Button> }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// The app is told the secret, and gives a code back; `done` gets the recovery codes.
#[component]
fn SetUp(#[prop(into)] done: Callback<(Vec<String>,)>) -> impl IntoView {
    let begun = Fetch::new(|| call::<BeginSecondFactor>(Nothing {}, Nothing {}, ()));
    begun.view(move |told| view! { <Enrol told done /> })
}

#[component]
fn Enrol(told: Enrolment, done: Callback<(Vec<String>,)>) -> impl IntoView {
    let Enrolment { secret, address, picture } = told;
    let code = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let view_box = format!("0 0 {0} {0}", picture.side);
    let submit = move || {
        let body = SecondStep { code: code.get_untracked().trim().to_owned() };
        attempt.send(
            body,
            |body| call::<ConfirmSecondFactor>(Nothing {}, Nothing {}, body),
            move |made| done.run((made.codes,)),
        );
    };
    view! {
        <div class="stack">
            <p>{text::SCAN}</p>
            <svg class="qr" viewBox=view_box role="img" aria-label=text::PICTURE>
                <path d=picture.path />
            </svg>
            <p class="small muted">{text::BY_HAND}": "<code class="secret">{in_fours(&secret)}</code></p>
            <p class="small"><a href=address rel="external">{text::OPEN_APP}</a></p>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::FIRST_CODE name="code" hint=text::FIRST_CODE_HINT required=true>
                    <TextInput value=code autocomplete="one-time-code" inputmode="numeric" />
                </Field>
                <Actions>
                    <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::CONFIRM}</Button>
                </Actions>
            </Form>
        </div>
    }
}

/// The codes, this once.
#[component]
fn Codes(codes: Vec<String>, #[prop(into)] kept: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
    let all = StoredValue::new(codes.join("\n"));
    let copy = move || {
        let words = all.get_value();
        spawn_local(async move {
            if copied(&words).await {
                toasts.good(text::CODES_COPIED);
            } else {
                toasts.bad(text::CODES_NOT_COPIED);
            }
        });
    };
    let save = move || download::save(text::CODES_FILE, all.get_value().as_bytes());
    view! {
        <div class="stack">
            <p>{text::CODES_LEAD}</p>
            <ul class="recovery-codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ul>
            <div class="row">
                <Button icon=Glyph::Copy on_press=copy>{text::CODES_COPY}</Button>
                <Button icon=Glyph::Download on_press=save>{text::CODES_SAVE}</Button>
            </div>
            <Actions><Button kind=ButtonKind::Primary on_press=kept>{text::CODES_KEPT}</Button></Actions>
        </div>
    }
}

/// In place of every page, for whoever has to set it up first.
#[component]
pub fn Due() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let codes = RwSignal::new(None::<Vec<String>>);
    let by_passkey = RwSignal::new(false);
    let made = move |new: AddedPasskey| codes.set(Some(new.recovery_codes));
    let other = move || if by_passkey.get() { text::DUE_BY_APP } else { text::DUE_BY_PASSKEY };
    let swap = move || by_passkey.update(|by_passkey| *by_passkey = !*by_passkey);
    let swaps = passkeys::available();
    let kept = move || {
        toasts.good(text::TURNED_ON);
        spawn_local(session.load());
    };
    let log_out = move || {
        spawn_local(async move {
            match call::<LogOut>(Nothing {}, Nothing {}, ()).await {
                // The app begins anew: nothing of what was on the screen stays in memory.
                Ok(()) => {
                    drafts::forget_all();
                    ballots::forget_all();
                    let _ = window().location().assign(to::START);
                }
                Err(problem) => toasts.bad(problems::sentence(&problem)),
            }
        });
    };
    let below = move || view! { <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=log_out>{text::LOG_OUT}</Button> };
    view! {
        <Frame title=text::DUE lead=text::DUE_LEAD below>
            {live(move || match codes.get() {
                None if by_passkey.get() => view! { <AddForm done=made /> }.into_any(),
                None => view! { <SetUp done={move |new: Vec<String>| codes.set(Some(new))} /> }.into_any(),
                Some(codes) => view! { <h2>{text::CODES}</h2><Codes codes kept /> }.into_any(),
            })}
            {live(move || (swaps && codes.with(Option::is_none)).then(|| view! {
                <div class="centered"><Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=swap>{other}</Button></div>
            }))}
        </Frame>
    }
}

/// As one types it.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_secret_is_shown_in_groups() {
        assert_eq!(in_fours("GEZDGNBVGY"), "GEZD GNBV GY");
    }
}
