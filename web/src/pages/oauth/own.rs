//! What one allowed apps, on the account page.

use leptos::prelude::*;
use shared::{
    oauth::{ListOwnOauthGrants, OauthGrant, OauthGrantPath, OwnOauthGrants, RevokeOwnOauthGrant},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{api_tokens, format, oauth as words},
    ui::{Button, ButtonKind, ButtonSize, Confirm, EmptyState, Glyph, Toasts},
};

/// The section.
#[component]
pub fn OwnGrants() -> impl IntoView {
    let all = Fetch::new(|| call::<ListOwnOauthGrants>(Nothing {}, Nothing {}, ()));
    let (ending, chosen) = (RwSignal::new(false), RwSignal::new(None::<OauthGrant>));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let end = move || {
        ending.set(false);
        let Some(grant) = chosen.get_untracked() else { return };
        attempt.run(call::<RevokeOwnOauthGrant>(OauthGrantPath { id: grant.id }, Nothing {}, ()), move |()| {
            toasts.good(words::ENDED);
            all.refresh();
        });
    };
    let ask = move |grant: OauthGrant| {
        chosen.set(Some(grant));
        ending.set(true);
    };
    let question = move || chosen.with(|chosen| chosen.as_ref().map(|it| words::end_ask(&it.app)).unwrap_or_default());
    view! {
        <section class="card flush" id="apps">
            <div class="card-head">
                <div><h2>{words::OWN}</h2><p class="small muted">{words::OWN_LEAD}</p></div>
            </div>
            <AttemptNews attempt />
            {all.view(move |all| rows(all, attempt.busy, ask))}
        </section>
        <Confirm open=ending title=Signal::derive(question) deed=words::END danger=true on_confirm=end>
            <p>{words::END_DETAIL}</p>
        </Confirm>
    }
}

fn rows(all: OwnOauthGrants, busy: RwSignal<bool>, ask: impl Fn(OauthGrant) + Copy + Send + Sync + 'static) -> AnyView {
    if all.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::KeyRound title=words::NONE_OWN detail=words::NONE_OWN_DETAIL /> }
            .into_any();
    }
    let row = move |grant: OauthGrant| {
        let since = words::since(&format::moment(grant.created_at), grant.last_used_at.map(format::ago).as_deref());
        let until = words::until(&format::moment(grant.expires_at));
        let (app, of, may) = (grant.app.clone(), api_tokens::of(&grant.app), api_tokens::may(&grant.scopes));
        view! {
            <li class="spread">
                <span>
                    <span class="strong">{app}</span><br />
                    <span class="small">{may}</span><br />
                    <span class="small muted">{since}</span><br />
                    <span class="small muted">{until}</span>
                </span>
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy on_press=move || ask(grant.clone())>
                    {words::END}<span class="visually-hidden">{of}</span>
                </Button>
            </li>
        }
    };
    view! { <ul class="rows channels" aria-label=words::OWN>{all.items.into_iter().map(row).collect_view()}</ul> }
        .into_any()
}
