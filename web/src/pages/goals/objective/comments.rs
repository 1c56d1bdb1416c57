//! What was said about an objective.

use leptos::prelude::*;
use shared::{
    access::Relation,
    goals::{COMMENT, Comment, CommentOnObjective, ListObjectiveComments, NewComment, ObjectivePath},
    mentions::{Piece, pieces},
    operation::Nothing,
    pages,
    people::PersonRef,
    wire::ObjectiveId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call, call_on},
    drafts::{Draft, DraftNews},
    fetch::Fetch,
    mentions::{Among, MentionArea, Mentioning},
    session::Session,
    text::{format, goals as text},
    ui::{Avatar, Button, Field, Form, Toasts},
};

/// The comments, oldest first, and a field for the next one.
#[component]
pub fn CommentList(id: ObjectiveId, relation: Relation) -> impl IntoView {
    let comments = Fetch::new(move || call::<ListObjectiveComments>(ObjectivePath { id }, Nothing {}, ()));
    let mentioning = Mentioning::new();
    let draft = Draft::keep(format!("comment/{id}"), mentioning.kept(text::SAY));
    let toasts = Toasts::here();
    let attempt = Attempt::new();
    let key = StoredValue::new(Key::default());
    let submit = move || {
        let terms = Terms { version: None, key: Some(key.get_value()) };
        attempt.send(
            NewComment { body: mentioning.referring() },
            move |comment| call_on::<CommentOnObjective>(ObjectivePath { id }, Nothing {}, comment, terms),
            move |said: Comment| {
                key.set_value(Key::default());
                mentioning.clear();
                draft.sent();
                if !said.not_told.is_empty() {
                    let names: Vec<_> = said.not_told.iter().map(|person| person.name.as_str()).collect();
                    toasts.bad(text::not_told(&names.join(", ")));
                }
                comments.reload();
            },
        );
    };
    let form = Session::here().can(&COMMENT, relation).then(|| {
        view! {
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::SAY name="body" hint=text::SAY_HINT><MentionArea among=Among::Objective(id) mentioning /></Field>
                <DraftNews draft />
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

/// One of them.
pub fn said(comment: Comment) -> impl IntoView {
    view! {
        <li class="goal-comment">
            <Avatar name=comment.author.name.clone() />
            <div class="grow">
                <p><span class="strong">{comment.author.name}</span>" "<span class="small muted">{format::ago(comment.created_at)}</span></p>
                <p class="goal-description">{words(&comment.body, &comment.mentions)}</p>
            </div>
        </li>
    }
}

/// What was said, with links to those it names.
fn words(body: &str, people: &[PersonRef]) -> impl IntoView + use<> {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.to_owned().into_any(),
        Piece::Person(id) => match people.iter().find(|person| person.id == id) {
            Some(person) => {
                let (href, name) = (format!("{}/{id}", pages::PEOPLE), format!("@{}", person.name));
                view! { <a class="mention" href=href>{name}</a> }.into_any()
            }
            None => text::SOMEBODY.into_any(),
        },
    };
    pieces(body).into_iter().map(piece).collect_view()
}
