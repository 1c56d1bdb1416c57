//! The provider: what it is, and whether it answers as it should.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    single_sign_on::{
        Connection, ConnectionOutcome, NewConnection, RemoveConnection, SetConnection, SingleSignOn, TryConnection,
    },
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    text::{format, single_sign_on as text, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Confirm, Field, Form, PasswordInput, TextInput, Toasts, live},
};

/// The issuer, the client's id and the scopes.
type Filled = (String, String, Vec<String>);

/// The card. Its form is drawn anew by another provider alone.
#[component]
pub fn Provider(connection: Memo<Option<Connection>>, redirect_uri: String, all: Fetch<SingleSignOn>) -> impl IntoView {
    let toasts = Toasts::here();
    // Both outlive what is drawn anew: what comes of a test is told, and none begins before what is saved is.
    let (saving, trying) = (Attempt::new(), Attempt::new());
    let redirect = RwSignal::new(redirect_uri);
    let filled = Memo::new(move |_| connection.get().map(|now| (now.issuer, now.client_id, now.scopes)));
    let done = move |connection: Connection| {
        toasts.good(if connection.tested_at.is_some() { text::SAVED } else { text::SAVED_TRY });
        all.reload();
    };
    view! {
        <section class="card stack narrow">
            <div><h2>{text::PROVIDER}</h2><p class="small muted">{text::PROVIDER_LEAD}</p><p class="small muted">{text::PROVIDER_ENTRA}</p></div>
            <Field label=text::REDIRECT filter=true><TextInput value=redirect readonly=true /></Field>
            {live(move || {
                let filled = filled.get();
                view! { <ProviderForm filled attempt=saving done /> }
            })}
            {live(move || connection.get().map(|connection| view! { <Deeds connection attempt=trying saving=saving.busy all /> }))}
        </section>
    }
}

#[component]
fn ProviderForm(
    filled: Option<Filled>,
    attempt: Attempt,
    #[prop(into)] done: Callback<(Connection,)>,
) -> impl IntoView {
    let is_set = filled.is_some();
    let (issuer, client_id, scopes) =
        filled.unwrap_or_else(|| (String::new(), String::new(), vec!["profile".to_owned()]));
    let (issuer, client_id) = (RwSignal::new(issuer), RwSignal::new(client_id));
    let (secret, scopes) = (RwSignal::new(String::new()), RwSignal::new(scopes.join(" ")));
    let submit = move || {
        let typed = secret.get_untracked();
        let body = NewConnection {
            issuer: issuer.get_untracked().trim().to_owned(),
            client_id: client_id.get_untracked().trim().to_owned(),
            client_secret: (!typed.is_empty()).then_some(typed),
            scopes: scopes.get_untracked().split_whitespace().map(str::to_owned).collect(),
        };
        attempt.send(
            body,
            |body| call::<SetConnection>(Nothing {}, Nothing {}, body),
            move |connection| {
                secret.set(String::new());
                done.run((connection,));
            },
        );
    };
    let hint = if is_set { text::CLIENT_SECRET_KEPT } else { text::CLIENT_SECRET_HINT };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::ISSUER name="issuer" hint=text::ISSUER_HINT required=true>
                <TextInput value=issuer kind="url" placeholder="https://" />
            </Field>
            <Field label=text::CLIENT_ID name="client_id" required=true><TextInput value=client_id inputmode="text" /></Field>
            <Field label=text::CLIENT_SECRET name="client_secret" hint required=!is_set>
                <PasswordInput value=secret new=true />
            </Field>
            <Field label=text::SCOPES name="scopes" hint=text::SCOPES_HINT><TextInput value=scopes inputmode="text" /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}

/// Testing it, and removing it.
#[component]
fn Deeds(
    connection: Connection,
    attempt: Attempt,
    #[prop(into)] saving: Signal<bool>,
    all: Fetch<SingleSignOn>,
) -> impl IntoView {
    let (toasts, removing) = (Toasts::here(), RwSignal::new(false));
    let busy = Signal::derive(move || attempt.busy.get() || saving.get());
    let version = connection.version;
    let try_it = move || {
        attempt.run(call::<TryConnection>(Nothing {}, Nothing {}, ()), move |trial| {
            let news = text::trial(trial.outcome);
            match trial.outcome {
                ConnectionOutcome::Fine => {
                    toasts.good(news);
                    all.reload();
                }
                // Nothing has changed, and somebody may be typing what is right already.
                _ => toasts.bad(news),
            }
        });
    };
    let remove = move || {
        removing.set(false);
        attempt.run(change::<RemoveConnection>(Nothing {}, (), version), move |()| {
            toasts.good(text::PROVIDER_REMOVED);
            all.reload();
        });
    };
    let tested = connection.tested_at.map_or_else(|| text::NEVER_TRIED.to_owned(), |at| text::tested(&format::ago(at)));
    view! {
        <AttemptNews attempt reload=move || all.reload() />
        <div class="row">
            <Button busy on_press=try_it>{text::TRY}</Button>
            <span class="small muted">{tested}</span>
            <Button kind=ButtonKind::Quiet busy on_press=move || removing.set(true)>{text::REMOVE}</Button>
        </div>
        <Confirm open=removing title=text::REMOVE_PROVIDER_ASK deed=text::REMOVE danger=true on_confirm=remove>
            <p>{text::REMOVE_PROVIDER_DETAIL}</p>
        </Confirm>
    }
}
