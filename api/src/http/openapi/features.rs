//! What each feature is about, in a sentence, and which guide says more.

use shared::pages;

/// The sentence; nothing for a feature that has none yet, which the test below finds.
pub(super) fn about(feature: &str) -> &'static str {
    match feature {
        "accounts" => "Logging in and out, passwords, second factors, sessions and what stands on one's own account.",
        "organisations" => "The organisation, its settings and its periods.",
        "people" => "Who works here, in which role and under whom; bringing people in one by one or from a file.",
        "teams" => "Teams, who leads them and how they are nested.",
        "goals" => "Objectives with key results, check-ins, comments and what goals are aligned under.",
        "kpis" => "KPIs, their measurements, formulas and states.",
        "shares" => "Showing a goal or a KPI to somebody who wouldn't see it otherwise.",
        "feedback" => "Praise, feedback and asking for it.",
        "one_on_ones" => "One-on-ones: agendas, notes and action items.",
        "weekly_check_ins" => "The week's questions and answers between people and their managers.",
        "development" => "Competencies, levels and development goals.",
        "improvement" => "Improvement plans.",
        "pulse" => "Anonymous surveys.",
        "reviews" => "Review templates, cycles, what is written and what people get.",
        "ratings" => "Final ratings of review cycles, for a payroll or an HR system.",
        "home" => "What waits for whoever is logged in.",
        "notifications" => "What one was told, how one wants to be told, and channels of teams.",
        "openings" => "Who opened what.",
        "privacy" => "Exports, erasure, retention and closing an organisation.",
        "replies" => "Answers to mails, brought by the installation's mail server.",
        "search" => "Finding by words.",
        "analytics" => "Dashboards of goals, KPIs, check-ins, feedback and reviews.",
        "audit_log" => "Who did what, for Admins.",
        "disclosure" => "Reports of vulnerabilities.",
        "trust" => "Evidence for what is promised of safety.",
        "single_sign_on" => "Logging in by the organisation's own provider.",
        "api_tokens" => "Tokens by which programs call this API, as whoever made them or as a service account.",
        "oauth" => "Apps that ask people for access by OAuth 2.0, and what people allowed them.",
        "webhooks" => "Addresses that are told when something happens, and what was delivered to them.",
        "events" => "What happened, in order, to be read by a cursor and read again.",
        "billing" => "Plans, seats, invoices and paying.",
        "scim" => "Users and groups for identity providers (SCIM 2.0).",
        "sandboxes" => "Organisations to try programs out in, whose clock can be put forward.",
        _ => "",
    }
}

/// Where more is said of a feature, and what that is called.
pub(super) fn guide(feature: &str) -> Option<(&'static str, &'static str)> {
    match feature {
        "api_tokens" => Some((pages::API_TOKENS_GUIDE, "API tokens")),
        "oauth" => Some((pages::OAUTH_GUIDE, "Apps that people let in")),
        "webhooks" | "events" => Some((pages::WEBHOOKS_GUIDE, "Events and webhooks")),
        "scim" => Some((pages::SCIM_GUIDE, "SCIM")),
        "sandboxes" => Some((pages::SANDBOX_GUIDE, "A sandbox with a clock")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn every_feature_says_what_it_is_about() {
        for declared in shared::every_operation() {
            assert!(!about(declared.feature).is_empty(), "{} needs a sentence", declared.feature);
        }
    }
}
