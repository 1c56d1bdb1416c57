//! Who said something to whom: what the bars of the feedback dashboard are made of.

use leptos::prelude::*;
use shared::{
    analytics::{FeedbackCounts, FeedbackPiece, FeedbackPieceKind, FeedbackWeek, ListFeedbackPieces},
    operation::Nothing,
};

use super::filters::Filters;
use crate::{
    client::call,
    listing::Listing,
    pages::people,
    text::{analytics as text, format},
    ui::{Badge, Button, ButtonKind, ButtonSize, Choice, Column, DataTable, Segments, Who},
};

/// The table, latest first: of a week, or of the whole period.
#[component]
pub fn Pieces(filters: Filters, week: Option<FeedbackWeek>, total: FeedbackCounts) -> impl IntoView {
    let rows = Listing::new(move |cursor| call::<ListFeedbackPieces>(Nothing {}, filters.pieces(cursor), ()));
    let counts = week.map_or(total, |week| week.counts);
    let mut choices = vec![Choice::new("", text::counted(text::ALL, counts.all()))];
    choices.extend(
        FeedbackPieceKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.as_str(), text::counted(text::piece(*kind), counts.of(*kind)))),
    );
    let shown = Signal::derive(move || {
        filters.kind.read(FeedbackPieceKind::parse).map(|it| it.to_string()).unwrap_or_default()
    });
    let title = week.map_or_else(
        || text::WHOLE_PERIOD.to_owned(),
        |week| text::week_of(&format::date(week.starts_on), &format::date(week.ends_on)),
    );
    let whole = move || filters.week.value.set(String::new());
    let empty = || view! { <p class="muted small">{text::NONE_LIKE_THIS}</p> };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div class="row tight">
                    <h2>{title.clone()}</h2>
                    {week.map(|_| view! {
                        <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=whole>{text::WHOLE_PERIOD}</Button>
                    })}
                </div>
                <Segments label=text::KIND value=shown options=choices on_pick=move |key: String| filters.kind.value.set(key) />
            </div>
            <DataTable caption=title columns=columns() rows=rows.rows() more=rows.more() retry=move || rows.reload() empty />
        </section>
    }
}

fn columns() -> Vec<Column<FeedbackPiece>> {
    vec![
        Column::new("about", text::ABOUT, |row: &FeedbackPiece| {
            let one =
                |person: shared::people::PersonRef| view! { <Who name=person.name href=people::href(person.id) /> };
            view! { <div class="row tight">{row.about.clone().into_iter().map(one).collect_view()}</div> }
        }),
        Column::new("kind", text::KIND, |row: &FeedbackPiece| {
            let kind = text::piece(row.kind);
            view! { <Badge bare=true>{kind}</Badge> }
        }),
        Column::new("by", text::BY, |row: &FeedbackPiece| {
            view! { <a class="plain-link" href=people::href(row.author.id)>{row.author.name.clone()}</a> }
        }),
        Column::new("day", text::DAY, |row: &FeedbackPiece| format::date(row.said_on)),
    ]
}
