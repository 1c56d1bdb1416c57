//! Tabs: the page keeps which one is shown in its URL.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use crate::ui::live;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What stands in the URL.
    pub key: &'static str,
    /// What is read.
    pub label: String,
    /// How many things are behind it, where that is known.
    pub count: Option<usize>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self { key, label: label.into(), count: None }
    }
}

fn tab_id(key: &str) -> String {
    format!("tab-{key}")
}

fn panel_id(key: &str) -> String {
    format!("panel-{key}")
}

/// The row of tabs. Arrow keys move and choose; `on_pick` should set the URL's query.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] active: Signal<String>,
    #[prop(into)] on_pick: Callback<(String,)>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let keys = move |event: KeyboardEvent| {
        let all = tabs.get_untracked();
        let at = all.iter().position(|tab| active.with_untracked(|now| now == tab.key)).unwrap_or(0);
        let last = all.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" if at == last => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" if at == 0 => last,
            "ArrowLeft" => at - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        let Some(tab) = all.get(next) else { return };
        on_pick.run((tab.key.to_owned(),));
        let element =
            node.get_untracked().and_then(|row| row.query_selector(&format!("#{}", tab_id(tab.key))).ok().flatten());
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    let one = move |tab: Tab| {
        let chosen = move || active.with(|now| now == tab.key);
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=tab_id(tab.key)
                aria-controls=move || chosen().then(|| panel_id(tab.key))
                aria-selected=move || if chosen() { "true" } else { "false" }
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| on_pick.run((tab.key.to_owned(),))
            >
                {tab.label.clone()}
                {tab.count.map(|count| view! { <span class="count">{count}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=node on:keydown=keys>
            {live(move || tabs.get().into_iter().map(one).collect_view())}
        </div>
    }
}

/// What the chosen tab shows.
#[component]
pub fn TabPanel(key: &'static str, children: Children) -> impl IntoView {
    view! { <div class="stack" role="tabpanel" id=panel_id(key) aria-labelledby=tab_id(key) tabindex="-1">{children()}</div> }
}
