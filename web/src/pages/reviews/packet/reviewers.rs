//! Who else writes: additional reviewers, and whoever stands in for a manager who is away.

use leptos::prelude::*;
use shared::{
    problem::{FieldError, Problem},
    reviews::{
        AppointReviewer, DismissReviewer, NewReviewAppointment, ReviewAppointment, ReviewAppointmentPath,
        ReviewCapacity, ReviewPacketDetail, ReviewPacketPath, ReviewRelation,
    },
    wire::ReviewPacketId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::change,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::people::{chosen_id, people_search},
    text::{review_appointments as text, reviews},
    ui::{
        Actions, Button, ButtonKind, ButtonSize, Choice, Combobox, Confirm, Dialog, Field, Form, RadioGroup, TextArea,
        Toasts, live,
    },
};

/// Whoever was named, and the button that names another.
#[component]
pub fn Reviewers(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (id, version, replaces) = (detail.packet.id, detail.packet.version, detail.may_replace);
    let may = detail.may_appoint || replaces;
    let naming = RwSignal::new(false);
    let nobody = detail.appointed.is_empty().then(|| view! { <p class="small muted">{text::NOBODY_NAMED}</p> });
    let one = move |it: ReviewAppointment| view! { <One it id version fetch /> };
    let deed = if replaces { text::NAME_REPLACEMENT } else { text::NAME_REVIEWER };
    let button = may.then(|| {
        view! {
            <Button size=ButtonSize::Small on_press=move || naming.set(true)>{deed}</Button>
            <Dialog open=naming title=deed.to_owned()><Naming id version fetch open=naming replaces /></Dialog>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::REVIEWERS}</h2>
            {nobody}
            <ul class="stack tight">{detail.appointed.into_iter().map(one).collect_view()}</ul>
            {button}
        </section>
    }
}

#[component]
fn One(it: ReviewAppointment, id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let reason = (!it.reason.is_empty()).then(|| view! { <p class="small said-text">{it.reason.clone()}</p> });
    let remove = it.removable.then(|| view! { <Remove it=it.clone() id version fetch /> });
    view! {
        <li class="stack snug">
            <p><span class="strong">{it.person.name.clone()}</span>" "<span class="muted">{text::named(&it)}</span></p>
            {reason}
            {remove}
        </li>
    }
}

#[component]
fn Remove(it: ReviewAppointment, id: ReviewPacketId, version: i64, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let (asked, attempt, toasts) = (RwSignal::new(false), Attempt::new(), Toasts::here());
    let person_id = it.person.id;
    let remove = move || {
        asked.set(false);
        let path = ReviewAppointmentPath { id, person_id };
        attempt.run(change::<DismissReviewer>(path, (), version), move |now| {
            toasts.good(text::REMOVED);
            fetch.replace(now);
        });
    };
    let named = text::remove_who(&it.person.name);
    let (title, detail) = (text::remove_title(&it.person.name), StoredValue::new(text::remove_detail(&it)));
    view! {
        <AttemptNews attempt reload=move || fetch.reload() />
        <div>
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=move || asked.set(true)>
                <span aria-hidden="true">{text::REMOVE}</span><span class="visually-hidden">{named}</span>
            </Button>
        </div>
        <Confirm open=asked title deed=text::REMOVE danger=true on_confirm=remove><p>{detail.get_value()}</p></Confirm>
    }
}

#[component]
fn Naming(
    id: ReviewPacketId,
    version: i64,
    fetch: Fetch<ReviewPacketDetail>,
    open: RwSignal<bool>,
    /// Only a peer is named, in place of one who declined.
    replaces: bool,
) -> impl IntoView {
    let who = RwSignal::new(None::<Choice>);
    let capacity = RwSignal::new(ReviewCapacity::Additional.to_string());
    let first = if replaces { ReviewRelation::Peer } else { ReviewRelation::Manager };
    let side = RwSignal::new(first.to_string());
    let reason = RwSignal::new(String::new());
    let draft = Draft::keep_over(format!("reviewer-{id}"), version, vec![(reviews::REASON, reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let acts = move || capacity.with(|word| ReviewCapacity::parse(word)) == Some(ReviewCapacity::Acting);
    let submit = move || {
        let Some(person_id) = chosen_id(who) else {
            return attempt.fail(Problem::invalid(vec![FieldError::new("person_id", "required")]));
        };
        let side = ReviewRelation::parse(&side.read_untracked()).filter(|_| !untrack(acts));
        let body = NewReviewAppointment {
            person_id,
            capacity: ReviewCapacity::parse(&capacity.read_untracked()).unwrap_or(ReviewCapacity::Additional),
            relation: side.unwrap_or(ReviewRelation::Manager),
            reason: reason.get_untracked().trim().to_owned(),
        };
        let send = move |body| change::<AppointReviewer>(ReviewPacketPath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::NAMED);
            open.set(false);
            fetch.replace(now);
        });
    };
    let as_what =
        |it: &ReviewCapacity| Choice::new(it.as_str(), text::capacity(*it)).with_detail(text::capacity_detail(*it));
    let capacities: Vec<_> = ReviewCapacity::ALL.iter().map(as_what).collect();
    let from = |it: ReviewRelation| Choice::new(it.as_str(), text::side(it));
    let deed = if replaces { text::NAME_REPLACEMENT } else { text::NAME_REVIEWER };
    let sides = StoredValue::new(vec![from(ReviewRelation::Manager), from(ReviewRelation::Peer)]);
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || fetch.reload() />
            <p class="muted">{if replaces { text::NAME_REPLACEMENT_LEAD } else { text::NAME_REVIEWER_LEAD }}</p>
            {(!replaces).then(|| view! {
                <RadioGroup value=capacity legend=text::AS_WHAT options=capacities field="capacity" />
            })}
            <Field label=text::WHO name="person_id" required=true>
                <Combobox value=who search=people_search() placeholder=text::WHO_PLACEHOLDER />
            </Field>
            {live(move || (!replaces && !acts()).then(|| view! {
                <RadioGroup value=side legend=text::FROM_WHERE options=sides.get_value() field="relation" />
            }))}
            <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true>
                <TextArea value=reason rows=2 />
            </Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{deed}</Button></Actions>
        </Form>
    }
}
