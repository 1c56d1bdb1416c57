//! The plan: steps, who agrees to them, how far they are.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::{DeleteStep, Development, DevelopmentStep, EditStep, PLAN, StepChanges, StepPath},
    operation::Nothing,
};

use super::step::StepForm;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    session::Session,
    text::{development as text, format},
    ui::{Badge, Button, ButtonSize, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, Progress, Tone},
};

/// The card.
#[component]
pub fn Plan(now: Development, development: Fetch<Development>) -> impl IntoView {
    let subject = RwSignal::new(None::<DevelopmentStep>);
    let open = RwSignal::new(false);
    let may = Session::here().can(&PLAN, now.relation);
    let (id, relation) = (now.person.id, now.relation);
    let competencies: Vec<_> =
        now.standings.iter().map(|one| (one.competency.id, one.competency.name.clone())).collect();
    let competencies = StoredValue::new(competencies);
    let edit = move |step: Option<DevelopmentStep>| {
        subject.set(step);
        open.set(true);
    };
    let add = move || {
        may.then(|| view! { <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_STEP}</Button> })
    };
    let row = move |step: DevelopmentStep| {
        let named = step.competency_id.and_then(|id| {
            competencies.with_value(|all| all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()))
        });
        row(step, named, relation, may, development, Callback::new(move |(step,)| edit(Some(step))))
    };
    let body = if now.steps.is_empty() {
        view! { <EmptyState glyph=Glyph::Flag title=text::NO_STEPS detail=text::NO_STEPS_DETAIL>{add()}</EmptyState> }
            .into_any()
    } else {
        view! { <ul class="rows">{now.steps.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let title = move || if subject.read().is_some() { text::EDIT_STEP } else { text::ADD_STEP }.to_owned();
    let form = move || {
        let done = move || {
            open.set(false);
            development.reload();
        };
        view! { <StepForm id step=subject.get_untracked() competencies=competencies.get_value() done /> }
    };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::PLAN}</h2><p class="small muted">{text::PLAN_LEAD}</p></div>{add()}</div>
            {body}
        </section>
        <Dialog open title>{form()}</Dialog>
    }
}

fn row(
    step: DevelopmentStep,
    competency: Option<String>,
    relation: Relation,
    may: bool,
    development: Fetch<Development>,
    edit: Callback<(DevelopmentStep,)>,
) -> impl IntoView {
    let attempt = Attempt::new();
    let (id, version) = (step.id, step.version);
    let agree = move || {
        let changes = StepChanges { agreed: Some(true), ..StepChanges::default() };
        attempt.run(change::<EditStep>(StepPath { id }, changes, version), move |_| development.reload());
    };
    let remove = move || {
        attempt.run(call::<DeleteStep>(StepPath { id }, Nothing {}, ()), move |()| development.reload());
    };
    let mine = match relation {
        Relation::Own => step.agreed_by_person,
        _ => step.agreed_by_manager,
    };
    let (tone, word) = match (step.progress, step.agreed_by_person, step.agreed_by_manager) {
        (100, ..) => (Tone::Good, text::DONE),
        (_, true, true) => (Tone::Good, text::AGREED),
        (_, false, _) => (Tone::Warn, text::AWAITS_PERSON),
        (_, _, false) => (Tone::Warn, text::AWAITS_MANAGER),
    };
    let due = step.due_on.map(|day| format!("{} {}", text::UNTIL, format::day(day)));
    let detail: Vec<String> = competency.into_iter().chain(due).collect();
    let (body, done) = (step.body.clone(), f64::from(step.progress) / 100.0);
    let named = StoredValue::new(step);
    let deeds = may.then(|| {
        let deed = (!mine)
            .then(|| view! { <Button size=ButtonSize::Small icon=Glyph::Check on_press=agree>{text::AGREE}</Button> });
        view! {
            {deed}
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&body)>
                <MenuItem icon=Glyph::Pencil on_pick=move || edit.run((named.get_value(),))>{text::EDIT_STEP}</MenuItem>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=remove>{text::REMOVE}</MenuItem>
            </Menu>
        }
    });
    view! {
        <li class="one-item">
            <div class="grow">
                <p class="strong">{body.clone()}</p>
                <p class="small muted">{detail.join(" · ")}</p>
                <Progress label=body.clone() done=Some(done) />
            </div>
            <Badge tone>{word}</Badge>
            {deeds}
            <AttemptNews attempt reload=move || development.reload() />
        </li>
    }
}
