//! Where one is in a task of several steps.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use crate::text;

/// The steps by name, and which one is current, counted from 0.
#[component]
pub fn Stepper(#[prop(into)] label: String, steps: Vec<String>, #[prop(into)] current: Signal<usize>) -> impl IntoView {
    let one = move |(at, name): (usize, String)| {
        let done = move || current.get() > at;
        let mark = move || {
            if done() {
                view! { <Icon glyph=Glyph::Check size=IconSize::Small /><span class="visually-hidden">{text::ui::DONE}</span> }.into_any()
            } else {
                (at + 1).into_any()
            }
        };
        view! {
            <li class=move || done().then_some("done") aria-current=move || (current.get() == at).then_some("step")>
                <span class="step-mark">{mark}</span>
                {name}
            </li>
        }
    };
    view! { <ol class="steps" aria-label=label>{steps.into_iter().enumerate().map(one).collect_view()}</ol> }
}
