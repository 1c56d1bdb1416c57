//! How far a review cycle is, by team and by manager, and what came of it as a file.

pub const HOW_FAR: &str = "How far it is";
pub const BY_TEAM: &str = "By team";
pub const BY_MANAGER: &str = "By manager";
pub const GROUP: &str = "Whose people";
pub const PEERS_SETTLED: &str = "Peers settled";
pub const NOT_RELEASED: &str = "Not released";
pub const NO_GROUPS: &str = "No groups here";
pub const NO_GROUPS_DETAIL: &str = "None of the people whom you see in this cycle is in a team, or led by somebody.";
pub const RESULTS: &str = "Results";
pub const AS_CSV: &str = "As CSV";
pub const AS_XLSX: &str = "As a workbook";
pub const ANY_TEAM: &str = "All teams";
pub const ANYBODY: &str = "Anybody";
pub const SHOW_ALL: &str = "Show all";

/// The button, for those who hear it alone.
pub fn remind_group(name: &str) -> String {
    format!("Remind the people of {name}")
}
