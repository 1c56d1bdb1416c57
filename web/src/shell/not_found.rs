//! Nothing is here, or nothing one may see.

use leptos::prelude::*;
use shared::operation::Operation;

use crate::{
    session::Session,
    text, to,
    ui::{ButtonKind, Glyph, Icon, IconSize, LinkButton, Logo, PageTitle},
};

/// Nothing is here, inside a page.
pub fn not_found() -> AnyView {
    view! { <NotFound /> }.into_any()
}

/// Nothing is here, in a page of its own.
pub fn astray() -> AnyView {
    view! { <Astray /> }.into_any()
}

/// A page behind the operation it calls first: whoever may never call that finds nothing here.
pub fn guarded<O: Operation>(page: fn() -> AnyView) -> AnyView {
    if Session::here().may::<O>() { page() } else { not_found() }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <div class="empty lost">
            <span class="empty-mark"><Icon glyph=Glyph::Search size=IconSize::Large /></span>
            <PageTitle title=text::shell::NOT_FOUND />
            <p>{text::shell::NOT_FOUND_DETAIL}</p>
            <LinkButton href=to::START kind=ButtonKind::Primary>{text::shell::BACK_HOME}</LinkButton>
        </div>
    }
}

#[component]
fn Astray() -> impl IntoView {
    view! {
        <header class="site-head"><a class="plain-link" href=to::START><Logo /></a></header>
        <main class="site-main" id="main" tabindex="-1"><NotFound /></main>
    }
}
