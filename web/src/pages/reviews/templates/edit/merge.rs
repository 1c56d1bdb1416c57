//! A template's fields after a lost race.

use leptos::prelude::*;
use shared::reviews::{ReviewForm, ReviewTemplateDetail};

use super::draft::Draft;
use crate::{
    conflict::{Both, merged, merged_by},
    text::reviews as text,
};

/// Takes over what they changed from `before` to `now`; names what both changed. What is asked counts as one: theirs among
/// one's own would be a form that nobody meant.
pub fn merge(mine: Draft, before: &ReviewTemplateDetail, now: &ReviewTemplateDetail) -> Vec<Option<Both>> {
    let (old, new) = (&before.template, &now.template);
    let form = Signal::derive(move || mine.form().0);
    let put = move |form: ReviewForm| mine.put_form(&form);
    let asked = |form: &ReviewForm| form.questions().map(|it| it.text.clone()).collect::<Vec<_>>().join(" · ");
    vec![
        merged(text::NAME, mine.name, &old.name, new.name.clone(), String::clone),
        merged(text::DESCRIPTION, mine.description, &old.description, new.description.clone(), String::clone),
        merged_by(text::QUESTIONS, form, put, &typed(&before.form), typed(&now.form), asked),
    ]
}

/// A form as it comes back from the fields: with a weight for each side.
fn typed(form: &ReviewForm) -> ReviewForm {
    let draft = Draft::of_form(form);
    untrack(|| draft.form().0)
}
