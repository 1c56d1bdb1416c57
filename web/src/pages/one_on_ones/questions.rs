//! The organisation's own questions to begin from.

use leptos::prelude::*;
use shared::{
    one_on_ones::{
        CreateQuestionSet, DeleteQuestionSet, EditQuestionSet, ListQuestionSets, NewQuestionSet, QuestionSet,
        QuestionSetChanges, QuestionSetPath, QuestionSets,
    },
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    fetch::Fetch,
    text::{one_on_ones as text, ui as words},
    ui::{
        Actions, Button, ButtonKind, Confirm, Dialog, EmptyState, Field, Form, Glyph, Icon, Menu, MenuItem, TextArea,
        TextInput, Toasts,
    },
};

/// The list with its dialogs.
#[component]
pub fn Questions() -> impl IntoView {
    let sets = Fetch::new(|| call::<ListQuestionSets>(Nothing {}, Nothing {}, ()));
    let subject = RwSignal::new(None::<QuestionSet>);
    let (form, asking) = (RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let edit = move |set: Option<QuestionSet>| {
        subject.set(set);
        form.set(true);
    };
    let delete = move || {
        let Some(set) = subject.get_untracked() else { return };
        asking.set(false);
        attempt.run(call::<DeleteQuestionSet>(QuestionSetPath { id: set.id }, Nothing {}, ()), move |()| {
            toasts.good(text::DELETED);
            sets.reload();
        });
    };
    let one = move |set: QuestionSet| {
        let (name, lines, set) = (set.name.clone(), set.questions.clone(), StoredValue::new(set));
        view! {
            <li class="spread">
                <div class="grow">
                    <p class="strong">{name.clone()}</p>
                    <ul class="small muted">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </div>
                <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::actions_for(&name)>
                    <MenuItem icon=Glyph::Pencil on_pick=move || edit(Some(set.get_value()))>{text::EDIT_SET}</MenuItem>
                    <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || {
                        subject.set(Some(set.get_value()));
                        asking.set(true);
                    }>{text::DELETE}</MenuItem>
                </Menu>
            </li>
        }
    };
    let add = move || view! { <Button icon=Glyph::Plus on_press=move || edit(None)>{text::ADD_SET}</Button> };
    view! {
        <AttemptNews attempt />
        {sets.view(move |all| {
            let body = if all.own.is_empty() {
                view! { <EmptyState glyph=Glyph::MessageSquare title=text::NO_SETS detail=text::NO_SETS_DETAIL>{add()}</EmptyState> }.into_any()
            } else {
                view! { <ul class="rows">{all.own.into_iter().map(one).collect_view()}</ul> }.into_any()
            };
            view! {
                <section class="card flush">
                    <div class="card-head"><div><h2>{text::QUESTIONS}</h2><p class="small muted">{text::QUESTIONS_LEAD}</p></div>{add()}</div>
                    {body}
                </section>
            }
        })}
        <Dialog open=form title=move || if subject.read().is_some() { text::EDIT_SET } else { text::ADD_SET }.to_owned()>
            <SetForm
                set=subject.get_untracked()
                seen=move |all| sets.replace(all)
                done=move || {
                    form.set(false);
                    sets.reload();
                }
            />
        </Dialog>
        <Confirm open=asking title=text::DELETE_ASK deed=text::DELETE danger=true on_confirm=delete>
            <p>{text::DELETE_DETAIL}</p>
        </Confirm>
    }
}

/// `seen` gets what was read after a lost race.
#[component]
fn SetForm(
    set: Option<QuestionSet>,
    #[prop(into)] seen: Callback<(QuestionSets,)>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(set.as_ref().map(|set| set.name.clone()).unwrap_or_default());
    let lines = RwSignal::new(set.as_ref().map(|set| set.questions.join("\n")).unwrap_or_default());
    let attempt = Attempt::new();
    let edited = Edited::new(set, attempt);
    let submit = move || {
        let name = name.get_untracked().trim().to_owned();
        let questions: Vec<String> = lines.with_untracked(|lines| {
            lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        });
        match edited.before() {
            None => attempt.send(
                NewQuestionSet { name, questions },
                |body| call::<CreateQuestionSet>(Nothing {}, Nothing {}, body),
                move |_| done.run(()),
            ),
            Some(QuestionSet { id, version, .. }) => attempt.send(
                QuestionSetChanges { name: Some(name), questions: Some(questions) },
                move |body| change::<EditQuestionSet>(QuestionSetPath { id }, body, version),
                move |_| done.run(()),
            ),
        }
    };
    let reload = move || {
        let id = edited.before().map(|set| set.id);
        edited.reload(
            call::<ListQuestionSets>(Nothing {}, Nothing {}, ()),
            move |all| all.own.iter().find(|set| Some(set.id) == id).cloned(),
            move |old, new| {
                let [old_lines, new_lines] = [old, new].map(|set| set.questions.join("\n"));
                vec![
                    merged(text::SET_NAME, name, &old.name, new.name.clone(), String::clone),
                    merged(text::SET_QUESTIONS, lines, &old_lines, new_lines, String::clone),
                ]
            },
            move |all| seen.run((all,)),
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <Field label=text::SET_NAME name="name" required=true><TextInput value=name /></Field>
            <Field label=text::SET_QUESTIONS name="questions" hint=text::SET_QUESTIONS_HINT required=true><TextArea value=lines rows=6 /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
