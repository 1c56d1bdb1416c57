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
    text::{review_waivers, reviews as text},
    ui::{Actions, Button, ButtonKind, Checkbox, Choice, Field, Form},
};

/// Who.
#[component]
pub fn Latecomers(id: ReviewCycleId, #[prop(into)] done: Callback<(ReviewCycleDetail,)>) -> impl IntoView {
    let (picked, by_rule) = (RwSignal::new(Vec::<Choice>::new()), RwSignal::new(false));
    let attempt = Attempt::new();
    let submit = move || {
        let people = picked.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect();
        let send = move |body| call::<AddReviewPeople>(ReviewCyclePath { id }, Nothing {}, body);
        let late = ReviewLatecomers { people, by_rule: by_rule.get_untracked() };
        attempt.send(late, send, move |now| done.run((now,)));
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <p>{text::LATECOMERS_DETAIL}</p>
            <Field label=text::LATECOMERS name="people"><PeoplePicker value=picked /></Field>
            <Checkbox checked=by_rule label=review_waivers::BY_RULE hint=review_waivers::BY_RULE_HINT />
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::ADD_PEOPLE}</Button></Actions>
        </Form>
    }
}
