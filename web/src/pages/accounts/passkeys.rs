//! One's own passkeys: the list, adding, removing; and logging in by one.

use leptos::prelude::*;
use shared::{
    accounts::{
        AddPasskey, AddedPasskey, BeginPasskey, BeginPasskeyLogIn, FinishPasskeyLogIn, ListPasskeys, Me, Passkey,
        PasskeyPath, Passkeys, RemovePasskey,
    },
    operation::Nothing,
    problem::Problem,
    wire::check,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    passkeys,
    session::Session,
    text::{self, format, passkeys as words},
    ui::{Actions, Button, ButtonKind, ButtonSize, Confirm, Dialog, EmptyState, Field, Form, Glyph, TextInput, Toasts},
};

/// The section of the account page. `made` gets the recovery codes that come with the first; `changed` hears of all else.
#[component]
pub fn PasskeyList(#[prop(into)] made: Callback<(Vec<String>,)>, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let all = Fetch::new(|| call::<ListPasskeys>(Nothing {}, Nothing {}, ()));
    let (adding, removing) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None::<Passkey>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let added = move |added: AddedPasskey| {
        adding.set(false);
        all.refresh();
        toasts.good(words::ADDED);
        if added.recovery_codes.is_empty() { changed.run(()) } else { made.run((added.recovery_codes,)) }
    };
    let remove = move || {
        removing.set(false);
        let Some(passkey) = chosen.get_untracked() else { return };
        attempt.run(call::<RemovePasskey>(PasskeyPath { id: passkey.id }, Nothing {}, ()), move |()| {
            toasts.good(words::REMOVED);
            all.refresh();
            changed.run(());
        });
    };
    let ask = move |passkey: Passkey| {
        chosen.set(Some(passkey));
        removing.set(true);
    };
    let question =
        move || chosen.with(|chosen| chosen.as_ref().map(|it| words::remove_ask(&it.name)).unwrap_or_default());
    let deed = if obstacle().is_none() {
        view! { <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{words::ADD}</Button> }
            .into_any()
    } else {
        ().into_any()
    };
    view! {
        <section class="card flush" id="passkeys">
            <div class="card-head">
                <div><h2>{words::TITLE}</h2><p class="small muted">{words::LEAD}</p></div>
                {deed}
            </div>
            <AttemptNews attempt />
            {all.view(move |all| rows(all, attempt.busy, ask))}
        </section>
        <Dialog open=adding title=words::ADD>
            <AddForm done=move |new: AddedPasskey| added(new) />
        </Dialog>
        <Confirm open=removing title=Signal::derive(question) deed=words::REMOVE danger=true on_confirm=remove>
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
    }
}

/// Why none can be added here, if so.
fn obstacle() -> Option<&'static str> {
    if !passkeys::available() {
        return Some(words::UNAVAILABLE);
    }
    Session::here().me().is_some_and(|me| me.by_provider).then_some(words::BY_PROVIDER)
}

fn rows(all: Passkeys, busy: RwSignal<bool>, ask: impl Fn(Passkey) + Copy + Send + Sync + 'static) -> AnyView {
    if all.items.is_empty() {
        let detail = obstacle().unwrap_or(words::NONE_DETAIL);
        return view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE detail=detail /> }.into_any();
    }
    let row = move |passkey: Passkey| {
        let used = passkey.last_used_at.map(format::ago);
        let dates = words::dates(&format::moment(passkey.created_at), used.as_deref());
        let (name, of) = (passkey.name.clone(), words::of(&passkey.name));
        view! {
            <li class="spread">
                <span><span class="strong">{name}</span><br /><span class="small muted">{dates}</span></span>
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy on_press=move || ask(passkey.clone())>
                    {words::REMOVE}<span class="visually-hidden">{of}</span>
                </Button>
            </li>
        }
    };
    view! { <ul class="rows channels" aria-label=words::TITLE>{all.items.into_iter().map(row).collect_view()}</ul> }
        .into_any()
}

/// Names a new passkey and has it made; `done` gets what came of it.
#[component]
pub fn AddForm(#[prop(into)] done: Callback<(AddedPasskey,)>) -> impl IntoView {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let name = RwSignal::new(words::first_name(&text::device(&agent)));
    let attempt = Attempt::new();
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        if let Err(wrong) = check::line(1, 60)(&name, &()) {
            attempt.fail(Problem::field("name", wrong.message()));
            return;
        }
        attempt.run(make(name), move |added| done.run((added,)));
    };
    view! {
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=words::NAME name="name" hint=words::NAME_HINT required=true><TextInput value=name /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::GO_ON}</Button></Actions>
        </Form>
    }
}

async fn make(name: String) -> Result<AddedPasskey, Problem> {
    let asked = call::<BeginPasskey>(Nothing {}, Nothing {}, ()).await?;
    let new = passkeys::create(&asked, name).await?;
    call::<AddPasskey>(Nothing {}, Nothing {}, new).await.map_err(passkeys::refused)
}

/// Logs in by a passkey: of whoever's password was right before, or of whoever holds one.
pub async fn log_in() -> Result<Me, Problem> {
    let asked = call::<BeginPasskeyLogIn>(Nothing {}, Nothing {}, ()).await?;
    let signed = passkeys::sign(&asked).await?;
    call::<FinishPasskeyLogIn>(Nothing {}, Nothing {}, signed).await.map_err(passkeys::refused)
}
