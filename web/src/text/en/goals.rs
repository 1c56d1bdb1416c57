//! Goals: list, tree, one objective, check-ins.

use shared::goals::{
    BlockerKind, KeyResultCarry, Level, Visibility,
    rules::{
        kinds::{CheckInStatus, Direction, GoalStatus, KeyResultKind, ObjectiveState, RollUp, Transition},
        roll_up::LeftOut,
    },
};

pub const GOALS: &str = "Goals";
pub const LEAD: &str = "Objectives with their key results, as far as you may see them.";
pub const NEW: &str = "New objective";
pub const AS_LIST: &str = "List";
pub const AS_TREE: &str = "Tree";
pub const VIEW: &str = "View";

pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Part of the title";
pub const PERIOD: &str = "Period";
pub const ANY_PERIOD: &str = "All periods";
pub const LEVEL: &str = "Level";
pub const ANY_LEVEL: &str = "All levels";
pub const STATE: &str = "State";
pub const AGREED: &str = "Agreed (no drafts)";
pub const WITHOUT_OWNER: &str = "Without an active owner";
pub const SCOPE: &str = "Scope";
pub const ANY_STATE: &str = "All states";
pub const STATUS: &str = "Status";
pub const ANY_STATUS: &str = "Any status";
pub const TEAM: &str = "Team";
pub const ANY_TEAM: &str = "All teams";
pub const NO_TEAM: &str = "No team";
pub const WHOSE: &str = "Whose";
pub const EVERYBODYS: &str = "Everybody's";
pub const MINE: &str = "Mine";
pub const CLEAR: &str = "Clear filters";

pub const TITLE: &str = "Objective";
pub const OWNER: &str = "Owner";
pub const PROGRESS: &str = "Progress";
pub const NONE_YET: &str = "No goals yet";
pub const NONE_YET_DETAIL: &str =
    "Begin with one objective that matters, and two or three key results that tell whether it has come true.";
pub const NONE_FOUND: &str = "No objective matches";
pub const NONE_FOUND_DETAIL: &str = "Try fewer filters, or another period.";
pub const UPDATE_MANY: &str = "Update the selected objectives";
pub const SELECT: &str = "Select";
pub const SELECT_NONE: &str = "Select none";
pub const CHANGE_OWNER: &str = "Change the owner";
pub const CHANGE_PERIOD: &str = "Move to another period";
pub const CHANGE_PARENT: &str = "Align under another objective";
pub const PARENT_MANY_HINT: &str = "Leave it empty, and they support nothing above them.";

pub const KEY_RESULTS: &str = "Key results";
pub const NO_KEY_RESULTS: &str = "No key results yet";
pub const NO_KEY_RESULTS_DETAIL: &str =
    "Two to four numbers or milestones that tell whether the objective has come true.";
pub const ADD_KEY_RESULT: &str = "Add a key result";
pub const EDIT_KEY_RESULT: &str = "Change the key result";
pub const REMOVE_KEY_RESULT: &str = "Remove the key result";
pub const REMOVE_KEY_RESULT_DETAIL: &str = "Only a key result without check-ins can be removed.";
pub const NOW: &str = "Now";
pub const OVERDUE: &str = "Check-in overdue";
pub const CHECK_IN: &str = "Check in";
pub const HISTORY: &str = "History";
pub const EDIT: &str = "Change";
pub const DELETE: &str = "Delete";
pub const DELETE_ASK: &str = "Delete this draft?";
pub const DELETE_DETAIL: &str = "Nobody else has worked with it yet. It can't be brought back.";
pub const DELETED: &str = "The draft is deleted.";
pub const ACTIONS: &str = "More";
pub const NOT_COUNTED: &str = "tracked, not counted";
pub const SCORE: &str = "Score";
pub const LEARNING: &str = "Learning";
pub const DETAILS: &str = "Details";
pub const VISIBILITY: &str = "Who sees it";
pub const ALIGNMENT: &str = "Alignment";
pub const ALIGNED_UNDER: &str = "Supports";
pub const ALIGNED_BELOW: &str = "Supported by";
pub const UNALIGNED: &str = "Stands on its own.";
pub const ROLL_UP: &str = "Progress is computed from";
pub const WEIGHT: &str = "Weight";
pub const WEIGHT_HINT: &str = "0 is tracked, but not counted.";
pub const CARRIED: &str = "Carries on";
pub const CARRIED_ON: &str = "Carried on as";
pub const HIDDEN: &str = "An objective that you can't see";

pub const OPEN_NUMBER: &str = "How was this computed?";
pub const COMPUTED: &str = "How the progress was computed";
pub const COMPUTED_LEAD: &str =
    "The mean of everything that counts, by weight. Each part counts with its progress between 0% and 100%.";
/// Under the chart of an objective's progress.
pub fn progress_sentence(first: &str, last: &str, days: usize) -> String {
    format!("From {first} to {last}, as it was known on {days} days.")
}
pub const PROGRESS_OVER_TIME: &str = "Progress over time";
pub const AS_KNOWN_ON: &str = "As known on";
pub const AS_KNOWN_ON_HINT: &str = "Without a day: as it is now";
pub const COMPUTED_NOTHING: &str = "Nothing counts yet, so there is no progress.";
pub const WITHHELD: &str = "Goals you can't see count too; they stay inside the one number.";
pub const PART: &str = "Part";
pub const COUNTS_WITH: &str = "Counts with";
pub const HIDDEN_PART: &str = "An aligned objective";
pub const SUM: &str = "Together";

pub const HISTORY_LEAD: &str = "Every check-in, corrected ones too. Nothing here can be rewritten.";
pub const NO_HISTORY: &str = "No check-ins yet";
pub const NO_HISTORY_DETAIL: &str = "Each check-in adds a point to the chart and a line to the list.";
pub const CORRECTED: &str = "Corrected later";
pub const CORRECTION: &str = "Correction";
pub const CORRECT: &str = "Correct";
pub const CHART: &str = "Value over time";

pub const VALUE: &str = "Value now";
pub const VALUE_PERCENT: &str = "In per cent.";
pub const DONE_SO_FAR: &str = "Done so far";
pub const AS_OF: &str = "As of";
pub const AS_OF_HINT: &str = "Today, if left empty.";
pub const HOW_IT_LOOKS: &str = "How it looks";
pub const CONFIDENCE: &str = "Confidence";
pub const CONFIDENCE_HINT: &str = "0 (won't happen) to 10 (certain).";
pub const COMMENT: &str = "What changed";
pub const BLOCKER: &str = "What is in the way";
pub const NO_BLOCKER: &str = "Nothing in particular";
pub const BLOCKER_OWNER: &str = "Who can clear it";
pub const NEXT_STEP: &str = "Next step";
pub const LINKS: &str = "Evidence";
pub const LINKS_HINT: &str = "One address per line, beginning with https://.";
pub const CHECKED_IN: &str = "Checked in.";
pub const CORRECTING: &str = "The earlier check-in stays in the history, marked as corrected.";
pub const MORE_FIELDS: &str = "Day, confidence and evidence";

pub const COMMENTS: &str = "Comments";
pub const NO_COMMENTS: &str = "Nothing has been said yet.";
pub const SAY: &str = "Add a comment";
pub const SAY_HINT: &str = "Type @ to mention somebody who sees this goal.";
pub const SOMEBODY: &str = "@somebody";

/// Who was named and wasn't told.
pub fn not_told(names: &str) -> String {
    format!("Not told, because they don't see this goal: {names}")
}
pub const SEND: &str = "Send";

pub const CLOSE_LEAD: &str = "Every key result needs a value. What was learned stays with the objective.";
pub const SCORE_HINT: &str = "0 to 100. Suggested from the progress.";
pub const SCORE_COMMENT: &str = "Why the score differs from the progress";
pub const LEARNED: &str = "What was learned, in one line";
pub const MOVED: &str = "Done.";
pub const CARRY: &str = "Carry over";
pub const CARRY_LEAD: &str = "Makes a copy in another period, linked to this one. Nothing carries over by itself.";
pub const CARRY_REASON: &str = "Why it goes on";
pub const CARRY_HOW: &str = "Its key results";
pub const CARRY_INTO: &str = "Into";
pub const CHOOSE: &str = "Choose…";
pub const CARRIED_OVER: &str = "Carried over as a draft.";
pub const CARRIED_OVER_ALONE: &str =
    "Carried over as a draft. It supports nothing yet: what it was aligned under is closed, or you can't see it.";

pub const NEW_TITLE: &str = "What is to be true in the end";
pub const NEW_TITLE_HINT: &str = "A state one can picture, such as “New customers get going on their own”.";
pub const DESCRIPTION: &str = "Description";
pub const PARENT: &str = "Supports";
pub const PARENT_HINT: &str = "The objective above that this one contributes to.";
pub const NO_PARENT: &str = "Nothing in particular";
pub const BEGINS_AS: &str = "Begins as";
pub const OPEN_DRAFT: &str = "Draft";
pub const OPEN_DRAFT_DETAIL: &str = "Only you, those above you and Admins see it.";
pub const OPEN_ACTIVE: &str = "Active";
pub const OPEN_ACTIVE_DETAIL: &str = "Agreed; check-ins are due from now on.";
pub const CREATE: &str = "Create the objective";
pub const CREATED: &str = "The objective is there.";
pub const SAVED: &str = "Saved.";
pub const CHOSEN_BELOW: &str = "as chosen below";
pub const NO_PERIODS: &str = "There is no period yet";
pub const NO_PERIODS_DETAIL: &str =
    "Goals belong to a span of time, such as a quarter. An Admin sets periods up in the settings.";
pub const TO_PERIODS: &str = "Set periods up";

pub const KR_TITLE: &str = "What is measured";
pub const KIND: &str = "Kind";
pub const DIRECTION: &str = "Direction";
pub const START: &str = "From";
pub const TARGET: &str = "To";
pub const LOW: &str = "Not below";
pub const HIGH: &str = "Not above";
pub const TOLERANCE: &str = "Tolerance";
pub const TOLERANCE_HINT: &str = "How far outside progress has fallen to nothing.";
pub const UNIT: &str = "Unit";
pub const CURRENCY: &str = "Currency";
pub const CURRENCY_HINT: &str = "Three letters, such as EUR.";
pub const CADENCE: &str = "Days between check-ins";
pub const MILESTONES: &str = "Milestones";
pub const MILESTONES_HINT: &str = "In the order they should be done. A heavier one moves the progress further.";
pub const ADD_MILESTONE: &str = "Add a milestone";
pub const REMOVE: &str = "Remove";
pub const MEASURE_FIXED: &str =
    "How it is measured is fixed since the first check-in: what was said then must keep its meaning.";

/// A status in a word or two.
pub const fn status(status: GoalStatus) -> &'static str {
    match status {
        GoalStatus::NotStarted => "Not started",
        GoalStatus::OnTrack => "On track",
        GoalStatus::AtRisk => "At risk",
        GoalStatus::OffTrack => "Off track",
        GoalStatus::Outdated => "Outdated",
        GoalStatus::Achieved => "Achieved",
        GoalStatus::Missed => "Missed",
        GoalStatus::Cancelled => "Cancelled",
    }
}

/// What somebody says at a check-in.
pub const fn said(status: CheckInStatus) -> &'static str {
    match status {
        CheckInStatus::OnTrack => "On track",
        CheckInStatus::AtRisk => "At risk",
        CheckInStatus::OffTrack => "Off track",
    }
}

/// A state in a word.
pub const fn state(state: ObjectiveState) -> &'static str {
    match state {
        ObjectiveState::Draft => "Draft",
        ObjectiveState::Proposed => "Proposed",
        ObjectiveState::Active => "Active",
        ObjectiveState::Paused => "Paused",
        ObjectiveState::Achieved => "Achieved",
        ObjectiveState::Missed => "Missed",
        ObjectiveState::Cancelled => "Cancelled",
    }
}

/// A level in a word.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Organisation => "Organisation",
        Level::Team => "Team",
        Level::Person => "Person",
    }
}

/// Who sees it, in short.
pub const fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Organisation => "Everybody",
        Visibility::Team => "The team",
        Visibility::Chain => "Managers above",
        Visibility::Private => "You, those you share with, and Admins",
    }
}

/// Who sees it, exactly.
pub const fn visibility_detail(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Organisation => "The whole organisation, once it is active.",
        Visibility::Team => "Its team and the teams below it, once it is active, and the owner's managers.",
        Visibility::Chain => "The owner, their managers all the way up, and Admins.",
        Visibility::Private => "Not even the owner's manager, unless it is shared with them.",
    }
}

/// Who sees it, for whoever chooses.
pub fn visibility_choice(visibility: Visibility) -> String {
    let detail = visibility_detail(visibility);
    if visibility == Visibility::Team { format!("{detail} Choose a team for that.") } else { detail.to_owned() }
}

/// What progress comes from.
pub const fn roll_up(roll_up: RollUp) -> &'static str {
    match roll_up {
        RollUp::KeyResults => "Key results",
        RollUp::Children => "Aligned objectives",
        RollUp::Both => "Key results and aligned objectives",
    }
}

/// The button of a step.
pub const fn transition(transition: Transition) -> &'static str {
    match transition {
        Transition::Propose => "Propose",
        Transition::SendBack => "Send back to draft",
        Transition::Activate => "Activate",
        Transition::Pause => "Pause",
        Transition::Resume => "Resume",
        Transition::Achieve => "Close as achieved",
        Transition::Miss => "Close as missed",
        Transition::Cancel => "Cancel the objective",
    }
}

/// Why a part doesn't count.
pub const fn left_out(why: LeftOut) -> &'static str {
    match why {
        LeftOut::NotRolledUp => "Not asked for",
        LeftOut::NotActiveYet => "Not agreed yet",
        LeftOut::Paused => "Paused",
        LeftOut::Cancelled => "Cancelled",
        LeftOut::NoWeight => "Tracked, not counted",
        LeftOut::NoProgress => "No value yet",
    }
}

/// What a key result counts.
pub const fn kind(kind: KeyResultKind) -> &'static str {
    match kind {
        KeyResultKind::Number => "Number",
        KeyResultKind::Percent => "Per cent",
        KeyResultKind::Money => "Money",
        KeyResultKind::Milestone => "Milestones",
    }
}

/// Which way is forward.
pub const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "Increase",
        Direction::Decrease => "Decrease",
        Direction::KeepWithin => "Keep within",
    }
}

/// What is in the way.
pub const fn blocker(kind: BlockerKind) -> &'static str {
    match kind {
        BlockerKind::Decision => "A decision",
        BlockerKind::People => "Hands or skills",
        BlockerKind::Budget => "Budget",
        BlockerKind::Dependency => "Somebody else's work",
        BlockerKind::Other => "Something else",
    }
}

/// Which check-in is being corrected.
pub fn correcting(day: &str, value: &str) -> String {
    format!("Correcting the check-in of {day}: {value}")
}

/// What happens to key results carried over.
pub const fn carry(carry: KeyResultCarry) -> &'static str {
    match carry {
        KeyResultCarry::Keep => "Go on from their current values",
        KeyResultCarry::Restart => "Begin again from where they began",
    }
}

/// The way of a key result.
pub fn way(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

/// The bounds of a key result.
pub fn band(low: &str, high: &str) -> String {
    format!("between {low} and {high}")
}

/// Steps done.
pub fn steps(done: usize, all: usize) -> String {
    format!("{done} of {all} done")
}

/// Confidence, where it was said.
pub fn confidence(value: u8) -> String {
    format!("Confidence {value}/10")
}

/// Under the progress.
pub fn pace(expected: &str) -> String {
    format!("Expected by now: {expected}")
}

/// Over an objective whose days leave those of what it supports.
pub fn days_outside(above: &str, days: &str) -> String {
    format!("Its days go beyond those of “{above}” ({days})")
}

/// A button among many of its kind.
pub fn check_in_on(title: &str) -> String {
    format!("Check in on {title}")
}

/// A button among many of its kind.
pub fn history_of(title: &str) -> String {
    format!("History of {title}")
}

/// A button among many of its kind.
pub fn correct_of(date: &str) -> String {
    format!("Correct the check-in of {date}")
}

/// The menu of one key result.
pub fn actions_for(title: &str) -> String {
    format!("Actions for {title}")
}

/// How a key result's line goes, for those who can't see it.
pub fn chart_sentence(first: &str, last: &str, count: usize) -> String {
    if count == 1 { format!("One value: {last}.") } else { format!("{count} values, from {first} to {last}.") }
}

/// The heading of a key result being written.
pub fn key_result(place: usize) -> String {
    format!("Key result {place}")
}

/// The field of a milestone being written.
pub fn milestone(place: usize) -> String {
    format!("Milestone {place}")
}

/// A button among many of its kind.
pub fn remove_milestone(place: usize) -> String {
    format!("Remove milestone {place}")
}

/// When a check-in is due.
pub fn due(date: &str) -> String {
    format!("Check-in due {date}")
}

/// A box of the list.
pub fn select(title: &str) -> String {
    format!("Select {title}")
}

/// How many are selected.
pub fn selected(count: usize) -> String {
    format!("{count} selected")
}

/// How many a change is for.
pub fn change_many(count: usize) -> String {
    if count == 1 { "For the selected objective.".to_owned() } else { format!("For the {count} selected objectives.") }
}

/// How many stayed as they were.
pub fn not_changed(count: usize) -> String {
    if count == 1 {
        "1 objective stayed as it was".to_owned()
    } else {
        format!("{count} objectives stayed as they were")
    }
}

/// After a step for several.
pub fn moved_many(count: usize) -> String {
    if count == 1 { "1 objective updated.".to_owned() } else { format!("{count} objectives updated.") }
}

/// One that stayed where it was.
pub fn not_moved(title: &str, why: &str) -> String {
    format!("{title}: {why}")
}

pub const FOLLOW: &str = "Follow a KPI";
pub const UNFOLLOW: &str = "Follow no longer";
pub const KPI: &str = "KPI";
pub const FOLLOW_DETAIL: &str =
    "Its value then comes from the KPI, whenever that changes. Status and comment stay yours to say.";
pub const FOLLOWS_NOW: &str = "It follows the KPI now.";
pub const FOLLOWS_NO_LONGER: &str = "It follows no KPI any more.";
pub const FOLLOWS_HIDDEN: &str = "Follows a KPI";
pub const VALUE_FROM_KPI: &str = "The value comes from the KPI.";

/// What a key result follows.
pub fn follows(kpi: &str) -> String {
    format!("Follows {kpi}")
}

/// How far the list looks.
pub const fn scope(scope: shared::goals::Scope) -> &'static str {
    match scope {
        shared::goals::Scope::Answered => "What I answer for",
        shared::goals::Scope::Seen => "All I may see",
    }
}
