//! Words around the pages: navigation, user menu, footers.

pub const NAME: &str = "PerfTrack";
pub const SKIP: &str = "Skip to content";
pub const MAIN_NAVIGATION: &str = "Main";
pub const HOME: &str = "Home";
pub const GOALS: &str = "Goals";
pub const PEOPLE: &str = "People";
pub const ONE_ON_ONES: &str = "One-on-ones";
pub const FEEDBACK: &str = "Feedback";
pub const WEEKLY: &str = "Your week";
pub const SHARES: &str = "Shares";
pub const SETTINGS: &str = "Settings";
pub const MORE: &str = "More";
pub const ACCOUNT: &str = "Your account";
pub const ACCOUNT_MENU: &str = "Account menu";
pub const THEME_SYSTEM: &str = "Theme of the system";
pub const THEME_LIGHT: &str = "Light theme";
pub const THEME_DARK: &str = "Dark theme";
pub const LOG_OUT: &str = "Log out";
pub const LOG_IN: &str = "Log in";
pub const SIGN_UP: &str = "Sign up";
pub const OPEN_APP: &str = "Open PerfTrack";
pub const PRICING: &str = "Pricing";
pub const SECURITY: &str = "Security";
pub const ALL_RIGHTS: &str = "© 2026 PerfTrack";
pub const NOT_FOUND: &str = "There is nothing here";
pub const NOT_FOUND_DETAIL: &str = "The address may be mistyped, the thing may be gone, or it may not be shared with you. These three look the same on purpose.";
pub const BACK_HOME: &str = "Go to the start";
pub const UNREACHABLE: &str = "PerfTrack can't be reached";
pub const UNREACHABLE_DETAIL: &str = "Check your connection. The page goes on as soon as there is an answer.";

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

/// After switching.
pub fn now_in(organisation: &str) -> String {
    format!("You are now in {organisation}.")
}
