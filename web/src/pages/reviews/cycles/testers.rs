//! Who tries a draft before it is launched.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{ListReviewTesters, NewReviewTesters, ReviewCyclePath, ReviewTester, ReviewTesters, SendReviewTrial},
    wire::ReviewCycleId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    pages::people::PeoplePicker,
    text::{format, review_trials as text},
    ui::{Actions, Button, ButtonKind, ButtonSize, Choice, Confirm, Dialog, Field, Form, Toasts},
};

/// The list, and what sends it.
#[component]
pub fn Testers(id: ReviewCycleId) -> impl IntoView {
    let testers = Fetch::new(move || call::<ListReviewTesters>(ReviewCyclePath { id }, Nothing {}, ()));
    view! {
        <section class="card stack">
            <h2>{text::TESTERS}</h2>
            <p class="small muted">{text::TESTERS_LEAD}</p>
            {testers.view(move |found| view! { <Found found id testers /> })}
        </section>
    }
}

#[component]
fn Found(found: ReviewTesters, id: ReviewCycleId, testers: Fetch<ReviewTesters>) -> impl IntoView {
    let (sending, asked) = (RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let any = !found.items.is_empty();
    let choice = |it: &ReviewTester| Choice::new(it.person.id.to_string(), it.person.name.clone());
    let now = StoredValue::new(found.items.iter().map(choice).collect::<Vec<_>>());
    let throw_away = move || {
        asked.set(false);
        let nobody = NewReviewTesters { people: Vec::new() };
        attempt.run(call::<SendReviewTrial>(ReviewCyclePath { id }, Nothing {}, nobody), move |now| {
            toasts.good(text::THROWN_AWAY);
            testers.replace(now);
        });
    };
    let one = |it: ReviewTester| {
        let since = text::since(&format::date(format::local(it.sent_at).0));
        view! { <li class="spread"><span>{it.person.name}</span><span class="small muted">{since}</span></li> }
    };
    let list = if any {
        view! { <ul class="stack snug">{found.items.into_iter().map(one).collect_view()}</ul> }.into_any()
    } else {
        view! { <p class="small muted">{text::NOBODY}</p> }.into_any()
    };
    let away = any.then(|| {
        view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet busy=attempt.busy on_press=move || asked.set(true)>
                {text::THROW_AWAY}
            </Button>
            <Confirm open=asked title=text::THROW_AWAY.to_owned() deed=text::THROW_AWAY on_confirm=throw_away>
                <p>{text::THROW_AWAY_DETAIL}</p>
            </Confirm>
        }
    });
    view! {
        {list}
        <AttemptNews attempt />
        <div class="row snug">
            <Button size=ButtonSize::Small on_press=move || sending.set(true)>{text::SEND}</Button>
            {away}
        </div>
        <Dialog open=sending title=text::SEND.to_owned()><Sending id testers now open=sending /></Dialog>
    }
}

#[component]
fn Sending(
    id: ReviewCycleId,
    testers: Fetch<ReviewTesters>,
    now: StoredValue<Vec<Choice>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let picked = RwSignal::new(now.get_value());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let people = picked.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect();
        let send = move |body| call::<SendReviewTrial>(ReviewCyclePath { id }, Nothing {}, body);
        attempt.send(NewReviewTesters { people }, send, move |now| {
            toasts.good(text::SENT);
            open.set(false);
            testers.replace(now);
        });
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            <Field label=text::WHO name="people" hint=text::WHO_HINT><PeoplePicker value=picked /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::SEND}</Button></Actions>
        </Form>
    }
}
