//! The address at which one's own calendar reads when one meets whom.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    one_on_ones::{MakeCalendarFeed, NewFeed, ReadCalendarFeed, RevokeCalendarFeed},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    clipboard::copied,
    fetch::Fetch,
    text::{format, one_on_ones as text},
    ui::{Button, ButtonKind, Confirm, Field, Glyph, TextInput, Toasts, live},
};

/// The card.
#[component]
pub fn Feed() -> impl IntoView {
    let feed = Fetch::new(|| call::<ReadCalendarFeed>(Nothing {}, Nothing {}, ()));
    let made = RwSignal::new(None::<NewFeed>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let (renewing, revoking) = (RwSignal::new(false), RwSignal::new(false));
    let make = move || {
        renewing.set(false);
        attempt.run(call::<MakeCalendarFeed>(Nothing {}, Nothing {}, ()), move |new| {
            made.set(Some(new));
            feed.reload();
        });
    };
    let revoke = move || {
        revoking.set(false);
        attempt.run(call::<RevokeCalendarFeed>(Nothing {}, Nothing {}, ()), move |()| {
            made.set(None);
            toasts.good(text::REVOKED);
            feed.reload();
        });
    };
    let shown = move |new: NewFeed| {
        let address = RwSignal::new(new.address.clone());
        let copy = move || {
            let address = new.address.clone();
            spawn_local(async move {
                // A browser may have no clipboard, or keep it to itself.
                if copied(&address).await {
                    toasts.good(text::COPIED);
                } else {
                    toasts.bad(text::NOT_COPIED);
                }
            });
        };
        view! {
            <div class="stack">
                <Field label=text::FEED_ADDRESS hint=text::FEED_ONCE filter=true><TextInput value=address readonly=true /></Field>
                <div class="row"><Button icon=Glyph::Copy on_press=copy>{text::COPY}</Button></div>
            </div>
        }
    };
    view! {
        <section class="card stack">
            <h2>{text::CALENDAR}</h2>
            <AttemptNews attempt />
            <p class="small muted measure">{text::CALENDAR_DETAIL}</p>
            {live(move || made.get().map(shown))}
            {feed.view(move |feed| match feed.created_at {
                None => view! { <div class="row"><Button icon=Glyph::Calendar on_press=make>{text::MAKE_FEED}</Button></div> }.into_any(),
                Some(at) => view! {
                    <div class="row">
                        <span class="small muted">{format::moment(at)}</span>
                        <Button icon=Glyph::RefreshCw busy=attempt.busy on_press=move || renewing.set(true)>{text::MAKE_ANEW}</Button>
                        <Button kind=ButtonKind::Danger busy=attempt.busy on_press=move || revoking.set(true)>{text::REVOKE}</Button>
                    </div>
                }
                .into_any(),
            })}
        </section>
        <Confirm open=renewing title=text::MAKE_ANEW_ASK deed=text::MAKE_ANEW danger=true on_confirm=make>
            <p>{text::MAKE_ANEW_DETAIL}</p>
        </Confirm>
        <Confirm open=revoking title=text::REVOKE_ASK deed=text::REVOKE danger=true on_confirm=revoke>
            <p>{text::REVOKE_DETAIL}</p>
        </Confirm>
    }
}
