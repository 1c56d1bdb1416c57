//! How a KPI went: by which spans, how far back, against what, as known when; all of it in the address.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    kpis::{Kpi, KpiPath, KpiSeries, ReadKpiSeries, SeriesQuery, rules::kinds::Grain},
    problem::Problem,
    wire::KpiId,
};

use super::{
    super::marks::{Written, today},
    desk::{Desk, Number},
    drawing::drawing,
};
use crate::{
    address::Kept,
    client::call,
    fetch::Fetch,
    text::kpis as text,
    ui::{
        Banner, Button, ButtonKind, ButtonSize, Choice, DateInput, EmptyState, Field, Glyph, Segments, Select,
        SeriesChart, live,
    },
};

/// What the address says about the chart.
#[derive(Clone, Copy)]
struct Settings {
    by: Kept,
    back: Kept,
    compare: Kept,
    as_of: Kept,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Asked {
    grain: Grain,
    spans: u32,
    compare: Compare,
    as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Compare {
    Nothing,
    Before,
    YearBefore,
}

const BEFORE: &str = "before";
const YEAR: &str = "year";

impl Settings {
    fn asked(self, own: Grain) -> Asked {
        let grain = self.by.read(Grain::parse).unwrap_or(own);
        let spans = self.back.read(|text| text.parse().ok()).filter(|spans| (2..=400).contains(spans));
        let compare = match self.compare.get().as_deref() {
            Some(BEFORE) => Compare::Before,
            Some(YEAR) => Compare::YearBefore,
            _ => Compare::Nothing,
        };
        Asked {
            grain,
            spans: spans.unwrap_or(grain.usual()),
            compare,
            as_of: self.as_of.read(|text| text.parse().ok()),
        }
    }
}

/// The card.
#[component]
pub fn Chart(id: KpiId, desk: Desk) -> impl IntoView {
    let settings = Settings {
        by: Kept::new("by"),
        back: Kept::new("back"),
        compare: Kept::new("compare"),
        as_of: Kept::new("as_of"),
    };
    let own = Memo::new(move |_| desk.detail.get().map(|now| (now.kpi.frequency, now.kpi.formula.is_some())));
    let asked = Memo::new(move |_| own.get().map(|(own, _)| settings.asked(own)));
    let series = Fetch::new(move || {
        desk.turn.track();
        let asked = asked.get();
        async move {
            match asked {
                Some(asked) => read(id, asked).await.map(|(now, before)| Some((now, before, asked.as_of))),
                None => Ok(None),
            }
        }
    });
    let controls = move || own.get().map(|(own, formula)| view! { <Controls settings own formula /> });
    let shown = series.view(move |found| {
        let kpi = untrack(|| desk.detail.get()).map(|now| now.kpi);
        found.zip(kpi).map(|((now, before, as_of), kpi)| view! { <Picture kpi now before as_of desk /> })
    });
    let note = move || {
        settings.as_of.get().map(|_| {
            let back = move || settings.as_of.value.set(String::new());
            view! {
                <Banner title=text::AS_OF_NOTE.to_owned()>
                    <Button size=ButtonSize::Small on_press=back>{text::TODAY}</Button>
                </Banner>
            }
        })
    };
    view! {
        <section class="card stack" aria-label=text::CHART>
            {live(controls)}
            {live(note)}
            {shown}
        </section>
    }
}

/// A series, and the one it is compared with.
async fn read(id: KpiId, asked: Asked) -> Result<(KpiSeries, Option<KpiSeries>), Problem> {
    let Asked { grain, spans, compare, as_of } = asked;
    let today = today();
    let query =
        |from: NaiveDate, to: NaiveDate| SeriesQuery { grain: Some(grain), from: Some(from), to: Some(to), as_of };
    let from = grain.earlier(today, spans - 1);
    let now = call::<ReadKpiSeries>(KpiPath { id }, query(from, today), ()).await?;
    let (Some(first), Some(last)) = (now.points.first(), now.points.last()) else { return Ok((now, None)) };
    let moved = |day: NaiveDate| match compare {
        Compare::Nothing => None,
        Compare::Before => Some(grain.earlier(day, u32::try_from(now.points.len()).unwrap_or(spans))),
        Compare::YearBefore if grain == Grain::Week => Some(grain.earlier(day, 52)),
        Compare::YearBefore => Some(Grain::Month.earlier(day, 12)),
    };
    let before = match moved(first.starts_on).zip(moved(last.starts_on)) {
        Some((from, to)) => Some(call::<ReadKpiSeries>(KpiPath { id }, query(from, to), ()).await?),
        None => None,
    };
    Ok((now, before))
}

#[component]
fn Controls(settings: Settings, own: Grain, formula: bool) -> impl IntoView {
    // A formula says nothing of spans shorter than its own.
    let offered = Grain::ALL.iter().filter(move |grain| !formula || **grain >= own);
    let grains: Vec<_> = offered.map(|grain| Choice::new(grain.as_str(), text::grain(*grain))).collect();
    let shown = Signal::derive(move || settings.asked(own).grain.to_string());
    let pick = move |key: String| {
        settings.back.value.set(String::new());
        settings.by.value.set(if key == own.as_str() { String::new() } else { key });
    };
    let spans = Signal::derive(move || {
        let grain = settings.asked(own).grain;
        let usual = grain.usual();
        [usual / 2, usual * 2, usual * 4]
            .into_iter()
            .filter(|count| (2..=400).contains(count))
            .map(|count| Choice::new(count.to_string(), text::spans(grain, count)))
            .collect::<Vec<_>>()
    });
    let usual = Signal::derive(move || {
        let grain = settings.asked(own).grain;
        text::spans(grain, grain.usual())
    });
    let compares = vec![Choice::new(BEFORE, text::BEFORE), Choice::new(YEAR, text::YEAR_BEFORE)];
    let as_of = RwSignal::new(untrack(|| settings.as_of.read(|text| text.parse::<NaiveDate>().ok())));
    Effect::new(move |before: Option<Option<NaiveDate>>| {
        let now = as_of.get();
        if before.is_some_and(|before| before != now) {
            settings.as_of.value.set(now.map(|day| day.to_string()).unwrap_or_default());
        }
        now
    });
    Effect::new(move |_| {
        if settings.as_of.get().is_none() {
            as_of.set(None);
        }
    });
    view! {
        <div class="spread">
            <h2>{text::CHART}</h2>
            <Segments label=text::BY value=shown options=grains on_pick=pick />
        </div>
        <div class="kpi-controls">
            <Field label=text::SPAN filter=true>
                {live(move || view! { <Select value=settings.back.value options=spans any=usual.get() /> })}
            </Field>
            <Field label=text::COMPARE filter=true><Select value=settings.compare.value options=compares any=text::NO_COMPARISON /></Field>
            <Field label=text::AS_OF filter=true><DateInput value=as_of max=today() /></Field>
        </div>
    }
}

#[component]
fn Picture(kpi: Kpi, now: KpiSeries, before: Option<KpiSeries>, as_of: Option<NaiveDate>, desk: Desk) -> impl IntoView {
    if now.points.iter().all(|point| point.value.is_none()) {
        return view! {
            <EmptyState glyph=Glyph::TrendingUp title=text::NOTHING_TO_DRAW detail=text::NOTHING_TO_DRAW_DETAIL />
        }
        .into_any();
    }
    let drawn = drawing(&kpi, &now, before.as_ref());
    let there: Vec<_> = drawn.points.iter().filter(|point| point.y.is_finite()).collect();
    let told = there
        .first()
        .zip(there.last())
        .map(|(first, last)| text::chart_told(&kpi.name, &first.label, &last.label, there.len()));
    let written = Written::of(&kpi);
    let last = now.points.iter().rev().find(|point| point.value.is_some()).cloned();
    let grain = now.grain;
    let open = last.map(|point| {
        let press = move || {
            desk.opened.set(Some(Number { grain, on: point.starts_on, as_of }));
            desk.number.set(true);
        };
        view! {
            <div><Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Info on_press=press>{text::OPEN_NUMBER}</Button></div>
        }
    });
    view! {
        <SeriesChart
            title=kpi.name.clone()
            description=Signal::stored(told.unwrap_or_default())
            drawing=Signal::stored(drawn)
            axis=Callback::new(move |(value,): (f64,)| written.axis(value))
            before_label=text::LEGEND_BEFORE
        />
        {open}
    }
    .into_any()
}
