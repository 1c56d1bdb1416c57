//! Rolling reviews: rules that review people by the day on which each of them started.

pub const ROLLING: &str = "Rolling reviews";
pub const ROLLING_LEAD: &str = "Each begins by itself for whoever's day comes, such as 30, 60 and 90 days after they started, or each anniversary.";
pub const NEW_RULE: &str = "New rolling review";
pub const EDIT_RULE: &str = "Edit rolling review";
pub const NONE: &str = "No rolling review yet";
pub const NONE_DETAIL: &str =
    "Set one up for probations or anniversaries: what it asks, after how many days, and whom it is about.";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What people see, with the day, such as “Probation · 12 January 2027”.";
pub const PEERS_HINT: &str = "The version that holds on the day. Peers aren't asked, whatever the template says.";
pub const WHEN: &str = "When";
pub const DAYS: &str = "Some days after the start date";
pub const DAYS_DETAIL: &str = "For probations.";
pub const ANNIVERSARIES: &str = "Each anniversary of the start date";
pub const ANNIVERSARIES_DETAIL: &str = "It looks back on the year.";
pub const AFTER_DAYS: &str = "After how many days";
pub const AFTER_DAYS_HINT: &str = "Up to six numbers from 1 to 1095, with commas, such as “30, 60, 90”.";
pub const WEEKENDS: &str =
    "What falls on a weekend waits for Monday. Stages end by themselves when their days are over.";
pub const WRITING_DAYS: &str = "Days to write";
pub const WRITING_DAYS_HINT: &str = "From 5 to 60.";
pub const SHARING_DAYS: &str = "Days to release";
pub const SHARING_DAYS_HINT: &str = "After writing, from 1 to 60.";
pub const NAMING: &str = "Names of reports";
pub const OFF: &str = "Off";
pub const IS_ON: &str = "It is on";
pub const IS_ON_HINT: &str = "From today. Leave it off to look first at whose day comes.";
pub const SWITCH_ON: &str = "Switch on";
pub const SWITCH_OFF: &str = "Switch off";
pub const SWITCHED_ON: &str = "It is on: what comes from today on begins by itself.";
pub const SWITCHED_OFF: &str = "It is off. What has begun goes on.";
pub const SAVE: &str = "Save rolling review";
pub const SAVED: &str = "The rolling review is saved.";
pub const DELETE: &str = "Remove";
pub const DELETE_RULE: &str = "Remove this rolling review?";
pub const DELETE_RULE_DETAIL: &str = "Nobody has been reviewed by it.";
pub const DELETED: &str = "The rolling review is removed.";
pub const STATE: &str = "State";
pub const SO_FAR: &str = "Begun so far";
pub const COMING: &str = "Whose day comes";
pub const COMING_LEAD: &str =
    "Within 90 days. Nothing begins for whoever has no manager; Admins are told, and it is made good for two weeks.";
pub const NOBODY_COMES: &str = "Nobody's day comes";
pub const NOBODY_COMES_DETAIL: &str = "Within 90 days there is nobody, among those with a start date whom it takes in.";
pub const DAY: &str = "Day";
pub const AFTER: &str = "After";
pub const NO_MANAGER: &str = "No manager";
pub const CYCLES: &str = "Cycles that it began";
pub const NO_CYCLES: &str = "None yet";
pub const NO_CYCLES_DETAIL: &str = "Each morning a cycle begins for those whose day has come.";
pub const BEGUN_BY: &str = "Begun by";

/// On which days somebody is reviewed.
pub fn when(after_days: &[u16]) -> String {
    match after_days {
        [] => "Each anniversary".to_owned(),
        [1] => "1 day after the start".to_owned(),
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last} days after the start", listed(rest)),
        days => format!("{} days after the start", listed(days)),
    }
}

/// Numbers as they are typed.
pub fn listed(days: &[u16]) -> String {
    days.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// How long after the start date.
pub fn after(count: u16, yearly: bool) -> String {
    match (count, yearly) {
        (1, true) => "1 year".to_owned(),
        (_, true) => format!("{count} years"),
        (1, false) => "1 day".to_owned(),
        (_, false) => format!("{count} days"),
    }
}

/// Since when it is on.
pub fn on_since(day: &str) -> String {
    format!("On since {day}")
}
