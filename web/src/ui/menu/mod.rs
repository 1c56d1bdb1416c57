//! A menu under a button: the popover API places it on top and closes it, arrow keys walk it.

mod item;

use leptos::{context::Provider, html, prelude::*};

use crate::ui::live;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use self::item::{MenuChoice, MenuItem, MenuLink};
use super::id;

/// The menu around an item, which closes when one is picked.
#[derive(Clone, Copy)]
struct MenuNode(NodeRef<html::Div>);

/// A button with a menu. `trigger` is what the button shows, `label` what it is called where that is not text.
#[component]
pub fn Menu(
    #[prop(into)] trigger: ViewFn,
    #[prop(optional, into)] label: Option<String>,
    #[prop(default = "btn btn-quiet btn-icon")] class: &'static str,
    /// Opens towards the end of the line instead of towards its start.
    #[prop(optional)]
    start: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let menu_id = id::fresh("menu");
    let node = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |_| {
        let Some(menu) = node.get_untracked() else { return };
        let shown = menu.matches(":popover-open").unwrap_or(false);
        open.set(shown);
        if shown {
            focus_item(&menu, |_, _| 0);
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(menu) = node.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => focus_item(&menu, |at, count| (at + 1) % count),
            "ArrowUp" => focus_item(&menu, |at, count| (at + count - 1) % count),
            "Home" => focus_item(&menu, |_, _| 0),
            "End" => focus_item(&menu, |_, count| count - 1),
            "Tab" => drop(menu.hide_popover()),
            _ => return,
        }
        if event.key() != "Tab" {
            event.prevent_default();
        }
    };
    view! {
        <button
            type="button"
            class=class
            popovertarget=menu_id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=label.clone()
            title=label
        >
            {trigger.run()}
        </button>
        <div
            id=menu_id
            popover="auto"
            role="menu"
            class=if start { "menu start" } else { "menu" }
            node_ref=node
            on:toggle=toggled
            on:keydown=keys
        >
            {live(move || {
                let children = children.clone();
                open.get().then(|| view! { <Provider value=MenuNode(node)>{children()}</Provider> })
            })}
        </div>
    }
}

/// Moves the focus among the menu's items; `next` gets the current position and their number.
fn focus_item(menu: &HtmlElement, next: impl Fn(usize, usize) -> usize + 'static) {
    let menu = menu.clone();
    // The items may only just be on their way into the page.
    request_animation_frame(move || {
        let Ok(found) = menu.query_selector_all("[role^=menuitem]") else { return };
        let items: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
        if items.is_empty() {
            return;
        }
        let focused = document().active_element();
        let at = items
            .iter()
            .position(|item| focused.as_ref().is_some_and(|element| element.is_same_node(Some(item))))
            .unwrap_or(0);
        if let Some(item) = items.get(next(at, items.len())) {
            let _ = item.focus();
        }
    });
}
