//! Nothing is here, or nothing one may see.

use leptos::prelude::*;

use crate::{
    routes::to,
    text,
    ui::{ButtonKind, Glyph, Icon, IconSize, LinkButton, PageTitle},
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
