//! Asking people for feedback.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::{
    feedback::{AskForFeedback, Audience, NewFeedbackRequest, Purpose, ReadersQuery},
    operation::Nothing,
    problem::Problem,
    wire::PersonId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    drafts::{Draft, DraftNews},
    pages::{
        feedback::private::{ReaderList, readers_of},
        people::{PeoplePicker, chosen_id, kept_person, people_search},
    },
    session::Session,
    text::{feedback as text, format, ui as words},
    to,
    ui::{
        Actions, Button, ButtonKind, Choice, Combobox, Crumb, DateInput, Field, Form, LinkButton, PageHeader,
        RadioGroup, TextArea, Toasts,
    },
};

/// Who reads the answers: the fewest first.
fn audience(mine: bool, wide: bool) -> Audience {
    Audience { person: mine || wide, manager: !mine || wide, ..Audience::default() }
}

/// The page.
#[component]
pub fn AskForm() -> impl IntoView {
    let me = Session::here().me().map(|me| me.person_id);
    let wanted = use_query_map().with_untracked(|query| query.get("about"));
    let first = wanted.or(me.map(|me| me.to_string())).unwrap_or_default();
    let about = kept_person(RwSignal::new(first.clone()));
    let people = RwSignal::new(Vec::<Choice>::new());
    let question = RwSignal::new(String::new());
    let (wide, purpose) = (RwSignal::new("few".to_owned()), RwSignal::new(Purpose::Growth.to_string()));
    let due = RwSignal::new(None);
    let subject = move || about.with(|about| about.as_ref().and_then(|about| about.value.parse::<PersonId>().ok()));
    let mine = move || subject() == me;
    let chosen = move || audience(mine(), wide.with(|wide| wide == "wide"));
    let draft = Draft::keep(
        format!("ask/{first}"),
        vec![
            (text::ABOUT_WHOM, about.into()),
            (text::ASK_WHOM, people.into()),
            (text::QUESTION, question.into()),
            (text::WHO_READS, wide.into()),
            (text::PURPOSE, purpose.into()),
            (text::DUE, due.into()),
        ],
    );
    let (attempt, toasts, key) = (Attempt::new(), Toasts::here(), StoredValue::new(Key::default()));
    let navigate = use_navigate();
    let submit = move || {
        let Some(subject_id) = chosen_id(about) else { return attempt.fail(Problem::field("subject_id", "required")) };
        let new = NewFeedbackRequest {
            subject_id,
            person_ids: people
                .with_untracked(|people| people.iter().filter_map(|one| one.value.parse().ok()).collect()),
            question: question.get_untracked(),
            audience: untrack(chosen),
            purpose: Purpose::parse(&purpose.get_untracked()).unwrap_or(Purpose::Growth),
            due_on: due.get_untracked(),
        };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let navigate = navigate.clone();
        attempt.send(
            new,
            move |new| call_on::<AskForFeedback>(Nothing {}, Nothing {}, new, terms),
            move |_| {
                draft.sent();
                toasts.good(text::ASKED_DONE);
                navigate(&format!("{}?tab=asking", to::FEEDBACK), leptos_router::NavigateOptions::default());
            },
        );
    };
    let readers = Signal::derive(move || {
        let named = if mine() {
            [text::READ_ME, text::READ_ME_AND_MANAGER]
        } else {
            [text::READ_MANAGER, text::READ_PERSON_AND_MANAGER]
        };
        ["few", "wide"].into_iter().zip(named).map(|(value, label)| Choice::new(value, label)).collect::<Vec<_>>()
    });
    let purposes = vec![
        Choice::new(Purpose::Growth.as_str(), text::FOR_GROWTH).with_detail(text::FOR_GROWTH_DETAIL),
        Choice::new(Purpose::Evaluation.as_str(), text::FOR_REVIEW).with_detail(text::FOR_REVIEW_DETAIL),
    ];
    let query = Signal::derive(move || Some(ReadersQuery { asked_by: me, ..readers_of(subject()?, chosen()) }));
    view! {
        <div class="page">
            <PageHeader title=text::ASK lead=text::ASK_LEAD crumbs=vec![Crumb::new(text::FEEDBACK, to::FEEDBACK)] />
            <div class="form-with-readers">
                <section class="card">
                    <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                        <AttemptNews attempt />
                        <Field label=text::ABOUT_WHOM name="subject_id" hint=text::ABOUT_HINT required=true>
                            <Combobox value=about search=people_search() placeholder=text::CHOOSE_PERSON />
                        </Field>
                        <Field label=text::ASK_WHOM name="person_ids" hint=text::WHO_HINT required=true><PeoplePicker value=people /></Field>
                        <Field label=text::QUESTION name="question" hint=text::QUESTION_HINT required=true>
                            <TextArea value=question rows=3 placeholder=text::QUESTION_USUAL />
                        </Field>
                        <RadioGroup legend=text::WHO_READS value=wide options=readers />
                        <RadioGroup legend=text::PURPOSE value=purpose options=purposes />
                        <Field label=text::DUE name="due_on" hint=text::DUE_HINT><DateInput value=due min=format::today() /></Field>
                        <DraftNews draft />
                        <Actions>
                            <LinkButton href=to::FEEDBACK>{words::CANCEL}</LinkButton>
                            <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ASK}</Button>
                        </Actions>
                    </Form>
                </section>
                <section class="card stack"><h2>{text::WHO_READS}</h2><ReaderList query /></section>
            </div>
        </div>
    }
}
