//! Bringing measurements in from a file: choose it, look at every row, confirm. The file stays here until then.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    kpis::{
        ImportMeasurements, ImportQuery, Kpi, KpiPath, MeasurementImport, MeasurementOutcome, MeasurementRow,
        PreviewMeasurements, PreviewQuery, ReadKpi,
    },
    operation::Nothing,
    people::import::{DateOrder, DatesRead},
    problem::Problem,
    wire::KpiId,
};
use web_sys::File;

use super::{href, marks::Written};
use crate::{
    attempt::{Attempt, AttemptNews, ProblemBanner},
    client::call,
    fetch::Fetch,
    text::{format, import_codes::unreadable, kpis as text},
    to,
    ui::{
        Badge, Banner, Button, ButtonKind, Checkbox, Choice, Column, Crumb, DataTable, EmptyState, FileDrop, Glyph,
        LinkButton, PageHeader, RadioGroup, Rows, Stepper, Tone, live,
    },
};

/// A file that was chosen, and how it was read.
#[derive(Clone)]
struct Looked {
    bytes: Vec<u8>,
    order: Option<DateOrder>,
    seen: MeasurementImport,
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let detail = Fetch::of_address(|id| call::<ReadKpi>(KpiPath { id }, Nothing {}, ()));
    view! { <div class="page">{detail.view(|now| view! { <Importing kpi=now.kpi /> })}</div> }
}

#[component]
fn Importing(kpi: Kpi) -> impl IntoView {
    let looked = RwSignal::new(None::<Looked>);
    let done = RwSignal::new(None::<MeasurementImport>);
    let step = Signal::derive(move || match (done.read().is_some(), looked.read().is_some()) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    });
    let crumbs = vec![Crumb::new(text::KPIS, to::KPIS), Crumb::new(kpi.name.clone(), href(kpi.id))];
    let steps = [text::STEP_FILE, text::STEP_CHECK, text::STEP_DONE].map(str::to_owned).to_vec();
    let kpi = StoredValue::new(kpi);
    let body = move || {
        let kpi = kpi.get_value();
        match (done.get(), looked.get()) {
            (Some(written), _) => view! { <Done id=kpi.id written /> }.into_any(),
            (None, Some(now)) => view! { <Check kpi now looked done /> }.into_any(),
            (None, None) => view! { <ChooseFile id=kpi.id looked /> }.into_any(),
        }
    };
    view! {
        <PageHeader title=text::IMPORT crumbs />
        <Stepper label=text::STEPS steps current=step />
        {live(body)}
    }
}

#[component]
fn ChooseFile(id: KpiId, looked: RwSignal<Option<Looked>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Problem>);
    let take = move |file: File| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let outcome = match bytes_of(&file).await {
                Some(bytes) => look(id, bytes, None).await,
                None => Err(Problem::field("file", "not_csv")),
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(now) => looked.set(Some(now)),
                Err(problem) => wrong.set(Some(problem)),
            }
        });
    };
    let news = move || {
        wrong.get().map(|problem| match said(&problem) {
            Some(sentence) => {
                view! { <Banner tone=Tone::Bad title=text::CANT_READ><p>{sentence}</p></Banner> }.into_any()
            }
            None => view! { <ProblemBanner problem /> }.into_any(),
        })
    };
    view! {
        <section class="card stack">
            {live(news)}
            <FileDrop label=text::DROP hint=text::DROP_HINT accept=".csv,.txt,.tsv,text/csv" on_file=take />
            <Show when=move || busy.get()><p class="muted" role="status">{text::READING}</p></Show>
        </section>
    }
}

/// What is wrong with the file; of people it would be a missing heading, of numbers it is a missing column.
fn said(problem: &Problem) -> Option<&'static str> {
    let no_columns = problem.errors.iter().any(|error| error.code == "no_header");
    if no_columns { Some(text::NO_COLUMNS) } else { unreadable(problem) }
}

async fn look(id: KpiId, bytes: Vec<u8>, order: Option<DateOrder>) -> Result<Looked, Problem> {
    let query = PreviewQuery { date_order: order };
    let seen = call::<PreviewMeasurements>(KpiPath { id }, query, bytes.clone()).await?;
    Ok(Looked { bytes, order, seen })
}

async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Every row with what would happen to it, and the button that lets it happen.
#[component]
fn Check(
    kpi: Kpi,
    now: Looked,
    looked: RwSignal<Option<Looked>>,
    done: RwSignal<Option<MeasurementImport>>,
) -> impl IntoView {
    let id = kpi.id;
    let attempt = Attempt::new();
    let skip = RwSignal::new(false);
    let Looked { bytes, order, seen } = now;
    let counts = seen.counts;
    let file = StoredValue::new(bytes);
    let fingerprint = StoredValue::new(seen.fingerprint.clone());
    let again = move |order: Option<DateOrder>| {
        attempt.run(look(id, file.get_value(), order), move |now| looked.set(Some(now)));
    };
    let import = move || {
        let query = ImportQuery {
            fingerprint: fingerprint.get_value(),
            date_order: order,
            skip_refused: Some(skip.get_untracked()),
        };
        attempt.run(call::<ImportMeasurements>(KpiPath { id }, query, file.get_value()), move |written| {
            done.set(Some(written));
        });
    };
    let ambiguous = matches!(seen.dates, DatesRead::Ambiguous | DatesRead::Mixed) || order.is_some();
    let order_choice =
        ambiguous.then(|| view! { <OrderChoice order again=move |order: DateOrder| again(Some(order)) /> });
    let writes = counts.new + counts.corrected;
    let ready = move || counts.refused == 0 || skip.get();
    let choice = (counts.refused > 0 && writes > 0).then(|| view! { <Checkbox checked=skip label=text::SKIP /> });
    let columns_found = text::columns(&seen.date_column, &seen.value_column, seen.comment_column.as_deref());
    let long = (seen.rows.len() >= 200).then(|| view! { <p class="small muted">{text::FIRST_ROWS}</p> });
    let press = (writes > 0).then(|| {
        view! {
            <Button kind=ButtonKind::Primary busy=attempt.busy disabled=Signal::derive(move || !ready()) on_press=import>
                {text::import_rows(writes)}
            </Button>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::READ_AS}</h2>
            <p>{columns_found}</p>
            {order_choice}
        </section>
        <div class="card flush">
            <DataTable caption=text::ROWS columns=columns(Written::of(&kpi)) rows=Rows::Ready(seen.rows)
                empty=|| view! { <EmptyState glyph=Glyph::FileText title=text::NOTHING_TO_DRAW /> } />
        </div>
        <section class="card stack import-foot">
            <AttemptNews attempt reload=move || again(order) />
            {long}
            {choice}
            <div class="spread">
                <p class="muted">{text::counts(counts.new, counts.corrected, counts.unchanged, counts.refused)}</p>
                <div class="row tight"><Button on_press=move || looked.set(None)>{text::ANOTHER_FILE}</Button>{press}</div>
            </div>
        </section>
    }
}

#[component]
fn OrderChoice(order: Option<DateOrder>, #[prop(into)] again: Callback<(DateOrder,)>) -> impl IntoView {
    let chosen = RwSignal::new(order.map(|order| order.to_string()).unwrap_or_default());
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now)
            && let Some(order) = DateOrder::parse(&now)
        {
            again.run((order,));
        }
        now
    });
    let options = vec![
        Choice::new(DateOrder::DayFirst.as_str(), text::DAY_FIRST),
        Choice::new(DateOrder::MonthFirst.as_str(), text::MONTH_FIRST),
    ];
    view! { <RadioGroup legend=text::DATE_ORDER value=chosen options inline=true /> }
}

fn columns(written: Written) -> Vec<Column<MeasurementRow>> {
    let other = written.clone();
    vec![
        Column::new("line", text::LINE, |row: &MeasurementRow| row.line.to_string()),
        Column::new("outcome", text::OUTCOME, |row: &MeasurementRow| {
            let outcome = row.outcome;
            let tone = match outcome {
                MeasurementOutcome::New => Tone::Good,
                MeasurementOutcome::Corrected => Tone::Accent,
                MeasurementOutcome::Unchanged => Tone::Plain,
                MeasurementOutcome::Refused => Tone::Bad,
            };
            let why = row.problem.map(|problem| {
                let cell = row.cell.clone().filter(|cell| !cell.is_empty()).map(|cell| format!("“{cell}”: "));
                view! { <span class="small muted">{cell}{text::row_problem(problem)}</span> }
            });
            view! { <span class="kpi-name"><Badge tone>{text::outcome(outcome)}</Badge>{why}</span> }
        }),
        Column::new("on", text::DAY, |row: &MeasurementRow| row.on.map(format::date)),
        Column::new("value", text::VALUE, move |row: &MeasurementRow| row.value.map(|value| written.value(value)))
            .end(),
        Column::new("before", text::BEFORE_VALUE, move |row: &MeasurementRow| {
            row.before.map(|value| other.value(value))
        })
        .end(),
    ]
}

#[component]
fn Done(id: KpiId, written: MeasurementImport) -> impl IntoView {
    let counts = written.counts;
    let detail = text::counts(counts.new, counts.corrected, counts.unchanged, counts.refused);
    view! {
        <div class="card flush">
            <EmptyState glyph=Glyph::CircleCheck title=text::IMPORTED detail>
                <LinkButton href=href(id) kind=ButtonKind::Primary>{text::TO_KPI}</LinkButton>
            </EmptyState>
        </div>
    }
}
