//! Reviews: how much of what was due in a period is written, released and answered, and which ratings came of it.

use leptos::prelude::*;
use shared::{
    analytics::{
        CycleRatings, ExportReviewsCsv, ExportReviewsPdf, ExportReviewsXlsx, RatingCount, RatingsApart,
        ReadReviewDashboard, ReviewCounts, ReviewDashboard, TeamReviews, rules::share as share_of,
    },
    operation::Nothing,
    reviews::PacketState,
};

use super::{compared, export::export, filters::Filters, review_standings::ReviewStandings, team_name};
use crate::{
    client::call,
    fetch::Fetch,
    pages::reviews::cycle_href,
    text::{analytics as text, format, reviews as words},
    ui::{
        Amount, Banner, BarChart, Column, DataTable, DonutChart, EmptyState, Glyph, Ink, Rows, StackedBar, Stat, Tone,
        live,
    },
};

/// The dashboard.
#[component]
pub fn Reviews(filters: Filters) -> impl IntoView {
    let reviews = Fetch::new(move || call::<ReadReviewDashboard>(Nothing {}, filters.query(), ()));
    reviews.view(move |found| shown(filters, found))
}

fn shown(filters: Filters, found: ReviewDashboard) -> AnyView {
    let period = found.period.clone();
    let comparison = period.map(|period| compared(&period, found.before.as_ref()));
    if found.total.people() == 0 && found.total_before.is_none_or(|before| before.people() == 0) {
        return view! {
            {comparison}
            <div class="card"><EmptyState glyph=Glyph::FileText title=text::NO_REVIEWS detail=text::NO_REVIEWS_DETAIL /></div>
        }
        .into_any();
    }
    let total = found.total;
    view! {
        <div class="spread">{comparison}{export::<ExportReviewsCsv, ExportReviewsXlsx, ExportReviewsPdf>("reviews", filters)}</div>
        {numbers(filters, &found)}
        <div class="dashboard-halves">
            {by_state(filters, total)}
            {by_team(&found)}
        </div>
        {ratings(filters, found.ratings.clone())}
        {
            let ratings = found.ratings;
            live(move || view! { <ReviewStandings filters total ratings=ratings.clone() /> })
        }
    }
    .into_any()
}

fn numbers(filters: Filters, found: &ReviewDashboard) -> impl IntoView + use<> {
    let before = found.before.as_ref().zip(found.total_before);
    let stat = |label: &str, value: &dyn Fn(ReviewCounts) -> String, state: Option<PacketState>| {
        let was = before.map(|(period, counts)| text::was(&period.name, &value(counts))).unwrap_or_default();
        let (label, value, note) = (label.to_owned(), Signal::stored(value(found.total)), Signal::stored(was));
        match state {
            Some(state) => {
                let href = untrack(|| filters.at_state("reviews", state.as_str()));
                view! { <Stat label value note href /> }.into_any()
            }
            None => view! { <Stat label value note /> }.into_any(),
        }
    };
    let share = |share: Option<f64>| share.map_or_else(|| format::NONE.to_owned(), format::percent);
    let of = |state: PacketState| stat(words::packet_state(state), &|counts| counts.of(state).to_string(), Some(state));
    view! {
        <div class="stats">
            {stat(text::HANDED_IN, &|counts| share(counts.submitted_share()), None)}
            {stat(text::PEOPLE_WITH_THEIRS, &|counts| share(counts.released_share()), None)}
            {of(PacketState::Collecting)}
            {of(PacketState::Acknowledged)}
        </div>
    }
}

const fn ink(state: PacketState) -> Ink {
    match state {
        PacketState::Collecting => Ink::Plain,
        PacketState::Released => Ink::Second,
        PacketState::Acknowledged => Ink::First,
    }
}

fn there(counts: ReviewCounts) -> impl Iterator<Item = PacketState> {
    PacketState::ALL.iter().copied().filter(move |state| counts.of(*state) > 0)
}

fn amounts(counts: ReviewCounts) -> Vec<Amount> {
    let amount = |state: PacketState| Amount::counted(words::packet_state(state), counts.of(state), ink(state));
    there(counts).map(amount).collect()
}

fn by_state(filters: Filters, total: ReviewCounts) -> impl IntoView {
    let slices = amounts(total);
    let told: Vec<_> = slices.iter().map(|slice| (slice.label.clone(), slice.shown.clone())).collect();
    let links: Vec<String> =
        there(total).map(|state| untrack(|| filters.at_state("reviews", state.as_str()))).collect();
    let body = if slices.is_empty() {
        view! { <p class="small muted">{text::NO_REVIEWS}</p> }.into_any()
    } else {
        view! {
            <DonutChart
                title=text::PACKETS_STAND
                description=text::told(&told)
                slices=Signal::stored(slices)
                total=Signal::stored(total.people().to_string())
                links=Signal::stored(links)
            />
        }
        .into_any()
    };
    view! {
        <section class="card stack">
            <div><h2>{text::PACKETS_STAND}</h2><p class="small muted">{text::PACKETS_STAND_LEAD}</p></div>
            {body}
        </section>
    }
}

fn by_team(found: &ReviewDashboard) -> impl IntoView + use<> {
    let mut columns = vec![
        Column::new("team", text::TEAM, |row: &TeamReviews| {
            let name = team_name(row.team.as_ref());
            view! { <span class="strong">{name}</span> }
        }),
        Column::new("people", text::REVIEWED, |row: &TeamReviews| row.counts.people()).end(),
        Column::new("state", text::PACKETS_STAND, |row: &TeamReviews| {
            (row.counts.people() > 0)
                .then(|| view! { <StackedBar label=team_name(row.team.as_ref()) parts=amounts(row.counts) /> })
        }),
        Column::new("handed-in", text::HANDED_IN, |row: &TeamReviews| share(Some(row.counts))).end(),
    ];
    if let Some(before) = &found.before {
        columns.push(Column::new("before", before.name.clone(), |row: &TeamReviews| share(row.before)).end());
    }
    let empty = || view! { <p class="muted small">{text::NO_REVIEWS}</p> };
    let rows = Signal::stored(Rows::Ready(found.teams.clone()));
    view! {
        <section class="card flush dashboard-teams">
            <div class="card-head"><div><h2>{text::BY_TEAM}</h2><p class="small muted">{text::REVIEWS_BY_TEAM_LEAD}</p></div></div>
            <DataTable caption=text::BY_TEAM columns rows empty />
        </section>
    }
}

fn share(counts: Option<ReviewCounts>) -> String {
    counts.and_then(ReviewCounts::submitted_share).map_or_else(|| text::NONE_BEFORE.to_owned(), format::percent)
}

/// A picture for each cycle that has ratings.
fn ratings(filters: Filters, cycles: Vec<CycleRatings>) -> impl IntoView {
    (!cycles.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <div><h2>{text::RATINGS}</h2><p class="small muted">{text::RATINGS_LEAD}</p></div>
                {cycles.into_iter().map(|of| spread(filters, of)).collect_view()}
            </section>
        }
    })
}

fn spread(filters: Filters, of: CycleRatings) -> impl IntoView {
    let rated = |steps: &[RatingCount]| steps.iter().map(|step| step.count).sum::<i64>();
    let people = rated(&of.steps) + of.none;
    let shown = |at: usize, count: i64| {
        let part = share_of(count, rated(&of.steps)).map(format::percent);
        let was = of.before.as_ref().and_then(|before| share_of(before.steps.get(at)?.count, rated(&before.steps)));
        text::rating_count(count, part.as_deref(), was.map(format::percent).as_deref())
    };
    let amount = |(at, step): (usize, &RatingCount)| Amount {
        shown: shown(at, step.count),
        ..Amount::counted(step.word.clone(), step.count, Ink::First)
    };
    let mut amounts: Vec<_> = of.steps.iter().enumerate().map(amount).collect();
    let words = of.steps.iter().zip(1..).map(|(step, number)| (number, step.word.clone(), step.count));
    let mut opens: Vec<(usize, String, i64)> = words.filter(|(.., count)| *count > 0).collect();
    if of.none > 0 {
        amounts.push(Amount::counted(text::NO_RATING, of.none, Ink::Plain));
        opens.push((0, text::NO_RATING.to_owned(), of.none));
    }
    let links = opens.into_iter().map(|(step, word, count)| {
        let href = untrack(|| filters.at_rating(of.cycle.id, step));
        view! { <li><a href=href>{word}</a><span class="num">{count}</span></li> }
    });
    let told = text::ratings_told(&of.cycle.name, people);
    let before = of.before.as_ref().map(|before| {
        view! { <p class="small muted">{text::ratings_before(&before.cycle.name)}</p> }
    });
    view! {
        <div class="stack snug">
            <h3><a class="plain-link" href=cycle_href(of.cycle.id)>{of.cycle.name.clone()}</a></h3>
            {before}
            <BarChart title=of.cycle.name.clone() description=told amounts=Signal::stored(amounts) />
            <ul class="legend" aria-label=text::OPEN_RATED>{links.collect_view()}</ul>
            {apart(of.apart)}
        </div>
    }
}

/// Whose ratings differ from the others' by more than chance, and how that was found.
fn apart(groups: Vec<RatingsApart>) -> impl IntoView {
    let told = |group: RatingsApart| {
        let name = match (group.team, group.manager) {
            (Some(team), _) => team.name,
            (None, Some(manager)) => text::people_of(&manager.name),
            (None, None) => return None,
        };
        Some(view! { <li>{text::apart(&name, group.people, group.higher, group.chance)}</li> })
    };
    (!groups.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Warn title=text::APART>
                <ul class="stack snug">{groups.into_iter().map(told).collect_view()}</ul>
                <p class="small muted">{text::APART_TEST}</p>
            </Banner>
        }
    })
}
