//! Writing a template: a new one, from nothing or from the library, or the next version of one.

mod draft;
mod merge;
mod question;
mod scale;
mod section;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    operation::Nothing,
    reviews::{
        CreateReviewTemplate, EditReviewTemplate, ReadReviewTemplate, ReadReviewTemplateLibrary, ReviewTemplateChanges,
        ReviewTemplateDetail, ReviewTemplateIdea, ReviewTemplatePath,
    },
};

use self::{draft::Draft, merge::merge, scale::Scale, section::Sections};
use super::super::template_href;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on, change},
    conflict::{BothChanged, Conflict},
    drafts::{Draft as Kept, DraftNews},
    fetch::Fetch,
    text::reviews as text,
    to,
    ui::{Actions, Button, ButtonKind, Checkbox, Crumb, Field, Form, PageHeader, TextArea, TextInput, Toasts},
};

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(text::TEMPLATES, to::REVIEW_TEMPLATES)]
}

/// `/reviews/templates/new?from=…`
#[component]
pub fn NewTemplatePage() -> impl IntoView {
    let from = use_query_map().with_untracked(|query| query.get("from"));
    let library = Fetch::new(|| call::<ReadReviewTemplateLibrary>(Nothing {}, Nothing {}, ()));
    let writing = move |from: Option<&ReviewTemplateIdea>| view! { <Writing draft=Draft::new(from) known=None /> };
    view! {
        <div class="page">
            <PageHeader title=text::NEW_TEMPLATE crumbs=crumbs() />
            {match from {
                Some(from) => library.view(move |all| writing(all.items.iter().find(|idea| idea.name == from))).into_any(),
                None => writing(None).into_any(),
            }}
        </div>
    }
}

/// `/reviews/templates/{id}/edit`
#[component]
pub fn EditTemplatePage() -> impl IntoView {
    let template = Fetch::of_address(|id| call::<ReadReviewTemplate>(ReviewTemplatePath { id }, Nothing {}, ()));
    view! {
        <div class="page">
            <PageHeader title=text::EDIT_TEMPLATE lead=text::EDIT_LEAD crumbs=crumbs() />
            {template.view(|detail| view! { <Writing draft=Draft::of(&detail) known=Some(detail) /> })}
        </div>
    }
}

#[component]
fn Writing(draft: Draft, known: Option<ReviewTemplateDetail>) -> impl IntoView {
    let kept = match &known {
        Some(detail) => {
            let template = &detail.template;
            Kept::keep_over(format!("review_template/{}", template.id), template.version, draft.kept())
        }
        None => Kept::keep(format!("review_template/new/{}", draft.name.get_untracked()), draft.kept()),
    };
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let id = known.as_ref().map(|detail| detail.template.id);
    let before = StoredValue::new(known);
    let conflict = Conflict::new();
    let reload = move || {
        let Some(id) = id else { return };
        spawn_local(async move {
            match call::<ReadReviewTemplate>(ReviewTemplatePath { id }, Nothing {}, ()).await {
                Ok(now) => {
                    let merged = before.try_with_value(|before| before.as_ref().map(|old| merge(draft, old, &now)));
                    if let Some(Some(both)) = merged {
                        conflict.tell(both);
                        before.set_value(Some(now));
                    }
                }
                Err(problem) => attempt.fail(problem),
            }
        });
    };
    // No field tells of these.
    Effect::watch(
        move || draft.shape(),
        move |now, before, _| {
            if before.is_some_and(|before| before != now) {
                attempt.errors.touched();
            }
        },
        true,
    );
    let submit = move || {
        let navigate = navigate.clone();
        draft.settle();
        let done = move |made: ReviewTemplateDetail| {
            kept.sent();
            toasts.good(text::SAVED);
            navigate(&template_href(made.template.id), leptos_router::NavigateOptions::default());
        };
        let (new, wrong) = draft.read();
        match before.with_value(|before| before.as_ref().map(|it| (it.template.id, it.template.version))) {
            None => {
                let terms = Terms { version: None, key: Some(key.get_value()) };
                let send = |body| call_on::<CreateReviewTemplate>(Nothing {}, Nothing {}, body, terms);
                attempt.send_unless(wrong, new, send, done);
            }
            Some((id, version)) => {
                let changes = ReviewTemplateChanges {
                    name: Some(new.name),
                    description: Some(new.description),
                    form: Some(new.form),
                    retired: None,
                };
                let send = move |body| change::<EditReviewTemplate>(ReviewTemplatePath { id }, body, version);
                attempt.send_unless(wrong, changes, send, done);
            }
        }
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict />
            <section class="card stack">
                <Field label=text::NAME name="name" required=true><TextInput value=draft.name /></Field>
                <Field label=text::DESCRIPTION name="description" hint=text::DESCRIPTION_HINT><TextArea value=draft.description rows=2 /></Field>
                <Checkbox checked=draft.shows_goals label=text::SHOWS_GOALS hint=text::SHOWS_GOALS_HINT />
            </section>
            <Scale draft />
            <Sections draft />
            <DraftNews draft=kept />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SAVE_TEMPLATE}</Button></Actions>
        </Form>
    }
}
