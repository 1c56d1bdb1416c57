//! Nothing is here, or nothing one may see.

use leptos::prelude::*;

use crate::{
    routes::to,
    text,
    ui::{ButtonKind, Glyph, Icon, IconSize, LinkButton, Logo, PageTitle},
};

/// The page for what isn't there.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="empty lost">
            <span class="empty-mark"><Icon glyph=Glyph::Search size=IconSize::Large /></span>
            <PageTitle title=text::shell::NOT_FOUND />
            <p>{text::shell::NOT_FOUND_DETAIL}</p>
            <LinkButton href=to::START kind=ButtonKind::Primary>{text::shell::BACK_HOME}</LinkButton>
        </div>
    }
}

/// The same for an address that no page has.
#[component]
pub fn Astray() -> impl IntoView {
    view! {
        <header class="site-head"><a class="plain-link" href=to::START><Logo /></a></header>
        <main class="site-main" id="main" tabindex="-1"><NotFound /></main>
    }
}
