//! Setting a cycle up.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{CreateReviewCycle, EditReviewCycle, ReadReviewCycle, ReviewCycleDetail, ReviewCyclePath, ReviewStage},
};

use super::{
    super::{
        cycle_href,
        fields::{MinimumField, NamingField, TeamField, TemplateField},
    },
    draft::{self, Draft},
    merge::merge,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Edited},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    pages::people::{PeoplePicker, people_search},
    text::{review_appointments, review_ends, review_waivers, reviews as text},
    ui::{
        Actions, Button, ButtonKind, Checkbox, Combobox, Crumb, DateInput, Field, Form, PageHeader, TextInput, Toasts,
        live,
    },
};

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(text::REVIEWS, shared::pages::REVIEWS)]
}

/// `/reviews/cycles/new`
#[component]
pub fn NewCyclePage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=text::NEW_CYCLE crumbs=crumbs() />
            <Setting known=None />
        </div>
    }
}

/// `/reviews/cycles/{id}/edit`
#[component]
pub fn EditCyclePage() -> impl IntoView {
    let cycle = Fetch::of_address(|id| call::<ReadReviewCycle>(ReviewCyclePath { id }, Nothing {}, ()));
    view! {
        <div class="page">
            <PageHeader title=text::EDIT_CYCLE crumbs=crumbs() />
            {cycle.view(|detail| view! { <Setting known=Some(detail) /> })}
        </div>
    }
}

#[component]
fn Setting(known: Option<ReviewCycleDetail>) -> impl IntoView {
    let draft = Draft::of(known.as_ref());
    let is_draft = known.as_ref().is_none_or(|detail| detail.cycle.stage == ReviewStage::Draft);
    let kept = match known.as_ref().map(|detail| &detail.cycle) {
        Some(cycle) => Kept::keep_over(format!("review-cycle/{}", cycle.id), cycle.version, draft.kept()),
        None => Kept::keep("review-cycle", draft.kept()),
    };
    let attempt = Attempt::new();
    let edited = Edited::new(known, attempt);
    let reload = move || {
        let Some(ReviewCycleDetail { cycle, .. }) = edited.before() else { return };
        let read = call::<ReadReviewCycle>(ReviewCyclePath { id: cycle.id }, Nothing {}, ());
        let read = async move {
            match read.await {
                Ok(now) if is_draft && now.cycle.stage != ReviewStage::Draft => {
                    Err(Problem::new(Code::Conflict).because(text::NO_DRAFT))
                }
                outcome => outcome,
            }
        };
        edited.reload(read, |now| Some(now.clone()), move |old, now| merge(draft, old, now), drop);
    };
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let submit = move || {
        let navigate = navigate.clone();
        let done = move |made: ReviewCycleDetail| {
            kept.sent();
            toasts.good(text::CYCLE_SAVED);
            navigate(&cycle_href(made.cycle.id), leptos_router::NavigateOptions::default());
        };
        let new = match draft.read() {
            Ok(new) => new,
            Err(problem) => return attempt.fail(problem),
        };
        match edited.before().map(|it| (it.cycle.id, it.cycle.version)) {
            None => {
                let terms = Terms { version: None, key: Some(key.get_value()) };
                attempt.send(new, |body| call_on::<CreateReviewCycle>(Nothing {}, Nothing {}, body, terms), done);
            }
            Some((id, version)) => {
                let send = move |body| change::<EditReviewCycle>(ReviewCyclePath { id }, body, version);
                attempt.send(draft::changes(new, is_draft), send, done);
            }
        }
    };
    view! {
        <div class="goal-form">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict=edited.conflict />
                <section class="card stack">
                    <Field label=text::NAME name="name" hint=text::CYCLE_NAME_HINT required=true><TextInput value=draft.name /></Field>
                    {is_draft.then(|| view! { <TemplateField value=draft.template /><Period draft /> })}
                </section>
                <Days draft is_draft />
                {is_draft.then(|| view! { <Whom draft /><PeersAndNames draft /><Calibration draft /> })}
                <section class="card stack">
                    <h2>{text::TOGETHER}</h2>
                    <MinimumField value=draft.minimum />
                </section>
                <DraftNews draft=kept />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE_CYCLE}</Button></Actions>
            </Form>
        </div>
    }
}

/// On which time it looks back.
#[component]
fn Period(draft: Draft) -> impl IntoView {
    view! {
        <div class="halves">
            <Field label=text::FROM name="period_from" required=true><DateInput value=draft.period_from /></Field>
            <Field label=text::TO name="period_to" required=true><DateInput value=draft.period_to /></Field>
        </div>
    }
}

#[component]
fn Days(draft: Draft, is_draft: bool) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{text::DEADLINES}</h2>
            <p class="small muted">{if is_draft { text::DEADLINES_LEAD } else { text::DEADLINES_MOVED }}</p>
            <div class="grid">
                <Field label=text::NOMINATE_BY name="nominate_by"><DateInput value=draft.nominate_by /></Field>
                <Field label=text::WRITE_BY name="write_by" required=true><DateInput value=draft.write_by /></Field>
                <Field label=text::SHARE_BY name="share_by" required=true><DateInput value=draft.share_by /></Field>
            </div>
            <Field label=review_ends::RELEASE_AFTER name="release_after" hint=review_ends::RELEASE_AFTER_HINT required=true>
                <TextInput value=draft.release_after inputmode="numeric" />
            </Field>
            <Checkbox checked=draft.by_date label=text::BY_DATE hint=text::BY_DATE_HINT />
            {live(move || draft.by_date.get().then(|| view! {
                <Field label=text::GRACE_DAYS name="grace_days" hint=text::GRACE_DAYS_HINT required=true><TextInput value=draft.grace_days inputmode="numeric" /></Field>
            }))}
        </section>
    }
}

/// Whom it takes in.
#[component]
fn Whom(draft: Draft) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{text::WHOM}</h2>
            <div class="halves">
                <TeamField value=draft.team />
                <Field label=text::STARTED_UNTIL name="started_until" hint=text::STARTED_UNTIL_HINT><DateInput value=draft.started_until /></Field>
            </div>
            <Field label=review_waivers::BY_MANAGER name="manager_id" hint=review_waivers::BY_MANAGER_HINT>
                <Combobox value=draft.manager search=people_search() />
            </Field>
            <Field label=text::INCLUDED name="included"><PeoplePicker value=draft.included /></Field>
            <Field label=text::EXCLUDED name="excluded"><PeoplePicker value=draft.excluded /></Field>
        </section>
    }
}

/// How many peers, and who learns who wrote what.
#[component]
fn PeersAndNames(draft: Draft) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{text::PEERS}</h2>
            <p class="small muted">{text::PEERS_LEAD}</p>
            <div class="grid">
                <Field label=text::PEERS_LEAST name="peers_least" required=true><TextInput value=draft.peers_least inputmode="numeric" /></Field>
                <Field label=text::PEERS_MOST name="peers_most" hint=text::PEERS_MOST_HINT required=true><TextInput value=draft.peers_most inputmode="numeric" /></Field>
                <Field label=text::PEER_LOAD name="peer_load" hint=text::PEER_LOAD_HINT required=true><TextInput value=draft.peer_load inputmode="numeric" /></Field>
            </div>
            <NamingField value=draft.naming legend=text::NAMING />
            <Checkbox checked=draft.managers_appoint label=review_appointments::MANAGERS_APPOINT hint=review_appointments::MANAGERS_APPOINT_HINT />
        </section>
    }
}

/// Whether ratings are compared before they are released.
#[component]
fn Calibration(draft: Draft) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{text::CALIBRATION}</h2>
            <Checkbox checked=draft.calibrates label=text::CALIBRATES hint=text::CALIBRATES_HINT />
            <Checkbox checked=draft.explains_changes label=text::EXPLAINS_CHANGES hint=text::EXPLAINS_CHANGES_HINT />
        </section>
    }
}
