//! What stands in a menu.

use leptos::prelude::*;

use super::MenuNode;
use crate::ui::icon::{Glyph, Icon};

fn close(menu: Option<MenuNode>) {
    if let Some(menu) = menu.and_then(|menu| menu.0.get_untracked()) {
        let _ = menu.hide_popover();
    }
}

/// Something to do.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] danger: bool,
    #[prop(into)] on_pick: Callback<()>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuNode>();
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class=if danger { "menu-item danger" } else { "menu-item" }
            on:click=move |_| {
                close(menu);
                on_pick.run(());
            }
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </button>
    }
}

/// One of several, of which one holds: a theme, an order. Draws a tick beside the one that holds.
#[component]
pub fn MenuChoice(
    #[prop(into)] chosen: Signal<bool>,
    #[prop(into)] on_pick: Callback<()>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuNode>();
    let mark = move || if chosen.get() { "menu-tick" } else { "menu-tick blank" };
    view! {
        <button
            type="button"
            role="menuitemradio"
            tabindex="-1"
            class="menu-item"
            aria-checked=move || if chosen.get() { "true" } else { "false" }
            on:click=move |_| {
                close(menu);
                on_pick.run(());
            }
        >
            <span class=mark><Icon glyph=Glyph::Check /></span>
            {children()}
        </button>
    }
}

/// Somewhere to go.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuNode>();
    view! {
        <a role="menuitem" tabindex="-1" class="menu-item" href=href on:click=move |_| close(menu)>
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </a>
    }
}
