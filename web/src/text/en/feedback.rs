//! Feedback: praise, private feedback, asking, notes.

use shared::feedback::{AskState, Audience, Because, FeedbackKind, InReviews, Purpose, ReactionKind};

pub const FEEDBACK: &str = "Feedback";
pub const LEAD: &str = "Praise in the open, the rest for exactly those you choose.";
pub const TAB_PRAISE: &str = "Praise";
pub const TAB_ABOUT_ME: &str = "About me";
pub const TAB_BY_ME: &str = "By me";
pub const TAB_ASKED: &str = "Asked of me";
pub const TAB_ASKING: &str = "I asked";

pub const GIVE_PRAISE: &str = "Praise somebody";
pub const GIVE_FEEDBACK: &str = "Give feedback";
pub const ASK: &str = "Ask for feedback";
pub const SEND: &str = "Send";
pub const CHOOSE_PERSON: &str = "Choose a person…";

pub const PRAISE_LEAD: &str = "Everybody in the organisation sees praise, with your name.";
pub const WHO: &str = "Who";
pub const WHO_HINT: &str = "One person or several, up to 20.";
pub const WHAT_FOR: &str = "What for";
pub const WHAT_FOR_HINT: &str = "What they did, and what it changed. @ names somebody.";
pub const VALUES: &str = "Company values it shows";
pub const PRAISED: &str = "Your praise is out.";
pub const NO_PRAISE: &str = "No praise yet";
pub const NO_PRAISE_DETAIL: &str = "Somebody did something well this week. Be the first to say it.";
pub const NO_PRAISE_FOUND: &str = "No praise fits these filters";
pub const NO_PRAISE_FOUND_DETAIL: &str = "Clear a filter, or search for another word.";
pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Words of the text";
pub const OF: &str = "Of";
pub const ANYBODY: &str = "Anybody";
pub const VALUE: &str = "Value";
pub const ANY_VALUE: &str = "Any value";
pub const TEAM: &str = "Team";
pub const ANY_TEAM: &str = "Any team";
pub const STANDS: &str = "Standing";
pub const STANDING_NOW: &str = "Visible";
pub const TAKEN_DOWN: &str = "Taken down";
pub const CLEAR: &str = "Clear filters";
pub const REACT: &str = "React";
pub const MORE: &str = "More";
pub const WITHDRAW: &str = "Withdraw";
pub const WITHDRAW_ASK: &str = "Withdraw this praise?";
pub const WITHDRAW_DETAIL: &str = "It disappears for everybody, with the reactions to it.";
pub const WITHDRAWN: &str = "Withdrawn.";
pub const TAKE_DOWN: &str = "Take down";
pub const TAKE_DOWN_DETAIL: &str = "Nobody but its author sees the text any more, and the author reads your reason. The log notes that you did it, not what was said.";
pub const REASON: &str = "Reason";
pub const TOOK_DOWN: &str = "Taken down.";
pub const GONE_TEXT: &str = "The text is no longer shown.";

pub const GIVE_LEAD: &str = "Only those named below read it. Your name is always with it.";
pub const NOTE_LEAD: &str = "A note to yourself: nobody else reads it, Admins neither.";
pub const KIND: &str = "What it is";
pub const KIND_PERSON: &str = "For the person";
pub const KIND_PERSON_DETAIL: &str = "You two; later managers don't get it.";
pub const KIND_BOTH: &str = "For the person and their manager";
pub const KIND_BOTH_DETAIL: &str = "Also whoever manages them today.";
pub const KIND_MANAGER: &str = "For their manager only";
pub const KIND_MANAGER_DETAIL: &str =
    "The person doesn't see it here. By law they can ask for what is kept about them, and may get it then.";
pub const KIND_NOTE: &str = "A note to myself";
pub const KIND_NOTE_DETAIL: &str = "Read by you alone.";
pub const ABOUT: &str = "About";
pub const CHAIN: &str = "Also the managers above";
pub const CHAIN_HINT: &str = "Everybody up the line, as it is today.";
pub const LATER: &str = "Also whoever becomes their manager later";
pub const LATER_HINT: &str = "Without this, a change of manager ends the reading.";
pub const PURPOSE: &str = "What it may be used for";
pub const BODY: &str = "Feedback";
pub const BODY_HINT: &str = "What you saw, and what it did. Concrete helps more than kind or harsh.";
pub const NOTE_BODY: &str = "Note";
pub const GIVEN: &str = "Sent. Exactly those you saw listed can read it.";
pub const NOTED: &str = "Noted, for you alone.";
pub const READERS: &str = "Who will read this";
pub const READERS_NOW: &str = "Who can read this";
pub const CHOOSE_FIRST: &str = "Choose whom it is about, and exactly who will read it appears here.";
pub const CHANGE_READERS: &str = "Change who reads it";
pub const CHANGED: &str = "Changed. It holds from now on.";
pub const SAVE: &str = "Save";
pub const DELETE_NOTE: &str = "Delete note";
pub const DELETE_NOTE_ASK: &str = "Delete this note?";
pub const DELETE_NOTE_DETAIL: &str = "It can't be brought back.";
pub const NOTE_DELETED: &str = "Note deleted.";
pub const NONE_ABOUT_ME: &str = "Nobody has written to you yet";
pub const NONE_ABOUT_ME_DETAIL: &str = "Feedback comes sooner when one asks for it.";
pub const NONE_BY_ME: &str = "You have written nothing yet";
pub const NONE_BY_ME_DETAIL: &str = "Feedback you give and notes to yourself are kept here.";

pub const NONE_ASKED: &str = "Nobody is waiting for your feedback";
pub const NONE_ASKED_DETAIL: &str = "When somebody asks you, it appears here and on your home page.";
pub const NONE_ASKING: &str = "You have asked nobody yet";
pub const NONE_ASKING_DETAIL: &str = "Ask two or three people one question you want to learn from.";
pub const ASK_LEAD: &str = "Everybody you ask sees who will read the answer before writing it.";
pub const ABOUT_WHOM: &str = "About whom";
pub const ABOUT_HINT: &str = "Yourself, or somebody who reports to you.";
pub const ASK_WHOM: &str = "Whom to ask";
pub const QUESTION: &str = "Question";
pub const QUESTION_HINT: &str = "One question gets better answers than three.";
pub const QUESTION_USUAL: &str = "What should I keep doing, and what should I change?";
pub const DUE: &str = "Answers by";
pub const DUE_HINT: &str = "In 14 days, if left empty.";
pub const WHO_READS: &str = "Who reads the answers";
pub const READ_ME: &str = "Me";
pub const READ_ME_AND_MANAGER: &str = "Me and my manager";
pub const READ_MANAGER: &str = "Their manager and I";
pub const READ_PERSON_AND_MANAGER: &str = "They, their manager and I";
pub const FOR_GROWTH: &str = "To grow";
pub const FOR_GROWTH_DETAIL: &str = "Answers never open in a review, whoever asks.";
pub const FOR_REVIEW: &str = "For a review";
pub const FOR_REVIEW_DETAIL: &str = "Reviews may use the answers.";
pub const ASKED_DONE: &str = "Asked.";
pub const CLOSE: &str = "Stop asking";
pub const CLOSE_ASK: &str = "Stop asking?";
pub const CLOSE_DETAIL: &str = "Who has not answered need not any more. Answers stay.";
pub const CLOSED: &str = "Closed";
pub const CLOSED_DONE: &str = "Nobody is asked any more.";
pub const ANSWER: &str = "Answer";
pub const YOUR_ANSWER: &str = "Your answer";
pub const ANSWERED_DONE: &str = "Answered. Thank you.";
pub const DECLINE: &str = "Decline";
pub const DECLINE_DETAIL: &str = "They learn that you declined, and why if you say it.";
pub const DECLINE_REASON: &str = "Why";
pub const DECLINED_DONE: &str = "Declined.";
pub const READ_ANSWER: &str = "Read the answer";

pub const TIMELINE: &str = "Praise and feedback";
pub const TIMELINE_LEAD: &str = "In order of time, as far as you may read it.";
pub const NO_TIMELINE: &str = "Nothing here that you can read";
pub const NO_TIMELINE_DETAIL: &str = "Praise, and feedback meant for you, appears here.";

pub const COMPANY_VALUES: &str = "Company values";
pub const COMPANY_VALUES_LEAD: &str = "What praise can name. Retiring one keeps it where it was named.";
pub const ADD_VALUE: &str = "Add a value";
pub const EDIT_VALUE: &str = "Change the value";
pub const NO_VALUES: &str = "No company values yet";
pub const NO_VALUES_DETAIL: &str = "Three to five, in words people use anyway, are enough.";
pub const NAME: &str = "Name";
pub const DESCRIPTION: &str = "What it looks like";
pub const RETIRED: &str = "Retired";
pub const RETIRE: &str = "Retire";
pub const REVIVE: &str = "Bring back";
pub const EDIT: &str = "Change";
pub const ACTIONS: &str = "Actions";

/// A reaction as a sign and what it says.
pub const fn reaction(kind: ReactionKind) -> (&'static str, &'static str) {
    match kind {
        ReactionKind::Thanks => ("🙏", "Thank you"),
        ReactionKind::Applause => ("👏", "Well done"),
        ReactionKind::Celebrate => ("🎉", "Let's celebrate"),
        ReactionKind::Inspiring => ("💡", "Inspiring"),
        ReactionKind::Heart => ("❤️", "From the heart"),
    }
}

/// A reaction with how many gave it, for those who hear the page.
pub fn reactions(said: &str, count: i64) -> String {
    format!("{said}: {count}")
}

/// What feedback is, in a word or two.
pub const fn kind(kind: FeedbackKind, to: Audience) -> &'static str {
    match (kind, to.person, to.manager) {
        (FeedbackKind::Note, ..) => "Note to self",
        (FeedbackKind::Asked, ..) => "Answer",
        (FeedbackKind::Given, true, false) => "To the person",
        (FeedbackKind::Given, true, true) => "To person and manager",
        (FeedbackKind::Given, false, _) => "To the manager",
    }
}

/// A purpose as what it means.
pub const fn purpose(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Growth => ("Growth", "Never opens in a review, a calibration or a rating. For nobody."),
        Purpose::Evaluation => ("Evaluation", "May also be used where work is judged."),
    }
}

/// What reviews may do with it.
pub const fn in_reviews(may: InReviews) -> &'static str {
    match may {
        InReviews::Never => "Not used in reviews",
        InReviews::IfAttached => "In a review only if the person attaches it",
        InReviews::Background => "Background for reviews, never quoted to the person",
        InReviews::Yes => "Reviews may use it",
    }
}

/// Why somebody reads it.
pub const fn because(why: Because) -> &'static str {
    match why {
        Because::Author => "Writes it",
        Because::Subject => "It is about them",
        Because::Asked => "Asked for it",
        Because::Manager => "Their manager",
        Because::Chain => "Manager further up",
        Because::Admin => "Admin",
    }
}

/// Where an ask stands.
pub const fn ask_state(state: AskState) -> &'static str {
    match state {
        AskState::Open => "Waiting",
        AskState::Answered => "Answered",
        AskState::Declined => "Declined",
        AskState::Lapsed => "Has left",
    }
}

/// Who praised whom.
pub fn praises(people: &[&str]) -> String {
    match people {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Who asks about whom.
pub fn asks(asker: &str, subject: &str) -> String {
    if asker == subject { format!("{asker} asks about themselves") } else { format!("{asker} asks about {subject}") }
}

/// How many people will read it.
pub fn reader_count(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// How many of those asked have answered.
pub fn answered(count: usize, of: usize) -> String {
    format!("{count} of {of} answered")
}

/// The day answers are due.
pub fn due_on(day: &str) -> String {
    format!("Due {day}")
}

/// Why something was taken down.
pub fn taken_down(reason: &str) -> String {
    format!("Taken down: {reason}")
}

/// A person in a list, to be taken out.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

/// What can be done with one among many.
pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

/// Said after an answer, before the reason of a refusal.
pub fn declined(reason: &str) -> String {
    format!("Declined: {reason}")
}
