//! The check-ins of one key result: the value over time, and each of them in words.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::{
    goals::{CHECK_IN, CheckIn, CheckInFilter, KeyResult, KeyResultPath, ListCheckIns},
    wire::{Limit, Page},
};

use super::super::{check_in::CheckInForm, marks};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::{format, goals as text, ui as words},
    ui::{Badge, Button, ButtonKind, ButtonSize, EmptyState, Glyph, LineChart, Point, live},
};

/// The chart over the `days` of the objective, and the list; a correction opens in place.
#[component]
pub fn History(result: KeyResult, days: (NaiveDate, NaiveDate), #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let id = result.id;
    let all = Fetch::new(move || call::<ListCheckIns>(KeyResultPath { id }, page_from(None), ()));
    let correcting = RwSignal::new(None::<CheckIn>);
    let kept = StoredValue::new(result);
    // It opens above the list, which may be long.
    let place = NodeRef::<leptos::html::Section>::new();
    Effect::new(move |_| {
        if let Some(form) = place.get() {
            let _ = form.focus();
        }
    });
    let done = move || {
        correcting.set(None);
        all.reload();
        changed.run(());
    };
    let form = move || {
        correcting.get().map(|wrong| view! {
            <section class="card stack" tabindex="-1" node_ref=place><CheckInForm result=kept.get_value() corrects=Some(wrong) cancel=move || correcting.set(None) done /></section>
        })
    };
    view! {
        <p class="small muted">{text::HISTORY_LEAD}</p>
        {form}
        {all.view(move |page| {
            if page.items.is_empty() {
                return view! {
                    <EmptyState glyph=Glyph::History title=text::NO_HISTORY detail=text::NO_HISTORY_DETAIL />
                }
                .into_any();
            }
            view! { <Pages newest=page result=kept days correcting /> }.into_any()
        })}
    }
}

/// As many as there may be at once.
fn page_from(cursor: Option<String>) -> CheckInFilter {
    CheckInFilter { limit: Limit::new(Limit::MOST), cursor }
}

/// The newest, and the older ones when they are asked for; the chart is made of those that are here.
#[component]
fn Pages(
    newest: Page<CheckIn>,
    result: StoredValue<KeyResult>,
    days: (NaiveDate, NaiveDate),
    correcting: RwSignal<Option<CheckIn>>,
) -> impl IntoView {
    let id = result.with_value(|result| result.id);
    let said = RwSignal::new(newest.items);
    let cursor = RwSignal::new(newest.next_cursor);
    let attempt = Attempt::new();
    let older = move || {
        let next = page_from(cursor.get_untracked());
        attempt.run(call::<ListCheckIns>(KeyResultPath { id }, next, ()), move |page| {
            said.update(|said| said.extend(page.items));
            cursor.set(page.next_cursor);
        });
    };
    let one = move |check_in: CheckIn| view! { <li><Said check_in result correcting /></li> };
    view! {
        {live(move || said.with(|all| result.with_value(|result| chart(result, days, all))))}
        <ol class="goal-history">{live(move || said.get().into_iter().map(one).collect_view())}</ol>
        <AttemptNews attempt />
        <Show when=move || cursor.read().is_some()>
            <Button size=ButtonSize::Small busy=attempt.busy on_press=older>{words::SHOW_MORE}</Button>
        </Show>
    }
}

/// The values that count, oldest first, beside the even way to the target.
fn chart(result: &KeyResult, (from, to): (NaiveDate, NaiveDate), all: &[CheckIn]) -> impl IntoView + use<> {
    let told = StoredValue::new(result.clone());
    let point = |said: &CheckIn| Point {
        x: f64::from(said.as_of.num_days_from_ce()),
        y: said.value,
        label: format::day(said.as_of),
        shown: marks::value(result, said.value),
    };
    let points: Vec<Point> = all.iter().rev().filter(|said| said.superseded_by.is_none()).map(point).collect();
    let (plan, band) = (marks::plan(result, from, to), marks::band(result));
    let ends = points.first().zip(points.last());
    let sentence =
        ends.map(|(first, last)| text::chart_sentence(&first.shown, &last.shown, points.len())).unwrap_or_default();
    let axis = move |(value,): (f64,)| told.with_value(|result| marks::value(result, value));
    view! {
        <LineChart title=text::CHART description=sentence points=Signal::stored(points) plan=Signal::stored(plan) band=Signal::stored(band) axis=Callback::new(axis) />
    }
}

#[component]
fn Said(check_in: CheckIn, result: StoredValue<KeyResult>, correcting: RwSignal<Option<CheckIn>>) -> impl IntoView {
    let old = check_in.superseded_by.is_some();
    let may_correct = !old && result.with_value(|result| Session::here().can(&CHECK_IN, result.relation));
    let kept = StoredValue::new(check_in.clone());
    let name = text::correct_of(&format::date(check_in.as_of));
    let clears = check_in.blocker_owner.map(|person| format!(" · {}: {}", text::BLOCKER_OWNER, person.name));
    let blocker = check_in.blocker.map(|blocker| {
        view! { <p class="small"><span class="strong">{text::blocker(blocker.kind)}": "</span>{blocker.next_step}{clears}</p> }
    });
    let links = check_in.links.into_iter().map(|link| {
        let href = link.clone();
        view! { <li><a href=href target="_blank" rel="noopener noreferrer">{link}</a></li> }
    });
    view! {
        <article class=if old { "stack snug goal-old" } else { "stack snug" }>
            <div class="row tight">
                <span class="strong num">{result.with_value(|result| marks::value(result, check_in.value))}</span>
                {marks::said_badge(check_in.status)}
                {old.then(|| view! { <Badge bare=true>{text::CORRECTED}</Badge> })}
                {check_in.supersedes_id.map(|_| view! { <Badge bare=true>{text::CORRECTION}</Badge> })}
                <time class="small muted push" datetime=check_in.as_of.to_string()>{format::date(check_in.as_of)}</time>
            </div>
            <p class="small muted">
                {check_in.author.name}" · "{format::moment(check_in.created_at)}
                {check_in.confidence.map(|sure| format!(" · {}", text::confidence(sure)))}
            </p>
            {(!check_in.comment.is_empty()).then(|| view! { <p class="goal-description">{check_in.comment}</p> })}
            {blocker}
            <ul class="small goal-links">{links.collect_view()}</ul>
            {may_correct.then(|| view! {
                <div><Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Pencil on_press=move || correcting.set(Some(kept.get_value()))>
                    <span aria-hidden="true">{text::CORRECT}</span><span class="visually-hidden">{name}</span>
                </Button></div>
            })}
        </article>
    }
}
