//! Which other jobs are proposed for somebody, and what becomes of it.

use leptos::prelude::*;
use shared::{
    access::Relation,
    development::{
        AGREE, AgreeToLevel, DECIDE, DecideLevel, Development, DevelopmentPath, EvidenceKind, EvidenceThing,
        LevelDecision, LevelEvidence, LevelProposal, LevelProposalPath, LevelProposals, LevelReason,
        ListLevelProposals, PROPOSE, ReturnLevel, WithdrawLevel,
        rules::{LevelProposalState, LevelStep},
    },
    operation::Nothing,
    wire::PersonId,
};

use super::propose::ProposeForm;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Terms, call, call_on},
    fetch::Fetch,
    pages::goals,
    session::Session,
    text::{development as text, format},
    ui::{
        Actions, Badge, Button, ButtonKind, ButtonSize, Dialog, EmptyState, Field, Form, Glyph, TextArea, Tone, live,
    },
};

/// The card. What is granted changes what is asked of the person, so their development is read again.
#[component]
pub fn LevelChanges(id: PersonId, relation: Relation, development: Fetch<Development>) -> impl IntoView {
    let proposals = Fetch::new(move || call::<ListLevelProposals>(DevelopmentPath { id }, Nothing {}, ()));
    let may = Session::here().can(&PROPOSE, relation);
    let (proposing, stepping) = (RwSignal::new(false), RwSignal::new(false));
    let subject = RwSignal::new(None::<(LevelProposal, LevelStep)>);
    let step = Callback::new(move |(proposal, step): (LevelProposal, LevelStep)| {
        subject.set(Some((proposal, step)));
        stepping.set(true);
    });
    // One at a time.
    let add = move || {
        let free = proposals.get().is_some_and(|now| !now.items.iter().any(|one| one.state.is_open()));
        (may && free).then(|| {
            view! { <Button size=ButtonSize::Small icon=Glyph::TrendingUp on_press=move || proposing.set(true)>{text::PROPOSE}</Button> }
        })
    };
    let list = move |now: LevelProposals| {
        if now.items.is_empty() {
            return view! { <EmptyState glyph=Glyph::TrendingUp title=text::NO_PROPOSALS detail=text::NO_PROPOSALS_DETAIL /> }
                .into_any();
        }
        let rows = now.items.into_iter().map(|one| row(one, step));
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    let form = move || {
        let done = move || {
            proposing.set(false);
            proposals.reload();
        };
        let now = untrack(|| development.get());
        view! { <ProposeForm id now done /> }
    };
    let title = move || {
        let named = subject.with(|subject| subject.as_ref().map(|(_, step)| text::step(*step)));
        named.unwrap_or_default().to_owned()
    };
    let taking = move || {
        subject.get_untracked().map(|(proposal, step)| {
            let done = move || {
                stepping.set(false);
                proposals.reload();
                development.reload();
            };
            // Looked at anew it may wait for something else.
            let seen = move || {
                stepping.set(false);
                proposals.reload();
            };
            view! { <StepForm proposal step seen done /> }
        })
    };
    view! {
        <section class="card flush">
            <div class="card-head">
                <div><h2>{text::LEVELS}</h2><p class="small muted">{text::LEVELS_LEAD}</p></div>
                {live(add)}
            </div>
            {proposals.view(list)}
        </section>
        <Dialog open=proposing title=text::PROPOSE wide=true>{form()}</Dialog>
        <Dialog open=stepping title>{taking()}</Dialog>
    }
}

fn row(proposal: LevelProposal, step: Callback<(LevelProposal, LevelStep)>) -> impl IntoView {
    let (tone, word) = match (proposal.state, proposal.holds) {
        (LevelProposalState::Proposed, _) => (Tone::Warn, text::WAITS_MANAGER),
        (LevelProposalState::Agreed, _) => (Tone::Warn, text::WAITS_ADMIN),
        (LevelProposalState::Granted, true) => (Tone::Good, text::GRANTED),
        (LevelProposalState::Granted, false) => (Tone::Good, text::GRANTED_LATER),
        (LevelProposalState::Refused, _) => (Tone::Plain, text::REFUSED),
        (LevelProposalState::Returned, _) => (Tone::Plain, text::RETURNED),
        (LevelProposalState::Withdrawn, _) => (Tone::Plain, text::WITHDRAWN),
    };
    let line = text::from_to(proposal.from_job_title.as_deref(), &proposal.job_title);
    let proposed = text::proposed(
        &format::date(proposal.starts_on),
        &proposal.proposed_by.name,
        &format::ago(proposal.created_at),
    );
    let agreed = proposal.agreed_by.as_ref().map(|by| text::agreed_by(&by.name));
    let decided = proposal.decided_by.as_ref().zip(proposal.decided_at);
    let decided = decided.map(|(by, at)| text::decided_by(&by.name, &format::ago(at)));
    let detail: Vec<String> = [Some(proposed), agreed, decided].into_iter().flatten().collect();
    let said = (!proposal.reason.is_empty()).then(|| text::because(&proposal.reason));
    let evidence = (!proposal.evidence.is_empty()).then(|| {
        let items = proposal.evidence.iter().cloned().map(behind);
        view! { <ul class="small" aria-label=text::EVIDENCE>{items.collect_view()}</ul> }
    });
    let (why, deeds) = (proposal.justification.clone(), deeds(&proposal));
    let offered: Vec<_> = deeds
        .into_iter()
        .map(|deed| {
            let (named, subject) = (text::of(text::step(deed), &proposal.job_title), proposal.clone());
            view! {
                <Button size=ButtonSize::Small on_press=move || step.run((subject.clone(), deed))>
                    <span aria-hidden="true">{text::step(deed)}</span><span class="visually-hidden">{named}</span>
                </Button>
            }
        })
        .collect();
    view! {
        <li class="one-item">
            <div class="grow">
                <p class="strong">{line}</p>
                <p class="small muted">{detail.join(" · ")}</p>
                <p class="small">{why}</p>
                {evidence}
                {said.map(|said| view! { <p class="small">{said}</p> })}
            </div>
            <Badge tone>{word}</Badge>
            {offered}
        </li>
    }
}

/// What whoever looks at it can do with it now.
fn deeds(proposal: &LevelProposal) -> Vec<LevelStep> {
    let session = Session::here();
    let mut deeds = match proposal.state {
        LevelProposalState::Proposed if session.can(&AGREE, proposal.relation) => {
            vec![LevelStep::Agree, LevelStep::Return]
        }
        LevelProposalState::Agreed if session.can(&DECIDE, proposal.relation) => {
            vec![LevelStep::Grant, LevelStep::Refuse]
        }
        _ => Vec::new(),
    };
    let mine = session.me().is_some_and(|me| me.person_id == proposal.proposed_by.id);
    if mine && proposal.state.is_open() && session.can(&PROPOSE, proposal.relation) {
        deeds.push(LevelStep::Withdraw);
    }
    deeds
}

fn behind(one: LevelEvidence) -> impl IntoView {
    let shown = match one.thing {
        None => view! { <span class="muted">{text::EVIDENCE_HIDDEN}</span> }.into_any(),
        Some(EvidenceThing { kind: EvidenceKind::Objective, id, title }) => {
            view! { <a href=goals::href(id.into())>{title}</a> }.into_any()
        }
        Some(EvidenceThing { kind: EvidenceKind::Praise, title, .. }) => {
            view! { <a href=crate::to::FEEDBACK>{text::praised(&title)}</a> }.into_any()
        }
        Some(EvidenceThing { kind: EvidenceKind::Step, title, .. }) => view! { <span>{title}</span> }.into_any(),
    };
    view! { <li>{shown}</li> }
}

/// A step with a proposal, with words where it needs some.
#[component]
fn StepForm(
    proposal: LevelProposal,
    step: LevelStep,
    #[prop(into)] seen: Callback<()>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let (reason, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let (id, version) = (proposal.id, proposal.version);
    let submit = move || {
        let (path, terms) = (LevelProposalPath { id }, Terms { version: Some(version), key: None });
        let (said, saved) = (reason.get_untracked().trim().to_owned(), move |_: LevelProposal| done.run(()));
        match step {
            LevelStep::Agree => attempt.run(call_on::<AgreeToLevel>(path, Nothing {}, (), terms), saved),
            LevelStep::Withdraw => attempt.run(call_on::<WithdrawLevel>(path, Nothing {}, (), terms), saved),
            LevelStep::Return => attempt.send(
                LevelReason { reason: said },
                move |body| call_on::<ReturnLevel>(path, Nothing {}, body, terms),
                saved,
            ),
            LevelStep::Grant | LevelStep::Refuse => attempt.send(
                LevelDecision { granted: step == LevelStep::Grant, reason: said },
                move |body| call_on::<DecideLevel>(path, Nothing {}, body, terms),
                saved,
            ),
        }
    };
    let words = match step {
        LevelStep::Agree | LevelStep::Withdraw => None,
        LevelStep::Grant => {
            Some(view! { <Field label=text::WHY name="reason"><TextArea value=reason /></Field> }.into_any())
        }
        LevelStep::Return | LevelStep::Refuse => Some(
            view! { <Field label=text::WHY name="reason" required=true><TextArea value=reason /></Field> }.into_any(),
        ),
    };
    let line = text::from_to(proposal.from_job_title.as_deref(), &proposal.job_title);
    let kind = if step == LevelStep::Refuse { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload=seen />
            <p class="strong">{line}</p>
            <p>{text::step_detail(step)}</p>
            {words}
            <Actions><Button submit=true kind busy=attempt.busy>{text::step(step)}</Button></Actions>
        </Form>
    }
}
