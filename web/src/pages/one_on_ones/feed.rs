//! The address at which one's own calendar reads when one meets whom.

use leptos::prelude::*;
use shared::{
    one_on_ones::{MakeCalendarFeed, NewFeed, ReadCalendarFeed, RevokeCalendarFeed},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{format, one_on_ones as text},
    ui::{Button, ButtonKind, Field, Glyph, TextInput, Toasts, live},
};

/// The card.
#[component]
pub fn Feed() -> impl IntoView {
    let feed = Fetch::new(|| call::<ReadCalendarFeed>(Nothing {}, Nothing {}, ()));
    let made = RwSignal::new(None::<NewFeed>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let make = move || {
        attempt.run(call::<MakeCalendarFeed>(Nothing {}, Nothing {}, ()), move |new| {
            made.set(Some(new));
            feed.reload();
        });
    };
    let revoke = move || {
        attempt.run(call::<RevokeCalendarFeed>(Nothing {}, Nothing {}, ()), move |()| {
            made.set(None);
            toasts.good(text::REVOKED);
            feed.reload();
        });
    };
    let shown = move |new: NewFeed| {
        let address = RwSignal::new(new.address.clone());
        let copy = move || {
            // A browser without a clipboard still shows the address to be copied by hand.
            let _ = window().navigator().clipboard().write_text(&new.address);
            toasts.good(text::COPIED);
        };
        view! {
            <div class="stack">
                <Field label=text::FEED_ADDRESS hint=text::FEED_ONCE filter=true><TextInput value=address /></Field>
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
                        <Button icon=Glyph::RefreshCw on_press=make>{text::MAKE_ANEW}</Button>
                        <Button kind=ButtonKind::Danger on_press=revoke>{text::REVOKE}</Button>
                    </div>
                }
                .into_any(),
            })}
        </section>
    }
}
