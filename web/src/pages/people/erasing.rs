//! Erasing somebody who has left: what goes, what stays and why, and their name typed out.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    people::PersonPath,
    privacy::{ErasePerson, Erasure, ErasureConfirmation, ErasurePreview, KeptCount, PreviewErasure},
    wire::PersonId,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    fetch::Fetch,
    text::{privacy as text, retention},
    ui::{Actions, Banner, Button, ButtonKind, Field, Form, TextInput, Tone},
};

/// What it would do, and the form that does it.
#[component]
pub fn Erase(id: PersonId, #[prop(into)] done: Callback<(Erasure,)>) -> impl IntoView {
    let preview = Fetch::new(move || call::<PreviewErasure>(PersonPath { id }, Nothing {}, ()));
    preview.view(move |preview| view! { <Confirmation preview id done /> })
}

#[component]
fn Confirmation(preview: ErasurePreview, id: PersonId, done: Callback<(Erasure,)>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move || {
        attempt.send(
            ErasureConfirmation { name: typed.get_untracked() },
            move |body| call::<ErasePerson>(PersonPath { id }, Nothing {}, body),
            move |erasure| done.run((erasure,)),
        );
    };
    let ErasurePreview { name, goes, stays, hold, .. } = preview;
    let kept = if stays.is_empty() {
        view! { <p class="small muted">{text::STAYS_NOTHING}</p> }.into_any()
    } else {
        view! {
            <ul class="stack tight">{lines(&stays)}</ul>
            <p class="small muted">{text::STAYS_WHY}</p>
        }
        .into_any()
    };
    let hint = text::type_name(&name);
    let hold = hold.map(|reason| {
        view! { <Banner tone=Tone::Warn title=retention::HOLD_NO_ERASING><p class="said-text">{reason}</p></Banner> }
    });
    view! {
        <Form forgettable=true errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt />
            {hold}
            <Banner tone=Tone::Warn title=text::NO_WAY_BACK><p>{text::NO_WAY_BACK_DETAIL}</p></Banner>
            <div class="stack snug">
                <p class="strong">{text::GOES}</p>
                <ul class="stack tight"><li>{text::GOES_ALWAYS}</li>{lines(&goes)}</ul>
            </div>
            <div class="stack snug">
                <p class="strong">{text::STAYS}</p>
                {kept}
            </div>
            <Field label=text::NAME name="name" hint=hint required=true><TextInput value=typed /></Field>
            <Actions><Button submit=true kind=ButtonKind::Danger busy=attempt.busy>{text::ERASE_DO}</Button></Actions>
        </Form>
    }
}

fn lines(kept: &[KeptCount]) -> Vec<AnyView> {
    kept.iter().map(|one| view! { <li>{text::kept(one)}</li> }.into_any()).collect()
}
