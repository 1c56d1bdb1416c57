//! How far something is.

use leptos::prelude::*;

use crate::ui::live;

use super::tone::Tone;
use crate::text::format;

/// A bar. `done` is a share of one and may lie outside 0..1: the bar stops at its ends, the number says the truth.
/// `pace` marks where it should be by now.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<Option<f64>>,
    #[prop(optional, into)] pace: Signal<Option<f64>>,
    #[prop(default = Tone::Accent)] tone: Tone,
    /// Only the bar, where the number stands elsewhere.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let percent = |share: f64| format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
    let now = move || done.get().map(|share| (share.clamp(0.0, 1.0) * 100.0).round().to_string());
    let words = move || done.get().map_or_else(|| format::NONE.to_owned(), format::percent);
    view! {
        <div class="progress" data-tone=tone.name()>
            <div
                class="progress-track"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=now
                aria-valuetext=words
            >
                <div class="progress-fill" style=("--done", move || percent(done.get().unwrap_or(0.0)))></div>
                {live(move || pace.get().map(|share| view! { <div class="progress-pace" style=("--pace", percent(share))></div> }))}
            </div>
            {(!bare).then(|| view! { <span class="progress-value" aria-hidden="true">{words}</span> })}
        </div>
    }
}
