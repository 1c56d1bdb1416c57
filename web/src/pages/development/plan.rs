//! The plan: steps, who agrees to them, how far they are.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::{DeleteStep, Development, DevelopmentStep, EditStep, PLAN, StepChanges, StepPath},
    operation::Nothing,
    wire::{CompetencyId, PersonId},
};

use super::step::StepForm;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    fetch::Fetch,
    session::Session,
    text::{development as text, format},
    ui::{Badge, Button, ButtonSize, Confirm, Dialog, EmptyState, Glyph, Icon, Menu, MenuItem, Progress, Tone, live},
};

/// The card.
#[component]
pub fn Plan(id: PersonId, relation: Relation, development: Fetch<Development>) -> impl IntoView {
    let subject = RwSignal::new(None::<DevelopmentStep>);
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let attempt = Attempt::new();
    let may = Session::here().can(&PLAN, relation);
    let edit = move |step: Option<DevelopmentStep>| {
        subject.set(step);
        open.set(true);
    };
    let remove = move || {
        asking.set(false);
        let Some(DevelopmentStep { id, .. }) = subject.get_untracked() else { return };
        attempt.run(call::<DeleteStep>(StepPath { id }, Nothing {}, ()), move |()| development.reload());
    };
    let ask = move |step: DevelopmentStep| {
        subject.set(Some(step));
        asking.set(true);
    };
    let deeds =
        Deeds { edit: Callback::new(move |(step,)| edit(Some(step))), remove: Callback::new(move |(step,)| ask(step)) };
    let add = move || {
        may.then(|| view! { <Button size=ButtonSize::Small icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_STEP}</Button> })
    };
    let body = move || {
        let now = development.get()?;
        if now.steps.is_empty() {
            let empty = view! { <EmptyState glyph=Glyph::Flag title=text::NO_STEPS detail=text::NO_STEPS_DETAIL>{add()}</EmptyState> };
            return Some(empty.into_any());
        }
        let competencies = competencies(&now);
        let rows = now.steps.into_iter().map(|step| {
            let named = step.competency_id.and_then(|id| competencies.iter().find(|(known, _)| *known == id));
            row(step, named.map(|(_, name)| name.clone()), relation, may, development, deeds)
        });
        Some(view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any())
    };
    let title = move || if subject.read().is_some() { text::EDIT_STEP } else { text::ADD_STEP }.to_owned();
    let form = move || {
        let done = move || {
            open.set(false);
            development.reload();
        };
        let competencies = untrack(|| development.get()).as_ref().map(competencies).unwrap_or_default();
        view! {
            <StepForm id step=subject.get_untracked() competencies seen=move |now| development.replace(now) done />
        }
    };
    let which = move || subject.get().map(|step| step.body);
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::PLAN}</h2><p class="small muted">{text::PLAN_LEAD}</p></div>{add()}</div>
            <AttemptNews attempt reload=move || development.reload() />
            {live(body)}
        </section>
        <Dialog open title>{form()}</Dialog>
        <Confirm open=asking title=text::REMOVE_ASK deed=text::REMOVE danger=true on_confirm=remove>
            <p class="strong">{which}</p>
            <p>{text::REMOVE_DETAIL}</p>
        </Confirm>
    }
}

fn competencies(now: &Development) -> Vec<(CompetencyId, String)> {
    now.standings.iter().map(|one| (one.competency.id, one.competency.name.clone())).collect()
}

/// What opens a dialog about a step.
#[derive(Clone, Copy)]
struct Deeds {
    edit: Callback<(DevelopmentStep,)>,
    remove: Callback<(DevelopmentStep,)>,
}

fn row(
    step: DevelopmentStep,
    competency: Option<String>,
    relation: Relation,
    may: bool,
    development: Fetch<Development>,
    deeds: Deeds,
) -> impl IntoView {
    let attempt = Attempt::new();
    let (id, version) = (step.id, step.version);
    let agree = move || {
        let changes = StepChanges { agreed: Some(true), ..StepChanges::default() };
        attempt.run(change::<EditStep>(StepPath { id }, changes, version), move |_| development.reload());
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
    let offered = may.then(|| {
        let deed = (!mine)
            .then(|| view! { <Button size=ButtonSize::Small icon=Glyph::Check busy=attempt.busy on_press=agree>{text::AGREE}</Button> });
        view! {
            {deed}
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&body)>
                <MenuItem icon=Glyph::Pencil on_pick=move || deeds.edit.run((named.get_value(),))>{text::EDIT_STEP}</MenuItem>
                <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || deeds.remove.run((named.get_value(),))>{text::REMOVE}</MenuItem>
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
            {offered}
            <AttemptNews attempt reload=move || development.reload() />
        </li>
    }
}
