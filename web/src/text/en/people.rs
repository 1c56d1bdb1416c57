//! People: the list, a person's page, the chart.

use shared::{
    accounts::FactorHeld,
    people::{LeftCount, LeftKind, PersonStatus},
    reviews::ReviewEnding,
};

pub const PEOPLE: &str = "People";
pub const LEAD_ADMIN: &str = "Everybody in the organisation, with their team, manager and role.";
pub const LEAD: &str = "The people you can look up.";
pub const CHART: &str = "Organisation chart";
pub const CHART_LEAD: &str = "Who reports to whom. Open a person to go down a level.";
pub const SHOW_CHART: &str = "Chart";
pub const SHOW_LIST: &str = "List";

pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Name, job title or e-mail";
pub const TEAM: &str = "Team";
pub const ANY_TEAM: &str = "All teams";
pub const ROLE: &str = "Role";
pub const ANY_ROLE: &str = "All roles";
pub const STATUS: &str = "Status";
pub const ANY_STATUS: &str = "Invited and active";
pub const MANAGER: &str = "Manager";
pub const ANY_MANAGER: &str = "Anybody";
pub const SECOND_FACTOR: &str = "Two-step log-in";
pub const ANY_SECOND_FACTOR: &str = "With or without";
pub const CLEAR: &str = "Clear filters";

/// What of the second step at log-in people are looked for by.
pub fn second_factor(held: FactorHeld) -> &'static str {
    match held {
        FactorHeld::Neither => "Without it",
        FactorHeld::App => "By an app",
        FactorHeld::Passkey => "By a passkey",
    }
}

pub const NAME: &str = "Name";
pub const JOB_TITLE: &str = "Job title";
pub const EMAIL: &str = "E-mail";
pub const CHOSEN_BELOW: &str = "as chosen below";
pub const START_DATE: &str = "Started";
pub const EXTERNAL_ID: &str = "Number in the HR system";
pub const DIRECT_REPORTS: &str = "Direct reports";
pub const INVITED: &str = "Invitation sent";
pub const NOT_INVITED: &str = "Not yet";
pub const ACTIONS: &str = "Actions";
pub const NO_TEAM: &str = "No team";
pub const NO_MANAGER: &str = "Nobody";

pub const NOBODY: &str = "It is only you so far";
pub const NOBODY_DETAIL: &str = "Bring your people in from the file your HR system exports, or add them one by one. Nobody gets a mail before you invite them.";
pub const NONE_FOUND: &str = "Nobody matches";
pub const NONE_FOUND_DETAIL: &str = "Try fewer filters. People who have left appear only under the status Deactivated.";

pub const ADD: &str = "Add a person";
pub const IMPORT: &str = "Import from a file";
pub const EXPORT: &str = "Export as CSV";
pub const EXPORT_FILE: &str = "people.csv";
pub const INVITE_EVERYBODY: &str = "Invite everybody";
pub const INVITE_EVERYBODY_ASK: &str = "Invite everybody who has no invitation yet?";
pub const INVITE_EVERYBODY_DETAIL: &str =
    "Each of them gets a mail with a personal link to set a password. Those who were invited before get none.";
pub const MORE: &str = "More";

pub const EDIT: &str = "Change";
pub const EDIT_PERSON: &str = "Change the person";
pub const EMAIL_FIXED: &str = "Belongs to their account now; only they can change it.";
pub const ROLE_EMPLOYEE: &str = "Their own data and what is shared with them.";
pub const ROLE_MANAGER: &str = "Also their direct and indirect reports.";
pub const ROLE_ADMIN: &str = "All of the organisation, its settings and its people.";
pub const MANAGER_HINT: &str = "Sees their goals and progress, as does everybody above.";
pub const MANAGER_MOVES: &str = "Access moves with the reporting line";
pub const MANAGER_MOVES_DETAIL: &str = "From the moment you save, the new manager and those above see this person and everybody below; the old ones no longer do. Nothing anybody wrote is lost, and the old line stays in the history.";
pub const INVITE_NOW: &str = "Send the invitation right away";
pub const INVITE_NOW_HINT: &str = "A mail with a personal link to set a password. You can also do it later.";

pub const INVITE: &str = "Send an invitation";
pub const INVITE_AGAIN: &str = "Send the invitation again";
pub const DEACTIVATE: &str = "Deactivate";
pub const DEACTIVATE_DETAIL: &str = "They are logged out everywhere at once and can't come back. Their goals and history stay, and you can reactivate them at any time.";
pub const LEAVES: &str = "This leaves";
pub const LEAVES_NOTHING: &str = "They have nothing in hand that somebody else would have to go on with.";
pub const REACTIVATE: &str = "Reactivate";
pub const REACTIVATE_DETAIL: &str = "They can log in again with their old password, in the role they had.";

pub const TAB_OVERVIEW: &str = "Overview";
pub const TAB_KPIS: &str = "KPIs";
pub const TAB_GOALS: &str = "Goals";
pub const TAB_STORY: &str = "Story";
pub const TAB_LINES: &str = "Reporting lines";
pub const TAB_SESSIONS: &str = "Sessions";
pub const DETAILS: &str = "Details";
pub const REPORTS: &str = "Direct reports";
pub const NO_REPORTS: &str = "Nobody reports to them.";
pub const IN_CHART: &str = "Show in the chart";
pub const REPORTS_TO: &str = "Reports to";
pub const NO_GOALS: &str = "No goals in sight";
pub const NO_GOALS_DETAIL: &str = "They have none, or none that you may see.";

pub const LINES: &str = "Reporting lines";
pub const LINES_LEAD: &str = "Who they reported to, and when. What happened then stays with the line of that time.";
pub const NO_LINES: &str = "They have never reported to anybody.";
pub const NO_LINES_DETAIL: &str = "Once they have a manager, it stands here whom they report to, and since when.";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const STILL: &str = "Today";

pub const SESSIONS: &str = "Sessions";
pub const SESSIONS_LEAD: &str = "Where they are logged in to this organisation.";
pub const NO_SESSIONS: &str = "They aren't logged in anywhere.";

pub const TOP: &str = "Top";
pub const CHART_KEYS: &str = "Arrow keys move, Enter opens a person's reports, Escape goes up.";
pub const CHART_EMPTY: &str = "Nobody reports to them";
pub const CHART_NOBODY: &str = "There is nobody to draw yet";
pub const CHART_EMPTY_DETAIL: &str =
    "The chart is drawn from managers. Whoever gets a manager, on their page or by an import, stands below them.";
pub const OPEN_PAGE: &str = "Open the person's page";
pub const UP: &str = "Up";

/// The status in a word.
pub const fn status(status: PersonStatus) -> &'static str {
    match status {
        PersonStatus::NotInvited => "Not invited yet",
        PersonStatus::Invited => "Invited",
        PersonStatus::Active => "Active",
        PersonStatus::Deactivated => "Deactivated",
    }
}

/// After creating somebody.
pub fn added(name: &str) -> String {
    format!("{name} is in the organisation.")
}

/// After changing somebody.
pub fn saved(name: &str) -> String {
    format!("{name}: saved.")
}

/// After sending an invitation.
pub fn invited(name: &str) -> String {
    format!("The invitation to {name} is on its way.")
}

/// After inviting everybody.
pub fn invited_many(count: i64) -> String {
    match count {
        0 => "Everybody has an invitation already.".to_owned(),
        1 => "1 invitation is on its way.".to_owned(),
        count => format!("{count} invitations are on their way."),
    }
}

/// Before deactivating somebody.
pub fn deactivate(name: &str) -> String {
    format!("Deactivate {name}?")
}

/// Before deactivating somebody whom others report to.
pub fn deactivate_reports(count: i64) -> String {
    let who = if count == 1 { "1 person reports".to_owned() } else { format!("{count} people report") };
    format!("{who} to them, and stays in that line until given another manager.")
}

/// What somebody leaves behind, and what becomes of it.
pub fn left(left: LeftCount) -> String {
    let (one, many, then) = match left.kind {
        LeftKind::Objective => ("1 objective", "objectives", "in their name until another owner is chosen"),
        LeftKind::KeyResult => {
            ("1 key result for others", "key results for others", "in their name until another owner is chosen")
        }
        LeftKind::Kpi => ("1 KPI", "KPIs", "in their name until another owner is chosen"),
        LeftKind::Proposal => {
            ("1 proposed objective to agree to", "proposed objectives to agree to", "asked of who is next above")
        }
        LeftKind::LevelProposal => (
            "1 proposal of another job to agree to",
            "proposals of other jobs to agree to",
            "asked of who is next above",
        ),
        LeftKind::Blocker => ("1 blocker to clear", "blockers to clear", "back with the owner of the key result"),
        LeftKind::FeedbackAsk => {
            ("1 question to answer", "questions to answer", "awaited no more, and whoever asked is told")
        }
        LeftKind::FeedbackRequest => {
            ("1 request for feedback", "requests for feedback", "closed; answers that came stay")
        }
        LeftKind::ActionItem => {
            ("1 promise from a one-on-one", "promises from one-on-ones", "offered to whom they met")
        }
        LeftKind::Review => ("1 review to write", "reviews to write", "written by nobody; what is handed in stays"),
        LeftKind::Packet => ("1 review of theirs", "reviews of theirs", "as you choose below"),
        LeftKind::OneOnOne => ("1 one-on-one", "one-on-ones", "ended; what was noted stays"),
    };
    let what = if left.count == 1 { one.to_owned() } else { format!("{} {many}", left.count) };
    format!("{what}: {then}")
}

pub const REVIEWS_END: &str = "What review cycles gather about them";
pub const END_REVIEWS: &str = "End their reviews";
pub const END_REVIEWS_DETAIL: &str =
    "In cycles that run, nothing more is written about them, and no stage waits for it.";
pub const HAVE_LEFT: &str = "They have left.";

/// About whom.
pub fn end_reviews(name: &str) -> String {
    format!("End the reviews about {name}")
}

/// That it was done.
pub fn reviews_ended(name: &str, cycles: i64) -> String {
    match cycles {
        1 => format!("The review of {name} is ended."),
        _ => format!("The reviews of {name} are ended, in {cycles} cycles."),
    }
}

/// How it ends, and what that means.
pub const fn review_ending(ending: ReviewEnding) -> (&'static str, &'static str) {
    match ending {
        ReviewEnding::Early => {
            ("Close it early", "Nothing more is asked. What was handed in goes into sharing as far as it came.")
        }
        ReviewEnding::Cancelled => {
            ("Cancel it", "Nothing more is asked, and it is withheld. What was handed in is kept.")
        }
    }
}

/// Who is told of what waits for another owner.
pub fn heir(name: Option<&str>) -> String {
    let who = name.map_or_else(|| "The Admins are".to_owned(), |name| format!("{name} is"));
    format!("{who} told, and can choose another owner for what waits for one.")
}

/// After deactivating somebody.
pub fn deactivated(name: &str) -> String {
    format!("{name} is deactivated.")
}

/// Before reactivating somebody.
pub fn reactivate(name: &str) -> String {
    format!("Reactivate {name}?")
}

/// After reactivating somebody.
pub fn reactivated(name: &str) -> String {
    format!("{name} is back.")
}

/// The menu of one person.
pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

/// Under a card of the chart.
pub fn below(direct: i64, all: i64) -> String {
    match (direct, all) {
        (0, _) => "No reports".to_owned(),
        (1, 1) => "1 report".to_owned(),
        (direct, all) if direct == all => format!("{direct} reports"),
        (direct, all) => format!("{direct} direct, {all} in all"),
    }
}

/// What a card of the chart is called.
pub fn card(name: &str, title: Option<&str>, below: &str) -> String {
    title.map_or_else(|| format!("{name}, {below}"), |title| format!("{name}, {title}, {below}"))
}

/// Over a level of the chart.
pub fn reports_of(name: &str) -> String {
    format!("Reports of {name}")
}
