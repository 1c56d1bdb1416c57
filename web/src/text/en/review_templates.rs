//! Templates of reviews: what is asked, of whom, and who reads it.

use shared::reviews::{ReviewForm, ReviewMeasure, ReviewQuestionKind, ReviewReader, ReviewRelation};

pub const TEMPLATES: &str = "Review templates";
pub const TEMPLATES_LEAD: &str =
    "What reviews ask, of whom, and who reads the answers. A cycle keeps the version it began with.";
pub const YOURS: &str = "Your templates";
pub const SHOWN: &str = "Shown";
pub const IN_USE: &str = "In use";
pub const RETIRED: &str = "Retired";
pub const NAME: &str = "Name";
pub const QUESTIONS: &str = "Questions";
pub const CHANGED: &str = "Changed";
pub const NEW_TEMPLATE: &str = "New template";
pub const EDIT_TEMPLATE: &str = "Edit template";
pub const EDIT_LEAD: &str = "What you save becomes the next version; cycles that began keep theirs.";
pub const EDIT: &str = "Edit";
pub const NO_TEMPLATES: &str = "No template yet";
pub const NO_TEMPLATES_DETAIL: &str = "Begin with one of the library below, and change what you like.";
pub const NONE_RETIRED: &str = "None is retired";
pub const NONE_RETIRED_DETAIL: &str = "What you retire is offered for new cycles no more, and stands here.";
pub const LIBRARY: &str = "Templates to begin with";
pub const BEGIN: &str = "Begin with it";
pub const RETIRE: &str = "Retire";
pub const RETIRED_NOW: &str = "It is offered for new cycles no more.";
pub const BRING_BACK: &str = "Bring back";
pub const BROUGHT_BACK: &str = "It is offered for new cycles again.";
pub const VERSIONS: &str = "Versions";
pub const AS_WHOM: &str = "As who sees it";
pub const REQUIRED: &str = "Required";

pub const DESCRIPTION: &str = "When to use it";
pub const DESCRIPTION_HINT: &str = "Whoever starts a cycle reads this when choosing.";
pub const SHOWS_GOALS: &str = "Show the person's goals beside the review";
pub const SHOWS_GOALS_HINT: &str = "With how far each had come at the end of what is looked back on. Whoever is asked about goals sees them in any case.";
pub const SCALE: &str = "Scale";
pub const SCALE_LEAD: &str =
    "What ratings are given on, lowest first. Describe each step, so that two people mean the same by it.";
pub const WORD: &str = "Word";
pub const MEANING: &str = "What it means";
pub const ADD_STEP: &str = "Add step";
pub const WEIGHTS: &str = "How much each side counts";
pub const WEIGHTS_LEAD: &str =
    "For the overall score, beside each other. 0 is asked and not counted; a side that didn't answer leaves the sum.";
pub const SECTION_TITLE: &str = "Heading";
pub const INTRODUCTION: &str = "What stands under it";
pub const ADD_SECTION: &str = "Add section";
pub const ADD_QUESTION: &str = "Add question";
pub const QUESTION: &str = "Question";
pub const KIND: &str = "Answered by";
pub const READ_BY: &str = "Who reads the answers";
pub const OPTIONS: &str = "Options";
pub const OPTIONS_HINT: &str = "One on each line, 2 to 12.";
pub const MEASURES: &str = "What it says";
pub const WEIGHT: &str = "Weight";
pub const WEIGHT_HINT: &str = "For the overall score, beside the other questions; 0 is not counted.";
pub const ASKED: &str = "Who is asked";
pub const HINT: &str = "Hint";
pub const HINT_HINT: &str = "What helps to answer it.";
pub const MUST: &str = "A review can't be handed in without it";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const REMOVE: &str = "Remove";
pub const SAVE_TEMPLATE: &str = "Save template";
pub const SAVED: &str = "The template is saved.";

/// The steps of a scale to begin with: words and what they mean.
pub const USUAL_SCALE: [(&str, &str); 5] = [
    ("Below expectations", "Often fell short of what the job asks for; help is needed to change that."),
    ("Partly meets expectations", "Some of what the job asks for is there; it is clear what has to grow."),
    ("Meets expectations", "Does what the job asks for, dependably. This is a good result."),
    ("Exceeds expectations", "Regularly does more or better than the job asks for."),
    ("Far exceeds expectations", "Changed what the team thought possible. Rare, and backed by examples."),
];

/// A side in a word.
pub const fn side(side: ReviewRelation) -> &'static str {
    match side {
        ReviewRelation::Own => "Self",
        ReviewRelation::Manager => "Manager",
        ReviewRelation::Peer => "Peers",
        ReviewRelation::Upward => "Reports",
    }
}

/// The sides a form asks, in words.
pub fn sides(form: &ReviewForm) -> String {
    let asked = ReviewRelation::ALL.iter().filter(|one| form.asks(**one)).map(|one| side(*one));
    asked.collect::<Vec<_>>().join(", ")
}

/// How many questions, of whom.
pub fn asks(questions: usize, sides: &str) -> String {
    let many = if questions == 1 { "1 question".to_owned() } else { format!("{questions} questions") };
    format!("{many} · {sides}")
}

/// A kind of question.
pub const fn kind(kind: ReviewQuestionKind) -> &'static str {
    match kind {
        ReviewQuestionKind::Rating => "Rating on the scale",
        ReviewQuestionKind::Text => "Own words",
        ReviewQuestionKind::Choice => "One of several options",
        ReviewQuestionKind::Choices => "Several options",
        ReviewQuestionKind::Goals => "Goal by goal",
        ReviewQuestionKind::Competencies => "Competency by competency",
    }
}

/// Who reads an answer.
pub const fn read_by(reader: ReviewReader) -> &'static str {
    match reader {
        ReviewReader::Subject => "The person, their managers and Admins",
        ReviewReader::Manager => "Their managers and Admins",
        ReviewReader::Admin => "Admins alone",
    }
}

/// What a rating says.
pub const fn measure(measure: ReviewMeasure) -> &'static str {
    match measure {
        ReviewMeasure::Performance => "How well the work went",
        ReviewMeasure::Potential => "What they could grow into",
    }
}

/// How much a question counts.
pub fn weighs(weight: u8) -> String {
    format!("weight {weight}")
}

/// How many steps a scale has.
pub fn steps(many: usize) -> String {
    if many == 1 { "1 step".to_owned() } else { format!("{many} steps") }
}

/// A step by its place.
pub fn step(place: usize) -> String {
    format!("Step {place}")
}

/// A section by its place.
pub fn section(place: usize) -> String {
    format!("Section {place}")
}

/// A question by its place.
pub fn question(place: usize) -> String {
    format!("Question {place}")
}

/// A question by its place in a section.
pub fn question_of(place: usize, section: &str) -> String {
    format!("question {place} of {section}")
}

/// A deed on something, for those who hear the buttons one by one.
pub fn of(deed: &str, named: &str) -> String {
    format!("{deed}: {named}")
}

/// A version of a form.
pub fn form_number(number: i32) -> String {
    format!("Version {number}")
}

/// By whom and when.
pub fn made(by: &str, when: &str) -> String {
    format!("{by}, {when}")
}

/// Begin with a template of the library.
pub fn begin_with(name: &str) -> String {
    format!("Begin with {name}")
}
