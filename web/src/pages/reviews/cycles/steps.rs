//! The next step: what it would do is looked at before it is taken.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        FEW_PEOPLE, LaunchReviewCycle, MoveReviewCycle, RehearseReviewCycle, ReleaseReviewPackets, ReviewCycle,
        ReviewCycleDetail, ReviewCyclePath, ReviewMove, ReviewNaming, ReviewRehearsal, ReviewStage, ReviewStep,
    },
};

use super::{gaps::Gaps, late::Latecomers};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    text::{review_ends, review_former, review_times, review_waivers, reviews as text},
    ui::{Actions, Banner, Button, ButtonKind, Dialog, Field, Form, Menu, MenuItem, TextInput, Toasts, Tone, live},
};

/// The button for the next stage, and a menu for the way back; `again` counts what was done about gaps.
#[component]
pub fn Steps(
    cycle: ReviewCycle,
    fetch: Fetch<ReviewCycleDetail>,
    attempt: Attempt,
    again: RwSignal<u32>,
) -> impl IntoView {
    let (forward, open, adding) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let other = RwSignal::new(ReviewStep::Back);
    let (id, version, stage, naming) = (cycle.id, cycle.version, cycle.stage, cycle.naming);
    let (toasts, busy) = (Toasts::here(), attempt.busy);
    let moved = move |now: ReviewCycleDetail| {
        // What is launched in the background says on the page how far it is.
        if now.launch.is_none() {
            toasts.good(text::moved(now.cycle.stage));
        }
        fetch.replace(now);
    };
    let ask = move |step| {
        other.set(step);
        open.set(true);
    };
    let begun = stage != ReviewStage::Draft;
    let may_go_back = matches!(stage, ReviewStage::Writing | ReviewStage::Calibrating | ReviewStage::Sharing);
    let back = move || {
        may_go_back.then(|| view! { <MenuItem on_pick=move || ask(ReviewStep::Back)>{text::GO_BACK}</MenuItem> })
    };
    let takes_in = matches!(stage, ReviewStage::Nominating | ReviewStage::Writing);
    let add =
        move || takes_in.then(|| view! { <MenuItem on_pick=move || adding.set(true)>{text::ADD_PEOPLE}</MenuItem> });
    let more = begun.then(|| {
        view! {
            <Menu trigger=|| text::MORE_STEPS label=text::MORE_STEPS>
                {add()}
                {back()}
                <MenuItem on_pick=move || ask(ReviewStep::Cancel)>{text::CALL_OFF}</MenuItem>
            </Menu>
        }
    });
    view! {
        {more}
        <Button kind=ButtonKind::Primary busy on_press=move || forward.set(true)>{text::next_step(stage)}</Button>
        <Dialog open=forward title=text::next_step(stage).to_owned() wide=true>
            <Forward id version stage naming again done=move |now| {
                forward.set(false);
                moved(now);
            } />
        </Dialog>
        <Dialog open=adding title=text::ADD_PEOPLE>
            <Latecomers id done=move |now| {
                adding.set(false);
                toasts.good(text::PEOPLE_ADDED);
                fetch.replace(now);
            } />
        </Dialog>
        <Dialog open title=Signal::derive(move || text::other_step(other.get()).to_owned())>
            <WithReason id version step=other.get_untracked() done=move |now| {
                open.set(false);
                moved(now);
            } />
        </Dialog>
    }
}

/// What the step would do, and the button that takes it.
#[component]
fn Forward(
    id: shared::wire::ReviewCycleId,
    version: i64,
    stage: ReviewStage,
    naming: ReviewNaming,
    again: RwSignal<u32>,
    #[prop(into)] done: Callback<(ReviewCycleDetail,)>,
) -> impl IntoView {
    let rehearsal = Fetch::new(move || call::<RehearseReviewCycle>(ReviewCyclePath { id }, Nothing {}, ()));
    let attempt = Attempt::new();
    let take = move || {
        let path = ReviewCyclePath { id };
        if stage == ReviewStage::Draft {
            return attempt.run(change::<LaunchReviewCycle>(path, (), version), move |now| done.run((now,)));
        }
        let step = ReviewMove { step: ReviewStep::Forward, gaps: 0, reason: None };
        attempt.run(change::<MoveReviewCycle>(path, step, version), move |now| done.run((now,)));
    };
    view! {
        <div class="stack">
            <AttemptNews attempt reload=move || rehearsal.reload() />
            {rehearsal.view(move |found| {
                let is_whole = found.gaps == 0;
                let lacks_releases = !is_whole && found.next == Some(ReviewStage::Closed);
                let gaps = (!is_whole).then(|| view! { <Gaps id found=found.clone() rehearsal again /> });
                let release = lacks_releases.then(|| view! { <ReleaseAll id rehearsal /> });
                let step = is_whole.then(|| view! {
                    <Actions><Button kind=ButtonKind::Primary busy=attempt.busy on_press=take>{review_waivers::GO_ON}</Button></Actions>
                });
                view! {
                    {gaps}
                    <Rehearsed found naming />
                    {release}
                    {step}
                }
            })}
        </div>
    }
}

/// Gives all of them theirs, so that the cycle can close.
#[component]
fn ReleaseAll(id: shared::wire::ReviewCycleId, rehearsal: Fetch<ReviewRehearsal>) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let release = move || {
        attempt.run(call::<ReleaseReviewPackets>(ReviewCyclePath { id }, Nothing {}, ()), move |released| {
            toasts.good(review_ends::released_all(released.count));
            rehearsal.reload();
        });
    };
    view! {
        <AttemptNews attempt />
        <p>{review_ends::RELEASE_ALL_LEAD}</p>
        <Actions>
            <Button kind=ButtonKind::Primary busy=attempt.busy on_press=release>{review_ends::RELEASE_ALL}</Button>
        </Actions>
    }
}

#[component]
fn Rehearsed(found: ReviewRehearsal, naming: ReviewNaming) -> impl IntoView {
    let in_all: i64 = found.load.iter().map(|side| side.reviews * i64::from(side.minutes)).sum();
    let timed = |reviews: i64, minutes: i64| review_times::with_time(&text::reviews(reviews), minutes);
    let load = found.load.iter().map(|side| {
        view! { <div><dt>{text::side(side.relation)}</dt><dd>{timed(side.reviews, side.reviews * i64::from(side.minutes))}</dd></div> }
    });
    let busiest = found.busiest.iter().map(|writer| {
        view! { <li class="spread"><span>{writer.person.name.clone()}</span><span class="muted">{timed(writer.reviews, writer.minutes)}</span></li> }
    });
    let waived = (found.waived > 0).then(|| view! { <p>{review_waivers::waived(found.waived)}</p> });
    let before = matches!(found.next, Some(ReviewStage::Nominating | ReviewStage::Writing));
    let guessed = before && naming != ReviewNaming::Named && found.people < FEW_PEOPLE;
    let few = guessed.then(|| {
        view! {
            <Banner tone=Tone::Warn title=review_former::FEW_PEOPLE_RUN>
                <p class="small">{review_former::FEW_PEOPLE_RUN_DETAIL}</p>
            </Banner>
        }
    });
    view! {
        {waived}
        {few}
        {found.next.map(|next| view! { <p>{text::then(next)}</p> })}
        <p class="strong">{text::people(found.people)}</p>
        <dl class="facts">
            {load.collect_view()}
            <div><dt>{review_times::EXPECTED}</dt><dd>{review_times::minutes(in_all)}</dd></div>
        </dl>
        <details class="unfolds">
            <summary>{text::BUSIEST}</summary>
            <ul class="stack snug small">{busiest.collect_view()}</ul>
        </details>
    }
}

/// A step that wants a reason.
#[component]
fn WithReason(
    id: shared::wire::ReviewCycleId,
    version: i64,
    step: ReviewStep,
    #[prop(into)] done: Callback<(ReviewCycleDetail,)>,
) -> impl IntoView {
    let (reason, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let draft = Draft::keep(format!("review-cycle-step/{id}/{}", step.as_str()), vec![(text::REASON, reason.into())]);
    let submit = move || {
        let reason = Some(reason.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        let body = ReviewMove { step, gaps: 0, reason };
        let send = move |body| change::<MoveReviewCycle>(ReviewCyclePath { id }, body, version);
        attempt.send(body, send, move |now| {
            draft.sent();
            done.run((now,));
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {live(move || view! { <p>{text::step_detail(step)}</p> })}
            <Field label=text::REASON name="reason" required=true><TextInput value=reason /></Field>
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::other_step(step)}</Button></Actions>
        </Form>
    }
}
