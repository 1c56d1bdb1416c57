//! Where one's reviews stand: what one has to write, what one gets, one's people, and the cycles.

use leptos::prelude::*;
use shared::{
    access::Relation,
    operation::Nothing,
    reviews::{
        CreateReviewCycle, ListCalibrationSessions, ListReviewCycles, ListReviewPackets, ListReviewTemplates,
        ListReviews, ListRollingReviews, PacketState, Review, ReviewCycle, ReviewCycleFilter, ReviewFilter,
        ReviewPacket, ReviewPacketFilter,
    },
    wire::Limit,
};

use super::{calibration::MySessions, cycle_href, packet_badge, packet_href, stage_badge, write_href};
use crate::{
    client::call,
    fetch::Fetch,
    listing::Listing,
    session::Session,
    text::{format, review_appointments, review_ends, reviews as text, rolling_reviews},
    to,
    ui::{Badge, ButtonKind, ButtonSize, Column, DataTable, EmptyState, Glyph, LinkButton, PageHeader, Tone, live},
};

/// The page.
#[component]
pub fn Reviews() -> impl IntoView {
    let session = Session::here();
    let templates = session
        .may::<ListReviewTemplates>()
        .then(|| view! { <LinkButton href=to::REVIEW_TEMPLATES icon=Glyph::FileText>{text::TEMPLATES}</LinkButton> });
    let new = session.may::<CreateReviewCycle>().then(|| {
        view! { <LinkButton href=to::NEW_REVIEW_CYCLE kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_CYCLE}</LinkButton> }
    });
    let rolling = session.may::<ListRollingReviews>().then(|| {
        view! { <LinkButton href=shared::pages::ROLLING_REVIEWS icon=Glyph::RefreshCw>{rolling_reviews::ROLLING}</LinkButton> }
    });
    view! {
        <div class="page">
            <PageHeader title=text::REVIEWS lead=text::REVIEWS_LEAD>{templates}{rolling}{new}</PageHeader>
            <ToWrite />
            <Waiting />
            <Mine />
            {session.may::<ListCalibrationSessions>().then(|| view! { <MySessions /> })}
            <Cycles />
        </div>
    }
}

/// What one has to write, those that are due first before the others.
#[component]
fn ToWrite() -> impl IntoView {
    let open = Fetch::new(|| {
        let filter = ReviewFilter { open: true, limit: Limit::new(100), ..ReviewFilter::default() };
        call::<ListReviews>(Nothing {}, filter, ())
    });
    let one = |review: Review| {
        let late = review.due_on < Session::here().org_today();
        let named = text::write_about(&review.subject.name, review.relation);
        let due = text::due(&format::day(review.due_on));
        view! {
            <li class="row">
                <div class="grow">
                    <p><span class="strong">{review.subject.name.clone()}</span>" "<span class="muted">{review_appointments::whose(text::as_side(review.relation), review.capacity)}</span></p>
                    <p class="small muted">{review.cycle.name.clone()}" · "{due}</p>
                </div>
                {late.then(|| view! { <Badge tone=Tone::Warn>{text::LATE}</Badge> })}
                <Badge>{text::review_state(review.state)}</Badge>
                <LinkButton href=write_href(review.id) size=ButtonSize::Small kind=ButtonKind::Primary>
                    <span aria-hidden="true">{text::WRITE}</span><span class="visually-hidden">{named}</span>
                </LinkButton>
            </li>
        }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::TO_WRITE}</h2></div>
            {open.view(move |page| {
                if page.items.is_empty() {
                    view! { <EmptyState glyph=Glyph::CircleCheck title=text::NOTHING_TO_WRITE detail=text::NOTHING_TO_WRITE_DETAIL /> }.into_any()
                } else {
                    view! { <ul class="rows">{page.items.into_iter().map(one).collect_view()}</ul> }.into_any()
                }
            })}
        </section>
    }
}

/// Packets in which it is one's turn: to name peers, to release, to answer.
#[component]
fn Waiting() -> impl IntoView {
    let waiting = Fetch::new(|| {
        let filter = ReviewPacketFilter { waiting: true, limit: Limit::new(100), ..ReviewPacketFilter::default() };
        call::<ListReviewPackets>(Nothing {}, filter, ())
    });
    let one = |packet: ReviewPacket| {
        // What is answered waits for a second reader.
        let deed = match packet.state {
            PacketState::Acknowledged => review_ends::READ_A_SECOND_TIME,
            _ => text::waits_for(packet.stage, packet.relation == Relation::Own),
        };
        let named = format!("{deed}: {}", packet.subject.name);
        view! {
            <li class="row">
                <div class="grow">
                    <p class="strong">{packet.subject.name.clone()}</p>
                    <p class="small muted">{packet.cycle.name.clone()}</p>
                </div>
                <LinkButton href=packet_href(packet.id) size=ButtonSize::Small>
                    <span aria-hidden="true">{deed}</span><span class="visually-hidden">{named}</span>
                </LinkButton>
            </li>
        }
    };
    live(move || {
        let packets = waiting.get().map(|page| page.items).unwrap_or_default();
        (!packets.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::WAITING}</h2></div>
                    <ul class="rows">{packets.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    })
}

/// What one gets.
#[component]
fn Mine() -> impl IntoView {
    let session = Session::here();
    let mine = Fetch::new(move || {
        let filter = ReviewPacketFilter { subject: session.person(), limit: Limit::new(20), ..Default::default() };
        call::<ListReviewPackets>(Nothing {}, filter, ())
    });
    let one = |packet: ReviewPacket| {
        view! {
            <li class="row">
                <a class="plain-link strong grow" href=packet_href(packet.id)>{packet.cycle.name.clone()}</a>
                {stage_badge(packet.stage)}
                {packet_badge(packet.state, packet.unanswered)}
            </li>
        }
    };
    live(move || {
        let packets = mine.get().map(|page| page.items).unwrap_or_default();
        (!packets.is_empty()).then(|| {
            view! {
                <section class="card flush">
                    <div class="card-head"><h2>{text::ABOUT_YOU}</h2></div>
                    <ul class="rows">{packets.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    })
}

/// The cycles one sees, latest first; for Admins without those of rolling reviews, which stand by each rule.
#[component]
fn Cycles() -> impl IntoView {
    let may_make = Session::here().may::<CreateReviewCycle>();
    let listing = Listing::new(move |cursor| {
        let filter = ReviewCycleFilter { by_hand: may_make, cursor, ..ReviewCycleFilter::default() };
        call::<ListReviewCycles>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("name", text::NAME, |cycle: &ReviewCycle| {
            view! { <a class="plain-link strong" href=cycle_href(cycle.id)>{cycle.name.clone()}</a> }
        }),
        Column::new("stage", text::STAGE, |cycle: &ReviewCycle| stage_badge(cycle.stage)),
        Column::new("period", text::PERIOD, |cycle: &ReviewCycle| {
            text::days(&format::day(cycle.period_from), &format::day(cycle.period_to))
        }),
        Column::new("write_by", text::WRITE_BY, |cycle: &ReviewCycle| format::day(cycle.write_by)),
    ];
    let empty = move || {
        let detail = if may_make { text::NO_CYCLES_ADMIN } else { text::NO_CYCLES_DETAIL };
        view! { <EmptyState glyph=Glyph::RefreshCw title=text::NO_CYCLES detail /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::CYCLES}</h2></div>
            <DataTable caption=text::CYCLES columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}
