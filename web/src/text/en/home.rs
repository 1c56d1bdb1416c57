//! Home: what needs doing now, and where things stand.

use shared::home::LateKind;

pub const HOME: &str = "Home";
pub const TO_DO: &str = "Check-ins due";
pub const NOTHING_DUE: &str = "Nothing is waiting for you";
pub const NOTHING_DUE_DETAIL: &str = "The next check-in appears here on the day it is due.";
pub const WAITING: &str = "Waiting for you";
pub const YOUR_WEEK: &str = "Your weekly check-in";
pub const YOUR_WEEK_DETAIL: &str = "What you did, what you will do, where you are stuck.";
pub const WEEK_TO_READ: &str = "Until you read it they can change it.";
pub const GROUPED: &str = "What waits for you";
pub const BY_KIND: &str = "By kind";
pub const BY_PERSON: &str = "By person";
pub const PROPOSAL: &str = "An objective that waits for your agreement.";
pub const LEVEL_PROPOSAL: &str = "Another job is proposed for them, and waits for your word.";
pub const WITHOUT_OWNER_DETAIL: &str = "Who owned them has left. Choose who goes on.";
pub const LATE: &str = "Late in your team";
pub const ALL_LATE: &str = "Show all that is late";
pub const OPEN: &str = "Open";
pub const WRITE: &str = "Write";
pub const READ: &str = "Read";
pub const ANSWER: &str = "Answer";
pub const MY_GOALS: &str = "Your objectives";
pub const NO_GOALS: &str = "You have no objectives yet";
pub const NO_GOALS_DETAIL: &str = "One objective and two or three key results are a good start.";
pub const NEW_GOAL: &str = "New objective";
pub const ALL_GOALS: &str = "All goals";
pub const STANDING: &str = "Where goals stand";
pub const STANDING_MINE: &str = "Your active objectives.";
pub const STANDING_TEAM: &str = "Active objectives of you and your reports.";
pub const STANDING_ALL: &str = "Active objectives of the whole organisation.";
pub const NONE_ACTIVE: &str = "No active objectives yet.";
pub const MEAN: &str = "Mean progress";
pub const WITHOUT_GOALS: &str = "Without an active objective";
pub const INVITATIONS: &str = "Invitations not accepted yet";
pub const TO_INVITED: &str = "See who";

pub const FIRST_HOUR: &str = "Your first hour";
pub const FIRST_HOUR_LEAD: &str = "From an empty organisation to the first goal.";
pub const STEP_PEOPLE: &str = "Bring your people in";
pub const STEP_PEOPLE_DETAIL: &str = "From the CSV file of your HR system, with a preview of every row.";
pub const STEP_TEAMS: &str = "Look at your teams";
pub const STEP_TEAMS_DETAIL: &str = "The import makes them; or add them by hand.";
pub const STEP_PERIOD: &str = "Set up the first period";
pub const STEP_PERIOD_DETAIL: &str = "Most organisations plan by quarter.";
pub const STEP_GOAL: &str = "Write the first objective";
pub const STEP_GOAL_DETAIL: &str = "One for the organisation, so that everybody can align with it.";
pub const STEP_INVITE: &str = "Invite everybody";
pub const STEP_INVITE_DETAIL: &str = "Each person gets a personal link by mail.";
pub const DONE: &str = "Done";
pub const START: &str = "Start";

pub const ANSWER_PULSE: &str = "Answer";

/// A pulse that is open.
pub fn pulse(title: &str) -> String {
    format!("“{title}” is open for you")
}

/// How long it is.
pub fn pulse_until(date: &str) -> String {
    format!("Anonymous, a minute or two, until {date}.")
}

/// The greeting.
pub fn hello(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or(name);
    format!("Hello, {first}")
}

/// Under the greeting.
pub fn due(count: usize) -> String {
    match count {
        0 => "Nothing is waiting for you today.".to_owned(),
        1 => "One thing is waiting for you.".to_owned(),
        count => format!("{count} things are waiting for you."),
    }
}

/// How the donut is told to those who can't see it.
pub fn standing(parts: &[(String, i64)]) -> String {
    parts.iter().map(|(label, count)| format!("{label}: {count}")).collect::<Vec<_>>().join(", ")
}

/// Of a list that is longer than shown.
pub fn more(count: i64) -> String {
    format!("and {count} more")
}

/// When something was due.
pub fn since(date: &str) -> String {
    format!("Due since {date}")
}

/// When something is due today.
pub const DUE_TODAY: &str = "Due today";

/// When something is due.
pub fn due_on(day: &str) -> String {
    format!("Due {day}")
}

/// Whose week is to be read.
pub fn week_to_read(name: &str) -> String {
    format!("{name}: a week to read")
}

/// How much concerns somebody.
pub fn things(count: usize) -> String {
    if count == 1 { "One thing".to_owned() } else { format!("{count} things") }
}

/// How many reviews are to be written.
pub fn reviews(count: i64) -> String {
    if count == 1 { "A review to write".to_owned() } else { format!("{count} reviews to write") }
}

/// What somebody of one's team should have done.
pub fn late(name: &str, kind: LateKind, count: i64) -> String {
    let (one, many) = match kind {
        LateKind::CheckIns => ("a check-in", "check-ins"),
        LateKind::KpiValues => ("the value of a KPI", "values of KPIs"),
        LateKind::Weeks => ("a weekly check-in", "weekly check-ins"),
        LateKind::PlanSteps => ("a step of the development plan", "steps of the development plan"),
        LateKind::ActionItems => ("an action item", "action items"),
        LateKind::Feedback => ("feedback you asked for", "answers you asked for"),
        LateKind::Reviews => ("a review to write", "reviews to write"),
    };
    if count == 1 { format!("{name}: {one}") } else { format!("{name}: {count} {many}") }
}

/// How much of what is late in a team stands there.
pub fn late_here(here: usize, rest: i64) -> String {
    format!("The {here} that are late longest, {}", more(rest))
}

/// The oldest of several things, by what it is called; empty where it has no name.
pub fn oldest(title: &str, count: i64) -> String {
    if title.is_empty() || count == 1 { title.to_owned() } else { format!("{title}, {}", more(count - 1)) }
}

/// How many objectives wait for another owner.
pub fn objectives_without_owner(count: i64) -> String {
    match count {
        1 => "An objective without an active owner".to_owned(),
        count => format!("{count} objectives without an active owner"),
    }
}

/// How many KPIs wait for another owner.
pub fn kpis_without_owner(count: i64) -> String {
    match count {
        1 => "A KPI without an active owner".to_owned(),
        count => format!("{count} KPIs without an active owner"),
    }
}

/// Who asks about whom.
pub fn asks(asker: &str, subject: &str) -> String {
    super::feedback::asks(asker, subject)
}
