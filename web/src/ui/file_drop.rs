//! A place to drop a file on, or to choose one from.

use leptos::{ev::DragEvent, html, prelude::*};
use web_sys::{File, FileList};

use super::{
    icon::{Glyph, Icon, IconSize},
    id,
    live::live,
};

/// One file. `accept` is the input's (".csv,text/csv"); the page still has to check what it gets.
#[component]
pub fn FileDrop(
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] accept: Option<&'static str>,
    on_file: impl Fn(File) + Clone + 'static,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let name = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let hint_id = id::fresh("hint");
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            name.set(Some(file.name()));
            on_file(file);
        }
    };
    let chosen = {
        let take = take.clone();
        move |_| {
            if let Some(input) = node.get_untracked() {
                take(input.files());
                // So that choosing the same file again, after mending it, counts as a change.
                input.set_value("");
            }
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <label
            class="drop"
            data-over=move || over.get().then_some("true")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Icon glyph=Glyph::Upload size=IconSize::Large />
            <span class="drop-name">{live(move || name.get().unwrap_or_else(|| label.clone()))}</span>
            <input type="file" class="visually-hidden" accept=accept node_ref=node aria-describedby=hint_id.clone() on:change=chosen />
            <span class="small" id=hint_id>{hint}</span>
        </label>
    }
}
