//! Taking people in who come to a cycle that has begun.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{AddReviewPeople, ReviewCycleDetail, ReviewCyclePath, ReviewLatecomers},
    wire::ReviewCycleId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    pages::people::PeoplePicker,
    text::reviews as text,
    ui::{Actions, Button, ButtonKind, Choice, Field, Form},
};

/// Who.
#[component]
pub fn Latecomers(id: ReviewCycleId, #[prop(into)] done: Callback<(ReviewCycleDetail,)>) -> impl IntoView {
    let (picked, attempt) = (RwSignal::new(Vec::<Choice>::new()), Attempt::new());
    let submit = move || {
        let people = picked.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect();
        let send = move |body| call::<AddReviewPeople>(ReviewCyclePath { id }, Nothing {}, body);
        attempt.send(ReviewLatecomers { people }, send, move |now| done.run((now,)));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::LATECOMERS_DETAIL}</p>
            <Field label=text::LATECOMERS name="people" required=true><PeoplePicker value=picked /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD_PEOPLE}</Button></Actions>
        </Form>
    }
}
