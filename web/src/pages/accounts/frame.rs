//! The small page that the log-in and its relatives share.

use leptos::prelude::*;

use crate::{
    text, to,
    ui::{ButtonKind, LinkButton, Logo, PageTitle, live},
};

/// A card in the middle of the page: title, a line, the form, and what else one might have wanted.
#[component]
pub fn Frame(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: Signal<String>,
    #[prop(optional, into)] below: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="door">
            <header class="door-logo"><a class="plain-link" href=to::START><Logo /></a></header>
            <main class="card door-card" id="main" tabindex="-1">
                <header class="stack snug">
                    <PageTitle title />
                    <p class="muted">{live(move || lead.get())}</p>
                </header>
                {children()}
            </main>
            <footer class="door-below">{below.run()}</footer>
        </div>
    }
}

/// Something worked, and the next step is to log in.
#[component]
pub fn GoLogIn() -> impl IntoView {
    view! {
        <LinkButton href=shared::pages::LOG_IN kind=ButtonKind::Primary wide=true>{text::accounts::LOG_IN}</LinkButton>
    }
}

/// The secret of the link that led here. It stands behind `#`, where no server sees it.
pub fn secret() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}
