//! The organisation's settings, periods and teams.

pub const SETTINGS: &str = "Settings";
pub const SETTINGS_LEAD: &str = "What holds for everybody in the organisation.";
pub const TAB_GENERAL: &str = "General";
pub const TAB_PERIODS: &str = "Periods";
pub const TAB_TEAMS: &str = "Teams";
pub const TAB_SECURITY: &str = "Security";

pub const NAME: &str = "Name";
pub const WEEK: &str = "Weeks begin on";
pub const WEEK_HINT: &str = "Weekly KPIs are counted by these weeks, past ones too.";
pub const TIME_ZONE: &str = "Time zone";
pub const TIME_ZONE_HINT: &str = "The organisation's days begin and end in it. Type a city, such as Lagos.";
pub const CADENCE: &str = "Days between check-ins";
pub const CADENCE_HINT: &str =
    "For key results that don't say otherwise. Three days later a goal without a check-in counts as outdated.";
pub const DIRECTORY: &str = "Who may look people up";
pub const DIRECTORY_ALL: &str = "Everybody in the organisation";
pub const DIRECTORY_ALL_DETAIL: &str = "Name, job title, team and manager; never e-mail or role.";
pub const DIRECTORY_CHAIN: &str = "Only along the reporting line";
pub const DIRECTORY_CHAIN_DETAIL: &str = "Each person finds their managers and their reports.";
pub const SAVED: &str = "Saved.";

pub const PERIODS: &str = "Periods";
pub const PERIODS_LEAD: &str = "Spans of time that goals belong to.";
pub const NO_PERIODS: &str = "No periods yet";
pub const NO_PERIODS_DETAIL: &str = "Goals need one. Most organisations plan by quarter.";
pub const ADD_PERIOD: &str = "Add a period";
pub const EDIT_PERIOD: &str = "Change the period";
pub const PERIOD_NAME_HINT: &str = "Such as 2026 Q4.";
pub const STARTS: &str = "First day";
pub const ENDS: &str = "Last day";
pub const DELETE: &str = "Delete";
pub const EDIT: &str = "Change";
pub const DELETE_PERIOD: &str = "Delete this period?";
pub const DELETE_PERIOD_DETAIL: &str = "Only a period without goals can be deleted.";
pub const PERIOD_DELETED: &str = "The period is deleted.";
pub const NOW: &str = "Now";

pub const TEAMS: &str = "Teams";
pub const TEAMS_LEAD: &str = "The tree of teams. People and goals belong to one.";
pub const NO_TEAMS: &str = "No teams yet";
pub const NO_TEAMS_DETAIL: &str = "An import of people makes them by itself where the file names them.";
pub const ADD_TEAM: &str = "Add a team";
pub const EDIT_TEAM: &str = "Change the team";
pub const PARENT: &str = "Part of";
pub const NO_PARENT: &str = "Nothing: stands at the top";
pub const LEAD: &str = "Lead";
pub const LEAD_HINT: &str = "Whom others turn to. It opens nothing but the team's channel in Slack or Teams: access follows the reporting line.";
pub const NO_LEAD: &str = "Nobody";
/// Who leads a team.
pub fn led_by(name: &str) -> String {
    format!("led by {name}")
}
pub const DELETE_TEAM: &str = "Delete this team?";
pub const DELETE_TEAM_DETAIL: &str = "Only a team without people, goals and teams below it can be deleted.";
pub const TEAM_DELETED: &str = "The team is deleted.";
pub const ACTIONS: &str = "Actions";

/// How many are in a team.
pub fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// The menu of one thing.
pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

/// The day weeks begin on.
pub const fn week_start(day: shared::organisations::WeekStart) -> &'static str {
    match day {
        shared::organisations::WeekStart::Monday => "Monday",
        shared::organisations::WeekStart::Saturday => "Saturday",
        shared::organisations::WeekStart::Sunday => "Sunday",
    }
}

pub const SESSION_POLICY: &str = "Sessions";
pub const SESSION_POLICY_LEAD: &str = "How long somebody stays logged in. Sessions that are open follow at once: what is too old or unused for too long ends, yours too.";
pub const SESSION_LASTS: &str = "Longest time logged in";
pub const SESSION_LASTS_HINT: &str = "Counted from the log-in, however much the session is used.";
pub const SESSION_UNUSED: &str = "Ends when unused for";
pub const SESSION_UNUSED_HINT: &str = "Use is noted every five minutes, so it may end up to five minutes earlier.";
pub const SESSIONS_SAVED: &str = "Sessions now last as you said.";

/// A span of whole minutes, in the largest unit that it is a multiple of.
pub fn minutes(minutes: u16) -> String {
    let (count, unit) = match minutes {
        1_440.. if minutes.is_multiple_of(1_440) => (minutes / 1_440, "day"),
        60.. if minutes.is_multiple_of(60) => (minutes / 60, "hour"),
        _ => (minutes, "minute"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}
