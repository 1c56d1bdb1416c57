//! Goal progress: how the objectives of a period stand, as a whole and by team.

use leptos::prelude::*;
use shared::{
    analytics::{
        ExportGoalsCsv, ExportGoalsPdf, ExportGoalsXlsx, GoalDashboard, GoalFigures, ReadGoalDashboard, Stretch,
        TeamFigures,
    },
    goals::rules::kinds::GoalStatus,
    home::StatusCount,
    operation::Nothing,
};

use super::{compared, export::export, filters::Filters, no_period, team_name};
use crate::{
    client::call,
    fetch::Fetch,
    text::{analytics as text, format, goals as words},
    to,
    ui::{
        Amount, ButtonKind, Column, DataTable, DonutChart, EmptyState, Glyph, Ink, LinkButton, Progress, Rows,
        StackedBar, Stat, drawn,
    },
};

/// The dashboard.
#[component]
pub fn Goals(filters: Filters) -> impl IntoView {
    let goals = Fetch::new(move || call::<ReadGoalDashboard>(Nothing {}, filters.query(), ()));
    goals.view(move |found| match found.period.clone() {
        None => no_period(),
        Some(period) => shown(filters, found, period),
    })
}

fn shown(filters: Filters, found: GoalDashboard, period: Stretch) -> AnyView {
    let comparison = compared(&period, found.before.as_ref());
    if found.total.count == 0 && found.total_before.as_ref().is_none_or(|before| before.count == 0) {
        return view! {
            {comparison}
            <div class="card">
                <EmptyState glyph=Glyph::Target title=text::NO_GOALS detail=text::NO_GOALS_DETAIL>
                    <LinkButton href=to::NEW_GOAL kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_GOAL}</LinkButton>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="spread">
            {comparison}
            {export::<ExportGoalsCsv, ExportGoalsXlsx, ExportGoalsPdf>("goals", filters)}
        </div>
        {numbers(filters, &found, &period)}
        <div class="dashboard-halves">
            {by_status(filters, &found.total, &period)}
            {by_team(filters, found, period)}
        </div>
    }
    .into_any()
}

/// What the number was in the period before, if there is one.
fn was(found: &GoalDashboard, value: impl Fn(&GoalFigures) -> Option<String>) -> String {
    let before = found.before.as_ref().zip(found.total_before.as_ref());
    let told = before.map(|(period, figures)| {
        text::was(&period.name, &value(figures).unwrap_or_else(|| text::NONE_BEFORE.to_owned()))
    });
    told.unwrap_or_default()
}

fn numbers(filters: Filters, found: &GoalDashboard, period: &Stretch) -> impl IntoView + use<> {
    let total = &found.total;
    let mean = |figures: &GoalFigures| figures.mean_progress.map(format::percent);
    let on_track = |figures: &GoalFigures| share(figures, &[GoalStatus::OnTrack, GoalStatus::Achieved]);
    let trouble = [GoalStatus::AtRisk, GoalStatus::OffTrack, GoalStatus::Outdated, GoalStatus::Missed];
    let attention = |figures: &GoalFigures| count(figures, &trouble).to_string();
    let stat = |label: &str, value: String, note: String, href: Option<String>| {
        let (value, note) = (Signal::stored(value), Signal::stored(note));
        match href {
            Some(href) => view! { <Stat label value note href /> }.into_any(),
            None => view! { <Stat label value note /> }.into_any(),
        }
    };
    let none = || format::NONE.to_owned();
    let all = untrack(|| filters.goals(period.id, ""));
    let pace = total.expected.map(|share| text::expected(&format::percent(share)));
    let notes: Vec<String> = pace.into_iter().chain(Some(was(found, mean)).filter(|note| !note.is_empty())).collect();
    view! {
        <div class="stats">
            {stat(text::OBJECTIVES, total.count.to_string(), was(found, |figures| Some(figures.count.to_string())), Some(all))}
            {stat(text::MEAN_PROGRESS, mean(total).unwrap_or_else(none), notes.join(" · "), None)}
            {stat(text::ON_TRACK_SHARE, on_track(total).unwrap_or_else(none), was(found, on_track), None)}
            {stat(text::NEED_ATTENTION, attention(total), text::ATTENTION_NOTE.to_owned(), None)}
        </div>
    }
}

fn count(figures: &GoalFigures, statuses: &[GoalStatus]) -> i64 {
    figures.by_status.iter().filter(|part| statuses.contains(&part.status)).map(|part| part.count).sum()
}

fn share(figures: &GoalFigures, statuses: &[GoalStatus]) -> Option<String> {
    (figures.count > 0).then(|| format::percent(drawn(count(figures, statuses)) / drawn(figures.count)))
}

fn by_status(filters: Filters, total: &GoalFigures, period: &Stretch) -> impl IntoView + use<> {
    let slices = amounts(&total.by_status);
    let told: Vec<_> = slices.iter().map(|slice| (slice.label.clone(), slice.shown.clone())).collect();
    let links: Vec<String> = total
        .by_status
        .iter()
        .map(|part| untrack(|| filters.goals(period.id, &format!("&status={}", part.status))))
        .collect();
    let body = if slices.is_empty() {
        view! { <p class="small muted">{text::NO_GOALS}</p> }.into_any()
    } else {
        view! {
            <DonutChart
                title=text::STATUS
                description=text::told(&told)
                slices=Signal::stored(slices)
                total=Signal::stored(total.count.to_string())
                links=Signal::stored(links)
            />
        }
        .into_any()
    };
    view! {
        <section class="card stack">
            <div><h2>{text::STATUS}</h2><p class="small muted">{text::STATUS_LEAD}</p></div>
            {body}
        </section>
    }
}

fn amounts(parts: &[StatusCount]) -> Vec<Amount> {
    let amount = |part: &StatusCount| Amount::counted(words::status(part.status), part.count, ink(part.status));
    parts.iter().map(amount).collect()
}

/// The colour of a status in a chart.
const fn ink(status: GoalStatus) -> Ink {
    match status {
        GoalStatus::OnTrack | GoalStatus::Achieved => Ink::Good,
        GoalStatus::AtRisk => Ink::Warn,
        GoalStatus::OffTrack | GoalStatus::Missed => Ink::Bad,
        GoalStatus::Outdated => Ink::Fifth,
        GoalStatus::NotStarted | GoalStatus::Cancelled => Ink::Plain,
    }
}

fn by_team(filters: Filters, found: GoalDashboard, period: Stretch) -> impl IntoView {
    let has_before = found.before.is_some();
    let before_name = found.before.map(|before| before.name).unwrap_or_else(|| text::BEFORE.to_owned());
    let mut columns = vec![
        Column::new("team", text::TEAM, |row: &TeamFigures| {
            let name = team_name(row.team.as_ref());
            view! { <span class="strong">{name}</span> }
        }),
        Column::new("count", text::COUNT, move |row: &TeamFigures| match &row.team {
            Some(team) => {
                let href = untrack(|| filters.goals(period.id, &format!("&team={}", team.id)));
                let label = text::counted(&team.name, row.figures.count);
                view! { <a href=href aria-label=label>{row.figures.count}</a> }.into_any()
            }
            None => row.figures.count.into_any(),
        })
        .end(),
        Column::new("status", text::STATUS, |row: &TeamFigures| {
            (row.figures.count > 0).then(
                || view! { <StackedBar label=team_name(row.team.as_ref()) parts=amounts(&row.figures.by_status) /> },
            )
        }),
        Column::new("progress", text::PROGRESS, |row: &TeamFigures| {
            view! {
                <Progress
                    label=text::was(text::MEAN_PROGRESS, &team_name(row.team.as_ref()))
                    done=Signal::stored(row.figures.mean_progress)
                    pace=Signal::stored(row.figures.expected)
                />
            }
        }),
    ];
    if has_before {
        columns.push(
            Column::new("before", before_name, |row: &TeamFigures| {
                let mean = row.before.as_ref().and_then(|before| before.mean_progress);
                mean.map_or_else(|| text::NONE_BEFORE.to_owned(), format::percent)
            })
            .end(),
        );
    }
    let empty = || view! { <p class="muted small">{text::NO_GOALS}</p> };
    view! {
        <section class="card flush dashboard-teams">
            <div class="card-head"><div><h2>{text::BY_TEAM}</h2><p class="small muted">{text::BY_TEAM_LEAD}</p></div></div>
            <DataTable caption=text::BY_TEAM columns rows=Signal::stored(Rows::Ready(found.teams)) empty />
        </section>
    }
}
