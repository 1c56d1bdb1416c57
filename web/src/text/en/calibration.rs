//! Calibration of reviews.

use shared::reviews::{CalibrationGroup, CalibrationState, CalibrationStep, CalibrationTally, CalibrationVote};

pub const CALIBRATION: &str = "Calibration";
pub const SESSIONS: &str = "Calibration sessions";
pub const NEW_SESSION: &str = "New session";
pub const EDIT_SESSION: &str = "Edit session";
pub const NO_SESSIONS: &str = "No session yet";
pub const NO_SESSIONS_DETAIL: &str =
    "Make a session for a team or for a manager's people: those who take part look at the ratings side by side.";
pub const NONE_OF_YOURS: &str = "You take part in no session of this cycle.";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What those who take part see, such as “Sales and support”.";
pub const STATE: &str = "State";
pub const TEAM: &str = "Team";
pub const EVERYBODY: &str = "Everybody in the cycle";
pub const BELOW: &str = "People of this manager";
pub const BELOW_HINT: &str = "All below them. Leave it empty for everybody.";
pub const MEMBERS: &str = "Who takes part";
pub const MEMBERS_HINT: &str = "Managers and Admins. Nobody sees a card about themselves or about anybody they report to, and whoever is too close to somebody can keep out.";
pub const NO_MEMBERS: &str = "Nobody yet, but Admins";
pub const TAKES_VOTES: &str = "Vote before talking";
pub const TAKES_VOTES_HINT: &str = "Each says for themselves whether a rating fits, before anybody hears the others.";
pub const GUIDE: &str = "Guide";
pub const GUIDE_HINT: &str = "How many people of a hundred you would expect at each step. It is drawn beside the real numbers and forces nothing.";
pub const SAVE: &str = "Save session";
pub const SAVED: &str = "The session is saved.";
pub const DELETE: &str = "Remove";
pub const DELETE_SESSION: &str = "Remove this session?";
pub const DELETE_DETAIL: &str = "Its people can be taken into another one. No rating changes.";
pub const DELETED: &str = "The session is removed.";
pub const EDIT: &str = "Edit";
pub const MORE_STEPS: &str = "More";
pub const BACK: &str = "Take back";
pub const REASON: &str = "Reason";
pub const REASON_GIVEN: &str = "The reason that was given";
pub const WAITS: &str = "The cycle isn't calibrating now, so nothing can be changed here.";
pub const STALE: &str = "The line is down. What you see may have changed.";

pub const NINE_BOX: &str = "Rating and potential";
pub const ROW: &str = "Ratings";
pub const BOARD_LEAD: &str = "Drag a card to move it, or open it with Enter. Each move asks for its reason.";
pub const BOARD_STILL: &str = "Open a card to see what its rating is made of.";
pub const NO_PLACE: &str = "Without a place";
pub const NO_PLACE_DETAIL: &str = "Something is missing: the rating, or the potential.";
pub const NO_PLACE_RATING: &str = "They have no rating.";
pub const CARDS: &str = "All cards";
pub const NO_CARDS: &str = "No cards";
pub const NO_CARDS_DETAIL: &str = "Nobody here is yours to see.";
pub const PERSON: &str = "Person";
pub const MANAGER: &str = "Manager";
pub const PROPOSED: &str = "Proposed";
pub const NOW: &str = "Now";
pub const POTENTIAL: &str = "Potential";
pub const VOTES: &str = "Votes";
pub const CHANGES: &str = "Changes";
pub const OPEN_CARD: &str = "Open";
pub const NOT_RATED: &str = "Not rated";
pub const NO_RATING: &str = "No rating";

pub const MOVE: &str = "Move";
pub const MOVED: &str = "The card is moved.";
pub const RATING: &str = "Rating";
pub const WHY_HINT: &str = "At least 20 characters. It stays in the ledger.";
pub const WHY_HINT_READ: &str =
    "At least 20 characters. It stays in the ledger, and the person reads it once their review is released.";
pub const YOUR_VOTE: &str = "Does this rating fit?";
pub const VOTED: &str = "Your vote is noted.";
pub const ANSWERS: &str = "What their manager answered";
pub const NO_ANSWERS: &str = "Their manager has handed in nothing that you read.";
pub const GOALS: &str = "Goals of the period";
pub const GOALS_LEAD: &str = "As they stood when it ended. Only those that you may see.";
pub const NO_GOALS: &str = "None that you may see.";
pub const LEDGER: &str = "Ledger";
pub const NO_CHANGES: &str = "Nothing was changed.";

pub const AGREE: &str = "I agree with the last change";
pub const AGREE_NO_MORE: &str = "I don't agree any more";
pub const AGREEMENT_NOTED: &str = "It is noted in the ledger.";
pub const CONFLICT: &str = "Too close to be fair?";
pub const CONFLICT_LEAD: &str = "Whoever keeps out sees nothing of this card, and neither votes on it nor moves it. Nobody is asked why. Only another Admin lets them in again.";
pub const WHO_KEEPS_OUT: &str = "Who keeps out";
pub const MYSELF: &str = "Myself";
pub const KEEP_OUT: &str = "Keep out";
pub const KEPT_OUT: &str = "The card is hidden from whoever keeps out.";
pub const CONFLICTS: &str = "Who keeps out";
pub const LET_IN: &str = "Let in again";
pub const LET_IN_NOTED: &str = "They see the card again.";

pub const DISTRIBUTION: &str = "How ratings are spread";
pub const WITHOUT_RATING: &str = "Without a rating";
pub const UP: &str = "Moved up";
pub const DOWN: &str = "Moved down";
pub const NET: &str = "Steps in all";
pub const BY_MANAGER: &str = "By manager";
pub const BY_MANAGER_LEAD: &str = "Groups that are too small to tell of are left out.";
pub const BY_GROUP: &str = "By time here and absence";
pub const BY_GROUP_LEAD: &str =
    "Time here by the end of the period, absence (for Admins) by the cycle's pauses. Small groups are left out.";

/// Where a session stands.
pub const fn state(state: CalibrationState) -> &'static str {
    match state {
        CalibrationState::Preparing => "Being prepared",
        CalibrationState::Voting => "Voting",
        CalibrationState::Open => "Open",
        CalibrationState::Decided => "Decided",
        CalibrationState::Applied => "Applied",
    }
}

/// The step forward as a button.
pub const fn next_step(state: CalibrationState, takes_votes: bool) -> &'static str {
    match state {
        CalibrationState::Preparing if takes_votes => "Begin voting",
        CalibrationState::Preparing | CalibrationState::Voting => "Open",
        CalibrationState::Open => "Decide",
        CalibrationState::Decided => "Apply",
        CalibrationState::Applied => "",
    }
}

/// What the step forward does.
pub const fn next_detail(state: CalibrationState, takes_votes: bool) -> &'static str {
    match state {
        CalibrationState::Preparing if takes_votes => {
            "Those who take part are told, and vote on each card. Afterwards you can take it back to change who they are."
        }
        CalibrationState::Preparing => "Those who take part are told, see the cards and move them.",
        CalibrationState::Voting => "Votes are shown, also where some are missing, and cards can be moved.",
        CalibrationState::Open => "Nothing is moved any more, until you take it back.",
        CalibrationState::Decided => "The ratings are final. This can't be taken back.",
        CalibrationState::Applied => "",
    }
}

/// After a step.
pub fn stands_at(now: CalibrationState) -> String {
    format!("The session stands at: {}.", state(now))
}

/// What a step back does.
pub const fn back_detail(step: CalibrationStep) -> &'static str {
    match step {
        CalibrationStep::Forward => "",
        CalibrationStep::Back => "What was changed stays. If it is voted again, the votes so far are forgotten.",
    }
}

/// Potential in a word: 1 to 3.
pub const fn potential(step: u8) -> &'static str {
    match step {
        1 => "Low",
        2 => "Middle",
        _ => "High",
    }
}

/// A rating with what somebody could grow into.
pub fn with_potential(rating: &str, potential: &str) -> String {
    format!("{rating}, potential {}", potential.to_lowercase())
}

/// A vote.
pub const fn vote(vote: CalibrationVote) -> &'static str {
    match vote {
        CalibrationVote::Agree => "It fits",
        CalibrationVote::Question => "Let's talk",
        CalibrationVote::Abstain => "I can't say",
    }
}

/// What all voted.
pub fn votes(tally: CalibrationTally) -> String {
    let CalibrationTally { agree, question, abstain } = tally;
    format!("{agree} fits, {question} to talk about, {abstain} can't say")
}

/// How many have voted.
pub fn voted(voted: i64, may: i64) -> String {
    format!("{voted} of {may} have voted")
}

/// The kind word of a field: the third of the rating, and the potential.
pub const fn field(column: u8, row: u8) -> &'static str {
    match (column, row) {
        (1, 1) => "Needs support",
        (2, 1) => "Dependable",
        (3, 1) => "Trusted expert",
        (1, 2) => "Finding their feet",
        (2, 2) => "Solid and growing",
        (3, 2) => "Strong performer",
        (1, 3) => "Promise to unlock",
        (2, 3) => "Growing fast",
        _ => "Ready for more",
    }
}

/// The same, with where it is.
pub fn field_of(column: u8, row: u8) -> String {
    let rating = match column {
        1 => "lower ratings",
        2 => "ratings in the middle",
        _ => "higher ratings",
    };
    format!("{}: {rating}, potential {}", field(column, row), potential(row).to_lowercase())
}

/// The heading of a column.
pub const fn column(third: u8) -> &'static str {
    match third {
        1 => "Lower ratings",
        2 => "Middle",
        _ => "Higher ratings",
    }
}

/// The heading of a row.
pub fn row(step: u8) -> String {
    format!("Potential: {}", potential(step).to_lowercase())
}

/// A card's button, for those who hear it alone.
pub fn open_card(name: &str) -> String {
    format!("Open the card of {name}")
}

/// A card that was moved, for those who hear it alone.
pub fn chip(name: &str, changed: bool) -> String {
    if changed { format!("{name}, changed") } else { name.to_owned() }
}

/// A step of the distribution.
pub fn spread(now: i64, before: i64, guide: Option<u8>) -> String {
    let proposed = if now == before { String::new() } else { format!(", proposed {before}") };
    match guide {
        Some(guide) => format!("{now}{proposed}, guide {guide} %"),
        None => format!("{now}{proposed}"),
    }
}

/// What a chart of it tells.
pub fn spread_told(people: i64) -> String {
    format!("How many of {people} people have each rating now, beside what was proposed and the guide.")
}

/// The bar of the guide.
pub fn guide_of(word: &str) -> String {
    format!("{word}: guide")
}

/// How much of a hundred.
pub fn percent(part: u8) -> String {
    format!("{part} %")
}

/// The guide for a step.
pub fn guide_for(word: &str) -> String {
    format!("{word} (%)")
}

/// Steps with their sign.
pub fn signed(steps: i64) -> String {
    if steps > 0 { format!("+{steps}") } else { steps.to_string().replace('-', "−") }
}

/// A group whose moves are compared.
pub const fn group(group: CalibrationGroup) -> &'static str {
    match group {
        CalibrationGroup::FirstYear => "Less than a year here",
        CalibrationGroup::ToThreeYears => "One to three years here",
        CalibrationGroup::Longer => "Longer here",
        CalibrationGroup::Away => "Away for a part of the cycle",
        CalibrationGroup::Present => "There all the time",
    }
}

/// What became of a manager's people.
pub fn moved_of(people: i64, up: i64, down: i64) -> String {
    format!("{people} people, {up} up, {down} down")
}

/// From one thing to another.
pub fn from_to(what: &str, from: &str, to: &str) -> String {
    format!("{what}: {from} → {to}")
}

/// Who changed it, and when.
pub fn by(name: &str, when: &str) -> String {
    format!("{name}, {when}")
}

/// Who agreed with a change.
pub fn agreed(names: &str) -> String {
    format!("Agreed: {names}")
}

/// Whose card the reader doesn't see.
pub fn you_keep_out(subject: &str) -> String {
    format!("You keep out of the card of {subject}.")
}

/// Who doesn't see whose card.
pub fn keeps_out(person: &str, subject: &str) -> String {
    format!("{person} keeps out of the card of {subject}.")
}

/// The button that ends it, for those who hear it alone.
pub fn let_in(person: &str, subject: &str) -> String {
    format!("Let {person} see the card of {subject} again")
}

/// Whom a session takes in.
pub fn scope(team: Option<&str>, manager: Option<&str>) -> String {
    match (team, manager) {
        (None, None) => EVERYBODY.to_owned(),
        (Some(team), None) => team.to_owned(),
        (None, Some(manager)) => format!("People of {manager}"),
        (Some(team), Some(manager)) => format!("{team}, people of {manager}"),
    }
}
