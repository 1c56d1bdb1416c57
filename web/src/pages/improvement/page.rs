//! One plan: what it says, how it goes, what was done with it.

use leptos::prelude::*;
use shared::{
    access::Relation,
    improvement::{
        ExportImprovementPlanPdf, ImprovementAct, ImprovementPaper, ImprovementPlan, ImprovementPlanDetail,
        ImprovementPlanPath, ImprovementSection, ReadImprovementPlan, rules::ImprovementAudience,
    },
    operation::Nothing,
    privacy::RetentionKind,
};

use super::{
    form::PlanForm,
    notes::{Acknowledge, Notes, is_asked, said},
    state_badge,
    step::{Step, StepForm, may_edit, offered, waits_for_person},
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    fetch::Fetch,
    pages::{
        privacy::DeletedOn,
        shares::{Record, WhoReads, openings},
    },
    text::{format, improvement as text},
    ui::{Badge, Banner, Button, ButtonSize, Crumb, Dialog, Glyph, PageHeader, Tone},
};

/// `/plans/{id}`
#[component]
pub fn PlanPage() -> impl IntoView {
    let plan = Fetch::of_address(|id| call::<ReadImprovementPlan>(ImprovementPlanPath { id }, Nothing {}, ()));
    view! { <div class="page">{plan.view(move |detail| view! { <Shown detail fetch=plan /> })}</div> }
}

#[component]
fn Shown(detail: ImprovementPlanDetail, fetch: Fetch<ImprovementPlanDetail>) -> impl IntoView {
    let plan = detail.plan.clone();
    let is_mine = plan.relation == Relation::Own;
    let title = if is_mine { text::YOURS.to_owned() } else { text::of(&plan.person.name) };
    let crumbs = vec![Crumb::new(text::PLANS, shared::pages::PLANS)];
    let waits = (waits_for_person(&detail) && !is_mine)
        .then(|| view! { <Banner tone=Tone::Warn title=text::AWAITS_READING /> });
    let handover = plan.awaits_taking_over.then(|| view! { <Badge tone=Tone::Warn>{text::AWAITS_TAKING_OVER}</Badge> });
    let acknowledge = is_asked(&detail).then(|| view! { <Acknowledge detail=detail.clone() fetch /> });
    let sections = detail.sections.iter().cloned().map(|section| part(section, is_mine)).collect_view();
    // Nobody speaks of how it goes before it has begun.
    let notes = plan.started.then(|| view! { <Notes detail=detail.clone() fetch /> });
    let ended = detail.acts.iter().map(|act| act.at.date_naive()).max().filter(|_| !plan.state.is_open());
    let kept = ended.map(|since| view! { <DeletedOn kind=RetentionKind::ImprovementPlans since /> });
    let acts = detail.acts.iter().cloned().map(done).collect_view();
    view! {
        <PageHeader title crumbs>{state_badge(plan.state)}{handover}</PageHeader>
        {waits}
        <Steps detail=detail.clone() fetch />
        <div class="with-aside">
            <div class="stack">
                {acknowledge}
                <section class="card stack"><h2>{text::SAYS}</h2>{sections}</section>
                {notes}
                <section class="card stack"><h2>{text::DONE_WITH_IT}</h2><ol class="stack tight">{acts}</ol></section>
            </div>
            <div class="stack">
                <Facts plan=plan.clone() />
                {kept}
                <section class="card"><WhoReads record=Record::Plan(plan.id) on_page=true /></section>
                {openings::of_plan(plan.id, plan.relation)}
                <Paper plan />
            </div>
        </div>
    }
}

/// What it says, how it goes and what was done with it, without anything to do.
#[component]
pub fn Seen(detail: ImprovementPlanDetail) -> impl IntoView {
    let (plan, is_mine) = (detail.plan.clone(), detail.plan.relation == Relation::Own);
    let sections = detail.sections.into_iter().map(|section| part(section, is_mine)).collect_view();
    let notes = (!detail.notes.is_empty()).then(|| {
        view! { <section class="card stack"><h2>{text::GOES}</h2>{detail.notes.into_iter().map(said).collect_view()}</section> }
    });
    let acts = detail.acts.into_iter().map(done).collect_view();
    view! {
        <div class="row tight">{state_badge(plan.state)}</div>
        <Facts plan />
        <section class="card stack"><h2>{text::SAYS}</h2>{sections}</section>
        {notes}
        <section class="card stack"><h2>{text::DONE_WITH_IT}</h2><ol class="stack tight">{acts}</ol></section>
    }
}

fn part(section: ImprovementSection, is_mine: bool) -> impl IntoView {
    // To its person everything that they see is said.
    let readers = (!is_mine).then(|| view! { <p class="small muted">{text::audience(section.audience)}</p> });
    let new = section.is_new.then(|| view! { <Badge tone=Tone::Accent>{text::NEW}</Badge> });
    view! {
        <div class="stack snug">
            <h3>{text::part(section.part)}" "{new}</h3>
            {readers}
            <p class="said-text">{section.body}</p>
        </div>
    }
}

fn done(act: ImprovementAct) -> impl IntoView {
    let word = text::deed(act.deed);
    let word = act.day.map_or_else(|| word.to_owned(), |day| text::deed_on(word, &format::date(day)));
    let by = act.by.map(|by| format!("{} · ", by.name)).unwrap_or_default();
    let said = (!act.said.is_empty()).then(|| view! { <p class="said-text small">{act.said}</p> });
    view! {
        <li class="stack snug">
            <p><span class="strong">{word}</span></p>
            <p class="small muted">{format!("{by}{}", format::ago(act.at))}</p>
            {said}
        </li>
    }
}

/// Where it stands, in a few lines.
#[component]
fn Facts(plan: ImprovementPlan) -> impl IntoView {
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let read = if plan.acknowledged { text::YES } else { text::NOT_YET };
    view! {
        <section class="card stack">
            <dl class="facts">
                {fact(text::PERSON, plan.person.name)}
                {plan.manager.map(|manager| fact(text::MANAGER, manager.name))}
                {plan.starts_on.map(|day| fact(text::STARTS, format::date(day)))}
                {fact(text::ENDS, format::date(plan.ends_on))}
                {plan.started.then(|| fact(text::READ, read.to_owned()))}
            </dl>
        </section>
    }
}

/// A copy for each audience that the visitor belongs to or may hand it on to.
#[component]
fn Paper(plan: ImprovementPlan) -> impl IntoView {
    let (id, reader, saving) = (plan.id, plan.audience, Attempt::new());
    let copy = move |audience: ImprovementAudience| {
        let keep = move || {
            let query = ImprovementPaper { audience: Some(audience) };
            let paper = call::<ExportImprovementPlanPdf>(ImprovementPlanPath { id }, query, ());
            saving.run(paper, move |bytes| save(text::FILE, &bytes));
        };
        view! { <div><Button size=ButtonSize::Small icon=Glyph::Download busy=saving.busy on_press=keep>{text::paper(audience)}</Button></div> }
    };
    let copies: Vec<_> =
        ImprovementAudience::ALL.iter().copied().filter(|audience| reader.reads(*audience)).map(copy).collect();
    view! {
        <section class="card stack">
            <h2>{text::ON_PAPER}</h2>
            <AttemptNews attempt=saving />
            {copies}
        </section>
    }
}

/// What the visitor can do with it now.
#[component]
fn Steps(detail: ImprovementPlanDetail, fetch: Fetch<ImprovementPlanDetail>) -> impl IntoView {
    let (editing, stepping) = (RwSignal::new(false), RwSignal::new(false));
    let step = RwSignal::new(None::<Step>);
    let (person, plan) = (detail.plan.person.id, detail.plan.clone());
    let edit = may_edit(&plan).then(|| {
        view! { <Button icon=Glyph::Pencil on_press=move || editing.set(true)>{text::EDIT}</Button> }
    });
    let button = move |one: Step| {
        let press = move || {
            step.set(Some(one));
            stepping.set(true);
        };
        view! { <Button on_press=press>{one.word()}</Button> }
    };
    let steps: Vec<_> = offered(&detail).into_iter().map(button).collect();
    if edit.is_none() && steps.is_empty() {
        return ().into_any();
    }
    let before = StoredValue::new(detail);
    let form = move || {
        let done = move |now: ImprovementPlanDetail| {
            editing.set(false);
            fetch.replace(now);
        };
        view! { <PlanForm id=person before=Some(before.get_value()) done seen=move || fetch.reload() /> }
    };
    let title = move || step.get().map(Step::word).unwrap_or_default().to_owned();
    let plan = StoredValue::new(plan);
    let taking = move || {
        step.get_untracked().map(|one| {
            let done = move |now: ImprovementPlanDetail| {
                stepping.set(false);
                fetch.replace(now);
            };
            view! { <StepForm plan=plan.get_value() step=one done seen=move || fetch.reload() /> }
        })
    };
    view! {
        <div class="row">{edit}{steps}</div>
        <Dialog open=editing title=text::EDIT wide=true>{form()}</Dialog>
        <Dialog open=stepping title>{taking()}</Dialog>
    }
    .into_any()
}
