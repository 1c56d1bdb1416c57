//! Withdrawing one's praise, and taking somebody's down.

use leptos::prelude::*;
use shared::{
    feedback::{EDIT, Praise, PraisePath, TAKE_DOWN, TakeDown, TakePraiseDown, WithdrawPraise},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    session::Session,
    text::{feedback as text, ui as words},
    ui::{Actions, Button, ButtonKind, Confirm, Dialog, Field, Form, Glyph, Icon, Menu, MenuItem, TextInput, Toasts},
};

/// A menu, for those who may. The news of `withdrawal` stand in the card.
#[component]
pub fn Deeds(praise: Praise, withdrawal: Attempt, gone: Callback<()>) -> impl IntoView {
    let session = Session::here();
    let stands = praise.taken_down.is_none();
    let (own, admin) =
        (stands && session.can(&EDIT, praise.relation), stands && session.can(&TAKE_DOWN, praise.relation));
    if !own && !admin {
        return ().into_any();
    }
    let id = praise.id;
    let (withdrawing, taking) = (RwSignal::new(false), RwSignal::new(false));
    let (attempt, toasts, reason) = (Attempt::new(), Toasts::here(), RwSignal::new(String::new()));
    let withdraw = move || {
        withdrawing.set(false);
        withdrawal.run(call::<WithdrawPraise>(PraisePath { id }, Nothing {}, ()), move |()| {
            toasts.good(text::WITHDRAWN);
            gone.run(());
        });
    };
    let take_down = move || {
        let body = TakeDown { reason: reason.get_untracked() };
        attempt.send(
            body,
            move |body| call::<TakePraiseDown>(PraisePath { id }, Nothing {}, body),
            move |_| {
                taking.set(false);
                toasts.good(text::TOOK_DOWN);
                gone.run(());
            },
        );
    };
    let label = text::actions_for(&praise.author.name);
    view! {
        <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label>
            {own.then(|| view! { <MenuItem icon=Glyph::Trash2 danger=true on_pick=move || withdrawing.set(true)>{text::WITHDRAW}</MenuItem> })}
            {admin.then(|| view! { <MenuItem icon=Glyph::EyeOff danger=true on_pick=move || taking.set(true)>{text::TAKE_DOWN}</MenuItem> })}
        </Menu>
        <Confirm open=withdrawing title=text::WITHDRAW_ASK deed=text::WITHDRAW danger=true on_confirm=withdraw>
            <p>{text::WITHDRAW_DETAIL}</p>
        </Confirm>
        <Dialog open=taking title=text::TAKE_DOWN.to_owned()>
            <Form errors=attempt.errors busy=attempt.busy on_submit=take_down>
                <AttemptNews attempt />
                <p>{text::TAKE_DOWN_DETAIL}</p>
                <Field label=text::REASON name="reason" required=true><TextInput value=reason /></Field>
                <Actions>
                    <Button on_press=move || taking.set(false)>{words::CANCEL}</Button>
                    <Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::TAKE_DOWN}</Button>
                </Actions>
            </Form>
        </Dialog>
    }
    .into_any()
}
