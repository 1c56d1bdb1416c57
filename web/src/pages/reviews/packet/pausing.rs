//! Somebody who is away for some days of the cycle.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    problem::{FieldError, Problem},
    reviews::{
        EndReviewPause, NewReviewPause, PauseReviewPacket, ReviewPacketDetail, ReviewPacketPath, ReviewPause,
        ReviewPauseCovers,
    },
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    fetch::Fetch,
    text::{format, review_pauses as text, reviews},
    ui::{
        Actions, Banner, Button, ButtonKind, Choice, Confirm, DateInput, Dialog, Field, Form, RadioGroup, Toasts, Tone,
    },
};

/// That they are, or will be, and what stands still.
#[component]
pub fn Away(pause: ReviewPause, is_mine: bool) -> impl IntoView {
    let title = match (pause.is_now, is_mine) {
        (true, false) => text::IS_AWAY,
        (false, false) => text::WILL_BE_AWAY,
        (true, true) => text::YOU_ARE_AWAY,
        (false, true) => text::YOU_WILL_BE_AWAY,
    };
    let days = reviews::days(&format::date(pause.from_on), &format::date(pause.until_on));
    let by = text::by(&pause.by.name, text::covers(pause.covers, is_mine));
    view! { <Banner tone=Tone::Plain title><p class="small strong">{days}</p><p class="small">{by}</p></Banner> }
}

/// The buttons that pause it, change that, and end it.
#[component]
pub fn Pause(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (open, asked) = (RwSignal::new(false), RwSignal::new(false));
    let (id, version) = (detail.packet.id, detail.packet.version);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let end = move || {
        asked.set(false);
        attempt.run(change::<EndReviewPause>(ReviewPacketPath { id }, (), version), move |now| {
            toasts.good(text::ENDED);
            fetch.replace(now);
        });
    };
    let paused = detail.pause.is_some();
    let ends = paused.then(|| {
        view! {
            <Button busy=attempt.busy on_press=move || asked.set(true)>{text::END}</Button>
            <Confirm open=asked title=text::END.to_owned() deed=text::END.to_owned() on_confirm=end><p>{text::END_DETAIL}</p></Confirm>
        }
    });
    let deed = if paused { text::CHANGE } else { text::PAUSE };
    let pause = StoredValue::new(detail.pause);
    view! {
        <section class="card stack">
            <h2>{text::PAUSE}</h2>
            <p class="small muted">{text::LEAD}</p>
            <AttemptNews attempt reload=move || fetch.reload() />
            <div class="row snug"><Button on_press=move || open.set(true)>{deed}</Button>{ends}</div>
            <Dialog open title=deed.to_owned()><Pausing id version pause=pause.get_value() fetch open /></Dialog>
        </section>
    }
}

#[component]
fn Pausing(
    id: ReviewPacketId,
    version: i64,
    pause: Option<ReviewPause>,
    fetch: Fetch<ReviewPacketDetail>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let deed = if pause.is_some() { text::CHANGE } else { text::PAUSE };
    let from_on = RwSignal::new(pause.as_ref().map(|pause| pause.from_on));
    let until_on = RwSignal::new(pause.as_ref().map(|pause| pause.until_on));
    let covers = pause.map_or(ReviewPauseCovers::All, |pause| pause.covers);
    let covers = RwSignal::new(covers.as_str().to_owned());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let (Some(from_on), Some(until_on)) = (from_on.get_untracked(), until_on.get_untracked()) else {
            let missing =
                |field: &'static str, day: Option<NaiveDate>| day.is_none().then(|| FieldError::new(field, "required"));
            let days = [missing("from_on", from_on.get_untracked()), missing("until_on", until_on.get_untracked())];
            return attempt.fail(Problem::invalid(days.into_iter().flatten().collect()));
        };
        let Some(covers) = ReviewPauseCovers::parse(&covers.read_untracked()) else { return };
        let send = move |body| change::<PauseReviewPacket>(ReviewPacketPath { id }, body, version);
        attempt.send(NewReviewPause { from_on, until_on, covers }, send, move |now| {
            toasts.good(text::PAUSED);
            open.set(false);
            fetch.replace(now);
        });
    };
    let option = |covers: &ReviewPauseCovers| {
        Choice::new(covers.as_str(), text::covers(*covers, false)).with_detail(text::covers_detail(*covers))
    };
    let options: Vec<Choice> = ReviewPauseCovers::ALL.iter().map(option).collect();
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <p class="muted">{text::LEAD}</p>
            <Field label=text::FROM name="from_on" required=true><DateInput value=from_on /></Field>
            <Field label=text::UNTIL name="until_on" required=true><DateInput value=until_on /></Field>
            <RadioGroup value=covers legend=text::COVERS options />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{deed}</Button></Actions>
        </Form>
    }
}
