//! Somebody's second step at log-in, for Admins: whether they have one, and taking a lost one off.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::{ListSecondFactors, Person, PersonPath, RemovePersonSecondFactor, TAKE_SECOND_FACTOR},
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    session::Session,
    text::second_factor as text,
    ui::{Badge, Button, ButtonKind, Confirm, Toasts, Tone},
};

/// The card.
#[component]
pub fn SecondStepOf(person: Person) -> impl IntoView {
    let id = person.id;
    let holders = Fetch::new(|| call::<ListSecondFactors>(Nothing {}, Nothing {}, ()));
    let takes = Session::here().can(&TAKE_SECOND_FACTOR, person.relation);
    let asking = RwSignal::new(false);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let take = move || {
        asking.set(false);
        attempt.run(call::<RemovePersonSecondFactor>(PersonPath { id }, Nothing {}, ()), move |()| {
            toasts.good(text::TAKEN);
            holders.reload();
        });
    };
    let name = person.name;
    view! {
        <section class="card stack">
            <h2>{text::TITLE}</h2>
            <AttemptNews attempt />
            {holders.view(move |list| {
                let on = list.people.contains(&id);
                let (tone, badge, said) =
                    if on { (Tone::Good, text::ON, text::THEIRS_ON) } else { (Tone::Plain, text::OFF, text::THEIRS_OFF) };
                view! {
                    <p class="row tight"><Badge tone>{badge}</Badge><span class="small muted">{said}</span></p>
                    {(on && takes).then(|| view! {
                        <div class="row">
                            <Button kind=ButtonKind::Danger busy=attempt.busy on_press=move || asking.set(true)>{text::TAKE}</Button>
                        </div>
                    })}
                }
            })}
        </section>
        <Confirm open=asking title=text::take_ask(&name) deed=text::TAKE danger=true on_confirm=take>
            <p>{text::TAKE_DETAIL}</p>
        </Confirm>
    }
}
