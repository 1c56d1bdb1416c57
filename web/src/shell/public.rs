//! The frame of the pages everybody may see.

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    session::{Session, Visitor},
    text, to,
    ui::{ButtonKind, LinkButton, Logo},
};

/// Header, page, footer.
#[component]
pub fn PublicFrame() -> AnyView {
    let session = Session::here();
    let doors = move || match session.visitor() {
        Visitor::Member(_) => {
            view! { <LinkButton href=to::HOME kind=ButtonKind::Primary>{text::shell::OPEN_APP}</LinkButton> }.into_any()
        }
        _ => view! {
            <LinkButton href=shared::pages::LOG_IN kind=ButtonKind::Quiet>{text::shell::LOG_IN}</LinkButton>
            <LinkButton href=to::SIGN_UP kind=ButtonKind::Primary>{text::shell::SIGN_UP}</LinkButton>
        }
        .into_any(),
    };
    view! {
        <header class="site-head">
            <a class="plain-link" href=to::START><Logo /></a>
            <nav class="site-nav" aria-label=text::shell::MAIN_NAVIGATION>
                <a href=to::PRICING>{text::shell::PRICING}</a>
                <a href=to::SECURITY>{text::shell::SECURITY}</a>
            </nav>
            <div class="site-doors">{doors}</div>
        </header>
        <main class="site-main" id="main" tabindex="-1"><Outlet /></main>
        <footer class="site-foot">
            <Logo />
            <span class="grow">{text::shell::ALL_RIGHTS}</span>
            <a href=to::PRICING>{text::shell::PRICING}</a>
            <a href=to::SECURITY>{text::shell::SECURITY}</a>
            <a href=shared::pages::DOCS rel="external">{text::shell::API}</a>
        </footer>
    }
    .into_any()
}
