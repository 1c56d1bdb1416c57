//! Development: competencies, levels, plans, and other jobs that are proposed.

use shared::development::rules::LevelStep;

pub const TITLE: &str = "Development";
pub const LEAD: &str = "How you stand, as you and your manager see it, and what the two of you do about it. Your managers up the line and Admins can read it. This is never a rating.";
pub const MINE: &str = "Mine";
pub const FRAMEWORK: &str = "Framework";
pub const EXPECTED: &str = "Expected";
pub const OWN: &str = "Own view";
pub const MANAGER: &str = "Manager's view";
pub const GAP: &str = "Gap";
pub const COMPETENCY: &str = "Competency";
pub const ACTIONS: &str = "Actions";
pub const STANDING: &str = "Where things stand";
pub const STANDING_LEAD: &str =
    "Each side says theirs first; both are shown once both are in. Whoever says it anew asks the other again.";
pub const CHART: &str = "Levels by competency";
pub const CHART_DETAIL: &str = "An outline each for what the job asks for, the own view and the manager's view.";
pub const SAY: &str = "Say the level";
pub const SAY_AGAIN: &str = "Say it anew";
pub const OTHER_WAITS: &str = "The other side is in; yours is awaited";
pub const LEVEL: &str = "Level";
pub const WHY: &str = "Why";
pub const WHY_HINT: &str = "What you have seen, not who somebody is.";
pub const HISTORY: &str = "Earlier";
pub const SAVED: &str = "Saved";
pub const PLAN: &str = "Plan";
pub const PLAN_LEAD: &str = "A step holds once both agree.";
pub const NO_STEPS: &str = "No steps yet";
pub const NO_STEPS_DETAIL: &str = "One small step with a date is worth more than a list of wishes.";
pub const ADD_STEP: &str = "Add a step";
pub const EDIT_STEP: &str = "Change step";
pub const STEP: &str = "What will be done";
pub const FOR: &str = "For";
pub const NOTHING_PARTICULAR: &str = "Nothing in particular";
pub const UNTIL: &str = "Until";
pub const PROGRESS: &str = "How far";
pub const AGREE: &str = "Agree";
pub const AGREED: &str = "Agreed";
pub const DONE: &str = "Done";
pub const AWAITS_PERSON: &str = "Awaits the person";
pub const AWAITS_MANAGER: &str = "Awaits the manager";
pub const REMOVE: &str = "Remove";
pub const REMOVE_ASK: &str = "Remove this step?";
pub const REMOVE_DETAIL: &str = "It is gone for both of you, with how far it came.";
pub const NO_FRAMEWORK: &str = "There is no framework yet";
pub const NO_FRAMEWORK_ADMIN: &str =
    "Begin with eight competencies and five levels that fit most jobs, and change what doesn't fit you.";
pub const NO_FRAMEWORK_OTHERS: &str =
    "An Admin sets up what people can be good at here. Steps of a plan can be agreed on without it.";
pub const ADOPT: &str = "Begin with the usual one";
pub const COMPETENCIES: &str = "Competencies";
pub const ADD_COMPETENCY: &str = "Add a competency";
pub const EDIT_COMPETENCY: &str = "Change";
pub const RETIRE: &str = "Retire";
pub const RETIRE_ASK: &str = "Retire this competency?";
pub const RETIRE_DETAIL: &str = "It is asked for no more. What was said about it stays on record.";
pub const RETIRED: &str = "Retired";
pub const REVIVE: &str = "Bring back";
pub const IS_BACK: &str = "It is asked for again";
pub const NAME_LEVELS: &str = "Name the levels";
pub const LEVELS_DETAIL: &str = "First to last. What was said and what jobs ask for stays at its level.";
pub const NAME: &str = "Name";
pub const DESCRIPTION: &str = "What it is about";
pub const NOT_AGREED: &str = "Not agreed yet";
pub const TRACK: &str = "Track";
pub const TRACK_HINT: &str = "Which competencies are asked about besides those for everybody.";
pub const NO_TRACK: &str = "On no track";
pub const FOR_EVERYBODY: &str = "For everybody";
pub const TRACKS: &str = "Tracks";
pub const TRACKS_LEAD: &str = "A track is a kind of work, such as engineering or sales, with competencies of its own besides those for everybody. Put jobs on it below.";
pub const ADD_TRACK: &str = "Add a track";
pub const RENAME_TRACK: &str = "Rename";
pub const REMOVE_TRACK_ASK: &str = "Remove this track?";
pub const REMOVE_TRACK_DETAIL: &str = "Jobs that are on it are on none then.";
pub const TRACK_REMOVED: &str = "The track is removed";
pub const EXPECTATIONS: &str = "What jobs ask for";
pub const EXPECTATIONS_LEAD: &str = "By job title, as people have it.";
pub const JOB: &str = "Job title";
pub const CHOOSE_JOB: &str = "Choose a job";
pub const NOT_ASKED: &str = "Not asked for";
pub const LEVELS: &str = "Levels over time";
pub const LEVELS_LEAD: &str =
    "Another job, with the levels it asks for, is proposed with reasons; a manager says their word, an Admin decides.";
pub const PROPOSE: &str = "Propose another level";
pub const NO_PROPOSALS: &str = "Nothing has been proposed yet";
pub const NO_PROPOSALS_DETAIL: &str = "What is proposed and what becomes of it stays here, with its reasons.";
pub const NEW_JOB: &str = "Job they would have";
pub const NEW_JOB_HINT: &str =
    "By its title, such as “Senior Engineer”. What it asks for appears below, if it is known.";
pub const FROM_WHEN: &str = "From";
pub const WHY_LEVEL_HINT: &str = "What has been done at that level already, and for how long.";
pub const EVIDENCE: &str = "What stands behind it";
pub const EVIDENCE_LEAD: &str =
    "What stands behind it? Whoever can't open something sees only that there is something.";
pub const EVIDENCE_STEPS: &str = "Steps of the plan";
pub const EVIDENCE_OBJECTIVES: &str = "Objectives";
pub const EVIDENCE_PRAISE: &str = "Praise";
pub const EVIDENCE_HIDDEN: &str = "Something you may not open";
pub const WAITS_MANAGER: &str = "Waits for the manager";
pub const WAITS_ADMIN: &str = "Waits for an Admin";
pub const GRANTED: &str = "Granted";
pub const GRANTED_LATER: &str = "Granted, to begin on its day";
pub const REFUSED: &str = "Refused";
pub const RETURNED: &str = "Returned";
pub const WITHDRAWN: &str = "Withdrawn";

/// A level with its word.
pub fn level(levels: &[String], level: u8) -> String {
    let word = usize::from(level).checked_sub(1).and_then(|at| levels.get(at));
    word.map_or_else(|| level.to_string(), |word| format!("{level} · {word}"))
}

/// A level by its number.
pub fn level_number(number: usize) -> String {
    format!("Level {number}")
}

/// A gap with its sign.
pub fn gap(gap: i8) -> String {
    match gap {
        0 => "agree".to_owned(),
        gap if gap > 0 => format!("+{gap}"),
        gap => format!("−{}", gap.unsigned_abs()),
    }
}

/// A menu's name.
pub fn actions_for(what: &str) -> String {
    format!("Actions for {what}")
}

/// A button's full name.
pub fn of(deed: &str, what: &str) -> String {
    format!("{deed}: {what}")
}

/// A step with a proposal.
pub const fn step(step: LevelStep) -> &'static str {
    match step {
        LevelStep::Agree => AGREE,
        LevelStep::Return => "Return",
        LevelStep::Grant => "Grant",
        LevelStep::Refuse => "Refuse",
        LevelStep::Withdraw => "Withdraw",
    }
}

/// What comes of it.
pub const fn step_detail(step: LevelStep) -> &'static str {
    match step {
        LevelStep::Agree => "An Admin is asked to decide.",
        LevelStep::Return => "It goes back to whoever proposed it, who reads what you write.",
        LevelStep::Grant => "They have the job from its day on, and it says from then what is asked of them.",
        LevelStep::Refuse => "Their job stays as it is. They, their managers and Admins read what you write.",
        LevelStep::Withdraw => "It waits for nobody any more. That it was proposed stays here.",
    }
}

/// Another job.
pub fn from_to(from: Option<&str>, to: &str) -> String {
    from.map_or_else(|| to.to_owned(), |from| format!("{from} → {to}"))
}

/// From which day it would be, by whom it was proposed and when.
pub fn proposed(from: &str, by: &str, when: &str) -> String {
    format!("From {from} · proposed by {by}, {when}")
}

/// The manager who is for it.
pub fn agreed_by(name: &str) -> String {
    format!("{name} is for it")
}

/// Whose last word it was.
pub fn decided_by(name: &str, when: &str) -> String {
    format!("closed by {name}, {when}")
}

/// What was said about it.
pub fn because(reason: &str) -> String {
    format!("“{reason}”")
}

/// What a job asks for.
pub fn asks_for(levels: &[String]) -> String {
    if levels.is_empty() {
        return "It asks for nothing in particular.".to_owned();
    }
    format!("It asks for: {}.", levels.join(", "))
}

/// Praise in a list.
pub fn praise(author: &str, body: &str) -> String {
    let short: String = body.chars().take(80).collect();
    format!("{author}: {short}")
}

/// Praise as evidence.
pub fn praised(words: &str) -> String {
    format!("Praise: “{words}”")
}

/// The track of somebody's job.
pub fn on_track(name: &str) -> String {
    format!("Track of the job: {name}")
}

/// What is of a track.
pub fn of_track(competencies: usize, jobs: &[&str]) -> String {
    let competencies = match competencies {
        0 => "No competencies of its own yet".to_owned(),
        1 => "1 competency".to_owned(),
        more => format!("{more} competencies"),
    };
    let jobs = if jobs.is_empty() { "no jobs yet".to_owned() } else { jobs.join(", ") };
    format!("{competencies} · {jobs}")
}

/// What is asked for, and what each side said, of what somebody sees.
pub fn standing(expected: Option<String>, own: Option<String>, manager: Option<String>) -> String {
    let expected = expected.map(|level| format!("{EXPECTED}: {level}"));
    let said = |side: &str, level: Option<String>| {
        format!("{side}: {}", level.unwrap_or_else(|| "nothing they see".to_owned()))
    };
    let parts = expected.into_iter().chain([said(OWN, own), said(MANAGER, manager)]);
    parts.collect::<Vec<_>>().join(" · ")
}
