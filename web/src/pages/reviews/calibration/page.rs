//! A session with its cards, to be worked in by several people at once.

use leptos::prelude::*;
use shared::{
    notifications::Subject,
    operation::Nothing,
    reviews::{CalibrationSession, CalibrationSessionPath, CalibrationState, RUN, ReadCalibrationSession, ReviewStage},
    wire::CalibrationSessionId,
};

use super::{
    super::cycle_href,
    agreement::Conflicts,
    board::Board,
    card::CardDialog,
    desk::Desk,
    ledger::Ledger,
    numbers::Numbers,
    settings::{Delete, Edit},
    state_badge,
    steps::Steps,
    table::Cards,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::{calibration as text, reviews},
    ui::{Banner, Crumb, PageHeader, Tone, live},
    watch::watch,
};

/// `/reviews/calibration/{id}`
#[component]
pub fn SessionPage() -> impl IntoView {
    let session = Fetch::of_address(|id| call::<ReadCalibrationSession>(CalibrationSessionPath { id }, Nothing {}, ()));
    let desk = Desk::new(session);
    // Only another session makes another page of it: news are put into it, so that what is being typed stays.
    let which = Memo::new(move |_| session.get().map(|now| now.session.id));
    view! {
        <div class="page">
            {live(move || match which.get() {
                Some(id) => view! { <Shown id desk /> }.into_any(),
                None => session.view(|_| ()),
            })}
        </div>
    }
}

#[component]
fn Shown(id: CalibrationSessionId, desk: Desk) -> impl IntoView {
    watch(Subject::Calibration, id.0, move || desk.session.refresh());
    let attempt = Attempt::new();
    let session = Memo::new(move |_| desk.session.get().map(|now| now.session));
    let stale =
        move || desk.session.is_stale().then(|| view! { <p class="small muted" role="status">{text::STALE}</p> });
    view! {
        {live(move || session.get().map(|session| view! { <Head session desk attempt /> }))}
        <AttemptNews attempt reload=move || desk.session.reload() />
        {live(stale)}
        <div class="with-aside">
            <div class="stack"><Board desk /><Cards desk /><Ledger desk /></div>
            <div class="stack"><Facts desk /><Conflicts desk /><Numbers desk /></div>
        </div>
        <CardDialog desk />
    }
}

#[component]
fn Head(session: CalibrationSession, desk: Desk, attempt: Attempt) -> impl IntoView {
    let calibrates = session.stage == ReviewStage::Calibrating;
    let is_prepared = session.state != CalibrationState::Preparing;
    let may_run = Session::here().can(&RUN, session.relation);
    let scope = text::scope(
        session.team.as_ref().map(|team| team.name.as_str()),
        session.manager.as_ref().map(|manager| manager.name.as_str()),
    );
    let mut crumbs = vec![Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS)];
    // Whoever takes part doesn't see the cycle for that.
    if may_run {
        crumbs.push(Crumb::new(session.cycle.name.clone(), cycle_href(session.cycle.id)));
    }
    let (id, version) = (session.id, session.version);
    let preparing = (may_run && !is_prepared).then(|| {
        let cycle = session.cycle.id;
        view! { <Delete id version cycle attempt /><Edit desk /> }
    });
    let steps = (may_run && calibrates).then(|| view! { <Steps session=session.clone() desk attempt /> });
    let reason = session.reason.clone().map(|reason| {
        view! { <Banner tone=Tone::Warn title=text::REASON_GIVEN><p>{reason}</p></Banner> }
    });
    let waits = (!calibrates && session.state != CalibrationState::Applied)
        .then(|| view! { <Banner tone=Tone::Plain title=text::WAITS /> });
    view! {
        <PageHeader title=session.name.clone() lead=format!("{} · {scope}", session.cycle.name) crumbs>
            {state_badge(session.state)}{preparing}{steps}
        </PageHeader>
        {reason}
        {waits}
    }
}

/// Who takes part.
#[component]
fn Facts(desk: Desk) -> impl IntoView {
    let members = Memo::new(move |_| desk.session.get().map(|now| now.members).unwrap_or_default());
    live(move || {
        let members = members.get();
        let list = members.iter().map(|member| view! { <li>{member.name.clone()}</li> }).collect_view();
        let nobody = members.is_empty().then(|| view! { <p class="muted">{text::NO_MEMBERS}</p> });
        view! {
            <section class="card stack">
                <h2>{text::MEMBERS}</h2>
                <ul class="stack snug">{list}</ul>
                {nobody}
            </section>
        }
    })
}
