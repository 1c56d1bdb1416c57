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

/// Chooses the page of the address.
#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <Routes fallback=astray>
            <ParentRoute path=path!("") view=PublicFrame>
                <Route path=path!("/") view=public::lazy::landing />
                <Route path=path!("/pricing") view=public::lazy::pricing />
                <Route path=path!("/security") view=public::lazy::security />
                <Route path=path!("/security/report") view=public::lazy::report_vulnerability />
                <Route path=path!("/problems") view=public::lazy::problems />
                <Route path=path!("/problems/:code") view=public::lazy::problems />
                <Route path=path!("/external-review") view=reviews::lazy::external />
                <Route path=path!("/pay") view=billing::lazy::pay />
                <Route path=path!("/pay/return") view=billing::lazy::pay_back />
            </ParentRoute>
            <Route path=path!("/sign-up") view=accounts::lazy::sign_up />
            <Route path=path!("/sign-up/verify") view=accounts::lazy::verify />
            <Route path=path!("/log-in") view=accounts::lazy::log_in />
            <Route path=path!("/log-in/sso") view=single_sign_on::lazy::page />
            <Route path=path!("/password-reset") view=accounts::lazy::ask_reset />
            <Route path=path!("/password-reset/confirm") view=accounts::lazy::reset />
            <Route path=path!("/unsubscribe") view=notifications::lazy::unsubscribe />
            <Route path=path!("/invitation") view=accounts::lazy::invitation />
            <Route path=path!("/account/email") view=accounts::lazy::confirm_email />
            <ParentRoute path=path!("") view=AppShell>
                <Route path=path!("/home") view=home::lazy::home />
                <Route path=path!("/goals") view=goals::lazy::list />
                <Route path=path!("/goals/new") view=goals::lazy::new />
                <Route path=path!("/goals/:id") view=goals::lazy::objective />
                <Route path=path!("/development") view=development::lazy::page />
                <Route path=path!("/one-on-ones") view=one_on_ones::lazy::list />
                <Route path=path!("/one-on-ones/meetings/:id") view=one_on_ones::lazy::meeting />
                <Route path=path!("/kpis") view=kpis::lazy::list />
                <Route path=path!("/kpis/new") view=kpis::lazy::new />
                <Route path=path!("/kpis/:id") view=kpis::lazy::kpi />
                <Route path=path!("/kpis/:id/import") view=kpis::lazy::import />
                <Route path=path!("/feedback") view=feedback::lazy::page />
                <Route path=path!("/feedback/praise") view=feedback::lazy::praise />
                <Route path=path!("/feedback/give") view=feedback::lazy::give />
                <Route path=path!("/feedback/ask") view=feedback::lazy::ask />
                <Route path=path!("/feedback/asks/:id") view=feedback::lazy::answer />
                <Route path=path!("/weekly") view=weekly::lazy::page />
                <Route path=path!("/weekly/:id") view=weekly::lazy::one />
                <Route path=path!("/plans") view=improvement::lazy::list />
                <Route path=path!("/plans/:id") view=improvement::lazy::plan />
                <Route path=path!("/dashboards") view=analytics::lazy::dashboards />
                <Route path=path!("/audit") view=audit_log::lazy::log />
                <Route path=path!("/shares") view=shares::lazy::list />
                <Route path=path!("/people") view=people::lazy::list />
                <Route path=path!("/people/chart") view=people::lazy::chart />
                <Route path=path!("/people/import") view=people::lazy::import />
                <Route path=path!("/people/:id") view=people::lazy::person />
                <Route path=path!("/pulse") view=pulse::lazy::list />
                <Route path=path!("/pulse/new") view=pulse::lazy::new />
                <Route path=path!("/pulse/:id") view=pulse::lazy::page />
                <Route path=path!("/pulse/:id/edit") view=pulse::lazy::edit />
                <Route path=path!("/reviews") view=reviews::lazy::home />
                <Route path=path!("/reviews/write/:id") view=reviews::lazy::write />
                <Route path=path!("/reviews/packets/:id") view=reviews::lazy::packet />
                <Route path=path!("/reviews/cycles/new") view=reviews::lazy::new_cycle />
                <Route path=path!("/reviews/cycles/:id") view=reviews::lazy::cycle />
                <Route path=path!("/reviews/cycles/:id/edit") view=reviews::lazy::edit_cycle />
                <Route path=path!("/reviews/calibration/:id") view=reviews::lazy::calibration />
                <Route path=path!("/reviews/rolling") view=reviews::lazy::rolling />
                <Route path=path!("/reviews/rolling/new") view=reviews::lazy::new_rolling />
                <Route path=path!("/reviews/rolling/:id") view=reviews::lazy::rolling_rule />
                <Route path=path!("/reviews/rolling/:id/edit") view=reviews::lazy::edit_rolling />
                <Route path=path!("/reviews/templates") view=reviews::lazy::templates />
                <Route path=path!("/reviews/templates/new") view=reviews::lazy::new_template />
                <Route path=path!("/reviews/templates/:id") view=reviews::lazy::template />
                <Route path=path!("/reviews/templates/:id/edit") view=reviews::lazy::edit_template />
                <Route path=path!("/notifications/settings") view=notifications::lazy::settings />
                <Route path=path!("/notifications/channels") view=notifications::lazy::channels />
                <Route path=path!("/notifications") view=notifications::lazy::list />
                <Route path=path!("/trust") view=trust::lazy::trust />
                <Route path=path!("/billing") view=billing::lazy::page />
                <Route path=path!("/billing/return") view=billing::lazy::back />
                <Route path=path!("/settings") view=organisations::lazy::settings />
                <Route path=path!("/settings/webhooks/:id") view=webhooks::lazy::one />
                <Route path=path!("/oauth/authorize") view=oauth::lazy::authorize />
                <Route path=path!("/account") view=accounts::lazy::account />
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
