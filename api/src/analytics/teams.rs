//! Teams as dashboards and their files name and order them.

use shared::people::TeamRef;

/// By name; what belongs to none last.
pub(super) fn order<T>(rows: &mut [T], team: impl Fn(&T) -> Option<&TeamRef>) {
    rows.sort_by_key(|row| team(row).map_or((true, String::new()), |team| (false, team.name.to_lowercase())));
}

/// What a file calls it.
pub(super) fn called(team: Option<&TeamRef>) -> &str {
    team.map_or("Without a team", |team| team.name.as_str())
}
