//! Check-in health: whether people said where things stand when they should have, week by week.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    analytics::{
        CheckInDashboard, CheckInHealth, CheckInWeek, ExportCheckInsCsv, ExportCheckInsPdf, ExportCheckInsXlsx,
        HealthCounts, ReadCheckInDashboard, Stretch,
    },
    operation::Nothing,
};

use super::{compared, export::export, filters::Filters, no_period, week::Week};
use crate::{
    client::call,
    fetch::Fetch,
    text::{analytics as text, format},
    to,
    ui::{ButtonKind, EmptyState, Glyph, Ink, LinkButton, StackedColumn, StackedColumns, Stat, drawn, live},
};

/// The dashboard.
#[component]
pub fn CheckIns(filters: Filters) -> impl IntoView {
    let weeks = Fetch::new(move || call::<ReadCheckInDashboard>(Nothing {}, filters.query(), ()));
    weeks.view(move |found| match found.period.clone() {
        None => no_period(),
        Some(period) => shown(filters, found, &period),
    })
}

fn shown(filters: Filters, found: CheckInDashboard, period: &Stretch) -> AnyView {
    let comparison = compared(period, found.before.as_ref());
    if found.total.all() == 0 {
        return view! {
            {comparison}
            <div class="card">
                <EmptyState glyph=Glyph::Clock title=text::NO_CHECK_INS detail=text::NO_CHECK_INS_DETAIL>
                    <LinkButton href=to::NEW_GOAL kind=ButtonKind::Primary icon=Glyph::Plus>{text::NEW_GOAL}</LinkButton>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let weeks = StoredValue::new(found.weeks.clone());
    view! {
        <div class="spread">
            {comparison}
            {export::<ExportCheckInsCsv, ExportCheckInsXlsx, ExportCheckInsPdf>("check-ins", filters)}
        </div>
        {numbers(&found)}
        {chart(filters, &found)}
        {live(move || chosen(filters, weeks).map(|week| view! { <Week filters week /> }))}
    }
    .into_any()
}

/// The week of the address, or the latest. Reactive.
fn chosen(filters: Filters, weeks: StoredValue<Vec<CheckInWeek>>) -> Option<CheckInWeek> {
    let day: Option<NaiveDate> = filters.week.read(|text| text.parse().ok());
    weeks.with_value(|weeks| {
        let named = weeks.iter().find(|week| day.is_some_and(|day| (week.starts_on..=week.ends_on).contains(&day)));
        named.or_else(|| weeks.last()).copied()
    })
}

fn numbers(found: &CheckInDashboard) -> impl IntoView + use<> {
    let share =
        |counts: HealthCounts| counts.on_time_share().map_or_else(|| text::NONE_BEFORE.to_owned(), format::percent);
    let now = found.weeks.last().map(|week| week.counts).unwrap_or_default();
    let earlier = found.weeks.iter().rev().nth(1).map(|week| week.counts);
    let before = found.before.as_ref().zip(found.total_before);
    let was = before.map(|(period, counts)| text::was(&period.name, &share(counts))).unwrap_or_default();
    let last_week =
        |health| earlier.map(|counts| text::was(text::WEEK_BEFORE, &counts.of(health).to_string())).unwrap_or_default();
    let stat = |label: &str, value: String, note: String| {
        view! { <Stat label value=Signal::stored(value) note=Signal::stored(note) /> }
    };
    view! {
        <div class="stats">
            {stat(text::ON_TIME_SHARE, share(found.total), was)}
            {stat(text::KEY_RESULTS, now.all().to_string(), earlier.map(|counts| text::was(text::WEEK_BEFORE, &counts.all().to_string())).unwrap_or_default())}
            {stat(text::LATE_NOW, now.late.to_string(), last_week(CheckInHealth::Late))}
            {stat(text::LATEST_WEEK, now.outdated.to_string(), last_week(CheckInHealth::Outdated))}
        </div>
    }
}

fn chart(filters: Filters, found: &CheckInDashboard) -> impl IntoView + use<> {
    let told =
        text::weeks_told(found.weeks.len(), &found.total.on_time_share().map(format::percent).unwrap_or_default());
    let weeks = StoredValue::new(found.weeks.clone());
    let columns = Signal::derive(move || {
        let open = chosen(filters, weeks);
        let column = |week: &CheckInWeek| StackedColumn {
            label: format::day(week.starts_on),
            told: text::week(&format::date(week.starts_on), week.counts),
            parts: CheckInHealth::ALL.iter().map(|health| (drawn(week.counts.of(*health)), ink(*health))).collect(),
            href: filters.at_week("check-ins", &week.starts_on.to_string()),
            chosen: open.is_some_and(|open| open.starts_on == week.starts_on),
        };
        weeks.with_value(|weeks| weeks.iter().map(column).collect::<Vec<_>>())
    });
    let legend = CheckInHealth::ALL.iter().map(|health| (text::health(*health), ink(*health))).collect();
    view! {
        <section class="card stack">
            <div><h2>{text::WEEKS}</h2><p class="small muted">{text::WEEKS_LEAD}</p></div>
            <StackedColumns title=text::WEEKS description=told columns legend />
        </section>
    }
}

/// The colour of a health in a chart.
const fn ink(health: CheckInHealth) -> Ink {
    match health {
        CheckInHealth::OnTime => Ink::Good,
        CheckInHealth::Late => Ink::Warn,
        CheckInHealth::Outdated => Ink::Fifth,
    }
}
