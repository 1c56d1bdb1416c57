//! The library of questions: short, about one thing, fit to be asked again.

use shared::pulse::{NewQuestion, QuestionKind};

/// A question of the library.
pub struct Ready {
    /// What it is about.
    pub theme: &'static str,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub text: &'static str,
    options: &'static [&'static str],
}

impl Ready {
    /// As it goes into a pulse.
    pub fn question(&self) -> NewQuestion {
        NewQuestion {
            kind: self.kind,
            text: self.text.to_owned(),
            options: self.options.iter().map(|option| (*option).to_owned()).collect(),
            multiple: self.kind == QuestionKind::Choice,
            optional: false,
        }
    }
}

const AGREE: &[&str] = &["Not at all", "Rather not", "Partly", "Mostly", "Completely"];
const OFTEN: &[&str] = &["Never", "Rarely", "Sometimes", "Often", "Always"];

const fn agree(theme: &'static str, text: &'static str) -> Ready {
    Ready { theme, kind: QuestionKind::Scale, text, options: AGREE }
}

const fn often(theme: &'static str, text: &'static str) -> Ready {
    Ready { theme, kind: QuestionKind::Scale, text, options: OFTEN }
}

const fn words(theme: &'static str, text: &'static str) -> Ready {
    Ready { theme, kind: QuestionKind::Text, text, options: &[] }
}

/// All of them, by theme.
pub const READY: &[Ready] = &[
    Ready {
        theme: "Recommendation",
        kind: QuestionKind::Enps,
        text: "How likely would you recommend us to a friend as a place to work?",
        options: &[],
    },
    words("Recommendation", "What is the main reason for your answer?"),
    agree("Work", "I know what is expected of me in my work."),
    agree("Work", "I have what I need to do my work well."),
    agree("Work", "My work makes good use of what I am best at."),
    Ready {
        theme: "Work",
        kind: QuestionKind::Choice,
        text: "What gets in the way of your work most?",
        options: &[
            "Meetings",
            "Unclear priorities",
            "Waiting for others",
            "Tools",
            "Too few people",
            "Nothing in particular",
        ],
    },
    agree("Direction", "I understand how my goals support those of the organisation."),
    agree("Direction", "Our leadership explains its decisions."),
    agree("Manager", "My manager gives me feedback that helps me."),
    agree("Manager", "I can tell my manager what goes wrong."),
    often("Manager", "My manager and I talk about my development."),
    agree("Team", "In my team it is safe to make a mistake and say so."),
    agree("Team", "In my team we decide quickly enough."),
    often("Team", "I get help when I ask for it."),
    often("Load", "I can finish my work within my working hours."),
    often("Load", "I have time to work without being interrupted."),
    agree("Load", "I could keep up the present pace for another year."),
    agree("Growth", "I have learned something useful in the last month."),
    agree("Growth", "I see a next step for me here."),
    agree("Recognition", "Good work is noticed here."),
    agree("Fairness", "Here people are treated fairly, whoever they are."),
    agree("Change", "I am told early enough about changes that concern me."),
    words("Open", "What is one thing we should begin, stop or keep doing?"),
    words("Open", "What would make next week better?"),
];
