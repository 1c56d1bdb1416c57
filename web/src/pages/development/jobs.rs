//! What jobs ask for.

use leptos::prelude::*;
use shared::{
    development::{Competency, Expectation, Expected, Framework, SetExpectations},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{development as text, ui as words},
    ui::{Button, ButtonKind, Choice, Field, Form, Select, Toasts, live},
};

/// A job to choose, and a level for each competency.
#[component]
pub fn Jobs(now: Framework, framework: Fetch<Framework>) -> impl IntoView {
    let job = RwSignal::new(String::new());
    let mut titles = now.job_titles.clone();
    titles.extend(now.expectations.iter().map(|one| one.job_title.clone()));
    titles.sort();
    titles.dedup();
    let jobs: Vec<Choice> = titles.into_iter().map(|title| Choice::new(title.clone(), title)).collect();
    let now = StoredValue::new(now);
    let form = move || {
        let title = job.get();
        (!title.is_empty()).then(|| view! { <JobForm title now=now.get_value() framework /> })
    };
    view! {
        <section class="card stack">
            <div><h2>{text::EXPECTATIONS}</h2><p class="small muted">{text::EXPECTATIONS_LEAD}</p></div>
            <Field label=text::JOB filter=true><Select value=job options=jobs any=text::CHOOSE_JOB /></Field>
            {live(form)}
        </section>
    }
}

#[component]
fn JobForm(title: String, now: Framework, framework: Fetch<Framework>) -> impl IntoView {
    let expected = now.expectations.iter().find(|one| one.job_title == title).map(|one| one.levels.clone());
    let expected = expected.unwrap_or_default();
    let levels: Vec<Choice> = (1_u8..)
        .zip(&now.levels)
        .map(|(number, _)| Choice::new(number.to_string(), text::level(&now.levels, number)))
        .collect();
    let rows: Vec<(Competency, RwSignal<String>)> = now
        .competencies
        .into_iter()
        .map(|competency| {
            let level = expected.iter().find(|one| one.competency_id == competency.id).map(|one| one.level.to_string());
            (competency, RwSignal::new(level.unwrap_or_default()))
        })
        .collect();
    let (all, attempt, toasts) = (StoredValue::new(rows.clone()), Attempt::new(), Toasts::here());
    let submit = move || {
        let levels = all.with_value(|all| {
            let asked = all.iter().filter_map(|(competency, level)| {
                Some(Expected { competency_id: competency.id, level: level.get_untracked().parse().ok()? })
            });
            asked.collect()
        });
        attempt.send(
            Expectation { job_title: title.clone(), levels },
            |body| call::<SetExpectations>(Nothing {}, Nothing {}, body),
            move |now| {
                toasts.good(text::SAVED);
                framework.replace(now);
            },
        );
    };
    let fields = rows.into_iter().map(move |(competency, level)| {
        let options = levels.clone();
        view! {
            <Field label=competency.name filter=true><Select value=level options any=text::NOT_ASKED /></Field>
        }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <div class="grid">{fields.collect_view()}</div>
            <div class="row"><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></div>
        </Form>
    }
}
