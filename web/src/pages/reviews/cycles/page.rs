//! A cycle: how far it is, its next step, and whose it is.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    reviews::{
        DeleteReviewCycle, ListCalibrationSessions, ListReviewPackets, PacketState, REMIND, RUN, ReadReviewCycle,
        ReadRollingReview, ReviewCycleDetail, ReviewCyclePath, ReviewLaunchState, ReviewPacket, ReviewPacketFilter,
        ReviewProgress, ReviewStage,
    },
    wire::{Limit, ReviewCycleId},
};

use super::{
    super::{calibration::Sessions, cycle_href, packet_badge, packet_href, rolling::rule_href, stage_badge},
    dates::Dates,
    duties::Duties,
    groups::{Groups, Narrow, Whose, asks},
    launch::Launch,
    rehearsed::{WhoGetsWhat, is_rehearsed},
    steps::Steps,
    suggested::Suggested,
    testers::Testers,
    viewers::Viewers,
    waived::Waived,
    wordings::Wordings,
};
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    listing::Listing,
    session::Session,
    text::{format, review_ends, review_waivers, reviews as text, rolling_reviews},
    ui::{
        Banner, Button, ButtonKind, Choice, Column, Confirm, Crumb, DataTable, EmptyState, Field, Glyph, LinkButton,
        PageHeader, Select, Stat, Toasts, Tone,
    },
};

/// `/reviews/cycles/{id}?by=manager&team=…&manager=…&state=…&due=late`
#[component]
pub fn CyclePage() -> impl IntoView {
    let cycle = Fetch::of_address(|id| call::<ReadReviewCycle>(ReviewCyclePath { id }, Nothing {}, ()));
    view! { <div class="page">{cycle.view(move |detail| view! { <Shown detail fetch=cycle /> })}</div> }
}

#[component]
fn Shown(detail: ReviewCycleDetail, fetch: Fetch<ReviewCycleDetail>) -> impl IntoView {
    let cycle = detail.cycle.clone();
    let (attempt, again) = (Attempt::new(), RwSignal::new(0_u32));
    let is_draft = cycle.stage == ReviewStage::Draft;
    let over = matches!(cycle.stage, ReviewStage::Closed | ReviewStage::Cancelled);
    let may_run = Session::here().can(&RUN, cycle.relation) && !over;
    let lead = text::days(&format::date(cycle.period_from), &format::date(cycle.period_to));
    let edit = may_run.then(|| {
        view! { <LinkButton href=format!("{}/edit", cycle_href(cycle.id)) icon=Glyph::Pencil>{text::EDIT}</LinkButton> }
    });
    let delete = (may_run && is_draft).then(|| view! { <Delete id=cycle.id version=cycle.version attempt /> });
    let launch = detail.launch.clone();
    let is_launching = launch.as_ref().is_some_and(|launch| launch.state != ReviewLaunchState::Failed);
    let steps = (may_run && !is_launching).then(|| view! { <Steps cycle=cycle.clone() fetch attempt again /> });
    let reason = cycle.reason.clone().map(|reason| {
        view! { <Banner tone=Tone::Warn title=text::REASON_GIVEN><p>{reason}</p></Banner> }
    });
    let calibrates =
        cycle.calibrates && cycle.stage >= ReviewStage::Calibrating && cycle.stage != ReviewStage::Cancelled;
    let calibrates = calibrates && Session::here().may::<ListCalibrationSessions>();
    let sessions = calibrates.then(|| view! { <Sessions cycle=cycle.clone() /> });
    let whose = Whose::here();
    let oversees = !is_draft && Session::here().can(&REMIND, cycle.relation);
    let groups = oversees.then(|| {
        view! { <Groups cycle=cycle.clone() again /><Narrow id=cycle.id whose /> }
    });
    let duties = asks(cycle.stage).then(|| view! { <Duties cycle=cycle.clone() whose again /> });
    let rehearsed = (may_run && is_rehearsed(cycle.stage)).then(|| view! { <WhoGetsWhat cycle=cycle.clone() again /> });
    let dates = (may_run && is_rehearsed(cycle.stage)).then(|| view! { <Dates id=cycle.id again /> });
    let proposes = cycle.peers_most > 0 && is_rehearsed(cycle.stage) && (oversees || (is_draft && may_run));
    let suggested = proposes.then(|| view! { <Suggested id=cycle.id is_draft again /> });
    let packets = (!is_draft).then(|| view! { <Packets id=cycle.id whose /> });
    let gives = !is_draft && cycle.stage != ReviewStage::Cancelled && Session::here().can(&RUN, cycle.relation);
    let viewers = gives.then(|| view! { <Viewers id=cycle.id /> });
    let testers = (is_draft && may_run).then(|| view! { <Testers id=cycle.id /> });
    let wordings = gives.then(|| view! { <Wordings id=cycle.id runs=!over /> });
    let waived = Session::here().can(&RUN, cycle.relation).then(|| view! { <Waived cycle=cycle.clone() again /> });
    let crumbs = vec![Crumb::new(text::REVIEWS, shared::pages::REVIEWS)];
    view! {
        <PageHeader title=cycle.name.clone() lead crumbs>
            {stage_badge(cycle.stage)}{delete}{edit}{steps}
        </PageHeader>
        <AttemptNews attempt reload=move || fetch.reload() />
        {reason}
        {launch.map(|launch| view! { <Launch id=cycle.id launch fetch /> })}
        {(!is_draft).then(|| stats(detail.progress, detail.setup.is_some()))}
        <div class="with-aside">
            <div class="stack">{sessions}{groups}{duties}{packets}{is_draft.then(|| view! { <Banner tone=Tone::Plain title=text::IS_DRAFT><p class="small">{text::IS_DRAFT_DETAIL}</p></Banner> })}{rehearsed}{suggested}{dates}{waived}</div>
            <div class="stack"><Facts detail />{testers}{viewers}{wordings}</div>
        </div>
    }
}

fn stats(progress: ReviewProgress, is_admin: bool) -> impl IntoView {
    let shows = is_admin && progress.acknowledged > 0;
    let disagreed = shows.then(|| {
        view! { <Stat label=review_ends::DISAGREED value=text::of_all(progress.disagreed, progress.acknowledged) /> }
    });
    view! {
        <div class="stats">
            <Stat label=text::PEOPLE value=progress.people.to_string() />
            <Stat label=text::HANDED_IN_COUNT value=text::of_all(progress.submitted, progress.reviews) />
            <Stat label=text::RELEASED value=text::of_all(progress.released, progress.people) />
            <Stat label=text::ANSWERED value=text::of_all(progress.acknowledged, progress.people) />
            {disagreed}
        </div>
    }
}

#[component]
fn Delete(id: ReviewCycleId, version: i64, attempt: Attempt) -> impl IntoView {
    let deleting = RwSignal::new(false);
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let delete = move || {
        let navigate = navigate.clone();
        deleting.set(false);
        attempt.run(change::<DeleteReviewCycle>(ReviewCyclePath { id }, (), version), move |()| {
            toasts.good(text::CYCLE_DELETED);
            navigate(shared::pages::REVIEWS, leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Button icon=Glyph::Trash2 kind=ButtonKind::Quiet on_press=move || deleting.set(true)>{text::DELETE}</Button>
        <Confirm open=deleting title=text::DELETE_CYCLE deed=text::DELETE danger=true on_confirm=delete><p>{text::DELETE_CYCLE_DETAIL}</p></Confirm>
    }
}

/// Whose packets one sees, by name.
#[component]
fn Packets(id: ReviewCycleId, whose: Whose) -> impl IntoView {
    let state = Kept::new("state");
    let listing = Listing::new(move |cursor| {
        let filter = ReviewPacketFilter {
            cycle: Some(id),
            team: whose.team(),
            manager: whose.manager(),
            state: state.read(PacketState::parse),
            limit: Limit::new(50),
            cursor,
            ..ReviewPacketFilter::default()
        };
        call::<ListReviewPackets>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("person", text::PERSON, |packet: &ReviewPacket| {
            view! { <a class="plain-link strong" href=packet_href(packet.id)>{packet.subject.name.clone()}</a> }
        }),
        Column::new("manager", text::MANAGER, |packet: &ReviewPacket| {
            packet.manager.as_ref().map_or_else(|| format::NONE.to_owned(), |manager| manager.name.clone())
        }),
        Column::new(
            "peers",
            text::PEERS,
            |packet: &ReviewPacket| {
                if packet.peers_settled { text::ARE_SETTLED } else { format::NONE }
            },
        ),
        Column::new("reviews", text::HANDED_IN_COUNT, |packet: &ReviewPacket| {
            text::of_all(packet.submitted, packet.reviews)
        })
        .end(),
        Column::new("state", text::STATE, |packet: &ReviewPacket| packet_badge(packet.state, packet.unanswered)),
    ];
    let states: Vec<_> =
        PacketState::ALL.iter().map(|one| Choice::new(one.as_str(), text::packet_state(*one))).collect();
    let empty = || view! { <EmptyState glyph=Glyph::Users title=text::NOBODY detail=text::NOBODY_DETAIL /> };
    view! {
        <section class="card flush" id="people">
            <div class="card-head">
                <h2>{text::WHOSE}</h2>
                <Field label=text::STATE filter=true><Select value=state.value options=states any=text::ANY_STATE /></Field>
            </div>
            <DataTable caption=text::WHOSE columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}

/// What it was set up with.
#[component]
fn Facts(detail: ReviewCycleDetail) -> impl IntoView {
    let cycle = detail.cycle;
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let begun = detail.rule.is_some();
    let rule = detail.rule.map(|rule| {
        let name = if Session::here().may::<ReadRollingReview>() {
            view! { <a href=rule_href(rule.id)>{rule.name}</a> }.into_any()
        } else {
            rule.name.into_any()
        };
        view! { <div><dt>{rolling_reviews::BEGUN_BY}</dt><dd>{name}</dd></div> }
    });
    let setup = detail.setup.map(|setup| {
        let everybody = || text::EVERYBODY.to_owned();
        // Whom a rule names are all there are.
        let mut whom: Vec<String> =
            if begun { Vec::new() } else { vec![setup.team.map_or_else(everybody, |team| team.name)] };
        whom.extend(setup.manager.map(|manager| format!("{} {}", review_waivers::BY_MANAGER, manager.name)));
        whom.extend(setup.started_until.map(|day| format!("{} {}", text::STARTED_UNTIL, format::date(day))));
        whom.extend(setup.included.into_iter().map(|person| format!("+ {}", person.name)));
        whom.extend(setup.excluded.into_iter().map(|person| format!("− {}", person.name)));
        view! {
            {fact(text::TEMPLATE, text::template_version(&setup.template_name, setup.form_number))}
            {fact(text::WHOM, whom.join(", "))}
        }
    });
    view! {
        <section class="card stack">
            <dl class="facts">
                {rule}
                {setup}
                {cycle.nominate_by.map(|day| fact(text::NOMINATE_BY, format::date(day)))}
                {fact(text::WRITE_BY, format::date(cycle.write_by))}
                {fact(text::SHARE_BY, format::date(cycle.share_by))}
                {fact(review_ends::RELEASES, review_ends::releases_after(cycle.release_after))}
                {cycle.by_date.then(|| fact(text::GOES_ON, text::goes_on_by_itself(cycle.grace_days)))}
                {(cycle.peers_most > 0).then(|| fact(text::PEERS, text::between(cycle.peers_least, cycle.peers_most)))}
                {fact(text::NAMING, text::naming(cycle.naming).to_owned())}
                {fact(text::MINIMUM, cycle.minimum.to_string())}
                {fact(text::CALIBRATION, if cycle.calibrates { text::YES } else { text::NO }.to_owned())}
            </dl>
        </section>
    }
}
