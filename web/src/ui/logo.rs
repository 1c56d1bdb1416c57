//! The mark: a running track seen from above, with one runner.

use leptos::prelude::*;

/// The mark alone, as large as its text.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! {
        <svg class="logo-mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="logo-field" width="32" height="32" rx="9"></rect>
            <g transform="rotate(-32 16 16)">
                <rect class="logo-track" x="6" y="10" width="20" height="12" rx="6"></rect>
                <circle class="logo-runner" cx="20.5" cy="10" r="3.4"></circle>
            </g>
        </svg>
    }
}

/// Mark and name.
#[component]
pub fn Logo() -> impl IntoView {
    view! { <span class="logo"><LogoMark /><span>"PerfTrack"</span></span> }
}
