//! One number that matters, with what it means.

use leptos::prelude::*;

use crate::ui::live;

/// A tile. With `href` it leads to the rows behind the number. Lay several out in `<div class="stats">`.
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] note: Signal<String>,
    #[prop(optional, into)] href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class="stat-label">{label}</span>
        <span class="stat-value">{live(move || value.get())}</span>
        {live(move || {
            let note = note.get();
            (!note.is_empty()).then(|| view! { <span class="stat-note">{note}</span> })
        })}
    };
    match href {
        Some(href) => view! { <a class="stat" href=href>{inside}</a> }.into_any(),
        None => view! { <div class="stat">{inside}</div> }.into_any(),
    }
}
