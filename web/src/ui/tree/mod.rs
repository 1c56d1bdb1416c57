//! A tree one walks with the arrow keys (ARIA tree), which may fetch its branches as they are opened.

mod rows;

use std::collections::HashSet;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use self::rows::TreeItem;
use self::rows::{TreeRow, flatten, starting_with};
use super::{
    icon::{Glyph, Icon, IconSize},
    id,
};

/// A tree. `items` is flat, parents before children, siblings in order; `open` holds the ids of open branches.
/// `on_open` runs when a branch opens, so that the page can fetch children it doesn't have and add them to `items`.
#[component]
pub fn Tree(
    #[prop(into)] label: String,
    #[prop(into)] items: Signal<Vec<TreeItem>>,
    open: RwSignal<HashSet<String>>,
    #[prop(optional, into)] on_open: Option<Callback<(String,)>>,
) -> impl IntoView {
    let prefix = id::fresh("tree");
    let rows = Memo::new(move |_| items.with(|items| open.with(|open| flatten(items, open))));
    let active = RwSignal::new(None::<String>);
    // One row takes part in the page's tab order: the last one visited, else the first.
    let stop = Memo::new(move |_| {
        let active = active.get();
        rows.with(|rows| {
            active
                .filter(|id| rows.iter().any(|row| row.item.id == *id))
                .or_else(|| rows.first().map(|row| row.item.id.clone()))
        })
    });
    let expand = move |id: String| {
        open.update(|open| {
            open.insert(id.clone());
        });
        if let Some(act) = on_open {
            act.run((id,));
        }
    };
    let fold = move |id: &str| {
        open.update(|open| {
            open.remove(id);
        });
    };
    let focus = {
        let prefix = prefix.clone();
        move |id: String| {
            let element = document().get_element_by_id(&format!("{prefix}-{id}"));
            if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                let _ = element.focus();
            }
            active.set(Some(id));
        }
    };
    let keys = {
        let focus = focus.clone();
        move |event: KeyboardEvent, id: &str| {
            // A link inside the row keeps its own keys.
            if event.target() != event.current_target() && event.key() == "Enter" {
                return;
            }
            let rows = rows.get_untracked();
            let Some(at) = rows.iter().position(|row| row.item.id == id) else { return };
            let Some(row) = rows.get(at) else { return };
            let neighbour = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.item.id.clone());
            let next = match event.key().as_str() {
                "ArrowDown" => neighbour(at.checked_add(1)),
                "ArrowUp" => neighbour(at.checked_sub(1)),
                "Home" => neighbour(Some(0)),
                "End" => neighbour(rows.len().checked_sub(1)),
                "ArrowRight" if row.item.has_children && !row.open => {
                    expand(row.item.id.clone());
                    None
                }
                "ArrowRight" => neighbour(at.checked_add(1)).filter(|_| row.open),
                "ArrowLeft" if row.open => {
                    fold(&row.item.id);
                    None
                }
                "ArrowLeft" => row.item.parent.clone(),
                "Enter" => {
                    follow_link(&event);
                    None
                }
                key if !event.ctrl_key() && !event.meta_key() && key.chars().count() == 1 => {
                    starting_with(&rows, at, key)
                }
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            next.into_iter().for_each(&focus);
        }
    };
    let one = move |row: TreeRow| {
        let id = row.item.id.clone();
        let branch = row.item.has_children;
        let is_open = Memo::new({
            let id = id.clone();
            move |_| open.with(|open| open.contains(&id))
        });
        let (toggle_id, stop_id, focus_id) = (id.clone(), id.clone(), id.clone());
        let toggle = move |_| if is_open.get_untracked() { fold(&toggle_id) } else { expand(toggle_id.clone()) };
        let keys = keys.clone();
        let dom_id = format!("{prefix}-{id}");
        view! {
            <li
                id=dom_id
                role="treeitem"
                style=("--level", row.level.to_string())
                attr:aria-level=(row.level + 1).to_string()
                attr:aria-setsize=row.siblings.to_string()
                attr:aria-posinset=(row.position + 1).to_string()
                aria-expanded=move || branch.then(|| if is_open.get() { "true" } else { "false" })
                tabindex=move || if stop.with(|stop| stop.as_deref() == Some(stop_id.as_str())) { "0" } else { "-1" }
                on:focus=move |_| active.set(Some(focus_id.clone()))
                on:keydown=move |event| keys(event, &id)
            >
                <div class="tree-row">
                    <span class="tree-toggle" on:click=toggle>
                        {branch.then(|| view! { <Icon glyph=Glyph::ChevronRight size=IconSize::Small /> })}
                    </span>
                    {row.item.view.run()}
                </div>
            </li>
        }
    };
    view! {
        <ul class="tree" role="tree" aria-label=label>
            <For each=move || rows.get() key=|row| (row.item.id.clone(), row.level, row.item.has_children, row.item.revision) children=one />
        </ul>
    }
}

/// Enter on a row follows the first link in it.
fn follow_link(event: &KeyboardEvent) {
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = row.and_then(|row| row.query_selector("a, button").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}
