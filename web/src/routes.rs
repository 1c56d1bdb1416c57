//! The map of the app: every address and the page behind it.

use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Route, Routes},
    path,
};
use shared::operation::Operation;

use crate::{
    pages::public,
    parts,
    session::Session,
    shell::{AppShell, PublicFrame},
};

/// Addresses that the app itself links to. Those that mails link to stand in [`shared::pages`].
pub mod to {
    pub const START: &str = "/";
    pub const PRICING: &str = "/pricing";
    pub const SECURITY: &str = "/security";
    pub const SIGN_UP: &str = "/sign-up";
    pub const HOME: &str = "/home";
    pub const GOALS: &str = "/goals";
    pub const NEW_GOAL: &str = "/goals/new";
    pub const SHARES: &str = "/shares";
    pub const PEOPLE: &str = "/people";
    pub const CHART: &str = "/people/chart";
    pub const IMPORT: &str = "/people/import";
    pub const SETTINGS: &str = "/settings";
}

/// Chooses the page of the address.
#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <Routes fallback=public::astray>
            <ParentRoute path=path!("") view=PublicFrame>
                <Route path=path!("/") view=parts::public::landing />
                <Route path=path!("/pricing") view=parts::public::pricing />
                <Route path=path!("/security") view=parts::public::security />
            </ParentRoute>
            <Route path=path!("/sign-up") view=parts::accounts::sign_up />
            <Route path=path!("/sign-up/verify") view=parts::accounts::verify />
            <Route path=path!("/log-in") view=parts::accounts::log_in />
            <Route path=path!("/password-reset") view=parts::accounts::ask_reset />
            <Route path=path!("/password-reset/confirm") view=parts::accounts::reset />
            <Route path=path!("/invitation") view=parts::accounts::invitation />
            <ParentRoute path=path!("") view=AppShell>
                <Route path=path!("/home") view=parts::home::home />
                <Route path=path!("/goals") view=parts::goals::list />
                <Route path=path!("/goals/new") view=parts::goals::new />
                <Route path=path!("/goals/:id") view=parts::goals::objective />
                <Route path=path!("/shares") view=parts::shares::list />
                <Route path=path!("/people") view=parts::people::list />
                <Route path=path!("/people/chart") view=parts::people::chart />
                <Route path=path!("/people/import") view=parts::people::import />
                <Route path=path!("/people/:id") view=parts::people::person />
                <Route path=path!("/settings") view=parts::organisations::settings />
                <Route path=path!("/account") view=parts::accounts::account />
            </ParentRoute>
        </Routes>
    }
}

/// A page behind the operation it calls first: whoever may never call that finds nothing here.
pub fn guarded<O: Operation>(page: fn() -> AnyView) -> AnyView {
    if Session::here().may::<O>() { page() } else { public::not_found() }
}
