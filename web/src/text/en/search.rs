//! Search.

pub const SEARCH: &str = "Search";
pub const HINT: &str = "People, goals, KPIs, praise, one-on-ones, pages…";
pub const RESULTS: &str = "Results";
pub const NONE: &str = "Nothing you may see is called like that.";
pub const KEYS: &str = "↑ ↓ to choose, Enter to open, Esc to close";
pub const PAGE: &str = "Page";
pub const ACTION: &str = "Action";
pub const PERSON: &str = "Person";
pub const OBJECTIVE: &str = "Objective";
pub const KEY_RESULT: &str = "Key result";
pub const KPI: &str = "KPI";
pub const PRAISE: &str = "Praise";
pub const ONE_ON_ONE: &str = "One-on-one";
pub const REVIEW: &str = "Review";
pub const REVIEW_CYCLE: &str = "Review cycle";
pub const OTHER: &str = "Other";
pub const NEW_OBJECTIVE: &str = "New objective";
pub const IMPORT_PEOPLE: &str = "Import people";
pub const NOTIFICATIONS: &str = "Notifications";
pub const NOTIFICATION_SETTINGS: &str = "How you are told";
