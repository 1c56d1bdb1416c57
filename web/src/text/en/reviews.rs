//! Reviews: cycles, writing, what one gets, and templates.

pub use super::review_templates::*;
use shared::reviews::{
    Acknowledgement, PacketState, ReviewDutyKind, ReviewNaming, ReviewRelation, ReviewStage, ReviewState, ReviewStep,
};

pub const REVIEWS: &str = "Reviews";
pub const REVIEWS_LEAD: &str = "What you have to write, what was written about you, and the cycles it belongs to.";
pub const TO_WRITE: &str = "To write";
pub const WRITE: &str = "Write";
pub const LATE: &str = "Late";
pub const NOTHING_TO_WRITE: &str = "Nothing to write";
pub const NOTHING_TO_WRITE_DETAIL: &str = "When a review cycle asks you to write about somebody, it stands here.";
pub const ABOUT_YOU: &str = "About you";
pub const WAITING: &str = "Waiting for you";
pub const CYCLES: &str = "Review cycles";
pub const NEW_CYCLE: &str = "New cycle";
pub const EDIT_CYCLE: &str = "Edit cycle";
pub const NO_CYCLES: &str = "No review cycle yet";
pub const NO_CYCLES_ADMIN: &str =
    "Begin with a template of what is asked; then set up a cycle: whom it is about, until when, and who learns what.";
pub const NO_CYCLES_DETAIL: &str = "Cycles that are about you or your people, or for which you write, stand here.";
pub const STAGE: &str = "Stage";
pub const STATE: &str = "State";
pub const ANY_STATE: &str = "Any state";
pub const PERIOD: &str = "Looks back on";

pub const TO_GO_BY: &str = "To go by";
pub const NO_GOALS: &str = "No goals of that time that you can see.";
pub const NO_COMPETENCIES: &str = "Their job asks for no competencies yet.";
pub const STORY: &str = "Their story of this time";
pub const NAMED: &str = "With your name";
pub const NAMED_DETAIL: &str = "Whoever reads your answers reads that they are yours: Admins, the person's managers, whoever an Admin gives sight of the cycle and, where a question says so, the person.";
pub const CONFIDENTIAL: &str = "Confidential";
pub const UNNAMED: &str = "Without your name";
pub const KEEP: &str = "Save";
pub const KEPT: &str = "It is saved. Nobody else reads it before you hand it in.";
pub const HAND_IN: &str = "Hand in";
pub const HANDED_IN: &str = "It is handed in. As long as reviews are written you can take it back.";
pub const DECLINE: &str = "Decline";
pub const DECLINE_DETAIL: &str = "Say why. The person's manager and Admins read it; the person doesn't.";
pub const DECLINED: &str = "You have declined.";
pub const REASON: &str = "Reason";
pub const TAKE_BACK: &str = "Take back";
pub const TAKEN_BACK: &str = "It is yours to write on again.";
pub const IS_DECLINED: &str = "You have declined to write this.";
pub const IS_SUBMITTED: &str = "It is handed in.";
pub const IS_OVER: &str = "Nothing is written here any more.";
pub const NOT_YET: &str = "Writing begins when it is settled who writes as peers.";
pub const NO_ANSWER: &str = "No answer";
pub const WHY: &str = "Why";

pub const YOURS_OF: &str = "Your review";
pub const OWES: &str = "You have a review about this person to hand in. What others wrote you read only then, so that each speaks for themselves.";
pub const NOTHING_TO_READ: &str = "Nothing to read yet";
pub const NOTHING_YET: &str =
    "What was handed in stands here. Answers without names come all at once, when writing is over.";
pub const NOTHING_YET_MINE: &str = "What others wrote comes when your manager gives it to you.";
pub const SCORE: &str = "Overall";
pub const PERSON: &str = "Person";
pub const PEOPLE: &str = "People";
pub const MANAGER: &str = "Manager";
pub const HANDED_IN_COUNT: &str = "Handed in";
pub const RELEASED: &str = "Released";
pub const ANSWERED: &str = "Answered";
pub const COMMENT: &str = "Comment";
pub const COMMENT_HINT: &str =
    "Needed where you disagree: say with what. A second reader answers it within ten working days.";
pub const SUMMARY: &str = "Summary";
pub const SUM_UP: &str = "Sum up and release";
pub const SUM_UP_LEAD: &str =
    "Best after you have talked. The person reads the summary with what was written for them, and answers it.";
pub const CHANGE_SUMMARY: &str = "Save summary";
pub const RELEASED_NOW: &str = "They have it now, and are told.";
pub const YOUR_ANSWER: &str = "Your answer";
pub const YOUR_ANSWER_LEAD: &str = "To have read it isn't to agree. What you say stays with the review.";
pub const SEND: &str = "Send";
pub const THANKS: &str = "Your manager has your answer.";
pub const PEERS: &str = "Peers";
pub const PROPOSE_PEERS: &str = "Who should write about you?";
pub const PROPOSE_LEAD: &str = "Name people who have seen you work. Your manager has the last word.";
pub const PROPOSE: &str = "Propose";
pub const PROPOSED: &str = "Your manager has your proposal.";
pub const SETTLE_PEERS: &str = "Who writes as a peer?";
pub const SETTLE_LEAD: &str = "Add and remove until it is right. They are asked when writing begins.";
pub const SETTLE: &str = "Settle";
pub const SETTLED: &str = "It is settled.";
pub const ARE_SETTLED: &str = "Settled";

pub const CYCLE_NAME_HINT: &str = "What people see, such as “Half-year 2026”.";
pub const TEMPLATE: &str = "Template";
pub const CHOOSE_TEMPLATE: &str = "Choose a template";
pub const NO_TEMPLATES_YET: &str = "There is none yet. Take one from the library:";
pub const FROM: &str = "Looks back from";
pub const TO: &str = "to";
pub const DEADLINES: &str = "Deadlines";
pub const DEADLINES_LEAD: &str =
    "They tell people what is due. A stage ends when you end it; until then late work is taken.";
pub const DEADLINES_MOVED: &str = "They can be moved at any time.";
pub const NOMINATE_BY: &str = "Peers named by";
pub const WRITE_BY: &str = "Written by";
pub const SHARE_BY: &str = "Released by";
pub const WHOM: &str = "Whom it is about";
pub const TEAM: &str = "Team";
pub const EVERYBODY: &str = "Everybody";
pub const STARTED_UNTIL: &str = "Started until";
pub const STARTED_UNTIL_HINT: &str = "Leaves out whoever started later.";
pub const INCLUDED: &str = "Also these";
pub const EXCLUDED: &str = "Without these";
pub const PEERS_LEAD: &str = "Only if the template asks peers.";
pub const PEERS_LEAST: &str = "At least";
pub const PEERS_MOST: &str = "At most";
pub const PEERS_MOST_HINT: &str = "0 for none.";
pub const PEER_LOAD: &str = "Reviews each writes as a peer";
pub const PEER_LOAD_HINT: &str = "At most, so that nobody gets all.";
pub const NAMING: &str = "Names of peers and reports";
pub const TOGETHER: &str = "Shown together";
pub const MINIMUM: &str = "Answers shown together at least";
pub const MINIMUM_HINT: &str =
    "Where they have no names, fewer answers of peers or reports are never shown. Once launched it can only rise.";
pub const CALIBRATION: &str = "Calibration";
pub const BY_DATE: &str = "Goes on by itself";
pub const BY_DATE_HINT: &str = "When the last day of a stage is over. Admins hear of it two days before, with what is missing. The launch, and the end of comparing ratings, stay yours; it closes once everybody has theirs.";
pub const GRACE_DAYS: &str = "Days of grace";
pub const GRACE_DAYS_HINT: &str = "For so many days more late work is taken, up to 14.";
pub fn goes_on_by_itself(grace: u8) -> String {
    match grace {
        0 => "By itself, after each last day".to_owned(),
        1 => "By itself, a day after each last day".to_owned(),
        days => format!("By itself, {days} days after each last day"),
    }
}
pub const GOES_ON: &str = "Goes on";
pub const CALIBRATES: &str = "Compare ratings before they are released";
pub const CALIBRATES_HINT: &str = "After writing, Managers and Admins look at ratings side by side and settle them. What the manager wrote stays as it is. Otherwise the rating is what the answers come to, unless whoever releases the review decides otherwise, with a reason.";
pub const EXPLAINS_CHANGES: &str = "People whose rating was changed read why";
pub const EXPLAINS_CHANGES_HINT: &str = "Otherwise they read what was proposed and what was decided.";
pub const YES: &str = "Yes";
pub const NO: &str = "No";
pub const FINAL_RATING: &str = "Final rating";
pub const NOT_RATED: &str = "Not rated";
pub const WHY_CHANGED: &str = "Why it was changed";
pub const RATE: &str = "Change final rating";
pub const ANOTHER: &str = "Another one";
pub const NO_DRAFT: &str =
    "Somebody launched it meanwhile. Its name, its days and its minimum can still be changed on its page.";
pub const SAVE_CYCLE: &str = "Save cycle";
pub const CYCLE_SAVED: &str = "The cycle is saved.";
pub const CYCLE_DELETED: &str = "The draft is removed.";
pub const DELETE: &str = "Remove";
pub const DELETE_CYCLE: &str = "Remove this draft?";
pub const DELETE_CYCLE_DETAIL: &str = "Nobody has seen it but Admins.";
pub const IS_DRAFT: &str = "Nobody sees this but Admins";
pub const IS_DRAFT_DETAIL: &str =
    "Before you launch it, you see who will write about whom and what is missing. Whoever is concerned is told then.";
pub const REASON_GIVEN: &str = "The reason that was given";
pub const WHOSE: &str = "People in this cycle";
pub const NOBODY: &str = "Nobody";
pub const NOBODY_DETAIL: &str = "No one fits, or nobody here is yours to see.";
pub const ADD_PEOPLE: &str = "Add people";
pub const PEOPLE_ADDED: &str = "They are in it now, and told";
pub const LATECOMERS: &str = "Who came late";
pub const LATECOMERS_DETAIL: &str =
    "They, and who writes about them, get five working days at least. Who is in it already stays as they are.";
pub const MORE_STEPS: &str = "More";
pub const GO_BACK: &str = "Back one stage";
pub const CALL_OFF: &str = "Call off";
pub const BUSIEST: &str = "Who writes most";
pub const AS_PDF: &str = "As PDF";
pub const STILL_TO_DO: &str = "Still to do";
pub const TO_DO: &str = "What";
pub const DUE: &str = "Due";
pub const ANY_DAY: &str = "Any day";
pub const REMINDED_ON: &str = "Reminded";
pub const ACTIONS: &str = "Actions";
pub const REMIND: &str = "Remind";
pub const REMIND_ALL: &str = "Remind all";
pub const ALL_DONE: &str = "Nothing is left to do";
pub const ALL_DONE_DETAIL: &str = "Whatever this stage asks of people that you see is done.";
pub const MORE_TIME: &str = "More time";
pub const NEW_DUE: &str = "Due instead";
pub const EXTENDED: &str = "They have more time, and are told.";

/// What somebody has to do.
pub fn duty(duty: ReviewDutyKind, count: i64) -> String {
    match (duty, count) {
        (ReviewDutyKind::Propose, _) => "Propose peers".to_owned(),
        (ReviewDutyKind::Settle, 1) => "Settle somebody's peers".to_owned(),
        (ReviewDutyKind::Settle, _) => format!("Settle the peers of {}", people(count)),
        (ReviewDutyKind::Write, _) => format!("Write {}", reviews(count)),
        (ReviewDutyKind::Release, _) => format!("Release {}", reviews(count)),
        (ReviewDutyKind::Answer, _) => "Answer their review".to_owned(),
        (ReviewDutyKind::SecondRead, count) => super::review_ends::second_reads(count),
    }
}

/// After reminding.
pub fn reminded(count: i64) -> String {
    match count {
        0 => "Everybody has been reminded today already.".to_owned(),
        _ => format!("Reminded: {}.", people(count)),
    }
}

/// The button, for those who hear it alone.
pub fn remind_who(name: &str) -> String {
    format!("Remind {name}")
}

/// Whom one gives more time.
pub fn more_time_for(name: &str) -> String {
    format!("More time for {name}")
}

/// What holds for the others.
pub fn more_time_hint(day: &str) -> String {
    format!("For all that they still have to write in this cycle. For everybody it is {day}.")
}

/// What a packet waits for.
pub fn waits_for(stage: ReviewStage, own: bool) -> &'static str {
    match (stage, own) {
        (ReviewStage::Nominating, true) => "Propose peers",
        (ReviewStage::Nominating, false) => "Settle peers",
        (_, true) => "Read and answer",
        (_, false) => "Sum up and release",
    }
}

/// A stage in a word.
pub const fn stage(stage: ReviewStage) -> &'static str {
    match stage {
        ReviewStage::Draft => "Draft",
        ReviewStage::Nominating => "Naming peers",
        ReviewStage::Writing => "Writing",
        ReviewStage::Calibrating => "Calibrating",
        ReviewStage::Sharing => "Sharing",
        ReviewStage::Closed => "Closed",
        ReviewStage::Cancelled => "Called off",
    }
}

/// The step forward as a button.
pub const fn next_step(stage: ReviewStage) -> &'static str {
    match stage {
        ReviewStage::Draft => "Launch",
        ReviewStage::Nominating => "Begin writing",
        ReviewStage::Writing => "End writing",
        ReviewStage::Calibrating => "End calibration",
        ReviewStage::Sharing => "Close",
        ReviewStage::Closed | ReviewStage::Cancelled => "Over",
    }
}

/// A step that wants a reason, as a title.
pub const fn other_step(step: ReviewStep) -> &'static str {
    match step {
        ReviewStep::Forward => "Go on",
        ReviewStep::Back => "Back one stage",
        ReviewStep::Cancel => "Call off",
    }
}

/// What such a step does.
pub const fn step_detail(step: ReviewStep) -> &'static str {
    match step {
        ReviewStep::Forward => "",
        ReviewStep::Back => "The stage before opens again. Nothing that was written is lost.",
        ReviewStep::Cancel => {
            "Nothing more is written or released. What is there stays, and the cycle can't be taken up again."
        }
    }
}

/// After a step.
pub fn moved(to: ReviewStage) -> String {
    format!("The cycle stands at: {}.", stage(to))
}

/// What comes then.
pub fn then(next: ReviewStage) -> String {
    format!("Then: {}.", stage(next))
}

/// More of the same.
pub fn and_more(more: i64) -> String {
    format!("and {more} more")
}

/// How many people.
pub fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// How many reviews.
pub fn reviews(count: i64) -> String {
    if count == 1 { "1 review".to_owned() } else { format!("{count} reviews") }
}

/// Where a review stands.
pub const fn review_state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Assigned => "Not begun",
        ReviewState::InProgress => "Begun",
        ReviewState::Submitted => "Handed in",
        ReviewState::Declined => "Declined",
        ReviewState::Void => "Not wanted any more",
    }
}

/// Where a packet stands.
pub const fn packet_state(state: PacketState) -> &'static str {
    match state {
        PacketState::Collecting => "Not released",
        PacketState::Released => "Released",
        PacketState::Acknowledged => "Answered",
    }
}

/// What somebody says to what they got.
pub const fn acknowledgement(said: Acknowledgement) -> &'static str {
    match said {
        Acknowledgement::Read => "I have read it",
        Acknowledgement::Agree => "I have read it and agree",
        Acknowledgement::Disagree => "I disagree",
    }
}

/// Who learns who wrote what.
pub const fn naming(naming: ReviewNaming) -> &'static str {
    match naming {
        ReviewNaming::Named => "With names",
        ReviewNaming::Confidential => "Confidential",
        ReviewNaming::Unnamed => "Without names",
    }
}

/// What that means.
pub const fn naming_detail(naming: ReviewNaming) -> &'static str {
    match naming {
        ReviewNaming::Named => "Whoever reads an answer reads whose it is.",
        ReviewNaming::Confidential => {
            "Admins read whose an answer is, unless they are the person or lead them. For everybody else answers come mixed, all at once, from the minimum on."
        }
        ReviewNaming::Unnamed => {
            "Answers come mixed, all at once, from the minimum on, for Admins too. PerfTrack knows who wrote, so that it can be taken back; it shows nobody. Whoever operates its database could look it up."
        }
    }
}

/// The promise to who writes for Admins to know.
pub fn confidential_detail(minimum: u8) -> String {
    format!(
        "Admins read that your answers are yours, unless they are the person or lead them. Everybody else, the person and their managers too, reads them without your name, mixed with others', all at once when writing is over, and only if at least {minimum} answer. Write so that your style doesn't tell who you are."
    )
}

/// The promise to who writes without a name.
pub fn unnamed_detail(minimum: u8) -> String {
    format!(
        "Your answers are shown without your name, mixed with others', all at once when writing is over, and only if at least {minimum} answer; to Admins too. PerfTrack keeps that you wrote, so that you can take it back; whoever operates its database could look that up. Write so that your style doesn't tell who you are."
    )
}

/// As which side somebody writes.
pub const fn as_side(side: ReviewRelation) -> &'static str {
    match side {
        ReviewRelation::Own => "yourself",
        ReviewRelation::Manager => "as their manager",
        ReviewRelation::Peer => "as a peer",
        ReviewRelation::Upward => "as their report",
    }
}

/// The page's title.
pub fn about(name: &str, side: ReviewRelation) -> String {
    match side {
        ReviewRelation::Own => "Your own review".to_owned(),
        _ => format!("About {name}, {}", as_side(side)),
    }
}

/// The button to write, for those who hear it alone.
pub fn write_about(name: &str, side: ReviewRelation) -> String {
    format!("Write about {name}, {}", as_side(side))
}

/// Until when it is due.
pub fn due(day: &str) -> String {
    format!("due {day}")
}

/// From when until when.
pub fn days(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}

/// Some of all.
pub fn of_all(some: i64, all: i64) -> String {
    format!("{some} of {all}")
}

/// Who reads the answer to a question.
pub fn reads(readers: &str) -> String {
    format!("Read by: {readers}")
}

/// A step of a scale by its number.
pub fn step_of(step: u8, steps: usize) -> String {
    format!("{step} of {steps}")
}

/// A level of a competency.
pub fn level(step: u8) -> String {
    format!("Level {step}")
}

/// The level that a job asks for.
pub fn expected(word: &str) -> String {
    format!("the job asks for: {word}")
}

/// The rating of a goal or competency.
pub fn rating_of(name: &str) -> String {
    format!("Rating: {name}")
}

/// The comment on a goal or competency.
pub fn comment_on(name: &str) -> String {
    format!("Comment: {name}")
}

/// The overall score.
pub fn scored(score: f64, word: &str) -> String {
    format!("{word} ({})", super::super::format::percent(score))
}

/// Of which side too few answered.
pub fn too_few(side: ReviewRelation) -> String {
    format!("{}: too few answered for it to be shown without names.", self::side(side))
}

/// How many peers there are to be.
pub fn how_many(least: u8, most: u8) -> String {
    if least == 0 { format!("At most {most}.") } else { format!("{}.", between(least, most)) }
}

/// A span of numbers.
pub fn between(least: u8, most: u8) -> String {
    if least == most { most.to_string() } else { format!("{least} to {most}") }
}

/// How much somebody has to write already.
pub fn load(name: &str, load: i64) -> String {
    format!("{name} writes {} as a peer for others", reviews(load))
}

/// Gives it to somebody.
pub fn release_to(name: &str) -> String {
    format!("Release to {name}")
}

/// A template with its version.
pub fn template_version(name: &str, number: i32) -> String {
    format!("{name}, version {number}")
}

/// Who declined to write.
pub fn declined(name: &str, side: ReviewRelation) -> String {
    format!("{name}, {}, has declined", as_side(side))
}

/// What the file is called.
pub fn file(name: &str, cycle: &str) -> String {
    format!("{cycle} - {name}.pdf")
}

/// A rating that calibration changed.
pub fn proposed_and_decided(proposed: &str, decided: &str) -> String {
    format!("Proposed: {proposed}. Decided: {decided}.")
}
