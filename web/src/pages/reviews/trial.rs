//! A draft that one was sent to try: what each side is asked, as whoever writes gets it. Nothing leaves the page.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    problem::{FieldError, Problem},
    reviews::{
        ReadReviewTrial, ReviewAnswers, ReviewCyclePath, ReviewForm, ReviewRelation, ReviewTrial, ReviewTrialSide,
        rules::answers::missing,
    },
};

use super::{
    section::section,
    write::{Asked, Ground, Pen, Promise, Sheet},
};
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{format, review_appointments, review_trials as text, reviews},
    ui::{Actions, Banner, Button, ButtonKind, Crumb, Form, PageHeader, Tab, TabPanel, Tabs, Toasts, Tone, live},
};

/// `/reviews/trials/{id}?as=…`
#[component]
pub fn TrialPage() -> impl IntoView {
    let trial = Fetch::of_address(|id| call::<ReadReviewTrial>(ReviewCyclePath { id }, Nothing {}, ()));
    view! { <div class="page">{trial.view(|trial| view! { <Shown trial /> })}</div> }
}

#[component]
fn Shown(trial: ReviewTrial) -> impl IntoView {
    let chosen = Kept::new("as");
    let sides: Vec<ReviewRelation> = trial.sides.iter().map(|side| side.relation).collect();
    let first = sides.first().copied().unwrap_or(ReviewRelation::Own);
    let tabs: Vec<_> = sides.iter().map(|side| Tab::new(side.as_str(), reviews::side(*side))).collect();
    // An address may name a side that isn't asked any more.
    let asked = move || chosen.read(ReviewRelation::parse).filter(|side| sides.contains(side));
    let active = Memo::new(move |_| asked().unwrap_or(first));
    let title = trial.cycle.clone();
    let lead = reviews::days(&format::date(trial.period_from), &format::date(trial.period_to));
    let detail = text::is_trial_detail(&trial.sent_by.name);
    let trial = StoredValue::new(trial);
    view! {
        <PageHeader title lead crumbs=vec![Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS)] />
        <Banner tone=Tone::Accent title=text::IS_TRIAL><p class="small">{detail}</p></Banner>
        <Tabs label=text::AS_WHOM tabs active=Signal::derive(move || active.get().to_string())
            on_pick=move |(key,): (String,)| chosen.value.set(key) />
        {live(move || {
            let relation = active.get();
            let of_side = |trial: &ReviewTrial| trial.sides.iter().find(|side| side.relation == relation).cloned();
            let side = trial.with_value(of_side);
            side.map(|side| view! { <TabPanel key=relation.as_str()><Side side trial /></TabPanel> })
        })}
    }
}

/// The form of one side.
#[component]
fn Side(side: ReviewTrialSide, trial: StoredValue<ReviewTrial>) -> impl IntoView {
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let ReviewTrial { scale, naming, minimum, may_be_guessed, write_by, .. } = trial.get_value();
    let (relation, nothing) = (side.relation, ReviewAnswers::new());
    let ground = Ground { sections: &side.sections, scale: &scale, goals: &[], competencies: &[], answers: &nothing };
    let pen = Pen::new(Sheet::of(&ground), attempt.errors);
    let sheet = pen.sheet();
    let takes = text::takes(relation, side.minutes, &format::date(write_by));
    let sections = side.sections.clone();
    let form = ReviewForm { scale: scale.clone(), weights: Vec::new(), sections: side.sections, without_goals: false };
    let form = StoredValue::new(form);
    let hand_in = move || {
        let written = sheet.with_value(Sheet::read).answers;
        let lacks = form.with_value(|form| {
            let lack = |key: &str| FieldError::new(format!("answers.{key}"), "required");
            missing(form, relation, &written, 0, 0).into_iter().map(lack).collect::<Vec<_>>()
        });
        if !lacks.is_empty() {
            return attempt.fail(Problem::invalid(lacks));
        }
        attempt.errors.sent();
        toasts.good(text::WOULD_BE_HANDED_IN);
    };
    let scale = StoredValue::new(scale);
    let question = move |question| view! { <Asked question pen scale=scale.get_value() /> }.into_any();
    let promise = matches!(relation, ReviewRelation::Peer | ReviewRelation::Upward).then(|| {
        view! {
            <p class="small muted">{text::WHAT_IS_PROMISED}</p>
            <Promise naming minimum guessed=may_be_guessed />
        }
    });
    view! {
        <div class="stack">
            <p class="small muted">{takes}</p>
            {promise}
            <Form errors=attempt.errors busy=attempt.busy on_submit=hand_in>
                <AttemptNews attempt />
                <p class="small muted">{review_appointments::MARKDOWN_HINT}" "{text::NO_ITEMS}</p>
                {sections.into_iter().map(|asked| section(asked, question)).collect_view()}
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::TRY}</Button></Actions>
            </Form>
        </div>
    }
}
