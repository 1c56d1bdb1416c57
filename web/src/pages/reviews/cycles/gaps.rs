//! What is missing before the next step: waived with a reason, or given more time, person by person.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    operation::Nothing,
    problem::{FieldError, Problem},
    reviews::{
        ExtendReviewDuty, NewReviewWaivers, ReviewCyclePath, ReviewDutyPath, ReviewExtension, ReviewGap, ReviewLack,
        ReviewRehearsal, WaiveReviewGaps,
    },
    wire::{PersonId, ReviewCycleId},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{format, review_waivers as text, reviews},
    ui::{
        Actions, Banner, Button, ButtonKind, ButtonSize, CheckboxGroup, Choice, DateInput, Field, Form, RadioGroup,
        TextArea, Toasts, Tone, live,
    },
};

const WAIVE: &str = "waive";
const EXTEND: &str = "extend";

/// From so many on nobody wants to tick each.
const MANY: usize = 5;

/// The gaps that are left, and what can be done about them; `again` counts what was done. What isn't released is given or
/// withheld elsewhere.
#[component]
pub fn Gaps(
    id: ReviewCycleId,
    found: ReviewRehearsal,
    rehearsal: Fetch<ReviewRehearsal>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let people = by_person(&found.first_gaps);
    let more = found.gaps - i64::try_from(found.first_gaps.len()).unwrap_or(0);
    let lacks = found.first_gaps.first().map(|gap| gap.lacks);
    let more = (more > 0).then(|| view! { <p class="small">{reviews::and_more(more)}</p> });
    if lacks.is_some_and(|lacks| lacks != ReviewLack::Release) {
        let may_extend = lacks == Some(ReviewLack::Submission);
        view! {
            <Banner tone=Tone::Warn title=text::gaps(found.gaps)><p class="small">{text::GAPS_LEAD}</p>{more}</Banner>
            <Deeds id people may_extend rehearsal again />
        }
        .into_any()
    } else {
        let one = |(gap, times): (ReviewGap, usize)| {
            view! { <li class="spread"><span>{gap.person.name}</span><span class="muted">{text::lack(gap.lacks, times)}</span></li> }
        };
        view! {
            <Banner tone=Tone::Warn title=text::gaps(found.gaps)>
                <ul class="review-gaps small">{people.into_iter().map(one).collect_view()}</ul>
                {more}
            </Banner>
        }
        .into_any()
    }
}

/// Whose, and what is done about it.
#[component]
fn Deeds(
    id: ReviewCycleId,
    people: Vec<(ReviewGap, usize)>,
    may_extend: bool,
    rehearsal: Fetch<ReviewRehearsal>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let ticked: Vec<(PersonId, RwSignal<bool>)> =
        people.iter().map(|(gap, _)| (gap.person.id, RwSignal::new(false))).collect();
    let label = |(gap, times): &(ReviewGap, usize)| {
        let until = gap.extended_to.map(format::date);
        text::gap(&gap.person.name, &text::lack(gap.lacks, *times), until.as_deref())
    };
    let boxes: Vec<(String, RwSignal<bool>)> =
        people.iter().map(label).zip(ticked.iter().map(|(_, is_ticked)| *is_ticked)).collect();
    let all = (ticked.len() >= MANY).then(|| {
        let ticked: Vec<RwSignal<bool>> = ticked.iter().map(|(_, on)| *on).collect();
        let tick = move || ticked.iter().for_each(|on| on.set(true));
        view! { <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=tick>{text::TICK_ALL}</Button> }
    });
    let ticked = StoredValue::new(ticked);
    let deed = RwSignal::new(WAIVE.to_owned());
    let (reason, due_on) = (RwSignal::new(String::new()), RwSignal::new(None::<NaiveDate>));
    let draft = Draft::keep(format!("review-gaps/{id}"), vec![(reviews::REASON, reason.into())]);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let picked = move || -> Vec<PersonId> {
        ticked.with_value(|all| all.iter().filter(|(_, on)| on.get_untracked()).map(|(person, _)| *person).collect())
    };
    let waive = move || {
        let body = NewReviewWaivers { people: picked(), reason: reason.read_untracked().trim().to_owned() };
        let send = move |body| call::<WaiveReviewGaps>(ReviewCyclePath { id }, Nothing {}, body);
        attempt.send(body, send, move |now| {
            draft.sent();
            toasts.good(text::WAIVED);
            again.update(|times| *times += 1);
            rehearsal.replace(now);
        });
    };
    let extend = move || {
        let people = picked();
        let mut faults = Vec::new();
        faults.extend(people.is_empty().then(|| FieldError::new("people", "required")));
        let Some(due_on) = due_on.get_untracked().filter(|_| !people.is_empty()) else {
            faults.extend(due_on.get_untracked().is_none().then(|| FieldError::new("due_on", "required")));
            return attempt.fail(Problem::invalid(faults));
        };
        let all = async move {
            for person_id in people {
                let path = ReviewDutyPath { id, person_id };
                call::<ExtendReviewDuty>(path, Nothing {}, ReviewExtension { due_on }).await?;
            }
            Ok::<(), Problem>(())
        };
        attempt.run(all, move |()| {
            toasts.good(reviews::EXTENDED);
            again.update(|times| *times += 1);
            rehearsal.reload();
        });
    };
    let extends = move || deed.with(|deed| deed == EXTEND);
    let submit = move || if untrack(extends) { extend() } else { waive() };
    let choices = move || {
        may_extend.then(|| {
            let options = vec![
                Choice::new(WAIVE, text::WAIVE).with_detail(text::WAIVE_DETAIL),
                Choice::new(EXTEND, text::EXTEND).with_detail(text::EXTEND_DETAIL),
            ];
            view! { <RadioGroup value=deed legend=text::DEED options /> }
        })
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=move || rehearsal.reload() />
            <CheckboxGroup legend=text::WHOSE boxes field="people" />
            {all}
            {choices()}
            {live(move || if extends() {
                view! { <Field label=reviews::NEW_DUE name="due_on" required=true><DateInput value=due_on /></Field> }.into_any()
            } else {
                view! { <Field label=reviews::REASON name="reason" hint=text::REASON_HINT required=true><TextArea value=reason /></Field> }.into_any()
            })}
            <DraftNews draft />
            <Actions>
                <Button submit=true busy=attempt.busy>
                    {live(move || if extends() { text::EXTEND } else { text::WAIVE })}
                </Button>
            </Actions>
        </Form>
    }
}

/// What one person lacks several times, once.
fn by_person(gaps: &[ReviewGap]) -> Vec<(ReviewGap, usize)> {
    let mut different: Vec<(ReviewGap, usize)> = Vec::new();
    for gap in gaps {
        match different.iter_mut().find(|(other, _)| other == gap) {
            Some((_, times)) => *times += 1,
            None => different.push((gap.clone(), 1)),
        }
    }
    different
}
