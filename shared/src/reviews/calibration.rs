//! Calibration on the wire: sessions, their cards, and the ledger of what was changed.

use chrono::{DateTime, Utc};
use garde::{Error, Validate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    agreement::CalibrationConflict,
    cycles::{ReviewCycleRef, ReviewStage},
    form::ScaleStep,
    packets::PacketSection,
};
use crate::{
    access::Relation,
    goals::PastObjective,
    people::{PersonRef, TeamRef},
    wire::{
        CalibrationCardId, CalibrationChangeId, CalibrationSessionId, Limit, PersonId, ReviewCycleId, TeamId, check,
        choice::choice,
    },
};

/// The most cards of a session: what people can look at together.
pub const MOST_CARDS: usize = 500;

choice! {
    /// Where a session stands.
    pub enum CalibrationState {
        /// Being set up; only Admins see it.
        Preparing = "preparing",
        /// Its members vote on each card, for themselves.
        Voting = "voting",
        /// They talk, and cards are moved.
        Open = "open",
        /// Nothing is moved any more.
        Decided = "decided",
        /// The ratings are final.
        Applied = "applied",
    }
}

choice! {
    /// A step in the life of a session.
    pub enum CalibrationStep {
        /// To the next state.
        Forward = "forward",
        /// Back: from voting or open to preparing, from decided to open. Takes a reason.
        Back = "back",
    }
}

choice! {
    /// What a member says to a rating before it is talked over.
    pub enum CalibrationVote {
        /// It fits.
        Agree = "agree",
        /// It is worth talking about.
        Question = "question",
        /// They can't say.
        Abstain = "abstain",
    }
}

choice! {
    /// What makes people of a session a group whose moves are compared.
    pub enum CalibrationGroup {
        /// They had been here for less than a year.
        FirstYear = "first_year",
        /// For one to three years.
        ToThreeYears = "to_three_years",
        /// For longer.
        Longer = "longer",
        /// They were away for a part of the cycle.
        Away = "away",
        /// They were there all the time.
        Present = "present",
    }
}

/// A calibration session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationSession {
    /// Names it.
    pub id: CalibrationSessionId,
    /// Of which cycle.
    pub cycle: ReviewCycleRef,
    /// Where the cycle stands: cards are moved as long as it calibrates.
    pub stage: ReviewStage,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub state: CalibrationState,
    /// Whether its members vote before it opens.
    pub takes_votes: bool,
    /// Takes in only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Takes in only people below this manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// How many people of a hundred are thought to have each step of the scale, lowest first; none if nobody said. It is
    /// shown and never enforced.
    pub guide: Vec<u8>,
    /// Why it was taken back, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How the caller stands to it: `own` for its members.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A session with its cards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationSessionDetail {
    /// The session.
    pub session: CalibrationSession,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// Whether managers were asked what people could grow into, so that there is a second axis.
    pub measures_potential: bool,
    /// Whether people whose rating was changed read why.
    pub explains_changes: bool,
    /// Who takes part, by name.
    pub members: Vec<PersonRef>,
    /// The cards, by the name of whom they are about; none about the caller or about anybody above them, and none that they
    /// keep out of.
    pub cards: Vec<CalibrationCard>,
    /// What the caller keeps out of; for Admins, also who keeps out of the cards that they see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<CalibrationConflict>,
    /// What these cards add up to.
    pub numbers: CalibrationNumbers,
    /// What was changed on them, latest first; the last 100.
    pub ledger: Vec<CalibrationChange>,
}

/// Somebody's ratings in a session. Ratings are steps of the scale, from 1; potential is 1 (low) to 3 (high).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationCard {
    /// Names it.
    pub id: CalibrationCardId,
    /// Whom it is about.
    pub subject: PersonRef,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Who leads them now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// What their manager's answers come to; never overwritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_rating: Option<u8>,
    /// The same of their potential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_potential: Option<u8>,
    /// The rating that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_rating: Option<u8>,
    /// The potential that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_potential: Option<u8>,
    /// Whether it was said, with a reason, that they get no rating.
    pub not_rated: bool,
    /// How often it was changed.
    pub changes: i64,
    /// How many members have voted on it.
    pub voted: i64,
    /// How many may: all but the person, whoever is below them, and whoever keeps out.
    pub may_vote: i64,
    /// What the caller voted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_vote: Option<CalibrationVote>,
    /// What all voted; once all who may have voted on it, and at the latest when the session opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<CalibrationTally>,
    /// For `If-Match`.
    pub version: i64,
}

/// How many voted what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationTally {
    /// It fits.
    pub agree: i64,
    /// It is worth talking about.
    pub question: i64,
    /// They can't say.
    pub abstain: i64,
}

/// What the cards that the caller sees add up to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationNumbers {
    /// How many have each step of the scale by their manager's answers, lowest first.
    pub before: Vec<i64>,
    /// How many have each step now.
    pub after: Vec<i64>,
    /// How many had no rating.
    pub unrated_before: i64,
    /// How many have none now.
    pub unrated_after: i64,
    /// How many people were moved up.
    pub up: i64,
    /// How many were moved down.
    pub down: i64,
    /// Steps up less steps down.
    pub net: i64,
    /// The same by who leads them, by name; groups that are too small are left out.
    pub by_manager: Vec<CalibrationByManager>,
    /// The same by how long people had been here at the end of what is looked back on, and by whether they were away for a
    /// part of the cycle, for Admins alone; where two groups of a kind are large enough to tell of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_group: Vec<CalibrationByGroup>,
}

/// What the cards of a group of people add up to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationByGroup {
    /// Which.
    pub group: CalibrationGroup,
    /// How many cards.
    pub people: i64,
    /// How many were moved up.
    pub up: i64,
    /// How many were moved down.
    pub down: i64,
    /// Steps up less steps down.
    pub net: i64,
}

/// What the cards of one manager's people add up to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationByManager {
    /// Who leads them.
    pub manager: PersonRef,
    /// How many cards.
    pub people: i64,
    /// How many were moved up.
    pub up: i64,
    /// How many were moved down.
    pub down: i64,
    /// Steps up less steps down.
    pub net: i64,
}

/// A line of the ledger. What it says of a rating is never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationChange {
    /// Names it.
    pub id: CalibrationChangeId,
    /// About whom.
    pub subject: PersonRef,
    /// The rating before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_rating: Option<u8>,
    /// And since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_rating: Option<u8>,
    /// The potential before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_potential: Option<u8>,
    /// And since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_potential: Option<u8>,
    /// Whether it says that they get no rating.
    pub not_rated: bool,
    /// Why.
    pub reason: String,
    /// Who changed it.
    pub author: PersonRef,
    /// Who said that they agree, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<PersonRef>,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// A card with what there is to decide by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationCardDetail {
    /// The card.
    pub card: CalibrationCard,
    /// What their manager answered; nothing of peers or reports.
    pub sections: Vec<PacketSection>,
    /// Their objectives of what is looked back on, as they stood when it ended, the first to begin first; at most 50, and
    /// only what the caller sees anyway.
    #[serde(default)]
    pub goals: Vec<PastObjective>,
    /// Who voted what, by name; once votes are shown.
    pub votes: Vec<CalibrationVoter>,
    /// What was changed, latest first.
    pub ledger: Vec<CalibrationChange>,
}

/// A vote with its member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationVoter {
    /// Who.
    pub person: PersonRef,
    /// What.
    pub vote: CalibrationVote,
}

/// A session to be. Its cards are the packets of whom it takes in that are in no other session.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCalibrationSession {
    /// A cycle that calibrates now.
    #[garde(skip)]
    pub cycle_id: ReviewCycleId,
    /// What it is called.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// Takes in only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Takes in only people below this manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub manager_id: Option<PersonId>,
    /// Who takes part: Managers and Admins, at most 50.
    #[serde(default)]
    #[garde(custom(check::count(0, 50)))]
    pub members: Vec<PersonId>,
    /// Whether they vote before it opens.
    #[serde(default)]
    #[garde(skip)]
    pub takes_votes: bool,
    /// How many people of a hundred are thought to have each step of the scale, lowest first; or none.
    #[serde(default)]
    #[garde(custom(adds_up()))]
    pub guide: Vec<u8>,
}

/// Changes to a session that is being prepared; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CalibrationSessionChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// Who takes part, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(0, 50))))]
    pub members: Option<Vec<PersonId>>,
    /// Whether they vote before it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub takes_votes: Option<bool>,
    /// How many people of a hundred are thought to have each step of the scale, lowest first; or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(adds_up())))]
    pub guide: Option<Vec<u8>>,
}

/// A guide is of a hundred people, if there is one.
fn adds_up() -> impl FnOnce(&Vec<u8>, &()) -> garde::Result {
    |guide, _| {
        let sum: u32 = guide.iter().copied().map(u32::from).sum();
        if guide.is_empty() || sum == 100 { Ok(()) } else { Err(Error::new("not_a_hundred")) }
    }
}

/// A step to take.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CalibrationMove {
    /// Which.
    #[garde(skip)]
    pub step: CalibrationStep,
    /// Why; to go back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 500))))]
    pub reason: Option<String>,
}

/// Another rating, or none; what is absent stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCalibrationChange {
    /// The step of the scale, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 10))))]
    pub rating: Option<u8>,
    /// The potential: 1 (low) to 3 (high).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 3))))]
    pub potential: Option<u8>,
    /// They get no rating; instead of one.
    #[serde(default)]
    #[garde(custom(not_both(&self.rating)))]
    pub not_rated: bool,
    /// Why; the person may come to read it.
    #[garde(custom(check::lines(20, 1_000)))]
    pub reason: String,
}

/// Another rating than the answers come to, or none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewRating {
    /// The step of the scale, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 10))))]
    pub rating: Option<u8>,
    /// They get no rating; instead of one.
    #[serde(default)]
    #[garde(custom(not_both(&self.rating)))]
    pub not_rated: bool,
    /// Why; the person may come to read it.
    #[garde(custom(check::lines(20, 1_000)))]
    pub reason: String,
}

impl From<&NewReviewRating> for NewCalibrationChange {
    fn from(asked: &NewReviewRating) -> Self {
        Self { rating: asked.rating, potential: None, not_rated: asked.not_rated, reason: asked.reason.clone() }
    }
}

fn not_both(rating: &Option<u8>) -> impl FnOnce(&bool, &()) -> garde::Result {
    let rated = rating.is_some();
    move |not_rated, _| if *not_rated && rated { Err(Error::new("not_used_here")) } else { Ok(()) }
}

/// What the caller says to a rating.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCalibrationVote {
    /// What.
    #[garde(skip)]
    pub vote: CalibrationVote,
}

/// Path of a session.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CalibrationSessionPath {
    /// The session.
    pub id: CalibrationSessionId,
}

/// Path of a card.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CalibrationCardPath {
    /// The card.
    pub id: CalibrationCardId,
}

/// Which sessions to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CalibrationSessionFilter {
    /// Of this cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<ReviewCycleId>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
