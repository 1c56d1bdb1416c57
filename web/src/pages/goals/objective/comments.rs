//! What was said about an objective.

use leptos::prelude::*;
use shared::{
    access::Relation,
    goals::{COMMENT, Comment, CommentOnObjective, ListObjectiveComments, NewComment, ObjectivePath},
    operation::Nothing,
    wire::ObjectiveId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    fetch::Fetch,
    session::Session,
    text::{format, goals as text},
    ui::{Avatar, Button, Field, Form, TextArea},
};

/// The comments, oldest first, and a field for the next one.
#[component]
pub fn CommentList(id: ObjectiveId, relation: Relation) -> impl IntoView {
    let comments = Fetch::new(move || call::<ListObjectiveComments>(ObjectivePath { id }, Nothing {}, ()));
    let body = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            NewComment { body: body.get_untracked() },
            move |comment| call_on::<CommentOnObjective>(ObjectivePath { id }, Nothing {}, comment, terms),
            move |_| {
                key.set_value(Key::default());
                body.set(String::new());
                comments.reload();
            },
        );
    };
    let form = Session::here().can(&COMMENT, relation).then(|| {
        view! {
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::SAY name="body" filter=true><TextArea value=body rows=2 /></Field>
                <div class="row"><Button submit=true busy=attempt.busy>{text::SEND}</Button></div>
            </Form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::COMMENTS}</h2>
            {comments.view(|all| {
                if all.items.is_empty() {
                    return view! { <p class="small muted">{text::NO_COMMENTS}</p> }.into_any();
                }
                view! { <ul class="stack">{all.items.into_iter().map(said).collect_view()}</ul> }.into_any()
            })}
            {form}
        </section>
    }
}

fn said(comment: Comment) -> impl IntoView {
    view! {
        <li class="goal-comment">
            <Avatar name=comment.author.name.clone() />
            <div class="grow">
                <p><span class="strong">{comment.author.name}</span>" "<span class="small muted">{format::ago(comment.created_at)}</span></p>
                <p class="goal-description">{comment.body}</p>
            </div>
        </li>
    }
}
