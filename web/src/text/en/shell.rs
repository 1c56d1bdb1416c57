//! Words around the pages: navigation, user menu, footers.

pub const NAME: &str = "PerfTrack";
pub const SKIP: &str = "Skip to content";
pub const MAIN_NAVIGATION: &str = "Main";
pub const HOME: &str = "Home";
pub const GOALS: &str = "Goals";
pub const KPIS: &str = "KPIs";
pub const PEOPLE: &str = "People";
pub const DEVELOPMENT: &str = "Development";
pub const PLANS: &str = "Improvement plans";
pub const ONE_ON_ONES: &str = "One-on-ones";
pub const FEEDBACK: &str = "Feedback";
pub const REVIEWS: &str = "Reviews";
pub const WEEKLY: &str = "Your week";
pub const PULSE: &str = "Pulse";
pub const DASHBOARDS: &str = "Dashboards";
pub const SHARES: &str = "Shares";
pub const SETTINGS: &str = "Settings";
pub const BILLING: &str = "Billing";
pub const TRUST: &str = "Trust";
pub const SEARCH: &str = "Search";
pub const MENU: &str = "Menu";
pub const ALL_PLACES: &str = "All places";
pub const WORK: &str = "Work";
pub const GROWTH: &str = "Growth";
pub const ORGANISATION: &str = "Organisation";
pub const ACCOUNT: &str = "Your account";
pub const ACCOUNT_MENU: &str = "Account menu";
pub const THEME_SYSTEM: &str = "Theme of the system";
pub const THEME_LIGHT: &str = "Light theme";
pub const THEME_DARK: &str = "Dark theme";
pub const LOG_OUT: &str = "Log out";
pub const BALLOTS_GO: &str = "Log out and remove your ballot?";
pub const BALLOTS_GO_DETAIL: &str = "A pulse you have begun to answer is still open, or what you wrote in one can still be answered. What you sent stays sent, but your ballot is removed from this browser with everything else: to send, change or withdraw your answer afterwards, or to find what was answered to it, you need the ballot code that its page shows.";
pub const LOG_IN: &str = "Log in";
pub const SIGN_UP: &str = "Sign up";
pub const OPEN_APP: &str = "Open PerfTrack";
pub const PRICING: &str = "Pricing";
pub const SECURITY: &str = "Security";
pub const API: &str = "API";
pub const ALL_RIGHTS: &str = "© 2026 PerfTrack";
pub const NOT_FOUND: &str = "There is nothing here";
pub const NOT_FOUND_DETAIL: &str = "The address may be mistyped, the thing may be gone, or it may not be shared with you. These three look the same on purpose.";
pub const BACK_HOME: &str = "Go to the start";
pub const LAPSED: &str = "Your session has ended";
pub const LAPSED_DETAIL: &str = "What you typed is still here. Log in to go on, and save it then.";
pub const CLOSING_DETAIL: &str = "Everything in it is deleted then, for good.";
pub const CLOSING_SETTINGS: &str = "Take out its data, or keep it";
pub const CLOSING_OWN: &str = "Take out your data";
pub const SANDBOX_DETAIL: &str = "No mail leaves to anybody but whoever made it, and nothing is billed.";
pub const SANDBOX_SETTINGS: &str = "Put its clock forward";
pub const UNREACHABLE: &str = "PerfTrack can't be reached";
pub const UNREACHABLE_DETAIL: &str = "Check your connection. The page goes on as soon as there is an answer.";

/// What the bell says.
pub fn notifications(unread: i64) -> String {
    if unread == 0 { "Notifications".to_owned() } else { format!("Notifications, {} unread", at_most(unread)) }
}

/// A count that stops at what fits beside the bell.
pub fn at_most(count: i64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// The role in a word.
pub const fn role(role: shared::access::Role) -> &'static str {
    match role {
        shared::access::Role::Employee => "Employee",
        shared::access::Role::Manager => "Manager",
        shared::access::Role::Admin => "Admin",
    }
}

/// An entry of the account menu.
pub fn switch_to(organisation: &str) -> String {
    format!("Switch to {organisation}")
}

/// Over every page of a sandbox.
pub fn sandbox(today: &str) -> String {
    format!("This is a sandbox. Here it is {today}.")
}

/// After switching.
pub fn now_in(organisation: &str) -> String {
    format!("You are now in {organisation}.")
}
