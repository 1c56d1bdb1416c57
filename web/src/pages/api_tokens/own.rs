//! One's own tokens: the list, making and revoking.

use leptos::prelude::*;
use shared::{
    api_tokens::{ApiToken, ApiTokenPath, ListOwnApiTokens, MadeApiToken, OwnApiTokens, RevokeOwnApiToken},
    operation::Nothing,
};

use super::form::{Made, MakeForm};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{api_tokens as words, format},
    ui::{Button, ButtonKind, ButtonSize, Confirm, Dialog, EmptyState, Glyph, Toasts, live},
};

/// The section of the account page.
#[component]
pub fn OwnTokens() -> impl IntoView {
    let all = Fetch::new(|| call::<ListOwnApiTokens>(Nothing {}, Nothing {}, ()));
    let (making, showing, revoking) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (secret, chosen) = (RwSignal::new(String::new()), RwSignal::new(None::<ApiToken>));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let made = move |made: MadeApiToken| {
        making.set(false);
        secret.set(made.secret);
        showing.set(true);
    };
    // However the dialog was closed: it is shown once.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = showing.get();
        if was_open == Some(true) && !is_open {
            secret.set(String::new());
            all.refresh();
        }
        is_open
    });
    let revoke = move || {
        revoking.set(false);
        let Some(token) = chosen.get_untracked() else { return };
        attempt.run(call::<RevokeOwnApiToken>(ApiTokenPath { id: token.id }, Nothing {}, ()), move |()| {
            toasts.good(words::REVOKED);
            all.refresh();
        });
    };
    let ask = move |token: ApiToken| {
        chosen.set(Some(token));
        revoking.set(true);
    };
    let form = move |now: OwnApiTokens| {
        let OwnApiTokens { scopes, longest_days, .. } = now;
        view! { <MakeForm scopes longest_days service=None done=made /> }
    };
    let question =
        move || chosen.with(|chosen| chosen.as_ref().map(|it| words::revoke_ask(&it.name)).unwrap_or_default());
    view! {
        <section class="card flush" id="api-tokens">
            <div class="card-head">
                <div>
                    <h2>{words::TITLE}</h2>
                    <p class="small muted">{words::LEAD}</p>
                    <p class="small"><a href=shared::pages::DOCS rel="external">{words::REFERENCE}</a></p>
                </div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || making.set(true)>{words::MAKE}</Button>
            </div>
            <AttemptNews attempt />
            {all.view(move |all| rows(all, attempt.busy, ask))}
        </section>
        <Dialog open=making title=words::MAKE wide=true>
            {live(move || all.get().map(form))}
        </Dialog>
        <Dialog open=showing title=words::MADE>
            {live(move || view! { <Made secret=secret.get() kept=move || showing.set(false) /> })}
        </Dialog>
        <Confirm open=revoking title=Signal::derive(question) deed=words::REVOKE danger=true on_confirm=revoke>
            <p>{words::REVOKE_DETAIL}</p>
        </Confirm>
    }
}

fn rows(all: OwnApiTokens, busy: RwSignal<bool>, ask: impl Fn(ApiToken) + Copy + Send + Sync + 'static) -> AnyView {
    if all.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE detail=words::NONE_DETAIL /> }.into_any();
    }
    let row = move |token: ApiToken| {
        let dates = words::dates(&format::moment(token.created_at), &format::moment(token.expires_at));
        let used = words::used(token.last_used_at.map(format::ago).as_deref(), token.last_address.as_deref());
        let (name, ending, of) = (token.name.clone(), words::ending(&token.ending), words::of(&token.name));
        let may = words::may(&token.scopes);
        let from = (!token.networks.is_empty()).then(|| words::only_from(&token.networks));
        view! {
            <li class="spread">
                <span>
                    <span class="row tight"><span class="strong">{name}</span><code>{ending}</code></span>
                    <span class="small">{may}</span><br />
                    <span class="small muted">{used}". "{dates}". "{from}</span>
                </span>
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy on_press=move || ask(token.clone())>
                    {words::REVOKE}<span class="visually-hidden">{of}</span>
                </Button>
            </li>
        }
    };
    view! { <ul class="rows channels" aria-label=words::TITLE>{all.items.into_iter().map(row).collect_view()}</ul> }
        .into_any()
}
