//! What everybody allowed apps, for Admins.

use leptos::prelude::*;
use shared::{
    oauth::{ListOauthGrants, OauthGrant, OauthGrantFilter, OauthGrantPath, RevokeOauthGrant},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    text::{api_tokens, format, oauth as words},
    ui::{Button, ButtonKind, ButtonSize, Column, Confirm, DataTable, EmptyState, Glyph, Toasts},
};

/// The list, with ending.
#[component]
pub fn Everybody() -> impl IntoView {
    let all = Listing::new(|cursor| {
        call::<ListOauthGrants>(Nothing {}, OauthGrantFilter { cursor, ..OauthGrantFilter::default() }, ())
    });
    let (ending, chosen) = (RwSignal::new(false), RwSignal::new(None::<OauthGrant>));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let end = move || {
        ending.set(false);
        let Some(grant) = chosen.get_untracked() else { return };
        attempt.run(call::<RevokeOauthGrant>(OauthGrantPath { id: grant.id }, Nothing {}, ()), move |()| {
            toasts.good(words::ENDED);
            all.reload();
        });
    };
    let ask = move |grant: &OauthGrant| {
        let (of, grant) = (api_tokens::of(&grant.app), grant.clone());
        let press = move || {
            chosen.set(Some(grant.clone()));
            ending.set(true);
        };
        view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=press>
                {words::END}<span class="visually-hidden">{of}</span>
            </Button>
        }
    };
    let question = move || chosen.with(|chosen| chosen.as_ref().map(|it| words::end_ask(&it.app)).unwrap_or_default());
    let used = |grant: &OauthGrant| grant.last_used_at.map_or_else(|| words::NEVER_USED.to_owned(), format::ago);
    let columns = vec![
        Column::new("app", words::APP, |grant: &OauthGrant| grant.app.clone()),
        Column::new("person", words::PERSON, |grant: &OauthGrant| grant.person.name.clone()),
        Column::new("may", words::MAY_DO, |grant: &OauthGrant| api_tokens::may(&grant.scopes)),
        Column::new("used", words::USED, used),
        Column::new("ends", words::ENDS, |grant: &OauthGrant| format::moment(grant.expires_at)),
        Column::new("deed", words::END, ask).end(),
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
        <Confirm open=ending title=Signal::derive(question) deed=words::END danger=true on_confirm=end>
            <p>{words::END_DETAIL}</p>
        </Confirm>
    }
}
