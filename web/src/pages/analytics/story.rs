//! A person's story: a strip of twelve months, and what happened in them.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::{
    analytics::{Coverage, CoverageFilter, CoverageMonth, ListStory, ReadCoverage, StoryEntry, StoryFilter, StoryKind},
    notifications::Subject,
    people::PersonPath,
    wire::PersonId,
};

use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    listing::Listing,
    pages::{goals, kpis, people, reviews},
    text::{analytics as text, format, ui as words},
    ui::{Banner, Button, Choice, EmptyState, Field, Glyph, Icon, LoadMore, Rows, Select, Skeleton, Tone, live},
};

/// The tab.
#[component]
pub fn Story(id: PersonId) -> impl IntoView {
    let (month, kind) = (Kept::new("month"), Kept::new("kind"));
    let coverage = Fetch::new(move || call::<ReadCoverage>(PersonPath { id }, CoverageFilter::default(), ()));
    let entries = Listing::new(move |cursor| {
        let filter = StoryFilter {
            kind: kind.read(StoryKind::parse),
            month: month.read(|text| text.parse().ok()),
            limit: None,
            cursor,
        };
        call::<ListStory>(PersonPath { id }, filter, ())
    });
    let kinds: Vec<_> = StoryKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), text::kinds(*kind))).collect();
    let filtered = move || month.get().is_some() || kind.get().is_some();
    let list = move || {
        match entries.rows().get() {
        Rows::Loading => view! { <Skeleton lines=6 /> }.into_any(),
        Rows::Failed(why) => view! { <Banner tone=Tone::Bad title=why><Button on_press=move || entries.reload()>{words::TRY_AGAIN}</Button></Banner> }.into_any(),
        Rows::Ready(rows) if rows.is_empty() => nothing(filtered()),
        Rows::Ready(rows) => view! { {by_month(rows)}<LoadMore more=entries.more() /> }.into_any(),
    }
    };
    view! {
        <section class="card stack">
            <div><h2>{text::STORY}</h2><p class="small muted">{text::STORY_LEAD}</p></div>
            {coverage.view(move |coverage| view! { <Strip coverage month /> })}
        </section>
        <section class="card stack">
            <div class="spread">
                <h2>{text::ENTRIES}</h2>
                <Field label=text::KINDS filter=true><Select value=kind.value options=kinds any=text::EVERYTHING /></Field>
            </div>
            {live(list)}
        </section>
    }
}

/// Twelve months; each shows how much there is, and narrows the list to itself.
#[component]
fn Strip(coverage: Coverage, month: Kept) -> impl IntoView {
    let all = |month: &CoverageMonth| month.counts.iter().map(|part| part.count).sum::<i64>();
    let most = coverage.months.iter().map(all).max().unwrap_or(0).max(1);
    let one = move |at: CoverageMonth| {
        let count = all(&at);
        let key = at.month.to_string();
        let own = key.clone();
        let chosen = Memo::new(move |_| month.get().as_deref() == Some(own.as_str()));
        // Four shades: none, some, more, most.
        let shade = if count == 0 { 0 } else { 1 + (count * 3 - 1) / most.max(1) }.min(3);
        let told: Vec<_> = at.counts.iter().map(|part| format!("{}: {}", text::kinds(part.kind), part.count)).collect();
        let name = format::month_long(at.month);
        view! {
            <li>
                <button
                    type="button"
                    class="strip-month"
                    data-shade=shade.to_string()
                    title=told.join(", ")
                    aria-label=text::month(&name, count)
                    aria-pressed=move || if chosen.get() { "true" } else { "false" }
                    on:click=move |_| month.value.set(if chosen.get() { String::new() } else { key.clone() })
                >
                    <span class="strip-name">{format::month_short(at.month)}</span>
                    <span class="strip-count">{count}</span>
                </button>
            </li>
        }
    };
    view! { <ol class="strip" aria-label=text::STRIP>{coverage.months.into_iter().map(one).collect_view()}</ol> }
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! { <EmptyState glyph=Glyph::Search title=text::NOTHING_HERE detail=text::NOTHING_HERE_DETAIL /> }
            .into_any();
    }
    view! { <EmptyState glyph=Glyph::History title=text::NOTHING_YET detail=text::NOTHING_YET_DETAIL /> }.into_any()
}

/// Entries under the months they happened in.
fn by_month(rows: Vec<StoryEntry>) -> AnyView {
    let mut months: Vec<(NaiveDate, Vec<StoryEntry>)> = Vec::new();
    for row in rows {
        let month = row.happened_on.with_day(1).unwrap_or(row.happened_on);
        match months.last_mut() {
            Some((last, entries)) if *last == month => entries.push(row),
            _ => months.push((month, vec![row])),
        }
    }
    let one = |(month, entries): (NaiveDate, Vec<StoryEntry>)| {
        view! {
            <li class="story-month">
                <h3>{format::month_long(month)}</h3>
                <ol class="story">{entries.into_iter().map(entry).collect_view()}</ol>
            </li>
        }
    };
    view! { <ol class="stack">{months.into_iter().map(one).collect_view()}</ol> }.into_any()
}

fn entry(entry: StoryEntry) -> impl IntoView {
    let glyph = match entry.kind {
        StoryKind::ObjectiveBegun => Glyph::Target,
        StoryKind::ObjectiveClosed => Glyph::Flag,
        StoryKind::CheckIn => Glyph::TrendingUp,
        StoryKind::Praise => Glyph::Sparkles,
        StoryKind::Feedback => Glyph::MessageSquare,
        StoryKind::OneOnOne => Glyph::MessagesSquare,
        StoryKind::Weekly => Glyph::Clock,
        StoryKind::KpiBegun | StoryKind::KpiCrossed => Glyph::Activity,
        StoryKind::SelfAssessment | StoryKind::ManagerAssessment => Glyph::ListTree,
        StoryKind::StepPlanned => Glyph::Flag,
        StoryKind::StepDone => Glyph::CircleCheck,
        StoryKind::Review => Glyph::FileText,
        StoryKind::LevelGranted => Glyph::Sparkles,
    };
    let kind = text::kind(entry.kind);
    // A week has no name but what it is.
    let named = !entry.title.is_empty();
    let title = match entry.kind {
        StoryKind::ObjectiveBegun | StoryKind::ObjectiveClosed | StoryKind::CheckIn => {
            view! { <a class="plain-link strong" href=goals::href(entry.about_id.into())>{entry.title}</a> }.into_any()
        }
        StoryKind::KpiBegun | StoryKind::KpiCrossed => {
            view! { <a class="plain-link strong" href=kpis::href(entry.about_id.into())>{entry.title}</a> }.into_any()
        }
        StoryKind::SelfAssessment
        | StoryKind::ManagerAssessment
        | StoryKind::StepPlanned
        | StoryKind::StepDone
        | StoryKind::LevelGranted => {
            let href = format!("{}?tab=development", people::href(entry.about_id.into()));
            view! { <a class="plain-link strong" href=href>{entry.title}</a> }.into_any()
        }
        StoryKind::Review => {
            view! { <a class="plain-link strong" href=reviews::packet_href(entry.about_id.into())>{entry.title}</a> }
                .into_any()
        }
        StoryKind::OneOnOne => {
            view! { <a class="plain-link strong" href=Subject::Meeting.page(entry.about_id)>{entry.title}</a> }
                .into_any()
        }
        StoryKind::Weekly => {
            view! { <a class="plain-link strong" href=Subject::WeeklyCheckIn.page(entry.about_id)>{kind}</a> }
                .into_any()
        }
        _ if named => view! { <span class="strong">{entry.title}</span> }.into_any(),
        _ => view! { <span class="strong">{kind}</span> }.into_any(),
    };
    view! {
        <li class="story-entry">
            <span class="story-mark"><Icon glyph /></span>
            <div class="grow stack snug">
                <div class="row tight">
                    {title}
                    {entry.status.map(goals::status_badge)}
                    {entry.kpi_state.map(kpis::state_badge)}
                    <time class="small muted push" datetime=entry.happened_on.to_string()>{format::day(entry.happened_on)}</time>
                </div>
                {named.then(|| view! { <p class="small muted">{kind}</p> })}
                {(!entry.said.is_empty()).then(|| view! { <p class="small goal-description">{entry.said}</p> })}
            </div>
        </li>
    }
}
