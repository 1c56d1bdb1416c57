//! Where a form's text is, said in a line; and both states side by side when two moved.

use leptos::prelude::*;

use super::{Draft, Kept};
use crate::{
    text::{drafts as text, format},
    ui::{Button, ButtonKind, ButtonSize, FormErrors, Glyph, Icon, IconSize, live},
};

/// The line, and what needs a decision. Put it near the buttons of the form. `beside` says whether the form holds
/// something changed that the draft doesn't keep.
#[component]
pub fn DraftNews(draft: Draft, #[prop(optional, into)] beside: Signal<bool>) -> impl IntoView {
    // What is kept on the device is not lost by leaving: that needs no question. What stands beside it would be, and is
    // asked about whichever of the two was typed last.
    if let Some(form) = use_context::<FormErrors>() {
        Effect::new(move |_| {
            if matches!(draft.kept(), Kept::Here(_) | Kept::Restored(_) | Kept::Server(_)) && !beside.get() {
                form.sent();
            }
        });
    }
    let line = live(move || {
        let (glyph, words) = match draft.kept() {
            Kept::Nothing => return ().into_any(),
            Kept::Here(_) => (Glyph::Check, text::HERE.to_owned()),
            Kept::Restored(at) => (Glyph::History, text::restored(&format::ago(at))),
            Kept::Nowhere => (Glyph::TriangleAlert, text::NOWHERE.to_owned()),
            Kept::Server(at) => (Glyph::Check, text::saved_at(&format::clock(format::local(at).1))),
        };
        let discard = matches!(draft.kept(), Kept::Restored(_)).then(|| {
            view! { <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || draft.discard()>{text::DISCARD}</Button> }
        });
        view! { <Icon glyph size=IconSize::Small /><span>{words}</span>{discard} }.into_any()
    });
    view! {
        {live(move || draft.theirs.get().map(|theirs| side_by_side(draft, theirs)))}
        <div class="draft-line" role="status">{line}</div>
    }
}

/// Both, field by field.
fn side_by_side(draft: Draft, theirs: super::Record) -> AnyView {
    let Some(inner) = draft.inner() else { return ().into_any() };
    let differences = inner.fields.differences(&inner.fields.read(), &theirs.fields);
    if differences.is_empty() {
        return ().into_any();
    }
    let other = StoredValue::new(theirs.fields);
    let one = move |(index, label, mine, their): (usize, String, String, String)| {
        let take = move || {
            if let Some(inner) = draft.inner() {
                other.with_value(|theirs| inner.fields.take(index, theirs));
            }
        };
        view! {
            <tr>
                <th scope="row">{label.clone()}</th>
                <td class="said-text">{mine}</td>
                <td class="said-text">
                    {their}
                    <Button size=ButtonSize::Small on_press=take>{text::TAKE}<span class="visually-hidden">{label}</span></Button>
                </td>
            </tr>
        }
    };
    view! {
        <section class="draft-both" aria-label=text::BOTH_MOVED>
            <p class="strong">{text::BOTH_MOVED}</p>
            <p class="small muted">{text::BOTH_MOVED_DETAIL}</p>
            <table>
                <thead><tr><td></td><th scope="col">{text::MINE}</th><th scope="col">{text::THEIRS}</th></tr></thead>
                <tbody>{differences.into_iter().map(one).collect_view()}</tbody>
            </table>
            <Button size=ButtonSize::Small on_press=move || draft.theirs.set(None)>{text::SETTLED}</Button>
        </section>
    }
    .into_any()
}
