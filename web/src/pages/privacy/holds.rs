//! Legal holds: the list of them, and on a person's page whether there is one on them.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    privacy::{
        LegalHold, LegalHoldLifting, LegalHoldPath, LegalHolds, LiftLegalHold, ListLegalHolds, NewLegalHold,
        OrganisationClosing, PlaceLegalHold,
    },
    wire::{LegalHoldId, PersonId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    pages::people,
    session::Session,
    text::{format, retention as text},
    ui::{
        Actions, Badge, Banner, Button, ButtonKind, ButtonSize, Dialog, Field, Form, Glyph, TextArea, Toasts, Tone,
        live,
    },
};

fn fetched() -> Fetch<LegalHolds> {
    Fetch::new(|| call::<ListLegalHolds>(Nothing {}, Nothing {}, ()))
}

/// All of them, and the way to hold the whole organisation.
#[component]
pub fn Holds(closing: Fetch<OrganisationClosing>) -> impl IntoView {
    let holds = fetched();
    let open = RwSignal::new(false);
    view! {
        <section class="card stack narrow">
            <div><h2>{text::HOLDS}</h2><p class="small muted">{text::HOLDS_DETAIL}</p></div>
            {holds.view(move |now| {
                if now.items.is_empty() {
                    return view! { <p class="muted">{text::HOLDS_NONE}</p> }.into_any();
                }
                let rows = now.items.into_iter().map(|hold| view! { <Row hold holds /> }).collect_view();
                view! { <ul class="stack" aria-label=text::HOLDS>{rows}</ul> }.into_any()
            })}
            <div><Button on_press=move || open.set(true)>{text::HOLD_PLACE_ON_ALL}</Button></div>
            <Dialog open title=text::HOLD_ON_ALL_QUESTION.to_owned()>
                {live(move || open.get().then(|| view! { <Placing person=None holds closing=Some(closing) open /> }))}
            </Dialog>
        </section>
    }
}

#[component]
fn Row(hold: LegalHold, holds: Fetch<LegalHolds>) -> impl IntoView {
    let (id, named) = (hold.id, held(&hold));
    let whom = match hold.person {
        Some(person) => view! { <a class="strong" href=people::href(person.id)>{person.name}</a> }.into_any(),
        None => view! { <span class="strong">{text::HOLD_ON_ALL}</span> }.into_any(),
    };
    let placed = text::hold_placed_by(&hold.placed_by.name, &format::date(format::local(hold.placed_at).0));
    let stands = hold.lifted.is_none();
    let badge = if stands {
        view! { <Badge tone=Tone::Warn>{text::HOLD_STANDS}</Badge> }.into_any()
    } else {
        view! { <Badge>{text::HOLD_LIFTED}</Badge> }.into_any()
    };
    let lifted = hold.lifted.map(|lifted| {
        let words = text::hold_lifted_by(&lifted.by.name, &format::date(format::local(lifted.at).0), &lifted.reason);
        view! { <p class="small muted said-text">{words}</p> }
    });
    view! {
        <li class="stack snug">
            <div class="row tight">{whom}{badge}</div>
            <p class="said-text">{hold.reason}</p>
            <p class="small muted">{placed}</p>
            {lifted}
            {stands.then(|| view! { <Lift id whom=named holds /> })}
        </li>
    }
}

/// On whom it is, in words.
fn held(hold: &LegalHold) -> String {
    hold.person.as_ref().map_or_else(|| text::HOLD_ON_ALL.to_owned(), |person| person.name.clone())
}

/// What stands about somebody, for Admins; and the way to put a hold on them, unless nobody is behind the name any more.
#[component]
pub fn HoldsOn(id: PersonId, erased: bool) -> impl IntoView {
    let holds = fetched();
    let open = RwSignal::new(false);
    holds.view(move |now| {
        let on_them = |hold: &LegalHold| hold.person.as_ref().is_none_or(|person| person.id == id);
        let standing = now.items.into_iter().filter(|hold| hold.lifted.is_none() && on_them(hold));
        let standing = standing.map(|hold| view! { <Standing hold holds /> }).collect_view();
        let place = (!erased).then(|| {
            view! {
                <div>
                    <Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Lock on_press=move || open.set(true)>{text::HOLD_PLACE}</Button>
                </div>
                <Dialog open title=text::HOLD_ON_PERSON_QUESTION.to_owned()>
                    {live(move || open.get().then(|| view! { <Placing person=Some(id) holds closing=None open /> }))}
                </Dialog>
            }
        });
        view! { <div class="stack">{standing}{place}</div> }
    })
}

#[component]
fn Standing(hold: LegalHold, holds: Fetch<LegalHolds>) -> impl IntoView {
    let (id, whom) = (hold.id, held(&hold));
    let placed = text::hold_placed_by(&hold.placed_by.name, &format::date(format::local(hold.placed_at).0));
    let all = hold.person.is_none().then(|| view! { <p class="small">{text::HOLD_ON_ALL}</p> });
    // The button stands beside the banner: what opens in a banner is read out as if it were news.
    view! {
        <div class="stack snug">
            <Banner tone=Tone::Warn title=text::HOLD>
                {all}
                <p class="said-text">{hold.reason}</p>
                <p class="small">{placed}</p>
            </Banner>
            <Lift id whom holds />
        </div>
    }
}

#[component]
fn Lift(id: LegalHoldId, whom: String, holds: Fetch<LegalHolds>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div>
            <Button size=ButtonSize::Small on_press=move || open.set(true)>
                {text::HOLD_LIFT}" "<span class="visually-hidden">{whom}</span>
            </Button>
        </div>
        <Dialog open title=text::HOLD_LIFT_TITLE.to_owned()>
            {live(move || open.get().then(|| view! { <Lifting id holds open /> }))}
        </Dialog>
    }
}

#[component]
fn Placing(
    person: Option<PersonId>,
    holds: Fetch<LegalHolds>,
    closing: Option<Fetch<OrganisationClosing>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        attempt.send(
            NewLegalHold { person_id: person, reason: reason.get_untracked().trim().to_owned() },
            move |body| call::<PlaceLegalHold>(Nothing {}, Nothing {}, body),
            move |now| {
                toasts.good(text::HOLD_PLACED);
                open.set(false);
                holds.replace(now);
                // That the organisation was to close is taken back: here, and in the frame.
                if let Some(closing) = closing {
                    closing.refresh();
                }
                let session = Session::here();
                if untrack(|| session.me()).is_some_and(|me| me.organisation.closes_at.is_some()) {
                    spawn_local(session.load());
                }
            },
        );
    };
    let detail = if person.is_some() { text::HOLD_WHAT_IT_DOES } else { text::HOLD_WHAT_IT_DOES_TO_ALL };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{detail}</p>
            <Field label=text::HOLD_REASON name="reason" hint=text::HOLD_REASON_HINT required=true>
                <TextArea value=reason />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::HOLD_PLACE_DO}</Button></Actions>
        </Form>
    }
}

#[component]
fn Lifting(id: LegalHoldId, holds: Fetch<LegalHolds>, open: RwSignal<bool>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        attempt.send(
            LegalHoldLifting { reason: reason.get_untracked().trim().to_owned() },
            move |body| call::<LiftLegalHold>(LegalHoldPath { id }, Nothing {}, body),
            move |now| {
                toasts.good(text::HOLD_IS_LIFTED);
                open.set(false);
                holds.replace(now);
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::HOLD_LIFT_DETAIL}</p>
            <Field label=text::HOLD_REASON name="reason" hint=text::HOLD_REASON_HINT required=true>
                <TextArea value=reason />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::HOLD_LIFT_DO}</Button></Actions>
        </Form>
    }
}
