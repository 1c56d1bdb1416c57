//! The map of the app: every address and the page behind it.

use crate::{
    pages::{
        accounts, analytics, audit_log, billing, development, feedback, goals, home, improvement, kpis, notifications,
        oauth, one_on_ones, organisations, people, public, pulse, reviews, shares, single_sign_on, trust, webhooks,
        weekly,
    },
    shell::{AppShell, PublicFrame, astray},
};
use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Route, Routes},
    path,
};

/// A page as what any other is too: for each type of its own the router would make its code anew.
const fn late(page: fn() -> AnyView) -> fn() -> AnyView {
    page
}

/// Chooses the page of the address.
#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <Routes fallback=astray>
            <ParentRoute path=path!("") view=PublicFrame>
                <Route path=path!("/") view=late(public::lazy::landing) />
                <Route path=path!("/pricing") view=late(public::lazy::pricing) />
                <Route path=path!("/security") view=late(public::lazy::security) />
                <Route path=path!("/security/report") view=late(public::lazy::report_vulnerability) />
                <Route path=path!("/problems") view=late(public::lazy::problems) />
                <Route path=path!("/problems/:code") view=late(public::lazy::problems) />
                <Route path=path!("/external-review") view=late(reviews::lazy::external) />
                <Route path=path!("/pay") view=late(billing::lazy::pay) />
                <Route path=path!("/pay/return") view=late(billing::lazy::pay_back) />
            </ParentRoute>
            <Route path=path!("/sign-up") view=late(accounts::lazy::sign_up) />
            <Route path=path!("/sign-up/verify") view=late(accounts::lazy::verify) />
            <Route path=path!("/log-in") view=late(accounts::lazy::log_in) />
            <Route path=path!("/log-in/sso") view=late(single_sign_on::lazy::page) />
            <Route path=path!("/password-reset") view=late(accounts::lazy::ask_reset) />
            <Route path=path!("/password-reset/confirm") view=late(accounts::lazy::reset) />
            <Route path=path!("/unsubscribe") view=late(notifications::lazy::unsubscribe) />
            <Route path=path!("/invitation") view=late(accounts::lazy::invitation) />
            <Route path=path!("/account/email") view=late(accounts::lazy::confirm_email) />
            <ParentRoute path=path!("") view=AppShell>
                <Route path=path!("/home") view=late(home::lazy::home) />
                <Route path=path!("/goals") view=late(goals::lazy::list) />
                <Route path=path!("/goals/new") view=late(goals::lazy::new) />
                <Route path=path!("/goals/:id") view=late(goals::lazy::objective) />
                <Route path=path!("/development") view=late(development::lazy::page) />
                <Route path=path!("/one-on-ones") view=late(one_on_ones::lazy::list) />
                <Route path=path!("/one-on-ones/meetings/:id") view=late(one_on_ones::lazy::meeting) />
                <Route path=path!("/kpis") view=late(kpis::lazy::list) />
                <Route path=path!("/kpis/new") view=late(kpis::lazy::new) />
                <Route path=path!("/kpis/:id") view=late(kpis::lazy::kpi) />
                <Route path=path!("/kpis/:id/import") view=late(kpis::lazy::import) />
                <Route path=path!("/feedback") view=late(feedback::lazy::page) />
                <Route path=path!("/feedback/praise") view=late(feedback::lazy::praise) />
                <Route path=path!("/feedback/give") view=late(feedback::lazy::give) />
                <Route path=path!("/feedback/ask") view=late(feedback::lazy::ask) />
                <Route path=path!("/feedback/asks/:id") view=late(feedback::lazy::answer) />
                <Route path=path!("/weekly") view=late(weekly::lazy::page) />
                <Route path=path!("/weekly/:id") view=late(weekly::lazy::one) />
                <Route path=path!("/plans") view=late(improvement::lazy::list) />
                <Route path=path!("/plans/:id") view=late(improvement::lazy::plan) />
                <Route path=path!("/dashboards") view=late(analytics::lazy::dashboards) />
                <Route path=path!("/audit") view=late(audit_log::lazy::log) />
                <Route path=path!("/shares") view=late(shares::lazy::list) />
                <Route path=path!("/people") view=late(people::lazy::list) />
                <Route path=path!("/people/chart") view=late(people::lazy::chart) />
                <Route path=path!("/people/import") view=late(people::lazy::import) />
                <Route path=path!("/people/:id") view=late(people::lazy::person) />
                <Route path=path!("/pulse") view=late(pulse::lazy::list) />
                <Route path=path!("/pulse/new") view=late(pulse::lazy::new) />
                <Route path=path!("/pulse/:id") view=late(pulse::lazy::page) />
                <Route path=path!("/pulse/:id/edit") view=late(pulse::lazy::edit) />
                <Route path=path!("/reviews") view=late(reviews::lazy::home) />
                <Route path=path!("/reviews/write/:id") view=late(reviews::lazy::write) />
                <Route path=path!("/reviews/packets/:id") view=late(reviews::lazy::packet) />
                <Route path=path!("/reviews/trials/:id") view=late(reviews::lazy::trial) />
                <Route path=path!("/reviews/cycles/new") view=late(reviews::lazy::new_cycle) />
                <Route path=path!("/reviews/cycles/:id") view=late(reviews::lazy::cycle) />
                <Route path=path!("/reviews/cycles/:id/edit") view=late(reviews::lazy::edit_cycle) />
                <Route path=path!("/reviews/calibration/:id") view=late(reviews::lazy::calibration) />
                <Route path=path!("/reviews/rolling") view=late(reviews::lazy::rolling) />
                <Route path=path!("/reviews/rolling/new") view=late(reviews::lazy::new_rolling) />
                <Route path=path!("/reviews/rolling/:id") view=late(reviews::lazy::rolling_rule) />
                <Route path=path!("/reviews/rolling/:id/edit") view=late(reviews::lazy::edit_rolling) />
                <Route path=path!("/reviews/templates") view=late(reviews::lazy::templates) />
                <Route path=path!("/reviews/templates/new") view=late(reviews::lazy::new_template) />
                <Route path=path!("/reviews/templates/:id") view=late(reviews::lazy::template) />
                <Route path=path!("/reviews/templates/:id/edit") view=late(reviews::lazy::edit_template) />
                <Route path=path!("/notifications/settings") view=late(notifications::lazy::settings) />
                <Route path=path!("/notifications/channels") view=late(notifications::lazy::channels) />
                <Route path=path!("/notifications") view=late(notifications::lazy::list) />
                <Route path=path!("/trust") view=late(trust::lazy::trust) />
                <Route path=path!("/billing") view=late(billing::lazy::page) />
                <Route path=path!("/billing/return") view=late(billing::lazy::back) />
                <Route path=path!("/settings") view=late(organisations::lazy::settings) />
                <Route path=path!("/settings/webhooks/:id") view=late(webhooks::lazy::one) />
                <Route path=path!("/oauth/authorize") view=late(oauth::lazy::authorize) />
                <Route path=path!("/account") view=late(accounts::lazy::account) />
            </ParentRoute>
        </Routes>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_server_knows_every_address_of_the_map() {
        let map = include_str!("routes.rs").split("#[cfg(test)]").next().unwrap_or_default();
        let paths = map.split("path!(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let paths: Vec<_> = paths.filter(|path| !path.is_empty()).collect();
        assert_eq!(paths, shared::pages::ALL);
    }
}
