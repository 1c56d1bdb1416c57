//! Pulse: short anonymous surveys.

use shared::pulse::{Barrier, PulseState, PulseStep, QuestionKind};

pub const PULSE: &str = "Pulse";
pub const LEAD: &str =
    "Short surveys that stay anonymous: answers are never kept with a name, and small groups are never shown.";
pub const NEW: &str = "New pulse";
pub const FOR_YOU: &str = "Open for you";
pub const ALL: &str = "All pulses";
pub const NONE: &str = "No pulse yet";
pub const NONE_DETAIL: &str = "When a pulse asks you, or its results are shared with you, it appears here.";
pub const NONE_ADMIN: &str =
    "Ask how people are doing with a few questions: they answer in a minute, and nobody learns who said what.";
pub const TITLE: &str = "Title";
pub const TITLE_HINT: &str = "What people see in their list, such as “November pulse”.";
pub const STATE: &str = "State";
pub const ASKED: &str = "Asked";
pub const ANY_STATE: &str = "Any state";
pub const ANSWER: &str = "Answer";
pub const RESULTS: &str = "Results";

pub const HOW_ANONYMOUS: &str = "How anonymous is this?";
pub const THIS_ONE: &str = "This pulse";
pub const NAMED: &str = "Named";
pub const NAMED_DETAIL: &str = "Your name stands beside what you say. Check-ins and feedback are like this.";
pub const CONFIDENTIAL: &str = "Confidential";
pub const CONFIDENTIAL_DETAIL: &str = "Admins could see who said what, nobody else.";
pub const ANONYMOUS: &str = "Anonymous";
pub const ANONYMOUS_DETAIL: &str = "Nobody can see who said what: no manager, no Admin, not whoever runs PerfTrack.";
pub const HOW: &str = "How that is made sure of";
pub const HOW_BALLOT: &str = "When you begin, your browser gets a blind ballot: the server signs it for you without seeing its number. Your answers are sent with the ballot and without your log-in.";
pub const HOW_TABLES: &str = "Who took a ballot and what was answered are kept apart, without times, and each answer is mixed by lot with others of its group. At the close the answers are counted and deleted.";
pub const HOW_THREADS: &str = "What you write can be answered. For that your browser draws a key for each paragraph from your ballot code and sends along its fingerprint. Whoever has the key reads the answers and writes back; nothing tells whose key it is, nor which others are yours. Looking for answers, your browser asks key by key.";
pub const HOW_OPERATOR: &str = "What could still be done: whoever watched the network at the very moment, or read the computer's raw disk, could see when something was sent. The app keeps none of that.";
pub const BEGIN: &str = "Begin";
pub const BEGIN_HINT: &str = "There is one ballot for you. It stays in this browser until you log out, and it comes with a code: by that you can take it up again later or elsewhere, to send, change or withdraw your answer.";
pub const CODE: &str = "Ballot code";
pub const CODE_DETAIL: &str = "Logging out removes your ballot from this browser. With this code, and logged in as yourself, you get it back here or anywhere else until the pulse closes; for 30 days after that it finds what was answered to what you wrote. Nobody else has it and nobody can look it up: keep it where you keep passwords.";
pub const CODE_SHAPE: &str = "24 letters and digits, as they were shown when you began.";
pub const COPY_CODE: &str = "Copy the code";
pub const CODE_COPIED: &str = "The ballot code was copied.";
pub const BY_CODE: &str = "Take up my ballot";
pub const NO_CODE: &str = "This is not a ballot code: it has 24 letters and digits.";
pub const OTHER_CODE: &str = "This is not the code of your ballot in this pulse";
pub const SEND: &str = "Send anonymously";
pub const SEND_AGAIN: &str = "Send the changes";
pub const SENT: &str =
    "Your answer is in. Until the pulse closes you can change it here, or elsewhere by your ballot code.";
pub const CHANGED: &str = "Your answer was changed.";
pub const WITHDRAW: &str = "Withdraw my answer";
pub const WITHDRAW_DETAIL: &str = "It will not be counted. Until the pulse closes you can answer again.";
pub const WITHDRAWN: &str = "Your answer was withdrawn.";
pub const IN_ANOTHER: &str = "Your ballot isn't in this browser";
pub const IN_ANOTHER_DETAIL: &str = "You began to answer elsewhere, or have logged out since. What you sent stays sent. The ballot can be taken up again where it is, or here by its code; nobody knows which answer is yours and could give it back.";
pub const NOT_SIGNED: &str = "The ballot isn't signed by this pulse's key, so nothing was sent. Please tell an Admin";
pub const NO_RANDOM: &str = "This browser can't draw a secret number";
pub const STYLE_HINT: &str = "Write so that nobody would know you by your style. It is shown word by word, paragraph by paragraph, in an order drawn by lot.";
pub const NOT_AT_ALL: &str = "Not at all likely";
pub const EXTREMELY: &str = "Extremely likely";
pub const SEVERAL: &str = "You may choose several.";
pub const MAY_SKIP: &str = "You may leave this out.";
pub const NOT_FOR_YOU: &str = "This pulse doesn't ask you";
pub const NOT_FOR_YOU_DETAIL: &str = "Its results appear here once it is closed.";
pub const TAKES_PART: &str = "Enough people have taken part for results to be shown.";
pub const NOT_YET: &str = "Fewer people have taken part than are ever shown together.";
pub const WHILE_OPEN: &str =
    "Results appear when the pulse is closed, all at once, so that nobody can watch whose answer changed them.";

pub const WHAT: &str = "Questions";
pub const WHOM: &str = "Whom it asks";
pub const WHEN: &str = "When";
pub const OPENS: &str = "Opens";
pub const CLOSES: &str = "Last day";
pub const REPEATS: &str = "Comes again";
pub const REPEATS_HINT: &str = "After so many weeks, 1 to 52. Leave empty for once.";
pub const MINIMUM: &str = "Smallest group shown";
pub const MINIMUM_HINT: &str = "3 to 10 people: results of fewer are never shown. It can rise later and never fall.";
/// The results of the whole, as a fact.
pub const TOTAL_SHARED: &str =
    "Everybody sees the results of the whole; Admins see all groups, and Managers those of their people.";
pub const TOTAL_NOT_SHARED: &str =
    "Admins see the results of all groups, and Managers those of their people; nobody else sees any.";
pub const SHARE_TOTAL: &str = "Everybody sees the results of the whole";
pub const SHARE_TOTAL_HINT: &str = "Otherwise Admins see all groups, and Managers those of their people.";
pub const TEAM: &str = "Team";
pub const EVERYBODY: &str = "Everybody";
pub const STARTED_FROM: &str = "Started on or after";
pub const STARTED_UNTIL: &str = "Started on or before";
pub const REST: &str = "Weeks of rest";
pub const REST_HINT: &str = "Leaves out whom another pulse has asked within so many weeks; 0 for no rest.";
pub const SAMPLE: &str = "Share asked, in percent";
pub const SAMPLE_HINT: &str = "100 asks everybody the rules let in; 50 asks half of them, drawn by lot.";
pub const EXCLUDED: &str = "Leave out";
pub const EXCLUDE: &str = "Leave somebody out";
pub const REMOVE: &str = "Remove";
pub const MORE_RULES: &str = "More rules";

pub const KIND: &str = "Kind";
pub const QUESTIONS: &str = "Questions";
pub const QUESTION: &str = "Question";
pub const OPTIONS: &str = "One in each line";
pub const STEPS_HINT: &str = "2 to 10 steps, the lowest first.";
pub const CHOICES_HINT: &str = "2 to 12 options.";
pub const MULTIPLE: &str = "Several may be chosen";
pub const OPTIONAL: &str = "May be left out";
pub const ADD_QUESTION: &str = "Add a question";
pub const FROM_LIBRARY: &str = "From the library";
pub const LIBRARY: &str = "Question library";
pub const LIBRARY_LEAD: &str = "Questions that are short, ask one thing, and can be asked again and again.";
pub const ADD: &str = "Add";
pub const SAVED_QUESTION: &str = "The question was added.";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const NO_DRAFT: &str = "It is no draft any more: somebody has scheduled or opened it meanwhile";
pub const CHOSEN_BELOW: &str = "As chosen below";
pub const SAVE_DRAFT: &str = "Save as draft";
pub const SAVED: &str = "Saved.";
pub const EDIT: &str = "Edit";
pub const DELETE: &str = "Delete draft";
pub const DELETE_DETAIL: &str = "The draft and its questions are gone for good.";
pub const DELETED: &str = "The draft was deleted.";
pub const PREVIEW: &str = "If it opened now";
pub const WHOLE: &str = "Everybody asked";
pub const GROUPS_HINT: &str = "The groups results can be shown for. Smaller teams are counted in the next larger one.";
pub const OPEN_ASK: &str = "Open this pulse?";
pub const OPEN_DETAIL: &str = "From then on its questions and whom it asks can't change; the minimum can only rise.";
pub const CLOSE_ASK: &str = "Close this pulse?";
pub const CLOSE_DETAIL: &str = "Answers are counted once and deleted. It can't be opened again.";
pub const RAISE: &str = "Raise the minimum";
pub const RAISED: &str = "The minimum was raised.";
pub const RAISE_DETAIL: &str =
    "Groups with fewer answers than the new minimum are hidden at once, also in results that are shown already.";

pub const GROUP: &str = "Group";
pub const ANSWERS: &str = "Answers";
pub const NOTHING_SHOWN: &str = "Nothing can be shown here";
pub const NO_GROUPS_DETAIL: &str = "Too few people answered, or none of the groups is yours to see. Small groups are never shown, nor anything from which they could be worked out.";
pub const HIDDEN: &str = "Not shown for this group: fewer answers than the minimum, or it would give away another group, or the few who came or left since it was asked before.";
pub const HOW_WORKED_OUT: &str = "How it is worked out";
pub const ENPS_DETAIL: &str = "Promoters answered 9 or 10, detractors 0 to 6; 7 and 8 count among the answers alone. The sum is rounded to a whole number. What chance could do is 1.96 standard errors of that share, either way.";
pub const PROMOTERS: &str = "Promoters (9–10)";
pub const PASSIVES: &str = "Passives (7–8)";
pub const DETRACTORS: &str = "Detractors (0–6)";
pub const EXPORT_CSV: &str = "Export CSV";
pub const EXPORT_XLSX: &str = "Export Excel";
pub const TREND: &str = "Over time";
pub const TREND_HINT: &str = "The line goes back to where the question or the group changed, or so few came or left that a difference would show them.";
pub const BY_GROUP: &str = "By group";
pub const COMMENTS: &str = "What was written";
pub const SEAL: &str = "Seal of this pulse";
pub const SEAL_HINT: &str = "It is the same for everybody who is asked. Compare it with a colleague's if you like: another one would mean that somebody is being marked.";

/// A state in a word.
pub const fn state(state: PulseState) -> &'static str {
    match state {
        PulseState::Draft => "Draft",
        PulseState::Scheduled => "Scheduled",
        PulseState::Open => "Open",
        PulseState::Closed => "Closed",
    }
}

/// A step as a button.
pub const fn step(step: PulseStep) -> &'static str {
    match step {
        PulseStep::Open => "Open",
        PulseStep::CallBack => "Back to draft",
        PulseStep::Close => "Close and count",
    }
}

/// After a step.
pub const fn stepped(state: PulseState) -> &'static str {
    match state {
        PulseState::Draft => "It is a draft again.",
        PulseState::Scheduled => "It opens on its day.",
        PulseState::Open => "The pulse is open.",
        PulseState::Closed => "The pulse is closed and counted.",
    }
}

/// A kind of question.
pub const fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Enps => "Recommendation, 0 to 10 (eNPS)",
        QuestionKind::Scale => "Scale with described steps",
        QuestionKind::Choice => "Choice",
        QuestionKind::Text => "Own words",
    }
}

/// Why it can't open.
pub const fn barrier(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::TooFew => {
            "It would ask fewer than 10 people. With so few nothing could honestly be called anonymous, so it can't open."
        }
        Barrier::Overlap => {
            "Another pulse that is open asks some of the same people. One at a time: close that one first."
        }
    }
}

/// From when until when.
pub fn days(opens: &str, closes: &str) -> String {
    format!("{opens} to {closes}")
}

/// Until when it can be answered.
pub fn until(closes: &str) -> String {
    format!("Until {closes}")
}

/// Which time it is asked.
pub fn wave(wave: i32) -> String {
    format!("Wave {wave}")
}

/// How many people.
pub fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// The promise about small groups.
pub fn promise(minimum: u8) -> String {
    format!(
        "Results are shown for groups of {minimum} or more answers, never for fewer, and never so that a smaller group could be worked out by subtraction."
    )
}

/// How many of those asked have answered a question.
pub fn of_asked(n: i64, asked: i64) -> String {
    format!("{n} of {asked} answered")
}

/// A number with what chance could do to it.
pub fn margin(margin: i64) -> String {
    format!("± {margin} by chance")
}

/// The sum behind an eNPS.
pub fn enps_sum(promoters: i64, detractors: i64, n: i64, score: &str) -> String {
    format!("({promoters} promoters − {detractors} detractors) ÷ {n} answers × 100 = {score}")
}

/// A mean among so many steps.
pub fn mean_of(steps: usize) -> String {
    format!("mean step of {steps}")
}

/// That only some are asked.
pub fn by_lot(percent: u8) -> String {
    format!("{percent} % of them, drawn by lot")
}

/// How many weeks somebody rests.
pub fn rest(weeks: u8) -> String {
    if weeks == 1 {
        "not asked within 1 week before".to_owned()
    } else {
        format!("not asked within {weeks} weeks before")
    }
}

/// How many times it comes.
pub fn every(weeks: u8) -> String {
    if weeks == 1 { "Every week".to_owned() } else { format!("Every {weeks} weeks") }
}

/// How a chart of answers is told.
pub fn told(parts: &[(String, String)]) -> String {
    parts.iter().map(|(label, shown)| format!("{label}: {shown}")).collect::<Vec<_>>().join(", ")
}

/// A question by its number.
pub fn number(position: u8) -> String {
    format!("Question {}", u16::from(position) + 1)
}

/// A button among many of its kind.
pub fn of(deed: &str, thing: &str) -> String {
    format!("{deed}: {thing}")
}
