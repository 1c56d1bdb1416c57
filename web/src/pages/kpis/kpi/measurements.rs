//! What was measured: what stands, and what was corrected.

use leptos::prelude::*;
use shared::{
    kpis::{KpiPath, ListMeasurements, MEASURE, Measurement, MeasurementFilter},
    wire::KpiId,
};

use super::{super::marks::Written, desk::Desk};
use crate::{
    address::Kept,
    client::call,
    listing::Listing,
    session::Session,
    text::{format, kpis as text},
    ui::{Badge, Button, ButtonKind, ButtonSize, Checkbox, Column, DataTable, EmptyState, Glyph, Tone, live},
};

/// The table, latest day first.
#[component]
pub fn Measurements(id: KpiId, desk: Desk) -> impl IntoView {
    let standing = RwSignal::new(false);
    let as_of = Kept::new("as_of");
    let rows = Listing::new(move |cursor| {
        desk.turn.track();
        let filter = MeasurementFilter {
            standing: standing.get().then_some(true),
            as_of: as_of.read(|text| text.parse().ok()),
            limit: None,
            cursor,
        };
        call::<ListMeasurements>(KpiPath { id }, filter, ())
    });
    // Whoever puts it away, or changes how it is written, changes the table with it.
    let shape = Memo::new(move |_| {
        let kpi = desk.detail.get()?.kpi;
        Some((Written::of(&kpi), Session::here().can(&MEASURE, kpi.relation) && !kpi.archived))
    });
    let empty = || view! { <EmptyState glyph=Glyph::TrendingUp title=text::NO_MEASUREMENTS detail=text::NO_MEASUREMENTS_DETAIL /> };
    let table = move || {
        let columns = shape.get().map(|(written, may)| columns(written, may, desk)).unwrap_or_default();
        view! { <DataTable caption=text::MEASUREMENTS columns rows=rows.rows() more=rows.more() retry=move || rows.reload() empty /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><h2>{text::MEASUREMENTS}</h2><Checkbox checked=standing label=text::ONLY_STANDING /></div>
            {live(table)}
        </section>
    }
}

fn columns(written: Written, may: bool, desk: Desk) -> Vec<Column<Measurement>> {
    let mut columns = vec![
        Column::new(
            "on",
            text::DAY,
            |row: &Measurement| {
                if row.whole_day { format::date(row.on) } else { format::moment(row.at) }
            },
        ),
        Column::new("value", text::VALUE, move |row: &Measurement| {
            let class = if row.stands { "kpi-number" } else { "kpi-number kpi-old" };
            let mark = match (row.stands, row.value, row.revision) {
                (false, ..) => Some((text::CORRECTED, Tone::Plain)),
                (true, None, _) => Some((text::WITHDRAWN, Tone::Warn)),
                (true, _, 1..) => Some((text::CORRECTION, Tone::Accent)),
                _ => None,
            };
            let mark = mark.map(|(word, tone)| view! { <Badge tone bare=true>{word}</Badge> });
            view! { <span class="row snug"><span class=class>{written.maybe(row.value)}</span>{mark}</span> }
        }),
        Column::new("who", text::WHO, |row: &Measurement| {
            view! {
                <span class="kpi-name">
                    <span>{row.author.name.clone()}</span>
                    <span class="small muted">{text::source(row.source)}</span>
                </span>
            }
        }),
        Column::new("known", text::KNOWN, |row: &Measurement| {
            view! {
                <span class="kpi-name">
                    <span class="small">{format::moment(row.known_at)}</span>
                    <span class="small muted">{row.comment.clone()}</span>
                </span>
            }
        }),
    ];
    if may {
        columns.push(
            Column::new("deeds", text::CORRECT, move |row: &Measurement| {
                let (on, value) = (row.on, row.value);
                // What has a time of its own came from a program, which corrects it.
                (row.stands && row.whole_day).then(|| {
                    let named = format!("{} {}", text::CORRECT, format::date(on));
                    view! {
                        <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || desk.enter_at(Some((on, value)))>
                            <span aria-hidden="true">{text::CORRECT}</span><span class="visually-hidden">{named}</span>
                        </Button>
                    }
                })
            })
            .end(),
        );
    }
    columns
}
