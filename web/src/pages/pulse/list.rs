//! All pulses one may see; first those that are open for oneself.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    pulse::{CreatePulse, ListPulses, Pulse, PulseFilter, PulseState},
    wire::Limit,
};

use super::{href, state_badge};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    listing::Listing,
    session::Session,
    text::{format, pulse as text},
    to,
    ui::{
        ButtonKind, ButtonSize, Choice, Column, DataTable, EmptyState, Field, Glyph, LinkButton, PageHeader, Select,
        live,
    },
};

/// The page.
#[component]
pub fn Pulses() -> impl IntoView {
    let may_make = Session::here().may::<CreatePulse>();
    let state = Kept::new("state");
    let listing = Listing::new(move |cursor| {
        let filter = PulseFilter { state: state.read(PulseState::parse), limit: Limit::new(50), cursor };
        call::<ListPulses>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("title", text::TITLE, |pulse: &Pulse| {
            let wave = (pulse.wave > 1).then(|| view! { <span class="small muted">{text::wave(pulse.wave)}</span> });
            view! { <span class="row tight"><a class="plain-link strong" href=href(pulse.id)>{pulse.title.clone()}</a>{wave}</span> }
        }),
        Column::new("state", text::STATE, |pulse: &Pulse| state_badge(pulse.state)),
        Column::new("when", text::WHEN, |pulse: &Pulse| {
            text::days(&format::day(pulse.opens_on), &format::day(pulse.closes_on))
        }),
        Column::new("asked", text::ASKED, |pulse: &Pulse| {
            pulse
                .asked
                .map_or_else(|| format::NONE.to_owned(), |asked| format::count(usize::try_from(asked).unwrap_or(0)))
        })
        .end(),
    ];
    let states: Vec<_> = PulseState::ALL
        .iter()
        .filter(|one| may_make || matches!(one, PulseState::Open | PulseState::Closed))
        .map(|one| Choice::new(one.as_str(), text::state(*one)))
        .collect();
    let new = move || view! { <LinkButton href=to::NEW_PULSE kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW}</LinkButton> };
    let empty = move || {
        let detail = if may_make { text::NONE_ADMIN } else { text::NONE_DETAIL };
        view! { <EmptyState glyph=Glyph::Activity title=text::NONE detail>{may_make.then(new)}</EmptyState> }
    };
    view! {
        <div class="page">
            <PageHeader title=text::PULSE lead=text::LEAD>{may_make.then(new)}</PageHeader>
            <ForYou />
            <section class="card flush">
                <div class="card-head">
                    <h2>{text::ALL}</h2>
                    <Field label=text::STATE filter=true><Select value=state.value options=states any=text::ANY_STATE /></Field>
                </div>
                <DataTable caption=text::ALL columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
            </section>
        </div>
    }
}

/// What is open for oneself.
#[component]
fn ForYou() -> impl IntoView {
    let filter = PulseFilter { state: Some(PulseState::Open), ..PulseFilter::default() };
    let open = Fetch::new(move || call::<ListPulses>(Nothing {}, filter.clone(), ()));
    let one = |pulse: Pulse| {
        let named = text::of(text::ANSWER, &pulse.title);
        view! {
            <li class="row">
                <div class="grow">
                    <p class="strong">{pulse.title.clone()}</p>
                    <p class="small muted">{text::until(&format::date(pulse.closes_on))}</p>
                </div>
                <LinkButton href=href(pulse.id) size=ButtonSize::Small kind=ButtonKind::Primary>
                    <span aria-hidden="true">{text::ANSWER}</span><span class="visually-hidden">{named}</span>
                </LinkButton>
            </li>
        }
    };
    live(move || {
        let waiting: Vec<_> = open
            .get()
            .map(|page| page.items)
            .unwrap_or_default()
            .into_iter()
            .filter(|it| it.asks_me && !it.took_ballot)
            .collect();
        (!waiting.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::FOR_YOU}</h2></div>
                    <ul class="rows">{waiting.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    })
}
