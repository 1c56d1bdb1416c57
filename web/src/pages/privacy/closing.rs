//! The end of the organisation: asked for with its name typed out, and taken back with one click.

use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    privacy::{CloseOrganisation, ClosingConfirmation, KeepOrganisation, OrganisationClosing, ReadClosing},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::{format, privacy as text},
    ui::{Actions, Banner, Button, ButtonKind, Dialog, Field, Form, TextInput, Toasts, Tone, live},
};

/// How it stands; a legal hold changes that as well.
pub fn fetched() -> Fetch<OrganisationClosing> {
    Fetch::new(|| call::<ReadClosing>(Nothing {}, Nothing {}, ()))
}

/// Whether the organisation closes, and changing that.
#[component]
pub fn Closing(closing: Fetch<OrganisationClosing>) -> impl IntoView {
    closing.view(move |now| match now.closes_at {
        Some(at) => view! { <Ends at closing /> }.into_any(),
        None => view! { <GoesOn now closing /> }.into_any(),
    })
}

/// What it is now; the frame tells everybody of it.
fn settle(closing: Fetch<OrganisationClosing>, now: OrganisationClosing) {
    closing.replace(now);
    spawn_local(Session::here().load());
}

#[component]
fn Ends(at: DateTime<Utc>, closing: Fetch<OrganisationClosing>) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let keep = move || {
        attempt.run(call::<KeepOrganisation>(Nothing {}, Nothing {}, ()), move |now| {
            toasts.good(text::KEPT_ORGANISATION);
            settle(closing, now);
        });
    };
    view! {
        <section class="card stack narrow">
            <h2>{text::CLOSING}</h2>
            <AttemptNews attempt />
            <Banner tone=Tone::Warn title=text::closes_at(&format::moment(at))><p>{text::CLOSES_DETAIL}</p></Banner>
            <div class="row">
                <Button kind=ButtonKind::Primary busy=attempt.busy on_press=keep>{text::KEEP_ORGANISATION}</Button>
            </div>
        </section>
    }
}

#[component]
fn GoesOn(now: OrganisationClosing, closing: Fetch<OrganisationClosing>) -> impl IntoView {
    let open = RwSignal::new(false);
    let title = text::close_organisation(&now.name);
    let now = StoredValue::new(now);
    view! {
        <section class="card stack narrow">
            <div><h2>{text::CLOSING}</h2><p class="small muted">{text::CLOSING_DETAIL}</p></div>
            <div class="row">
                <Button kind=ButtonKind::Danger on_press=move || open.set(true)>{text::CLOSE_ORGANISATION}</Button>
            </div>
            <Dialog open title=title>
                {live(move || open.get().then(|| view! { <Confirmation now=now.get_value() closing /> }))}
            </Dialog>
        </section>
    }
}

#[component]
fn Confirmation(now: OrganisationClosing, closing: Fetch<OrganisationClosing>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        attempt.send(
            ClosingConfirmation { name: typed.get_untracked() },
            move |body| call::<CloseOrganisation>(Nothing {}, Nothing {}, body),
            move |now| {
                toasts.good(text::CLOSING_BEGUN);
                settle(closing, now);
            },
        );
    };
    let (hint, people) = (text::type_name(&now.name), text::closing_people(now.people));
    view! {
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Banner tone=Tone::Warn title=text::CLOSING_WARNING><p>{people}</p></Banner>
            <p class="small muted">{text::CLOSING_MEANWHILE}</p>
            <Field label=text::ORGANISATION_NAME name="name" hint=hint required=true><TextInput value=typed /></Field>
            <Actions><Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::CLOSE_DO}</Button></Actions>
        </Form>
    }
}
