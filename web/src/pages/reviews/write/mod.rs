//! Writing a review: what is asked, with what there is to go by beside it.

mod draft;
mod evidence;
mod pen;
mod question;
mod saves;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    reviews::{
        DeclineReview, ReadReview, ReadReviewChanges, RecallReview, ReviewDetail, ReviewNaming, ReviewPath,
        ReviewRefusal, ReviewRelation, ReviewStage, ReviewState, ScaleStep, rules::reading::is_hidden,
    },
};

pub(super) use self::{
    draft::{Ground, Sheet},
    pen::Pen,
    question::Asked,
};
use self::{
    evidence::{Evidence, Period},
    saves::Saves,
};
use super::{changes::Changes, section::section};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    pages::{
        people,
        shares::{Record, WhoReads},
    },
    text::{format, review_appointments, review_ends, review_evidence, review_former, reviews as text},
    ui::{
        Actions, Badge, Banner, Button, ButtonKind, ButtonSize, Crumb, Dialog, Field, Form, Glyph, LinkButton,
        PageHeader, TextArea, Toasts, Tone,
    },
};

/// `/reviews/write/{id}`
#[component]
pub fn WritePage() -> impl IntoView {
    let review = Fetch::of_address(|id| call::<ReadReview>(ReviewPath { id }, Nothing {}, ()));
    view! { <div class="page">{review.view(move |detail| view! { <Shown detail fetch=review /> })}</div> }
}

#[component]
fn Shown(detail: ReviewDetail, fetch: Fetch<ReviewDetail>) -> impl IntoView {
    let review = detail.review.clone();
    let open = review.is_open();
    let reopened = review.reopened.clone().filter(|_| open).map(|reason| {
        view! { <Banner tone=Tone::Warn title=review_ends::YOURS_IS_REOPENED><p class="small said-text">{reason}</p></Banner> }
    });
    let scale = StoredValue::new(detail.scale.clone());
    let changes = (detail.versions > 1).then(|| view! { <Changed id=review.id scale /> });
    let lead = format!("{} · {}", review.cycle.name, text::due(&format::date(review.due_on)));
    let title = text::about(&review.subject.name, review.relation);
    let promise = matches!(review.relation, ReviewRelation::Peer | ReviewRelation::Upward)
        .then(|| view! { <Promise naming=detail.naming minimum=detail.minimum guessed=detail.may_be_guessed /> });
    let named = detail.appointment.as_ref().map(|it| {
        let (title, reason) = (review_appointments::you_were_named(it), it.reason.clone());
        view! { <Banner tone=Tone::Plain title><p class="small said-text">{reason}</p></Banner> }
    });
    let beside = detail.clone();
    let opens = !is_hidden(review.relation, detail.naming);
    let period = Period { review: review.id, from: detail.period_from, to: detail.period_to, opens };
    let attempt = Attempt::new();
    let pen = Pen::new(Sheet::of(&Ground::from(&detail)), attempt.errors);
    let wide = has_room_beside();
    let (heading, evidence) = (review_evidence::PERIOD, move || view! { <Evidence period pen /> });
    // Where there is no room beside the form it stands folded above, so that it comes before it for everybody.
    let above = (open && !wide).then(|| {
        view! {
            <details class="card unfolds">
                <summary><h2>{heading}</h2></summary>
                <div class="stack">{evidence()}</div>
            </details>
        }
    });
    let aside = (open && wide).then(|| view! { <section class="card stack"><h2>{heading}</h2>{evidence()}</section> });
    let main = if open {
        view! { <Writing detail fetch pen attempt /> }.into_any()
    } else {
        view! { <Written detail fetch /> }.into_any()
    };
    view! {
        <PageHeader title lead crumbs=vec![Crumb::new(text::REVIEWS, shared::pages::REVIEWS)]>
            <Badge>{text::review_state(review.state)}</Badge>
        </PageHeader>
        {reopened}
        {named}
        {promise}
        <div class=if open { "with-aside review-desk" } else { "with-aside" }>
            {above}
            <div class="stack">{main}</div>
            <div class="stack review-beside">
                <Beside detail=beside />
                {changes}
                {aside}
            </div>
        </div>
    }
}

/// Whether the period fits beside the form, as `.review-desk` has it.
fn has_room_beside() -> bool {
    window().match_media("(width >= 75rem)").ok().flatten().is_some_and(|media| media.matches())
}

/// Who will know whose words these are; said before the first of them.
#[component]
pub fn Promise(naming: ReviewNaming, minimum: u8, guessed: bool) -> impl IntoView {
    let (title, detail) = match naming {
        ReviewNaming::Named => (text::NAMED, text::NAMED_DETAIL.to_owned()),
        ReviewNaming::Confidential => (text::CONFIDENTIAL, text::confidential_detail(minimum)),
        ReviewNaming::Unnamed => (text::UNNAMED, text::unnamed_detail(minimum)),
    };
    let few = guessed.then(|| view! { <p class="small strong">{review_former::FEW_PEOPLE}</p> });
    view! { <Banner tone=Tone::Plain title><p class="small">{detail}</p>{few}</Banner> }
}

/// What there is to go by.
#[component]
fn Beside(detail: ReviewDetail) -> impl IntoView {
    // Whose goal it is sees who opened it, and so who writes without a name.
    let opens = !is_hidden(detail.review.relation, detail.naming);
    let goal = move |goal: shared::reviews::ReviewGoal| {
        let href = format!("{}/{}", shared::pages::GOALS, goal.id);
        let title = match opens {
            true => view! { <a class="plain-link" href=href>{goal.title}</a> }.into_any(),
            false => goal.title.into_any(),
        };
        view! {
            <li class="spread">
                {title}
                <span class="muted">{goal.progress.map(format::percent)}</span>
            </li>
        }
    };
    let none = detail.goals.is_empty().then(|| view! { <p class="small muted">{text::NO_GOALS}</p> });
    let as_of = (!detail.goals.is_empty()).then(|| {
        view! { <p class="tiny faint">{review_evidence::as_of(&format::date(detail.period_to))}</p> }
    });
    let story = format!("{}?tab=story", people::href(detail.review.subject.id));
    view! {
        <section class="card stack">
            <h2>{text::TO_GO_BY}</h2>
            <p class="small muted">{text::days(&format::date(detail.period_from), &format::date(detail.period_to))}</p>
            <ul class="stack snug">{detail.goals.into_iter().map(goal).collect_view()}</ul>
            {none}
            {as_of}
            <LinkButton href=story icon=Glyph::History>{text::STORY}</LinkButton>
        </section>
    }
}

#[component]
fn Writing(detail: ReviewDetail, fetch: Fetch<ReviewDetail>, pen: Pen, attempt: Attempt) -> impl IntoView {
    let review = detail.review.clone();
    let (id, may_decline) = (review.id, matches!(review.relation, ReviewRelation::Peer | ReviewRelation::Upward));
    let (again, may_decline) = (review.reopened.is_some(), may_decline && review.reopened.is_none());
    let sheet = pen.sheet();
    let draft = Draft::keep_over(format!("review-{id}"), review.version, sheet.with_value(Sheet::kept));
    let saves = Saves::new(&review, sheet, draft, attempt);
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let declining = RwSignal::new(false);
    let keep = move || saves.save(move || toasts.good(text::KEPT));
    let hand_in = move || {
        let navigate = navigate.clone();
        saves.hand_in(move || {
            toasts.good(if again { review_ends::HANDED_IN_AGAIN } else { text::HANDED_IN });
            navigate(shared::pages::REVIEWS, leptos_router::NavigateOptions::default());
        });
    };
    // After a lost race: what is there now is shown anew, and what was typed here stands beside it.
    let reload = move || fetch.reload();
    let scale = StoredValue::new(detail.scale.clone());
    let question = move |question| view! { <Asked question pen scale=scale.get_value() /> }.into_any();
    let decline = may_decline.then(
        || view! { <Button kind=ButtonKind::Quiet on_press=move || declining.set(true)>{text::DECLINE}</Button> },
    );
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=hand_in>
            <AttemptNews attempt reload />
            <p class="small muted">{review_appointments::MARKDOWN_HINT}</p>
            {detail.sections.into_iter().map(|asked| section(asked, question)).collect_view()}
            <p class="small muted">{move || {
                let (some, all) = sheet.with_value(Sheet::answered);
                review_evidence::answered(some, all)
            }}</p>
            <DraftNews draft />
            <Actions>
                {decline}
                <Button busy=attempt.busy on_press=keep>{text::KEEP}</Button>
                <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::HAND_IN}</Button>
            </Actions>
        </Form>
        <section class="card"><WhoReads record=Record::Review(id) on_page=true /></section>
        <Dialog open=declining title=text::DECLINE.to_owned()><Decline id fetch /></Dialog>
    }
}

#[component]
fn Decline(id: shared::wire::ReviewId, fetch: Fetch<ReviewDetail>) -> impl IntoView {
    let (reason, attempt, toasts) = (RwSignal::new(String::new()), Attempt::new(), Toasts::here());
    let submit = move || {
        let body = ReviewRefusal { reason: reason.get_untracked().trim().to_owned() };
        let send = move |body| call::<DeclineReview>(ReviewPath { id }, Nothing {}, body);
        attempt.send(body, send, move |_| {
            toasts.good(text::DECLINED);
            fetch.reload();
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::DECLINE_DETAIL}</p>
            <Field label=text::REASON name="reason" required=true><TextArea value=reason /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::DECLINE}</Button></Actions>
        </Form>
    }
}

/// The button that shows what the author changed when they handed it in last.
#[component]
fn Changed(id: shared::wire::ReviewId, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div><Button size=ButtonSize::Small on_press=move || open.set(true)>{review_ends::CHANGES}</Button></div>
        <Dialog open title=review_ends::CHANGES.to_owned() wide=true><Compared id scale /></Dialog>
    }
}

/// It is asked for when it is looked at.
#[component]
fn Compared(id: shared::wire::ReviewId, scale: StoredValue<Vec<ScaleStep>>) -> impl IntoView {
    let fetch = Fetch::new(move || call::<ReadReviewChanges>(ReviewPath { id }, Nothing {}, ()));
    view! { <Changes fetch scale /> }
}

/// What is handed in or over, to be read.
#[component]
fn Written(detail: ReviewDetail, fetch: Fetch<ReviewDetail>) -> impl IntoView {
    let review = detail.review.clone();
    let (id, version) = (review.id, review.version);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let recall = move || {
        attempt.run(change::<RecallReview>(ReviewPath { id }, (), version), move |_| {
            toasts.good(text::TAKEN_BACK);
            fetch.reload();
        });
    };
    let may_recall = review.state == ReviewState::Submitted && review.stage == ReviewStage::Writing;
    let news = match (review.state, review.stage) {
        (ReviewState::Declined, _) => text::IS_DECLINED,
        (ReviewState::Submitted, ReviewStage::Writing) => text::IS_SUBMITTED,
        (_, ReviewStage::Nominating) => text::NOT_YET,
        _ => text::IS_OVER,
    };
    let names = draft::names(&detail);
    let (scale, answers) = (detail.scale, detail.answers);
    let question = move |question: shared::reviews::ReviewQuestion| {
        let answer = answers.get(&question.key).cloned().unwrap_or_default();
        let names = answer.items.iter().map(|item| names.get(&item.id).cloned().unwrap_or_default()).collect();
        let said = super::answers::said(&question, &scale, &answer, names);
        view! { <div class="stack snug review-question"><p class="strong">{question.text.clone()}</p>{said}</div> }
            .into_any()
    };
    let sections = detail.sections.into_iter().map(|asked| section(asked, &question));
    view! {
        <AttemptNews attempt />
        <Banner tone=Tone::Plain title=news>
            {may_recall.then(|| view! { <Button busy=attempt.busy on_press=recall>{text::TAKE_BACK}</Button> })}
        </Banner>
        {sections.collect_view()}
        <section class="card"><WhoReads record=Record::Review(id) on_page=true /></section>
    }
}
