//! Setting a rule up.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    reviews::{CreateRollingReview, EditRollingReview, ReadRollingReview, RollingReviewDetail, RollingReviewPath},
};

use super::{
    super::fields::{MinimumField, NamingField, TeamField, TemplateField},
    draft::{self, ANNIVERSARIES, DAYS, Draft, merge},
    rule_href,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Edited},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    pages::people::PeoplePicker,
    text::{reviews, rolling_reviews as text},
    ui::{
        Actions, Button, ButtonKind, Checkbox, Choice, Crumb, Field, Form, PageHeader, RadioGroup, TextInput, Toasts,
        live,
    },
};

fn crumbs() -> Vec<Crumb> {
    vec![
        Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS),
        Crumb::new(text::ROLLING, shared::pages::ROLLING_REVIEWS),
    ]
}

/// `/reviews/rolling/new`
#[component]
pub fn NewRulePage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=text::NEW_RULE lead=text::ROLLING_LEAD crumbs=crumbs() />
            <Setting known=None />
        </div>
    }
}

/// `/reviews/rolling/{id}/edit`
#[component]
pub fn EditRulePage() -> impl IntoView {
    let rule = Fetch::of_address(|id| call::<ReadRollingReview>(RollingReviewPath { id }, Nothing {}, ()));
    view! {
        <div class="page">
            <PageHeader title=text::EDIT_RULE crumbs=crumbs() />
            {rule.view(|detail| view! { <Setting known=Some(detail) /> })}
        </div>
    }
}

#[component]
fn Setting(known: Option<RollingReviewDetail>) -> impl IntoView {
    let draft = Draft::of(known.as_ref());
    let kept = match known.as_ref().map(|detail| &detail.rule) {
        Some(rule) => Kept::keep_over(format!("rolling-review/{}", rule.id), rule.version, draft.kept()),
        None => Kept::keep("rolling-review", draft.kept()),
    };
    let attempt = Attempt::new();
    let edited = Edited::new(known, attempt);
    let reload = move || {
        let Some(RollingReviewDetail { rule, .. }) = edited.before() else { return };
        let read = call::<ReadRollingReview>(RollingReviewPath { id: rule.id }, Nothing {}, ());
        edited.reload(read, |now| Some(now.clone()), move |old, now| merge(draft, old, now), drop);
    };
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let submit = move || {
        let navigate = navigate.clone();
        let done = move |made: RollingReviewDetail| {
            kept.sent();
            toasts.good(text::SAVED);
            navigate(&rule_href(made.rule.id), leptos_router::NavigateOptions::default());
        };
        let new = match draft.read() {
            Ok(new) => new,
            Err(problem) => return attempt.fail(problem),
        };
        match edited.before().map(|it| (it.rule.id, it.rule.version)) {
            None => {
                let terms = Terms { version: None, key: Some(key.get_value()) };
                attempt.send(new, |body| call_on::<CreateRollingReview>(Nothing {}, Nothing {}, body, terms), done);
            }
            Some((id, version)) => {
                let send = move |body| change::<EditRollingReview>(RollingReviewPath { id }, body, version);
                attempt.send(draft::changes(new), send, done);
            }
        }
    };
    view! {
        <div class="goal-form">
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt reload />
                <BothChanged conflict=edited.conflict />
                <section class="card stack">
                    <Field label=text::NAME name="name" hint=text::NAME_HINT required=true><TextInput value=draft.name /></Field>
                    <TemplateField value=draft.template hint=text::PEERS_HINT />
                </section>
                <When draft />
                <section class="card stack">
                    <h2>{reviews::WHOM}</h2>
                    <TeamField value=draft.team />
                    <Field label=reviews::EXCLUDED name="excluded"><PeoplePicker value=draft.excluded /></Field>
                </section>
                <section class="card stack">
                    <NamingField value=draft.naming legend=text::NAMING />
                    <MinimumField value=draft.minimum />
                </section>
                <section class="card stack">
                    <Checkbox checked=draft.on label=text::IS_ON hint=text::IS_ON_HINT />
                </section>
                <DraftNews draft=kept />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE}</Button></Actions>
            </Form>
        </div>
    }
}

/// On which days, and for how long.
#[component]
fn When(draft: Draft) -> impl IntoView {
    let ways = vec![
        Choice::new(DAYS, text::DAYS).with_detail(text::DAYS_DETAIL),
        Choice::new(ANNIVERSARIES, text::ANNIVERSARIES).with_detail(text::ANNIVERSARIES_DETAIL),
    ];
    let on_days = Memo::new(move |_| draft.when.with(|when| when == DAYS));
    view! {
        <section class="card stack">
            <RadioGroup value=draft.when legend=text::WHEN options=ways />
            {live(move || on_days.get().then(|| view! {
                <Field label=text::AFTER_DAYS name="after_days" hint=text::AFTER_DAYS_HINT required=true><TextInput value=draft.after_days /></Field>
            }))}
            <p class="small muted">{text::WEEKENDS}</p>
            <div class="halves">
                <Field label=text::WRITING_DAYS name="writing_days" hint=text::WRITING_DAYS_HINT required=true><TextInput value=draft.writing_days inputmode="numeric" /></Field>
                <Field label=text::SHARING_DAYS name="sharing_days" hint=text::SHARING_DAYS_HINT required=true><TextInput value=draft.sharing_days inputmode="numeric" /></Field>
            </div>
        </section>
    }
}
