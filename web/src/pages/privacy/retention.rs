//! How long what is kept, kind by kind, and how much the next morning would delete.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    privacy::{ReadRetention, Retention, RetentionChange, RetentionRule, SetRetention},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{format, retention as text, ui::SAVE},
    ui::{Actions, Button, Choice, Field, Form, Select, Toasts},
};

/// What is offered, in months; besides, for ever.
const OFFERED: [u16; 9] = [3, 6, 12, 18, 24, 36, 60, 84, 120];
/// What stands for: for ever.
const FOR_EVER: &str = "for_ever";

/// A form for each kind, once the rules are here.
#[component]
pub fn RetentionRules() -> impl IntoView {
    let retention = Fetch::new(|| call::<ReadRetention>(Nothing {}, Nothing {}, ()));
    view! {
        <section class="card stack narrow">
            <div><h2>{text::RETENTION}</h2><p class="small muted">{text::RETENTION_DETAIL}</p></div>
            {retention.view(move |now| {
                now.rules.into_iter().map(|rule| view! { <Rule rule retention /> }).collect_view()
            })}
        </section>
    }
}

#[component]
fn Rule(rule: RetentionRule, retention: Fetch<Retention>) -> impl IntoView {
    let kind = rule.kind;
    let months = RwSignal::new(rule.months.map_or_else(|| FOR_EVER.to_owned(), |months| months.to_string()));
    let options = choices(rule.months);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        attempt.send(
            RetentionChange { kind, months: months.with_untracked(|months| months.parse().ok()) },
            move |body| call::<SetRetention>(Nothing {}, Nothing {}, body),
            move |now| {
                toasts.good(text::RETENTION_SAVED);
                retention.replace(now);
            },
        );
    };
    let standing = rule.acts_from.map(|from| text::retention_standing(kind, &format::date(from), rule.due, rule.soon));
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::retention_kind(kind) name="months" hint=text::retention_hint(kind) required=true>
                <Select value=months options />
            </Field>
            {standing.map(|standing| view! { <p class="small muted">{standing}</p> })}
            <Actions><Button submit=true busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}

/// What is offered, and what holds now even if it isn't: a program may have set anything in between.
fn choices(now: Option<u16>) -> Vec<Choice> {
    let mut all = OFFERED.to_vec();
    all.extend(now);
    all.sort_unstable();
    all.dedup();
    let for_ever = Choice::new(FOR_EVER, text::RETENTION_FOR_EVER);
    let spans = all.into_iter().map(|months| Choice::new(months.to_string(), text::months(months)));
    std::iter::once(for_ever).chain(spans).collect()
}

#[cfg(test)]
mod tests {
    use super::{OFFERED, choices};

    #[test]
    fn what_holds_now_is_offered_in_its_place() {
        let values = |now| choices(now).into_iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(values(None).len(), OFFERED.len() + 1);
        assert_eq!(values(Some(24)).len(), OFFERED.len() + 1);
        assert_eq!(values(Some(7))[..4], ["for_ever", "3", "6", "7"]);
    }
}
