//! Saying a level, with what it looks like beside it.

use leptos::prelude::*;
use shared::{
    development::{Assess, Assessment, CompetencyStanding, Development, DevelopmentPath, NewAssessment},
    operation::Nothing,
    problem::Problem,
    wire::PersonId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    drafts::{Draft, DraftNews},
    pages::shares::{Record, WhoReads},
    text::{development as text, format, ui as words},
    ui::{Actions, Button, ButtonKind, Choice, Field, Form, RadioGroup, TextArea},
};

/// The form.
#[component]
pub fn AssessForm(
    id: PersonId,
    standing: CompetencyStanding,
    levels: Vec<String>,
    #[prop(into)] done: Callback<(Development,)>,
) -> impl IntoView {
    let competency_id = standing.competency.id;
    let level = RwSignal::new(String::new());
    let (comment, attempt) = (RwSignal::new(String::new()), Attempt::new());
    let draft = Draft::keep(
        format!("assessment/{id}/{competency_id}"),
        vec![(text::LEVEL, level.into()), (text::WHY, comment.into())],
    );
    let behaviours = standing.competency.behaviours.clone();
    let options: Vec<Choice> = (1_u8..)
        .zip(&levels)
        .map(|(number, _)| {
            let behaviour = behaviours.get(usize::from(number) - 1).cloned().unwrap_or_default();
            Choice::new(number.to_string(), text::level(&levels, number)).with_detail(behaviour)
        })
        .collect();
    let submit = move || {
        let Ok(chosen) = level.get_untracked().parse() else {
            return attempt.fail(Problem::field("level", "required"));
        };
        let body = NewAssessment { competency_id, level: chosen, comment: comment.get_untracked().trim().to_owned() };
        attempt.send(
            body,
            move |body| call::<Assess>(DevelopmentPath { id }, Nothing {}, body),
            move |now| {
                draft.sent();
                done.run((now,));
            },
        );
    };
    let earlier = move |one: Assessment| {
        let line =
            format!("{} · {} · {}", text::level(&levels, one.level), one.assessor.name, format::ago(one.created_at));
        view! { <li class="small"><p>{line}</p><p class="muted">{one.comment}</p></li> }
    };
    let history = (!standing.history.is_empty()).then(|| {
        view! {
            <details>
                <summary>{text::HISTORY}</summary>
                <ul class="stack">{standing.history.into_iter().map(earlier).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <RadioGroup value=level legend=text::LEVEL options field="level" />
            <Field label=text::WHY name="comment" hint=text::WHY_HINT><TextArea value=comment /></Field>
            {history}
            <DraftNews draft />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
        <WhoReads record=Record::Development(id) />
    }
}
