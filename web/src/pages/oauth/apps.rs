//! Which apps may ask, for Admins: registering, changing, a new secret, removing.

use leptos::prelude::*;
use shared::{
    oauth::{DeleteOauthApp, ListOauthApps, OauthApp, OauthAppList, OauthAppPath, OauthAppSecret, RenewOauthAppSecret},
    operation::Nothing,
};

use super::{form::AppForm, secret::SecretDialog};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{api_tokens, oauth as words, organisations},
    ui::{Badge, Button, ButtonSize, Confirm, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, Toasts, Tone, live},
};

/// What is about to be done to an app.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Edit,
    Renew,
    Remove,
}

/// Asks for it.
type Ask = Callback<(OauthApp, Deed)>;

/// The card.
#[component]
pub fn Apps() -> impl IntoView {
    let all = Fetch::new(|| call::<ListOauthApps>(Nothing {}, Nothing {}, ()));
    let (adding, editing, renewing, removing) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (showing, secret) = (RwSignal::new(false), RwSignal::new(String::new()));
    let chosen = RwSignal::new(None::<OauthApp>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let draw = move |app: &OauthApp| {
        let path = OauthAppPath { id: app.id };
        attempt.run(call::<RenewOauthAppSecret>(path, Nothing {}, ()), move |drawn: OauthAppSecret| {
            secret.set(drawn.secret);
            showing.set(true);
            all.refresh();
        });
    };
    let added = move |app: OauthApp| {
        adding.set(false);
        all.refresh();
        if app.is_confidential {
            draw(&app);
        } else {
            toasts.good(words::SAVED);
        }
    };
    let changed = move |_: OauthApp| {
        editing.set(false);
        toasts.good(words::SAVED);
        all.refresh();
    };
    let renew = move || {
        renewing.set(false);
        if let Some(app) = chosen.get_untracked() {
            draw(&app);
        }
    };
    let remove = move || {
        removing.set(false);
        let Some(app) = chosen.get_untracked() else { return };
        attempt.run(call::<DeleteOauthApp>(OauthAppPath { id: app.id }, Nothing {}, ()), move |()| {
            toasts.good(words::REMOVED);
            all.refresh();
        });
    };
    let ask = Ask::new(move |(app, deed): (OauthApp, Deed)| {
        chosen.set(Some(app));
        match deed {
            Deed::Edit => editing.set(true),
            Deed::Renew => renewing.set(true),
            Deed::Remove => removing.set(true),
        }
    });
    let named = move |question: fn(&str) -> String| {
        Signal::derive(move || chosen.with(|app| app.as_ref().map(|app| question(&app.name)).unwrap_or_default()))
    };
    let new = move || adding.get().then(|| view! { <AppForm app=None done=added /> });
    let edit = move || editing.get().then(|| view! { <AppForm app=chosen.get_untracked() done=changed /> });
    view! {
        <section class="card flush">
            <div class="card-head">
                <div>
                    <h2>{words::APPS}</h2>
                    <p class="small muted">{words::APPS_LEAD}</p>
                    <p class="small"><a href=shared::pages::OAUTH_GUIDE rel="external">{words::GUIDE}</a></p>
                </div>
                <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || adding.set(true)>{words::ADD}</Button>
            </div>
            <AttemptNews attempt />
            {all.view(move |list| rows(list, ask))}
        </section>
        <Dialog open=adding title=words::ADD wide=true>{live(new)}</Dialog>
        <Dialog open=editing title=words::EDIT_TITLE wide=true>{live(edit)}</Dialog>
        <Confirm open=renewing title=named(words::renew_ask) deed=words::RENEW on_confirm=renew>
            <p>{words::RENEW_DETAIL}</p>
        </Confirm>
        <Confirm open=removing title=named(words::remove_ask) deed=words::REMOVE danger=true on_confirm=remove>
            <p>{words::REMOVE_DETAIL}</p>
        </Confirm>
        <SecretDialog open=showing secret />
    }
}

fn rows(list: OauthAppList, ask: Ask) -> AnyView {
    if list.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE detail=words::NONE_DETAIL /> }.into_any();
    }
    let rows = list.items.into_iter().map(|app| view! { <Row app ask /> }).collect_view();
    view! { <ul class="rows channels" aria-label=words::APPS>{rows}</ul> }.into_any()
}

#[component]
fn Row(app: OauthApp, ask: Ask) -> impl IntoView {
    let state = match (app.is_confidential, app.secret_at) {
        (false, _) => Some(view! { <Badge bare=true>{words::ON_DEVICES}</Badge> }.into_any()),
        (true, None) => Some(view! { <Badge tone=Tone::Warn>{words::NO_SECRET}</Badge> }.into_any()),
        (true, Some(_)) => None,
    };
    let (name, id, label) = (app.name.clone(), app.id.to_string(), organisations::actions_for(&app.name));
    let (may, used, to) = (api_tokens::may(&app.scopes), words::grants(app.grants), app.redirect_uris.join(" · "));
    let keeps_secret = app.is_confidential;
    let app = StoredValue::new(app);
    let press = move |deed: Deed| ask.run((app.get_value(), deed));
    let renew = move || {
        view! {
            <MenuItem icon=Glyph::KeyRound on_pick=move || press(Deed::Renew)>{words::RENEW}</MenuItem>
        }
    };
    view! {
        <li class="spread">
            <div class="grow stack snug">
                <span class="row tight"><span class="strong">{name}</span>{state}<span class="small muted">{used}</span></span>
                <p class="small">{words::CLIENT_ID}": "<code>{id}</code></p>
                <p class="small">{may}</p>
                <p class="small muted">{to}</p>
            </div>
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label>
                <MenuItem icon=Glyph::Pencil on_pick=move || press(Deed::Edit)>{words::EDIT}</MenuItem>
                {keeps_secret.then(renew)}
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || press(Deed::Remove)>{words::REMOVE}</MenuItem>
            </Menu>
        </li>
    }
}
