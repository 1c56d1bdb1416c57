//! Everybody's tokens, for Admins.

use leptos::prelude::*;
use shared::{
    api_tokens::{ApiToken, ApiTokenFilter, ApiTokenPath, ListApiTokens, RevokeApiToken},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    text::{api_tokens as words, format, service_accounts as service_words},
    ui::{Button, ButtonKind, ButtonSize, Column, Confirm, DataTable, EmptyState, Glyph, Toasts},
};

/// The list, with revoking. `changes` counts what was changed of tokens on this page.
#[component]
pub fn Everybody(changes: RwSignal<u32>) -> impl IntoView {
    let all = Listing::new(|cursor| {
        call::<ListApiTokens>(Nothing {}, ApiTokenFilter { cursor, ..ApiTokenFilter::default() }, ())
    });
    super::refresh_at(changes, move || all.reload());
    let (revoking, chosen) = (RwSignal::new(false), RwSignal::new(None::<ApiToken>));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let revoke = move || {
        revoking.set(false);
        let Some(token) = chosen.get_untracked() else { return };
        attempt.run(call::<RevokeApiToken>(ApiTokenPath { id: token.id }, Nothing {}, ()), move |()| {
            toasts.good(words::REVOKED);
            changes.update(|count| *count += 1);
        });
    };
    let ask = move |token: &ApiToken| {
        let (of, token) = (words::of(&token.name), token.clone());
        let press = move || {
            chosen.set(Some(token.clone()));
            revoking.set(true);
        };
        view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=press>
                {words::REVOKE}<span class="visually-hidden">{of}</span>
            </Button>
        }
    };
    let question =
        move || chosen.with(|chosen| chosen.as_ref().map(|it| words::revoke_ask(&it.name)).unwrap_or_default());
    let named = |token: &ApiToken| {
        let (name, ending) = (token.name.clone(), words::ending(&token.ending));
        view! { <span class="strong">{name}</span><br /><code>{ending}</code> }
    };
    let owner = |token: &ApiToken| {
        if token.is_service { service_words::named(&token.person.name) } else { token.person.name.clone() }
    };
    let used = |token: &ApiToken| token.last_used_at.map_or_else(|| words::NEVER_USED.to_owned(), format::ago);
    let columns = vec![
        Column::new("name", words::NAME, named),
        Column::new("owner", words::OWNER, owner),
        Column::new("may", words::MAY, |token: &ApiToken| words::may(&token.scopes)),
        Column::new("used", words::USED, used),
        Column::new("ends", words::ENDS, |token: &ApiToken| format::moment(token.expires_at)),
        Column::new("deed", words::REVOKE, ask).end(),
    ];
    let empty = || view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE_HERE detail=words::NONE_HERE_DETAIL /> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{words::EVERYBODY}</h2><p class="small muted">{words::EVERYBODY_LEAD}</p></div>
            </div>
            <AttemptNews attempt />
            <DataTable caption=words::EVERYBODY columns rows=all.rows() more=all.more() retry=move || all.reload() empty />
        </section>
        <Confirm open=revoking title=Signal::derive(question) deed=words::REVOKE danger=true on_confirm=revoke>
            <p>{words::REVOKE_DETAIL}</p>
        </Confirm>
    }
}
