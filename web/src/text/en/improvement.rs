//! Words of improvement plans.

use shared::improvement::rules::{ImprovementAudience, ImprovementDeed, ImprovementPart, ImprovementState};

pub const PLANS: &str = "Improvement plans";
pub const LEAD: &str = "What is expected of somebody, how it is measured and what supports them, for a time. Between them, their manager and Admins: nobody else learns that there is one.";
pub const YOURS: &str = "Your improvement plan";
pub const TAB: &str = "Improvement plan";
pub const NONE: &str = "There is none";
pub const NONE_DETAIL: &str = "What you see stands here. A plan is drafted on the page of the person whom it is for.";
pub const NONE_OF_PERSON: &str =
    "They don't see a draft, nor that there is one. They see the plan from the day it starts.";
pub const PERSON: &str = "Person";
pub const MANAGER: &str = "Manager";
pub const STATE: &str = "State";
pub const STARTS: &str = "Starts";
pub const ENDS: &str = "Ends";
pub const READ: &str = "Read by the person";
pub const YES: &str = "Yes";
pub const NOT_YET: &str = "Not yet";
pub const AWAITS_TAKING_OVER: &str = "Waits for its new manager";
pub const DRAFT: &str = "Draft a plan";
pub const EDIT: &str = "Change";
pub const SCHEDULE: &str = "Schedule";
pub const PAUSE: &str = "Pause";
pub const RESUME: &str = "Let it run again";
pub const EXTEND: &str = "Extend";
pub const MEET: &str = "End: met";
pub const MISS: &str = "End: not met";
pub const WITHDRAW: &str = "Withdraw";
pub const TAKE_OVER: &str = "Take over";
pub const SCHEDULE_DETAIL: &str = "On its day they see it and are told. Until then they learn nothing of it.";
pub const PAUSE_DETAIL: &str = "It rests: there are no check-ins, and nobody ends it before it runs again.";
pub const RESUME_DETAIL: &str = "It goes on where it stood.";
pub const EXTEND_DETAIL: &str = "It runs on, until a later day.";
pub const END_DETAIL: &str = "It ends with that, and stays as it is.";
pub const WITHDRAW_DETAIL: &str =
    "It ends without a result. Whoever has seen it still sees it; before its start the person never does.";
pub const TAKE_OVER_DETAIL: &str =
    "They report to you now. Read the plan; from here on it is yours to go through with them.";
pub const FIRST_DAY: &str = "First day";
pub const LAST_DAY: &str = "Last day";
pub const WHY: &str = "Why";
pub const WHY_HINT: &str = "Everybody who sees the plan reads it.";
pub const WHY_CHANGED_HINT: &str =
    "They read it with the change, which they are asked to acknowledge before it runs again.";
pub const SAYS: &str = "What it says";
pub const PART: &str = "About";
pub const WHO_READS: &str = "Who reads it";
pub const WORDS: &str = "In words";
pub const ADD_PART: &str = "Add a part";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const REMOVE: &str = "Remove";
pub const NEW: &str = "New";
pub const GOES: &str = "How it goes";
pub const GOES_LEAD: &str = "What the manager and the person say at their check-ins. It stays as it was said.";
pub const NO_NOTES: &str = "Nothing was said yet.";
pub const NOTE: &str = "How it goes at the moment";
pub const ADD_NOTE: &str = "Add";
pub const ADDED: &str = "Added";
pub const DONE_WITH_IT: &str = "What was done with it";
pub const ACKNOWLEDGE: &str = "I have read it";
pub const ACKNOWLEDGE_LEAD: &str =
    "Say that you have read the plan as it stands. It doesn't say that you agree; you can say below what you think.";
pub const COMMENT: &str = "Your comment";
pub const ACKNOWLEDGED: &str = "Your manager and Admins see that you have read it.";
pub const AWAITS_READING: &str = "It was changed, and runs again once they have acknowledged the change.";
pub const ON_PAPER: &str = "On paper";
pub const FILE: &str = "plan.pdf";

/// The title of somebody's plan.
pub fn of(name: &str) -> String {
    format!("Improvement plan of {name}")
}

/// Where it stands.
pub const fn state(state: ImprovementState) -> &'static str {
    match state {
        ImprovementState::Draft => "Draft",
        ImprovementState::Scheduled => "Scheduled",
        ImprovementState::Running => "Running",
        ImprovementState::Paused => "Paused",
        ImprovementState::Extended => "Extended",
        ImprovementState::Met => "Met",
        ImprovementState::NotMet => "Not met",
        ImprovementState::Withdrawn => "Withdrawn",
    }
}

/// What a part is about.
pub const fn part(part: ImprovementPart) -> &'static str {
    match part {
        ImprovementPart::Expected => "What is expected",
        ImprovementPart::Measured => "How it is measured",
        ImprovementPart::Support => "What supports them",
        ImprovementPart::Background => "How it came to this",
    }
}

/// Who reads it.
pub const fn audience(audience: ImprovementAudience) -> &'static str {
    match audience {
        ImprovementAudience::Hr => "Admins",
        ImprovementAudience::Manager => "The manager and Admins",
        ImprovementAudience::Person => "The person, the manager and Admins",
    }
}

/// A button for a copy.
pub const fn paper(audience: ImprovementAudience) -> &'static str {
    match audience {
        ImprovementAudience::Hr => "PDF for Admins",
        ImprovementAudience::Manager => "PDF for the manager",
        ImprovementAudience::Person => "PDF for the person",
    }
}

/// What was done.
pub const fn deed(deed: ImprovementDeed) -> &'static str {
    match deed {
        ImprovementDeed::Drafted => "Drafted",
        ImprovementDeed::Scheduled => "Scheduled",
        ImprovementDeed::Started => "Started",
        ImprovementDeed::Changed => "Changed",
        ImprovementDeed::Paused => "Paused",
        ImprovementDeed::Resumed => "Runs again",
        ImprovementDeed::Acknowledged => "Read by the person",
        ImprovementDeed::Extended => "Extended",
        ImprovementDeed::TakenOver => "Taken over",
        ImprovementDeed::Met => "Ended: met",
        ImprovementDeed::NotMet => "Ended: not met",
        ImprovementDeed::Withdrawn => "Withdrawn",
    }
}

/// A deed with the day it is about.
pub fn deed_on(word: &str, day: &str) -> String {
    format!("{word}: {day}")
}

/// A part of the form, by its place from 1.
pub fn part_at(place: usize) -> String {
    format!("Part {place}")
}

/// What a button does with which part.
pub fn of_part(deed: &str, part: &str) -> String {
    format!("{deed}: {part}")
}
