//! Questions that come with PerfTrack.

use shared::one_on_ones::LibrarySet;

/// Name, when it helps, questions.
type Set = (&'static str, &'static str, &'static [&'static str]);

const SETS: [Set; 8] = [
    (
        "An ordinary week",
        "When nothing in particular is on",
        &[
            "What went better than you expected since we last met?",
            "What is taking more of you than it should?",
            "What do you want to have done by the next time we meet?",
            "Where would a decision or a hand from me help most?",
        ],
    ),
    (
        "Getting to know each other",
        "The first meeting with a new manager or a new colleague",
        &[
            "What does a good week look like for you?",
            "How do you like to hear that something could be better?",
            "What should I know about how you work that isn't written anywhere?",
            "What did a manager do for you that you would like to have again?",
            "How often, and for what, do you want us to meet?",
        ],
    ),
    (
        "First weeks",
        "For somebody who has just begun",
        &[
            "What is clearer than it was last week, and what still isn't?",
            "Whom have you met, and whom should you meet next?",
            "What surprised you about how we do things here?",
            "What do you need that you don't have yet?",
        ],
    ),
    (
        "Goals of the period",
        "In the middle of a period, with the goals open beside you",
        &[
            "Which goal are you least sure of, and why?",
            "What would you stop so that the most important goal is met?",
            "Who else has to move for this to work?",
            "What did we learn that should change a target?",
        ],
    ),
    (
        "Growing",
        "Once in a while, with time to think",
        &[
            "What did you do lately that you couldn't have done a year ago?",
            "What would you like to be asked for, two years from now?",
            "Which part of your work teaches you nothing any more?",
            "What is one thing we could try in the coming month?",
        ],
    ),
    (
        "How are you?",
        "When work weighs more than usual",
        &[
            "How is your energy, compared with a month ago?",
            "What could wait, if we let it?",
            "When did you last have an hour nobody wanted anything from you?",
            "What would make next week lighter?",
        ],
    ),
    (
        "Feedback, both ways",
        "When trust is there, or when it should grow",
        &[
            "What should I do more of?",
            "What should I stop doing?",
            "When did I make your work harder without noticing?",
            "What do you think I don't see about our team?",
        ],
    ),
    (
        "Handing over",
        "Before a change of manager, role or team",
        &[
            "What is half done and must not be lost?",
            "Which agreements between us should your next manager know of?",
            "What do you want to take along, and what would you rather leave behind?",
            "How do we stay in touch?",
        ],
    ),
];

/// All of them.
pub(super) fn sets() -> Vec<LibrarySet> {
    let set = |(name, purpose, questions): Set| LibrarySet {
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        questions: questions.iter().map(|question| (*question).to_owned()).collect(),
    };
    SETS.into_iter().map(set).collect()
}
