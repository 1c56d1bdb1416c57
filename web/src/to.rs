//! Addresses that the app itself links to. Those that mails link to stand in [`shared::pages`].

pub const START: &str = "/";
pub const PRICING: &str = "/pricing";
pub const SECURITY: &str = "/security";
pub const SIGN_UP: &str = "/sign-up";
pub const HOME: &str = "/home";
pub const GOALS: &str = "/goals";
pub const NEW_GOAL: &str = "/goals/new";
pub const DASHBOARDS: &str = "/dashboards";
pub const KPIS: &str = shared::pages::KPIS;
pub const NEW_KPI: &str = "/kpis/new";
pub const SHARES: &str = "/shares";
pub const DEVELOPMENT: &str = "/development";
pub const ONE_ON_ONES: &str = "/one-on-ones";
pub const NEW_PULSE: &str = "/pulse/new";
pub const PEOPLE: &str = "/people";
pub const CHART: &str = "/people/chart";
pub const IMPORT: &str = "/people/import";
pub const FEEDBACK: &str = "/feedback";
pub const GIVE_PRAISE: &str = "/feedback/praise";
pub const GIVE_FEEDBACK: &str = "/feedback/give";
pub const ASK_FEEDBACK: &str = "/feedback/ask";
pub const WEEKLY: &str = "/weekly";
pub const SETTINGS: &str = "/settings";
