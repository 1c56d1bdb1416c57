//! What was sent to an address, with every try, and sending it again.

use chrono::{Days, NaiveDate, NaiveTime};
use leptos::prelude::*;
use shared::{
    events::KEPT_DAYS,
    operation::Nothing,
    problem::{FieldError, Problem},
    webhooks::{
        ListWebhookDeliveries, RedeliverEvent, ReplayEvents, WebhookAttempt, WebhookDelivery, WebhookDeliveryFilter,
        WebhookDeliveryPath, WebhookDeliveryState, WebhookPath, WebhookReplay,
    },
    wire::WebhookId,
};

use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    text::{format, webhooks as words},
    ui::{
        Actions, Badge, Button, ButtonKind, ButtonSize, Choice, Column, DataTable, DateInput, Dialog, EmptyState,
        Field, FilterBar, Form, Glyph, Select, Toasts, Tone, live,
    },
};

/// The card.
#[component]
pub fn Deliveries(id: WebhookId, on: bool) -> impl IntoView {
    let state = Kept::new("state");
    let sent = Listing::new(move |cursor| {
        let filter = WebhookDeliveryFilter { state: state.read(WebhookDeliveryState::parse), cursor, limit: None };
        call::<ListWebhookDeliveries>(WebhookPath { id }, filter, ())
    });
    let replaying = RwSignal::new(false);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let again = move |delivery: &WebhookDelivery| {
        let path = WebhookDeliveryPath { id, delivery_id: delivery.id };
        let of = words::of(delivery.event_type.as_str());
        let press = move || {
            attempt.run(call::<RedeliverEvent>(path.clone(), Nothing {}, ()), move |queued| {
                toasts.good(words::QUEUED);
                sent.replace(&queued, |known| known.id == queued.id);
            });
        };
        view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy disabled=!on on_press=press>
                {words::AGAIN}<span class="visually-hidden">{of}</span>
            </Button>
        }
    };
    let columns = vec![
        Column::new("event", words::EVENT, |delivery: &WebhookDelivery| {
            let name = delivery.event_type.as_str();
            view! { <code>{name}</code> }
        }),
        Column::new("when", words::WHEN, |delivery: &WebhookDelivery| format::moment(delivery.created_at)),
        Column::new("state", words::STATE, standing),
        Column::new("tries", words::TRIES, |delivery: &WebhookDelivery| tries(&delivery.attempts)),
        Column::new("again", words::AGAIN, again).end(),
    ];
    let states: Vec<_> =
        WebhookDeliveryState::ALL.iter().map(|one| Choice::new(one.as_str(), words::delivery(*one))).collect();
    let empty = move || {
        let detail = if state.get().is_some() { words::NONE_LIKE_THIS } else { words::NO_DELIVERIES_DETAIL };
        view! { <EmptyState glyph=Glyph::History title=words::NO_DELIVERIES detail /> }
    };
    let replayed = move |number: i64| {
        replaying.set(false);
        toasts.good(words::replayed(number));
        sent.reload();
    };
    let form = move || replaying.get().then(|| view! { <ReplayForm id done=replayed /> });
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{words::DELIVERIES}</h2><p class="small muted">{words::DELIVERIES_LEAD}</p></div>
                <Button size=ButtonSize::Small icon=Glyph::RefreshCw disabled=!on on_press=move || replaying.set(true)>
                    {words::REPLAY}
                </Button>
            </div>
            <FilterBar>
                <Field label=words::STATE filter=true><Select value=state.value options=states any=words::ANY_STATE /></Field>
            </FilterBar>
            <AttemptNews attempt />
            <DataTable caption=words::DELIVERIES columns rows=sent.rows() more=sent.more() retry=move || sent.reload() empty />
        </section>
        <Dialog open=replaying title=words::REPLAY>{live(form)}</Dialog>
    }
}

fn standing(delivery: &WebhookDelivery) -> AnyView {
    let tone = match delivery.state {
        WebhookDeliveryState::Waiting if delivery.attempts.is_empty() => Tone::Plain,
        WebhookDeliveryState::Waiting => Tone::Warn,
        WebhookDeliveryState::Delivered => Tone::Good,
        WebhookDeliveryState::Failed => Tone::Bad,
        WebhookDeliveryState::Dropped => Tone::Plain,
    };
    let next = delivery.due_at.filter(|_| !delivery.attempts.is_empty());
    let next = next.map(|at| view! { <span class="small muted">{words::next(&format::moment(at))}</span> });
    let state = words::delivery(delivery.state);
    view! { <span class="stack snug"><Badge tone>{state}</Badge>{next}</span> }.into_any()
}

/// How often it was tried, and what became of the last try; all of them where one looks closer.
fn tries(attempts: &[WebhookAttempt]) -> AnyView {
    let line =
        |attempt: &WebhookAttempt| words::attempt(&words::outcome(attempt.outcome, attempt.status), attempt.millis);
    let Some(last) = attempts.last() else { return view! { <span class="muted">"–"</span> }.into_any() };
    if attempts.len() == 1 {
        return view! { <span class="small">{line(last)}</span> }.into_any();
    }
    let lines = attempts.iter().map(|attempt| {
        let (at, says) = (format::moment(attempt.at), line(attempt));
        view! { <li>{at}": "{says}</li> }
    });
    let lines = lines.collect_view();
    let summary = format!("{} × · {}", attempts.len(), line(last));
    view! { <details class="small"><summary>{summary}</summary><ol>{lines}</ol></details> }.into_any()
}

#[component]
fn ReplayForm(id: WebhookId, #[prop(into)] done: Callback<(i64,)>) -> impl IntoView {
    let today = format::real_today();
    let earliest = today.checked_sub_days(Days::new(KEPT_DAYS.unsigned_abs() - 1)).unwrap_or(today);
    let since = RwSignal::new(Some(today.checked_sub_days(Days::new(1)).unwrap_or(today)));
    let attempt = Attempt::new();
    let submit = move || {
        let Some(since) = since.get_untracked().and_then(begins) else {
            return attempt.fail(Problem::invalid(vec![FieldError::new("since", "required")]));
        };
        let send = move |body| call::<ReplayEvents>(WebhookPath { id }, Nothing {}, body);
        attempt.send(WebhookReplay { since }, send, move |replayed| done.run((replayed.queued,)));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{words::REPLAY_DETAIL}</p>
            <Field label=words::SINCE name="since" hint=words::SINCE_HINT required=true>
                <DateInput value=since min=earliest max=today />
            </Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::REPLAY}</Button></Actions>
        </Form>
    }
}

/// When a day begins, by the reader's clock.
fn begins(day: NaiveDate) -> Option<chrono::DateTime<chrono::Utc>> {
    format::instant(day, NaiveTime::MIN)
}
