//! What a template takes to answer, and what its questions told.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{
        ReadReviewTemplateReport, ReviewForm, ReviewFormWorth, ReviewQuestionWorth, ReviewSideTime, ReviewTemplatePath,
        ReviewTemplateReport,
    },
    wire::ReviewTemplateId,
};

use super::super::cycle_href;
use crate::{
    client::call,
    fetch::Fetch,
    text::{review_times as text, reviews},
    ui::{Badge, Tone},
};

/// The two cards; `form` is what the template asks now.
#[component]
pub fn Report(id: ReviewTemplateId, form: ReviewForm) -> impl IntoView {
    let report = Fetch::new(move || call::<ReadReviewTemplateReport>(ReviewTemplatePath { id }, Nothing {}, ()));
    let form = StoredValue::new(form);
    report.view(move |found| view! { <Shown found form=form.get_value() /> })
}

#[component]
fn Shown(found: ReviewTemplateReport, form: ReviewForm) -> impl IntoView {
    let estimated = found.sides.iter().any(|side| side.timed == 0);
    let side = |it: &ReviewSideTime| {
        let (whose, time) = (reviews::side(it.relation), text::side_time(it));
        view! { <div><dt>{whose}</dt><dd>{time}</dd></div> }
    };
    let hint = if estimated { text::ESTIMATED_HINT } else { text::MEASURED_HINT };
    let judged = match found.judged {
        Some(judged) => view! { <Judged judged form /> }.into_any(),
        None => view! { <p class="small muted">{text::NOT_JUDGED}</p> }.into_any(),
    };
    view! {
        <section class="card stack">
            <h2>{text::TIME}</h2>
            <p class="small muted">{text::ONE_REVIEW}</p>
            <dl class="facts">
                {found.sides.iter().map(side).collect_view()}
                <div><dt>{text::IN_ALL}</dt><dd>{text::for_people(found.hours, found.people)}</dd></div>
            </dl>
            <p class="small muted">{hint}</p>
        </section>
        <section class="card stack">
            <h2>{text::WORTH}</h2>
            {judged}
        </section>
    }
}

#[component]
fn Judged(judged: ReviewFormWorth, form: ReviewForm) -> impl IntoView {
    let by = text::judged_by(&judged.cycle.name, judged.form_number, judged.reviews);
    let href = cycle_href(judged.cycle.id);
    let questions = judged.questions.clone();
    let called = |key: &str| questions.iter().find(|it| it.key == key).map(|it| it.text.clone());
    let one = |it: &ReviewQuestionWorth| {
        let same_as = it.same_as.as_deref().map(|key| called(key).unwrap_or_else(|| key.to_owned()));
        // What the template asks no more needn't go.
        let still = form.questions().any(|question| question.key == it.key);
        let badge = (it.proposed && still).then(|| view! { <Badge tone=Tone::Warn>{text::PROPOSED}</Badge> });
        view! {
            <li class="stack snug">
                <p class="row tight"><span class="strong">{it.text.clone()}</span>{badge}</p>
                <p class="small muted">{text::score(it.score)}": "{text::told(it, same_as.as_deref())}</p>
            </li>
        }
    };
    view! {
        <p class="small muted"><a href=href>{by}</a></p>
        <ul class="stack tight">{judged.questions.iter().map(one).collect_view()}</ul>
    }
}
