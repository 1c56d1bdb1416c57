//! Service accounts, each with its tokens.

use leptos::prelude::*;
use shared::{
    api_tokens::{
        ApiToken, ApiTokenPath, ListServiceAccounts, MadeApiToken, RemoveServiceAccount, RevokeApiToken,
        ServiceAccount, ServiceAccountPath, ServiceAccounts,
    },
    operation::Nothing,
};

use super::{
    form::{Made, MakeForm},
    refresh_at,
    service_form::ServiceForm,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{api_tokens as token_words, format, service_accounts as words, shell},
    ui::{Badge, Button, ButtonKind, ButtonSize, Confirm, Dialog, EmptyState, Glyph, Toasts, live},
};

/// What is about to be done, and to which of them.
#[derive(Clone, Copy)]
struct Desk {
    making: RwSignal<bool>,
    removing: RwSignal<bool>,
    revoking: RwSignal<bool>,
    account: RwSignal<Option<ServiceAccount>>,
    token: RwSignal<Option<ApiToken>>,
    attempt: Attempt,
}

impl Desk {
    fn new() -> Self {
        Self {
            making: RwSignal::new(false),
            removing: RwSignal::new(false),
            revoking: RwSignal::new(false),
            account: RwSignal::new(None),
            token: RwSignal::new(None),
            attempt: Attempt::new(),
        }
    }

    fn make(self, account: ServiceAccount) {
        self.account.set(Some(account));
        self.making.set(true);
    }

    fn remove(self, account: ServiceAccount) {
        self.account.set(Some(account));
        self.removing.set(true);
    }

    fn revoke(self, token: ApiToken) {
        self.token.set(Some(token));
        self.revoking.set(true);
    }

    /// What is said of the account that is chosen.
    fn of_account(self, say: fn(&str) -> String) -> String {
        self.account.with(|chosen| chosen.as_ref().map(|account| say(&account.name)).unwrap_or_default())
    }
}

/// The card. `changes` counts what was changed of tokens on this page.
#[component]
pub fn Services(changes: RwSignal<u32>) -> impl IntoView {
    let all = Fetch::new(|| call::<ListServiceAccounts>(Nothing {}, Nothing {}, ()));
    refresh_at(changes, move || all.refresh());
    let (desk, adding, toasts) = (Desk::new(), RwSignal::new(false), Toasts::here());
    let changed = move || changes.update(|count| *count += 1);
    let added = move |account: ServiceAccount| {
        adding.set(false);
        toasts.good(words::ADDED);
        changed();
        desk.make(account);
    };
    let remove = move || {
        desk.removing.set(false);
        let Some(account) = desk.account.get_untracked() else { return };
        let path = ServiceAccountPath { id: account.id };
        desk.attempt.run(call::<RemoveServiceAccount>(path, Nothing {}, ()), move |()| {
            toasts.good(words::REMOVED);
            changed();
        });
    };
    let revoke = move || {
        desk.revoking.set(false);
        let Some(token) = desk.token.get_untracked() else { return };
        desk.attempt.run(call::<RevokeApiToken>(ApiTokenPath { id: token.id }, Nothing {}, ()), move |()| {
            toasts.good(token_words::REVOKED);
            changed();
        });
    };
    let of_token = move || {
        desk.token.with(|chosen| chosen.as_ref().map(|it| token_words::revoke_ask(&it.name)).unwrap_or_default())
    };
    let form = move || adding.get().then(|| view! { <ServiceForm done=added /> });
    view! {
        <section class="card flush" id="service-accounts">
            <div class="card-head">
                <div><h2>{words::TITLE}</h2><p class="small muted">{words::LEAD}</p></div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{words::ADD}</Button>
            </div>
            <AttemptNews attempt=desk.attempt />
            {all.view(move |all| rows(all, desk))}
        </section>
        <Dialog open=adding title=words::ADD>{live(form)}</Dialog>
        <NewToken all desk changes />
        <Confirm
            open=desk.removing
            title=Signal::derive(move || desk.of_account(words::remove_ask))
            deed=words::REMOVE
            danger=true
            on_confirm=remove
        >
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
        <Confirm
            open=desk.revoking
            title=Signal::derive(of_token)
            deed=token_words::REVOKE
            danger=true
            on_confirm=revoke
        >
            <p>{token_words::REVOKE_DETAIL}</p>
        </Confirm>
    }
}

/// The dialogs in which the account that is chosen gets a token, and in which that is shown.
#[component]
fn NewToken(all: Fetch<ServiceAccounts>, desk: Desk, changes: RwSignal<u32>) -> impl IntoView {
    let (showing, secret) = (RwSignal::new(false), RwSignal::new(String::new()));
    let made = move |made: MadeApiToken| {
        desk.making.set(false);
        secret.set(made.secret);
        showing.set(true);
    };
    // However the dialog was closed: it is shown once.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = showing.get();
        if was_open == Some(true) && !is_open {
            secret.set(String::new());
            changes.update(|count| *count += 1);
        }
        is_open
    });
    // By itself, so that a list that comes anew takes nothing away that was typed.
    let longest = Memo::new(move |_| all.get().map(|all| all.longest_days));
    let form = move || {
        let account = if desk.making.get() { desk.account.get() } else { None };
        account.zip(longest.get()).map(|(account, longest_days)| {
            let (scopes, service) = (account.scopes, Some(account.id));
            view! { <MakeForm scopes longest_days service done=made /> }
        })
    };
    view! {
        <Dialog
            open=desk.making
            title=Signal::derive(move || desk.of_account(words::token_for))
            wide=true
        >
            {live(form)}
        </Dialog>
        <Dialog open=showing title=token_words::MADE>
            {live(move || view! { <Made secret=secret.get() kept=move || showing.set(false) /> })}
        </Dialog>
    }
}

fn rows(all: ServiceAccounts, desk: Desk) -> AnyView {
    if all.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE detail=words::NONE_DETAIL /> }.into_any();
    }
    let rows = all.items.into_iter().map(|account| row(account, desk)).collect_view();
    view! { <ul class="rows channels" aria-label=words::TITLE>{rows}</ul> }.into_any()
}

fn row(account: ServiceAccount, desk: Desk) -> AnyView {
    let (name, role) = (account.name.clone(), shell::role(account.role));
    let [of, of_again] = [(); 2].map(|()| token_words::of(&account.name));
    let made = words::made(&account.created_by.name, &format::moment(account.created_at));
    let purpose = (!account.purpose.is_empty()).then(|| view! { <span class="small">{account.purpose.clone()}</span> });
    let deeds = format!("{}?actor={}", shared::pages::AUDIT_LOG, account.id);
    let tokens = tokens(&account, desk);
    let (maker, leaver, busy) = (account.clone(), account, desk.attempt.busy);
    view! {
        <li class="stack snug">
            <div class="spread">
                <div class="stack snug">
                    <span class="row tight"><span class="strong">{name}</span><Badge bare=true>{role}</Badge></span>
                    {purpose}
                    <span class="small muted">{made}". "<a href=deeds>{words::DEEDS}</a></span>
                </div>
                <span class="row tight">
                    <Button size=ButtonSize::Small on_press=move || desk.make(maker.clone())>
                        {token_words::MAKE}<span class="visually-hidden">{of}</span>
                    </Button>
                    <Button
                        size=ButtonSize::Small
                        kind=ButtonKind::Quiet
                        busy
                        on_press=move || desk.remove(leaver.clone())
                    >
                        {words::REMOVE}<span class="visually-hidden">{of_again}</span>
                    </Button>
                </span>
            </div>
            {tokens}
        </li>
    }
    .into_any()
}

fn tokens(account: &ServiceAccount, desk: Desk) -> AnyView {
    if account.tokens.is_empty() {
        return view! { <p class="small muted">{words::NO_TOKEN}</p> }.into_any();
    }
    let rows = account.tokens.iter().cloned().map(|token| token_row(token, desk)).collect_view();
    view! { <ul class="channels stack snug" aria-label=words::tokens_of(&account.name)>{rows}</ul> }.into_any()
}

fn token_row(token: ApiToken, desk: Desk) -> AnyView {
    let (name, ending, of) = (token.name.clone(), token_words::ending(&token.ending), token_words::of(&token.name));
    let dates = token_words::dates(&format::moment(token.created_at), &format::moment(token.expires_at));
    let used = token_words::used(token.last_used_at.map(format::ago).as_deref(), token.last_address.as_deref());
    let may = token_words::may(&token.scopes);
    let from = (!token.networks.is_empty()).then(|| format!(". {}", token_words::only_from(&token.networks)));
    let busy = desk.attempt.busy;
    view! {
        <li class="spread">
            <span>
                <span class="row tight"><span>{name}</span><code>{ending}</code></span>
                <span class="small">{may}</span><br />
                <span class="small muted">{used}". "{dates}{from}</span>
            </span>
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy on_press=move || desk.revoke(token.clone())>
                {token_words::REVOKE}<span class="visually-hidden">{of}</span>
            </Button>
        </li>
    }
    .into_any()
}
