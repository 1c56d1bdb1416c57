//! Feedback activity: how much was said, week by week, as far as one may read it.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    analytics::{
        ExportFeedbackCsv, ExportFeedbackPdf, ExportFeedbackXlsx, FeedbackCounts, FeedbackDashboard, FeedbackPieceKind,
        FeedbackWeek, ReadFeedbackDashboard, Stretch,
    },
    operation::Nothing,
};

use super::{compared, export::export, filters::Filters, no_period, pieces::Pieces};
use crate::{
    client::call,
    fetch::Fetch,
    text::{analytics as text, feedback::GIVE_PRAISE, format},
    to,
    ui::{ButtonKind, EmptyState, Glyph, Ink, LinkButton, StackedColumn, StackedColumns, Stat, drawn, live},
};

/// The dashboard.
#[component]
pub fn Feedback(filters: Filters) -> impl IntoView {
    let feedback = Fetch::new(move || call::<ReadFeedbackDashboard>(Nothing {}, filters.query(), ()));
    feedback.view(move |found| match found.period.clone() {
        None => no_period(),
        Some(period) => shown(filters, found, &period),
    })
}

fn shown(filters: Filters, found: FeedbackDashboard, period: &Stretch) -> AnyView {
    let comparison = compared(period, found.before.as_ref());
    if found.total.all() == 0 && found.total_before.is_none_or(|before| before.all() == 0) {
        return view! {
            {comparison}
            <div class="card">
                <EmptyState glyph=Glyph::MessageSquare title=text::NO_FEEDBACK detail=text::NO_FEEDBACK_DETAIL>
                    <LinkButton href=to::GIVE_PRAISE kind=ButtonKind::Primary icon=Glyph::Sparkles>{GIVE_PRAISE}</LinkButton>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let (weeks, total) = (StoredValue::new(found.weeks.clone()), found.total);
    view! {
        <div class="spread">
            {comparison}
            {export::<ExportFeedbackCsv, ExportFeedbackXlsx, ExportFeedbackPdf>("feedback", filters)}
        </div>
        {numbers(&found)}
        {chart(filters, &found)}
        {live(move || view! { <Pieces filters week=chosen(filters, weeks) total /> })}
    }
    .into_any()
}

/// The week of the address, if it is one of them. Reactive.
fn chosen(filters: Filters, weeks: StoredValue<Vec<FeedbackWeek>>) -> Option<FeedbackWeek> {
    let day: NaiveDate = filters.week.read(|text| text.parse().ok())?;
    weeks.with_value(|weeks| weeks.iter().find(|week| (week.starts_on..=week.ends_on).contains(&day)).copied())
}

fn numbers(found: &FeedbackDashboard) -> impl IntoView + use<> {
    let before = found.before.as_ref().zip(found.total_before);
    let was = |value: &dyn Fn(FeedbackCounts) -> i64| {
        before.map(|(period, counts)| text::was(&period.name, &value(counts).to_string())).unwrap_or_default()
    };
    let stat = |label: &str, value: String, note: String| {
        view! { <Stat label value=Signal::stored(value) note=Signal::stored(note) /> }
    };
    let total = found.total;
    let weeks = u32::try_from(found.weeks.len()).map_or(1.0, f64::from).max(1.0);
    view! {
        <div class="stats">
            {stat(text::PRAISE, total.praise.to_string(), was(&|counts| counts.praise))}
            {stat(text::PRIVATE, total.given.to_string(), was(&|counts| counts.given))}
            {stat(text::ASKED, total.asked.to_string(), was(&|counts| counts.asked))}
            {stat(text::PER_WEEK, format::number((drawn(total.all()) / weeks * 10.0).round() / 10.0), String::new())}
        </div>
    }
}

fn chart(filters: Filters, found: &FeedbackDashboard) -> impl IntoView + use<> {
    let told = text::feedback_told(found.weeks.len(), found.total.all());
    let weeks = StoredValue::new(found.weeks.clone());
    let columns = Signal::derive(move || {
        let open = chosen(filters, weeks);
        let column = |week: &FeedbackWeek| StackedColumn {
            label: format::day(week.starts_on),
            told: text::feedback_week(&format::date(week.starts_on), week.counts),
            parts: FeedbackPieceKind::ALL.iter().map(|kind| (drawn(week.counts.of(*kind)), ink(*kind))).collect(),
            href: filters.at_week("feedback", &week.starts_on.to_string()),
            chosen: open.is_some_and(|open| open.starts_on == week.starts_on),
        };
        weeks.with_value(|weeks| weeks.iter().map(column).collect::<Vec<_>>())
    });
    let legend = FeedbackPieceKind::ALL.iter().map(|kind| (text::piece(*kind), ink(*kind))).collect();
    view! {
        <section class="card stack">
            <div><h2>{text::FEEDBACK_WEEKS}</h2><p class="small muted">{text::FEEDBACK_WEEKS_LEAD}</p></div>
            <StackedColumns title=text::FEEDBACK_WEEKS description=told columns legend />
        </section>
    }
}

/// The colour of a kind in a chart.
const fn ink(kind: FeedbackPieceKind) -> Ink {
    match kind {
        FeedbackPieceKind::Praise => Ink::Second,
        FeedbackPieceKind::Given => Ink::First,
        FeedbackPieceKind::Asked => Ink::Third,
    }
}
