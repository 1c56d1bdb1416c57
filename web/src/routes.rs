//! The map of the app: every address and the page behind it.

use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Route, Routes},
    path,
};
use shared::operation::Operation;

use crate::{
    pages::{accounts, goals, home, organisations, people, public, shares},
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
                <Route path=path!("/") view=public::landing />
                <Route path=path!("/pricing") view=public::pricing />
                <Route path=path!("/security") view=public::security />
            </ParentRoute>
            <Route path=path!("/sign-up") view=accounts::sign_up />
            <Route path=path!("/sign-up/verify") view=accounts::verify />
            <Route path=path!("/log-in") view=accounts::log_in />
            <Route path=path!("/password-reset") view=accounts::ask_reset />
            <Route path=path!("/password-reset/confirm") view=accounts::reset />
            <Route path=path!("/invitation") view=accounts::invitation />
            <ParentRoute path=path!("") view=AppShell>
                <Route path=path!("/home") view=home::home />
                <Route path=path!("/goals") view=goals::list />
                <Route path=path!("/goals/new") view=goals::new />
                <Route path=path!("/goals/:id") view=goals::objective />
                <Route path=path!("/shares") view=shares::list />
                <Route path=path!("/people") view=people::list />
                <Route path=path!("/people/chart") view=people::chart />
                <Route path=path!("/people/import") view=people::import />
                <Route path=path!("/people/:id") view=people::person />
                <Route path=path!("/settings") view=organisations::settings />
                <Route path=path!("/account") view=accounts::account />
            </ParentRoute>
        </Routes>
    }
}

/// A page behind the operation it calls first: whoever may never call that finds nothing here.
pub fn guarded<O: Operation>(page: fn() -> AnyView) -> AnyView {
    if Session::here().may::<O>() { page() } else { public::not_found() }
}
