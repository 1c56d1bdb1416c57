//! The page of somebody from outside the organisation: one review, by the link of a mail, without an account.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        DeclineExternalReview, ExternalReview, ExternalReviewLink, ExternalReviewSheet, ReadExternalReview,
        ReviewNaming, ReviewState, SaveExternalReview, SubmitExternalReview,
    },
};

use super::{
    section::section,
    write::{Asked, Ground, Pen, Sheet},
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::accounts::secret,
    text::{format, review_appointments, review_evidence, review_externals as text, review_former, reviews},
    ui::{
        Actions, Banner, Button, ButtonKind, Confirm, EmptyState, Form, Glyph, PageTitle, Skeleton, Toasts, Tone, live,
    },
};

/// What the page knows of the review behind its link.
type Known = RwSignal<Option<Result<ExternalReview, Problem>>>;

/// `/external-review#secret`
#[component]
pub fn ExternalPage() -> impl IntoView {
    let known: Known = RwSignal::new(None);
    let read = Callback::new(move |()| {
        spawn_local(async move {
            let link = ExternalReviewLink { token: secret() };
            known.try_set(Some(call::<ReadExternalReview>(Nothing {}, Nothing {}, link).await));
        });
    });
    read.run(());
    live(move || match known.get() {
        None => view! { <div class="page narrow"><PageTitle title=text::TITLE /><Skeleton lines=4 /></div> }.into_any(),
        Some(Ok(review)) => shown(review, known, read),
        Some(Err(problem)) => unread(&problem, read),
    })
}

fn shown(review: ExternalReview, known: Known, read: Callback<()>) -> AnyView {
    match review.state {
        ReviewState::Assigned | ReviewState::InProgress => view! { <Writing review known read /> }.into_any(),
        ReviewState::Submitted => over(text::THANKS, &text::handed_in(&review.subject)),
        ReviewState::Declined | ReviewState::Void => over(text::DECLINED, text::DECLINED_DETAIL),
    }
}

/// A page with nothing to do on it.
fn over(title: &'static str, detail: &str) -> AnyView {
    let detail = detail.to_owned();
    view! {
        <div class="page narrow">
            <PageTitle title />
            <section class="card flush"><EmptyState glyph=Glyph::Check title detail /></section>
        </div>
    }
    .into_any()
}

/// The link is dead, or the line was.
fn unread(problem: &Problem, read: Callback<()>) -> AnyView {
    if matches!(problem.code, Code::NotFound | Code::Invalid) {
        return view! {
            <div class="page narrow">
                <PageTitle title=text::LINK_OVER />
                <Banner tone=Tone::Plain title=text::LINK_OVER><p class="small">{text::LINK_OVER_DETAIL}</p></Banner>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="page narrow">
            <PageTitle title=text::TITLE />
            <Banner tone=Tone::Bad title=text::NOT_READ><Button on_press=read>{crate::text::ui::TRY_AGAIN}</Button></Banner>
        </div>
    }
    .into_any()
}

#[component]
fn Writing(review: ExternalReview, known: Known, read: Callback<()>) -> impl IntoView {
    let (attempt, toasts, declining) = (Attempt::new(), Toasts::here(), RwSignal::new(false));
    let ground = Ground {
        sections: &review.sections,
        scale: &review.scale,
        goals: &[],
        competencies: &[],
        answers: &review.answers,
    };
    let pen = Pen::new(Sheet::of(&ground), attempt.errors);
    let (sheet, version) = (pen.sheet(), RwSignal::new(review.version));
    let body = move || ExternalReviewSheet {
        token: secret(),
        version: version.get_untracked(),
        answers: sheet.with_value(Sheet::read).answers,
    };
    let keep = move || {
        let send = move |body| call::<SaveExternalReview>(Nothing {}, Nothing {}, body);
        attempt.send(body(), send, move |saved: ExternalReview| {
            version.set(saved.version);
            toasts.good(text::KEPT);
        });
    };
    let hand_in = move || {
        // Kept first, so that what is missing is told of what is there.
        let send = move |body: ExternalReviewSheet| async move {
            let link = ExternalReviewLink { token: body.token.clone() };
            let saved = call::<SaveExternalReview>(Nothing {}, Nothing {}, body).await?;
            version.try_set(saved.version);
            call::<SubmitExternalReview>(Nothing {}, Nothing {}, link).await
        };
        attempt.send(body(), send, move |done: ExternalReview| known.set(Some(Ok(done))));
    };
    let scale = StoredValue::new(review.scale.clone());
    let question = move |question| view! { <Asked question pen scale=scale.get_value() /> }.into_any();
    let lead = text::lead(&review.organisation, &review.cycle, &format::date(review.write_by));
    let days = reviews::days(&format::date(review.period_from), &format::date(review.period_to));
    let promise = match review.naming {
        ReviewNaming::Named => (reviews::NAMED, text::NAMED_DETAIL.to_owned()),
        ReviewNaming::Confidential => (reviews::CONFIDENTIAL, text::confidential_detail(review.minimum)),
        ReviewNaming::Unnamed => (reviews::UNNAMED, text::unnamed_detail(review.minimum)),
    };
    let few = review.may_be_guessed.then(|| view! { <p class="small strong">{review_former::FEW_PEOPLE}</p> });
    let ((promise, detail), kept, sections) = (promise, text::what_is_kept(&review.name), review.sections);
    view! {
        <div class="page narrow">
            <header class="stack snug">
                <PageTitle title=text::about(&review.subject) />
                <p class="muted">{lead}</p>
                <p class="small muted">{days}</p>
            </header>
            <Banner tone=Tone::Plain title=promise>
                <p class="small">{detail}</p>
                {few}
                <p class="small">{kept}</p>
            </Banner>
            <Form errors=attempt.errors busy=attempt.busy on_submit=hand_in>
                <AttemptNews attempt reload=read />
                <p class="small muted">{review_appointments::MARKDOWN_HINT}</p>
                {sections.into_iter().map(|asked| section(asked, question)).collect_view()}
                <p class="small muted">{move || {
                    let (some, all) = sheet.with_value(Sheet::answered);
                    review_evidence::answered(some, all)
                }}</p>
                <Actions>
                    <Button kind=ButtonKind::Quiet busy=attempt.busy on_press=move || declining.set(true)>{reviews::DECLINE}</Button>
                    <Button busy=attempt.busy on_press=keep>{reviews::KEEP}</Button>
                    <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{reviews::HAND_IN}</Button>
                </Actions>
            </Form>
            <Decline open=declining attempt known />
        </div>
    }
}

#[component]
fn Decline(open: RwSignal<bool>, attempt: Attempt, known: Known) -> impl IntoView {
    let decline = move || {
        open.set(false);
        let link = ExternalReviewLink { token: secret() };
        attempt.run(call::<DeclineExternalReview>(Nothing {}, Nothing {}, link), move |()| {
            attempt.errors.sent();
            known.update(|known| {
                if let Some(Ok(review)) = known {
                    review.state = ReviewState::Declined;
                }
            });
        });
    };
    view! {
        <Confirm open title=text::DECLINE_TITLE deed=reviews::DECLINE danger=true on_confirm=decline>
            <p>{text::DECLINE_DETAIL}</p>
        </Confirm>
    }
}
