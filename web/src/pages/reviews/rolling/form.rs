//! Setting a rule up.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    operation::Nothing,
    reviews::{
        CreateRollingReview, EditRollingReview, ListReviewTemplates, ReadRollingReview, ReviewNaming, ReviewTemplate,
        ReviewTemplateFilter, RollingReviewDetail, RollingReviewPath,
    },
    teams::ListTeams,
    wire::Limit,
};

use super::{
    draft::{self, ANNIVERSARIES, DAYS, Draft},
    rule_href,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Conflict},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    pages::people::PeoplePicker,
    text::{reviews, rolling_reviews as text},
    to,
    ui::{
        Actions, Button, ButtonKind, Checkbox, Choice, Crumb, Field, Form, LinkButton, PageHeader, RadioGroup, Select,
        TextInput, Toasts, live,
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
    let id = known.as_ref().map(|detail| detail.rule.id);
    let before = StoredValue::new(known);
    let conflict = Conflict::new();
    let reload = move || {
        let Some(id) = id else { return };
        spawn_local(async move {
            match call::<ReadRollingReview>(RollingReviewPath { id }, Nothing {}, ()).await {
                Ok(now) => {
                    let merged =
                        before.try_with_value(|before| before.as_ref().map(|old| draft::merge(draft, old, &now)));
                    if let Some(Some(both)) = merged {
                        conflict.tell(both);
                        before.set_value(Some(now));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
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
        match before.with_value(|before| before.as_ref().map(|it| (it.rule.id, it.rule.version))) {
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
                <BothChanged conflict />
                <What draft />
                <When draft />
                <Whom draft />
                <Names draft />
                <section class="card stack">
                    <Checkbox checked=draft.on label=text::IS_ON hint=text::IS_ON_HINT />
                </section>
                <DraftNews draft=kept />
                <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE}</Button></Actions>
            </Form>
        </div>
    }
}

/// Its name and what it asks.
#[component]
fn What(draft: Draft) -> impl IntoView {
    let templates = Fetch::new(|| {
        let filter = ReviewTemplateFilter { limit: Limit::new(100), ..ReviewTemplateFilter::default() };
        call::<ListReviewTemplates>(Nothing {}, filter, ())
    });
    let options = Signal::derive(move || {
        let all = templates.get().map(|page| page.items).unwrap_or_default();
        let choice = |it: ReviewTemplate| Choice::new(it.id.to_string(), it.name).with_detail(it.description);
        all.into_iter().map(choice).collect::<Vec<_>>()
    });
    let none = move || templates.get().is_some_and(|page| page.items.is_empty());
    view! {
        <section class="card stack">
            <Field label=text::NAME name="name" hint=text::NAME_HINT required=true><TextInput value=draft.name /></Field>
            <Field label=reviews::TEMPLATE name="template_id" hint=text::PEERS_HINT required=true><Select value=draft.template options any=reviews::CHOOSE_TEMPLATE /></Field>
            {live(move || none().then(|| view! {
                <p class="small muted">{reviews::NO_TEMPLATES_YET}" "<LinkButton href=to::REVIEW_TEMPLATES>{reviews::TEMPLATES}</LinkButton></p>
            }))}
        </section>
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

/// Whom it takes in.
#[component]
fn Whom(draft: Draft) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let teams = teams.get().map(|teams| teams.items).unwrap_or_default();
        teams.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    view! {
        <section class="card stack">
            <h2>{reviews::WHOM}</h2>
            <Field label=reviews::TEAM name="team_id"><Select value=draft.team options any=reviews::EVERYBODY /></Field>
            <Field label=reviews::EXCLUDED name="excluded"><PeoplePicker value=draft.excluded /></Field>
        </section>
    }
}

/// Who learns who wrote what.
#[component]
fn Names(draft: Draft) -> impl IntoView {
    let namings: Vec<_> = ReviewNaming::ALL
        .iter()
        .map(|it| Choice::new(it.as_str(), reviews::naming(*it)).with_detail(reviews::naming_detail(*it)))
        .collect();
    let numbers: Vec<_> = (3..=10).map(|one: u8| Choice::new(one.to_string(), one.to_string())).collect();
    view! {
        <section class="card stack">
            <RadioGroup value=draft.naming legend=text::NAMING options=namings />
            <Field label=reviews::MINIMUM name="minimum" hint=reviews::MINIMUM_HINT required=true><Select value=draft.minimum options=numbers /></Field>
        </section>
    }
}
