//! A rule: what it is, whose day comes, and the cycles that it began.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    reviews::{
        DeleteRollingReview, EditRollingReview, ListReviewCycles, ListRollingReviewDue, ReadRollingReview, ReviewCycle,
        ReviewCycleFilter, RollingReviewChanges, RollingReviewDetail, RollingReviewDue, RollingReviewFilter,
        RollingReviewPath,
    },
    wire::{Limit, RollingReviewId},
};

use super::{
    super::{cycle_href, stage_badge},
    rule_href, state_badge,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    listing::Listing,
    text::{format, reviews, rolling_reviews as text},
    ui::{
        Badge, Button, ButtonKind, Column, Confirm, Crumb, DataTable, EmptyState, Glyph, LinkButton, PageHeader,
        Toasts, Tone,
    },
};

/// `/reviews/rolling/{id}`
#[component]
pub fn RulePage() -> impl IntoView {
    let rule = Fetch::of_address(|id| call::<ReadRollingReview>(RollingReviewPath { id }, Nothing {}, ()));
    view! { <div class="page">{rule.view(move |detail| view! { <Shown detail fetch=rule /> })}</div> }
}

#[component]
fn Shown(detail: RollingReviewDetail, fetch: Fetch<RollingReviewDetail>) -> impl IntoView {
    let rule = detail.rule.clone();
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let (id, version, on) = (rule.id, rule.version, rule.on_since.is_some());
    let switch = move || {
        let changes = RollingReviewChanges { on: Some(!on), ..RollingReviewChanges::default() };
        attempt.run(change::<EditRollingReview>(RollingReviewPath { id }, changes, version), move |now| {
            toasts.good(if on { text::SWITCHED_OFF } else { text::SWITCHED_ON });
            fetch.replace(now);
        });
    };
    let delete = (rule.people == 0).then(|| view! { <Delete id version attempt /> });
    let crumbs = vec![
        Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS),
        Crumb::new(text::ROLLING, shared::pages::ROLLING_REVIEWS),
    ];
    view! {
        <PageHeader title=rule.name.clone() lead=text::when(&rule.after_days) crumbs>
            {state_badge(rule.on_since)}
            {delete}
            <LinkButton href=format!("{}/edit", rule_href(id)) icon=Glyph::Pencil>{reviews::EDIT}</LinkButton>
            <Button busy=attempt.busy on_press=switch>{if on { text::SWITCH_OFF } else { text::SWITCH_ON }}</Button>
        </PageHeader>
        <AttemptNews attempt reload=move || fetch.reload() />
        <div class="with-aside">
            <div class="stack">
                <Coming id yearly=rule.after_days.is_empty() />
                <Cycles id />
            </div>
            <Facts detail />
        </div>
    }
}

#[component]
fn Delete(id: RollingReviewId, version: i64, attempt: Attempt) -> impl IntoView {
    let deleting = RwSignal::new(false);
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let delete = move || {
        let navigate = navigate.clone();
        deleting.set(false);
        attempt.run(change::<DeleteRollingReview>(RollingReviewPath { id }, (), version), move |()| {
            toasts.good(text::DELETED);
            navigate(shared::pages::ROLLING_REVIEWS, leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <Button icon=Glyph::Trash2 kind=ButtonKind::Quiet on_press=move || deleting.set(true)>{text::DELETE}</Button>
        <Confirm open=deleting title=text::DELETE_RULE deed=text::DELETE danger=true on_confirm=delete><p>{text::DELETE_RULE_DETAIL}</p></Confirm>
    }
}

/// Whose day comes, the soonest first.
#[component]
fn Coming(id: RollingReviewId, yearly: bool) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let filter = RollingReviewFilter { limit: Limit::new(50), cursor };
        call::<ListRollingReviewDue>(RollingReviewPath { id }, filter, ())
    });
    let columns = vec![
        Column::new("person", reviews::PERSON, |due: &RollingReviewDue| due.person.name.clone()),
        Column::new("day", text::DAY, |due: &RollingReviewDue| format::day(due.due_on)),
        Column::new("after", text::AFTER, move |due: &RollingReviewDue| text::after(due.after, yearly)),
        Column::new("manager", reviews::MANAGER, |due: &RollingReviewDue| match &due.manager {
            Some(manager) => manager.name.clone().into_any(),
            None => view! { <Badge tone=Tone::Warn>{text::NO_MANAGER}</Badge> }.into_any(),
        }),
    ];
    let empty = || {
        view! { <EmptyState glyph=Glyph::Calendar title=text::NOBODY_COMES detail=text::NOBODY_COMES_DETAIL /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::COMING}</h2><p class="small muted">{text::COMING_LEAD}</p></div></div>
            <DataTable caption=text::COMING columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}

/// The cycles that it began, latest first.
#[component]
fn Cycles(id: RollingReviewId) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let filter = ReviewCycleFilter { rule: Some(id), cursor, ..ReviewCycleFilter::default() };
        call::<ListReviewCycles>(Nothing {}, filter, ())
    });
    let columns = vec![
        Column::new("name", text::NAME, |cycle: &ReviewCycle| {
            view! { <a class="plain-link strong" href=cycle_href(cycle.id)>{cycle.name.clone()}</a> }
        }),
        Column::new("stage", reviews::STAGE, |cycle: &ReviewCycle| stage_badge(cycle.stage)),
        Column::new("write_by", reviews::WRITE_BY, |cycle: &ReviewCycle| format::day(cycle.write_by)),
        Column::new("share_by", reviews::SHARE_BY, |cycle: &ReviewCycle| format::day(cycle.share_by)),
    ];
    let empty = || {
        view! { <EmptyState glyph=Glyph::RefreshCw title=text::NO_CYCLES detail=text::NO_CYCLES_DETAIL /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::CYCLES}</h2></div>
            <DataTable caption=text::CYCLES columns rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
    }
}

/// What it was set up with.
#[component]
fn Facts(detail: RollingReviewDetail) -> impl IntoView {
    let rule = detail.rule;
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let mut whom = vec![rule.team.map_or_else(|| reviews::EVERYBODY.to_owned(), |team| team.name)];
    whom.extend(detail.excluded.into_iter().map(|person| format!("− {}", person.name)));
    view! {
        <section class="card stack">
            <dl class="facts">
                {fact(reviews::TEMPLATE, rule.template_name)}
                {fact(reviews::WHOM, whom.join(", "))}
                {fact(text::WRITING_DAYS, rule.writing_days.to_string())}
                {fact(text::SHARING_DAYS, rule.sharing_days.to_string())}
                {fact(text::NAMING, reviews::naming(rule.naming).to_owned())}
                {fact(reviews::MINIMUM, rule.minimum.to_string())}
                {fact(text::SO_FAR, rule.people.to_string())}
            </dl>
        </section>
    }
}
