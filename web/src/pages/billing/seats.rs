//! Room for more people within the term.

use leptos::prelude::*;
use shared::{
    billing::{BuySeats, MoreSeats},
    operation::Nothing,
    problem::FieldError,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::{Key, Terms, call_on},
    text::billing as text,
    typed::unread_days,
    ui::{Actions, Button, Field, Form, TextInput, Toasts},
};

/// The form; what it makes is an invoice.
#[component]
pub fn MoreRoom(desk: Desk) -> impl IntoView {
    let count = RwSignal::new(String::new());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let key = StoredValue::new(Key::default());
    let submit = move || {
        let typed = count.get_untracked();
        let body = MoreSeats { seats: typed.trim().parse().unwrap_or_default() };
        let terms = Terms { version: None, key: Some(key.get_value()) };
        let none = typed.trim().is_empty().then(|| FieldError::new("seats", "required"));
        attempt.send_unless(
            none.or_else(|| unread_days("seats", &typed)).into_iter().collect(),
            body,
            |body| call_on::<BuySeats>(Nothing {}, Nothing {}, body, terms),
            move |_| {
                key.set_value(Key::default());
                toasts.good(text::MORE_SEATS_DONE);
                desk.reload();
            },
        );
    };
    view! {
        <section class="card stack">
            <div><h2>{text::MORE_SEATS}</h2><p class="small muted">{text::MORE_SEATS_LEAD}</p></div>
            <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::HOW_MANY name="seats" required=true><TextInput value=count inputmode="numeric" /></Field>
                <Actions><Button submit=true busy=attempt.busy>{text::MORE_SEATS_DO}</Button></Actions>
            </Form>
        </section>
    }
}
