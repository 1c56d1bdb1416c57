//! Buttons, and links that look like them.

use leptos::prelude::*;

use crate::ui::live;

use super::icon::{Glyph, Icon, IconSize};

/// What weight a button has on its page. One `Primary` per view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this page is for.
    Primary,
    /// Anything else worth a frame.
    #[default]
    Plain,
    /// Beside others, without a frame.
    Quiet,
    /// Cannot be undone.
    Danger,
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// In table rows and cards.
    Small,
    /// Everywhere else.
    #[default]
    Medium,
    /// On public pages and log-in.
    Large,
}

fn classes(kind: ButtonKind, size: ButtonSize, extra: &'static str) -> String {
    let kind = match kind {
        ButtonKind::Primary => "btn-primary",
        ButtonKind::Plain => "btn-plain",
        ButtonKind::Quiet => "btn-quiet",
        ButtonKind::Danger => "btn-danger",
    };
    let size = match size {
        ButtonSize::Small => "btn-small",
        ButtonSize::Medium => "",
        ButtonSize::Large => "btn-large",
    };
    format!("btn {kind} {size} {extra}")
}

/// A button. While `busy` it keeps its focus and ignores presses; `submit` makes it send its form.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] submit: bool,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let still = move || busy.get() || disabled.get();
    let press = move |event: leptos::ev::MouseEvent| {
        // Not the `disabled` attribute: it would throw the focus away while the work runs.
        if busy.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(act) = on_press {
            act.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=classes(kind, size, if wide { "btn-wide" } else { "" })
            aria-disabled=move || still().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {live(move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> }))}
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </button>
    }
}

/// A button that shows only an icon; `label` is what it is called.
#[component]
pub fn IconButton(
    glyph: Glyph,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=classes(ButtonKind::Quiet, size, "btn-icon")
            aria-label=label
            title=label
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            <Icon glyph size=if size == ButtonSize::Small { IconSize::Small } else { IconSize::Medium } />
        </button>
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=classes(kind, size, if wide { "btn-wide" } else { "" })>
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </a>
    }
}
