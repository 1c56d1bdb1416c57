//! A ladder to begin with.

/// The usual words for the levels.
pub(crate) const LEVELS: [&str; 5] = ["Learning", "Practising", "Independent", "Leading", "Shaping"];

/// Name, what it is about, and what it looks like at each level.
pub(crate) type Entry = (&'static str, &'static str, [&'static str; 5]);

/// What nearly every job needs some of.
pub(crate) const COMPETENCIES: [Entry; 8] = [
    (
        "Craft",
        "Knowing the trade: doing the work itself well.",
        [
            "Does defined tasks with guidance and asks when unsure.",
            "Does usual tasks alone; knows what good looks like.",
            "Solves unusual problems alone; others can rely on the result.",
            "Raises the standard of the team and is asked for advice.",
            "Sets how the craft is practised in the organisation.",
        ],
    ),
    (
        "Delivery",
        "Getting things finished that matter, when they are needed.",
        [
            "Finishes small pieces when reminded of dates.",
            "Plans their own week and says early when something slips.",
            "Takes a piece of work from question to result without being chased.",
            "Brings the work of several people to an end on time.",
            "Makes the organisation finish more by starting less.",
        ],
    ),
    (
        "Communication",
        "Being understood, and understanding.",
        [
            "Says what they do and where they are stuck when asked.",
            "Writes and speaks clearly within the team; listens to the end.",
            "Explains difficult things to those who don't know them.",
            "Finds words that bring people of different views together.",
            "Is heard across the organisation, above all in hard times.",
        ],
    ),
    (
        "Collaboration",
        "Making others' work go better.",
        [
            "Helps when asked.",
            "Offers help, shares what they know, accepts other ways.",
            "Settles disagreements early and openly.",
            "Builds working relations between teams.",
            "Makes collaboration the easy way for everybody.",
        ],
    ),
    (
        "Judgement",
        "Deciding well with what is known.",
        [
            "Brings questions to whoever decides.",
            "Decides everyday questions; knows which ones aren't.",
            "Weighs options and consequences; decides and explains why.",
            "Decides under uncertainty and corrects course without losing face.",
            "Is trusted with decisions that can't be taken back.",
        ],
    ),
    (
        "Customer focus",
        "Knowing for whom the work is done.",
        [
            "Knows who uses the result.",
            "Asks users before guessing.",
            "Turns what users struggle with into better work.",
            "Speaks for users in plans and priorities.",
            "Changes what the organisation offers by what users need.",
        ],
    ),
    (
        "Growing others",
        "People become better near them.",
        [
            "Gives feedback when asked, kindly.",
            "Shows newcomers how things are done.",
            "Gives feedback unasked, precisely and in time.",
            "Coaches others and hands over work they can grow with.",
            "Builds teams that go on growing without them.",
        ],
    ),
    (
        "Initiative",
        "Seeing what is needed, and beginning.",
        [
            "Takes up what is handed to them.",
            "Notices small things that are broken and mends them.",
            "Proposes improvements and carries them through.",
            "Starts what nobody asked for and everybody needed.",
            "Opens directions for the organisation.",
        ],
    ),
];
