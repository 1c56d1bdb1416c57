//! Addresses of the app's pages that somebody else links to, so that mails and the app agree.
//!
//! The secret of a link stands behind `#`: browsers keep that part to themselves, so it reaches no
//! server's log and no `Referer`. The page reads it there and sends it in a body.

/// Where a new organisation's address is confirmed.
pub const VERIFY_SIGN_UP: &str = "/sign-up/verify";
/// Where an invitation is read and accepted.
pub const INVITATION: &str = "/invitation";
/// Where somebody from outside writes a review.
pub const EXTERNAL_REVIEW: &str = "/external-review";
/// Where a new password is set.
pub const RESET_PASSWORD: &str = "/password-reset/confirm";
/// Where a reset is asked for.
pub const REQUEST_RESET: &str = "/password-reset";
/// Where one logs in.
pub const LOG_IN: &str = "/log-in";
/// Where an organisation's provider sends people back to. It is told to every provider, so it stays.
pub const SIGN_ON: &str = "/log-in/sso";
/// Where a new address to log in with is confirmed.
pub const CONFIRM_EMAIL: &str = "/account/email";
/// Where one sees one's sessions and changes password and address.
pub const ACCOUNT: &str = "/account";

/// What is promised of safety, and how it is kept.
pub const SECURITY: &str = "/security";
/// Where anybody reports a vulnerability.
pub const REPORT_VULNERABILITY: &str = "/security/report";
/// Where Admins see the evidence for what is promised.
pub const TRUST: &str = "/trust";

/// What the organisation pays, for Admins.
pub const BILLING: &str = "/billing";
/// Where the provider's page leads back to after a payment.
pub const BILLING_RETURN: &str = "/billing/return";
/// Where whoever has the link of a mail pays an invoice, without an account.
pub const PAY: &str = "/pay";
/// Where the provider's page leads back to after that.
pub const PAY_RETURN: &str = "/pay/return";

/// The text-only pages for slow lines. They stand beside the app and are none of its pages.
pub const TEXT: &str = "/text";
/// The reference of the API. It stands beside the app and is none of its pages.
pub const DOCS: &str = "/docs";
/// The guide for whoever writes programs, in the server itself as those below.
pub const API_GUIDE: &str = "/docs/api";
/// The guide to API tokens.
pub const API_TOKENS_GUIDE: &str = "/docs/api-tokens";
/// The guide for apps that people let in.
pub const OAUTH_GUIDE: &str = "/docs/oauth";
/// The guide for receivers of events.
pub const WEBHOOKS_GUIDE: &str = "/docs/webhooks";
/// The guide to batches, whole lists and keeping a copy.
pub const BULK_GUIDE: &str = "/docs/bulk";
/// The guide to directories.
pub const SCIM_GUIDE: &str = "/docs/scim";
/// The guide to sandboxes.
pub const SANDBOX_GUIDE: &str = "/docs/sandbox";
/// Who may do what: the whole table.
pub const ACCESS_GUIDE: &str = "/docs/who-may-do-what";

/// Where goals stand; one of them is at its id below.
pub const GOALS: &str = "/goals";
/// What an objective's address names the key result by whose check-in is to be open.
pub const CHECK_IN_QUERY: &str = "check_in";
/// Where KPIs stand; one of them is at its id below.
pub const KPIS: &str = "/kpis";
/// What a KPI's address names it by once more if the form for its value is to be open.
pub const VALUE_QUERY: &str = "value_of";
/// Where people stand; one of them is at their id below.
pub const PEOPLE: &str = "/people";
/// What is shared with one, and what one shares.
pub const SHARED: &str = "/shares";
/// Whom one meets, and when.
pub const ONE_ON_ONES: &str = "/one-on-ones";
/// Where one meets others; a meeting is at its id below.
pub const MEETINGS: &str = "/one-on-ones/meetings";
/// Praise and feedback; what one is asked is at its id below `asks`.
pub const FEEDBACK: &str = "/feedback";
/// Weekly check-ins; one of them is at its id below.
pub const WEEKLY: &str = "/weekly";
/// Improvement plans; one of them is at its id below. The address says no more than that: it stands in mails.
pub const PLANS: &str = "/plans";
/// Where pulses stand; one of them is at its id below.
pub const PULSE: &str = "/pulse";
/// Reviews to write, and what one gets.
pub const REVIEWS: &str = "/reviews";
/// What somebody gets of a review cycle is at its id below.
pub const REVIEW_PACKETS: &str = "/reviews/packets";
/// A draft of a review cycle that one was sent to try is at its id below.
pub const REVIEW_TRIALS: &str = "/reviews/trials";
/// One review cycle below it.
pub const REVIEW_CYCLES: &str = "/reviews/cycles";
/// Rolling reviews, for Admins; one of them is at its id below.
pub const ROLLING_REVIEWS: &str = "/reviews/rolling";
/// Calibration sessions; one of them is at its id below.
pub const CALIBRATION: &str = "/reviews/calibration";
/// Who did what, for Admins.
pub const AUDIT_LOG: &str = "/audit";
/// What one was told.
pub const NOTIFICATIONS: &str = "/notifications";

/// How one wants to be told.
pub const NOTIFICATION_SETTINGS: &str = "/notifications/settings";
/// Where teams get their channels in Slack or Microsoft Teams.
pub const CHANNELS: &str = "/notifications/channels";
/// Webhooks, for Admins; one of them is at its id below.
pub const WEBHOOKS: &str = "/settings/webhooks";
/// API tokens and service accounts, for Admins.
pub const API_TOKENS: &str = "/settings?tab=api-tokens";
/// What the organisation has, how long it is kept and what was deleted, for Admins.
pub const DATA: &str = "/settings?tab=data";
/// Where the reader of a mail takes themselves off.
pub const UNSUBSCRIBE: &str = "/unsubscribe";

/// The part of an address that carries a link's secret.
pub fn with_secret(page: &str, secret: &str) -> String {
    format!("{page}#{secret}")
}

/// Every address of the app, with `:name` for what varies. At others the server answers 404, with the page that says so.
pub const ALL: [&str; 75] = [
    "/",
    "/pricing",
    "/security",
    "/security/report",
    "/problems",
    "/problems/:code",
    "/external-review",
    "/pay",
    "/pay/return",
    "/sign-up",
    "/sign-up/verify",
    "/log-in",
    "/log-in/sso",
    "/password-reset",
    "/password-reset/confirm",
    "/unsubscribe",
    "/invitation",
    "/account/email",
    "/home",
    "/goals",
    "/goals/new",
    "/goals/:id",
    "/development",
    "/one-on-ones",
    "/one-on-ones/meetings/:id",
    "/kpis",
    "/kpis/new",
    "/kpis/:id",
    "/kpis/:id/import",
    "/feedback",
    "/feedback/praise",
    "/feedback/give",
    "/feedback/ask",
    "/feedback/asks/:id",
    "/weekly",
    "/weekly/:id",
    "/plans",
    "/plans/:id",
    "/dashboards",
    "/audit",
    "/shares",
    "/people",
    "/people/chart",
    "/people/import",
    "/people/:id",
    "/pulse",
    "/pulse/new",
    "/pulse/:id",
    "/pulse/:id/edit",
    "/reviews",
    "/reviews/write/:id",
    "/reviews/packets/:id",
    "/reviews/trials/:id",
    "/reviews/cycles/new",
    "/reviews/cycles/:id",
    "/reviews/cycles/:id/edit",
    "/reviews/calibration/:id",
    "/reviews/rolling",
    "/reviews/rolling/new",
    "/reviews/rolling/:id",
    "/reviews/rolling/:id/edit",
    "/reviews/templates",
    "/reviews/templates/new",
    "/reviews/templates/:id",
    "/reviews/templates/:id/edit",
    "/notifications/settings",
    "/notifications/channels",
    "/notifications",
    "/trust",
    "/billing",
    "/billing/return",
    "/settings",
    "/settings/webhooks/:id",
    "/oauth/authorize",
    "/account",
];

/// Whether the app has a page at this path.
#[must_use]
pub fn is_one(path: &str) -> bool {
    let steps = |path: &'static str| path.trim_matches('/').split('/');
    let fits = |page: &'static str| {
        let asked = path.trim_matches('/').split('/');
        steps(page).count() == asked.clone().count()
            && steps(page).zip(asked).all(|(step, asked)| step == asked || (step.starts_with(':') && !asked.is_empty()))
    };
    ALL.into_iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn what_varies_is_anything_and_everything_else_is_itself() {
        for page in ["/", "/goals", "/goals/", "/goals/new", "/goals/0190", "/one-on-ones/meetings/1"] {
            assert!(is_one(page), "{page}");
        }
        for nowhere in ["/goal", "/goals/1/2", "/Goals", "/wp-admin", "/one-on-ones/meetings"] {
            assert!(!is_one(nowhere), "{nowhere}");
        }
    }
}
