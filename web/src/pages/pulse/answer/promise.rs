//! What is promised, in the same words to all, before the first key is pressed.

use leptos::prelude::*;

use crate::{
    text::pulse as text,
    ui::{Badge, Glyph, Icon, Tone},
};

/// The three levels, which one this is, and how it is made sure of.
#[component]
pub fn Promise(minimum: u8, key: String) -> impl IntoView {
    let level = |name: &'static str, detail: &'static str, this: bool| {
        view! {
            <li class=if this { "pulse-level this" } else { "pulse-level" }>
                <p class="strong row tight">
                    <span>{name}</span>
                    {this.then(|| view! { <Badge tone=Tone::Accent bare=true>{text::THIS_ONE}</Badge> })}
                </p>
                <p class="small muted">{detail}</p>
            </li>
        }
    };
    // Enough of it to compare by eye.
    let seal: String = key.chars().take(8).collect();
    view! {
        <section class="card stack">
            <h2 class="row tight"><Icon glyph=Glyph::ShieldCheck />{text::HOW_ANONYMOUS}</h2>
            <ul class="pulse-levels">
                {level(text::NAMED, text::NAMED_DETAIL, false)}
                {level(text::CONFIDENTIAL, text::CONFIDENTIAL_DETAIL, false)}
                {level(text::ANONYMOUS, text::ANONYMOUS_DETAIL, true)}
            </ul>
            <p>{text::promise(minimum)}</p>
            <details class="goal-more">
                <summary>{text::HOW}</summary>
                <div class="stack tight small">
                    <p>{text::HOW_BALLOT}</p>
                    <p>{text::HOW_TABLES}</p>
                    <p>{text::HOW_THREADS}</p>
                    <p>{text::HOW_OPERATOR}</p>
                    <p><span class="strong">{text::SEAL}": "</span><code>{seal}</code>". "{text::SEAL_HINT}</p>
                </div>
            </details>
        </section>
    }
}
