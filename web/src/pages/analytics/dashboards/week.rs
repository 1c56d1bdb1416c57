//! The key results behind one week.

use leptos::prelude::*;
use shared::{
    analytics::{CheckInHealth, CheckInWeek, KeyResultHealth, ListCheckInHealth},
    operation::Nothing,
};

use super::filters::Filters;
use crate::{
    client::call,
    listing::Listing,
    pages::{goals, people},
    text::{analytics as text, format},
    ui::{Badge, Choice, Column, DataTable, Segments, Tone, Who},
};

/// The table, longest due first.
#[component]
pub fn Week(filters: Filters, week: CheckInWeek) -> impl IntoView {
    let rows = Listing::new(move |cursor| {
        let filter = shared::analytics::CheckInHealthFilter { week: Some(week.starts_on), ..filters.rows(cursor) };
        call::<ListCheckInHealth>(Nothing {}, filter, ())
    });
    let mut choices = vec![Choice::new("", text::counted(text::ALL, week.counts.all()))];
    choices.extend(
        CheckInHealth::ALL
            .iter()
            .map(|health| Choice::new(health.as_str(), text::counted(text::health(*health), week.counts.of(*health)))),
    );
    let shown =
        Signal::derive(move || filters.health.read(CheckInHealth::parse).map(|it| it.to_string()).unwrap_or_default());
    let title = text::week_of(&format::date(week.starts_on), &format::date(week.ends_on));
    let empty = || view! { <p class="muted small">{text::NONE_LIKE_THIS}</p> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <h2>{title.clone()}</h2>
                <Segments label=text::HEALTH value=shown options=choices on_pick=move |key: String| filters.health.value.set(key) />
            </div>
            <DataTable caption=title columns=columns() rows=rows.rows() more=rows.more() retry=move || rows.reload() empty />
        </section>
    }
}

fn columns() -> Vec<Column<KeyResultHealth>> {
    vec![
        Column::new("title", text::KEY_RESULT, |row: &KeyResultHealth| {
            view! {
                <span class="goal-name">
                    <a class="plain-link strong" href=goals::href(row.objective.id)>{row.title.clone()}</a>
                    <span class="small muted">{row.objective.title.clone()}</span>
                </span>
            }
        }),
        Column::new("owner", text::OWNER, |row: &KeyResultHealth| {
            view! { <Who name=row.owner.name.clone() href=people::href(row.owner.id) /> }
        }),
        Column::new("last", text::LAST, |row: &KeyResultHealth| {
            row.last_on.map_or_else(|| text::NEVER.to_owned(), format::date)
        }),
        Column::new("due", text::DUE, |row: &KeyResultHealth| format::date(row.due_on)),
        Column::new("health", text::HEALTH, |row: &KeyResultHealth| {
            let tone = match row.health {
                CheckInHealth::OnTime => Tone::Good,
                CheckInHealth::Late => Tone::Warn,
                CheckInHealth::Outdated => Tone::Bad,
            };
            let health = text::health(row.health);
            view! { <Badge tone>{health}</Badge> }
        }),
    ]
}
