//! What somebody gets of a cycle: all that was written about them, in one place.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    answers::ReviewAnswer,
    appointments::{ReviewAppointment, ReviewCapacity},
    cycles::{ReviewCycleRef, ReviewStage},
    disputes::ReviewDispute,
    externals::ReviewExternal,
    form::{ReviewQuestion, ReviewRelation, ScaleStep},
    former::FormerReview,
    papers::{ReviewAddendum, ReviewPaper, ReviewWithdrawn},
    pauses::ReviewPause,
    reopening::ReviewHandedIn,
    withholding::ReviewWithheld,
};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{Limit, PersonId, ReviewCycleId, ReviewPacketId, TeamId, check, choice::choice},
};

choice! {
    /// Where a packet stands.
    pub enum PacketState {
        /// Reviews are being gathered.
        Collecting = "collecting",
        /// The person has it.
        Released = "released",
        /// And has answered it.
        Acknowledged = "acknowledged",
    }
}

choice! {
    /// What somebody says to what they got.
    pub enum Acknowledgement {
        /// They have read it. It isn't consent.
        Read = "read",
        /// They have read it and agree.
        Agree = "agree",
        /// They disagree, and say with what.
        Disagree = "disagree",
    }
}

/// A packet in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPacket {
    /// Names it.
    pub id: ReviewPacketId,
    /// Of which cycle.
    pub cycle: ReviewCycleRef,
    /// Where the cycle stands.
    pub stage: ReviewStage,
    /// Whom it is about.
    pub subject: PersonRef,
    /// Who leads them now, and so releases it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// Where it stands.
    pub state: PacketState,
    /// Whether the person has it and hasn't answered by the date, 14 days after they got it. It is never taken for consent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unanswered: bool,
    /// Whether the peers are settled.
    pub peers_settled: bool,
    /// Reviews there are to write about them, without those that were declined or are void. Where answers have no names,
    /// those by peers and reports are counted for Admins alone.
    pub reviews: i64,
    /// Of these, handed in.
    pub submitted: i64,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A packet with what is in it for the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPacketDetail {
    /// The packet.
    pub packet: ReviewPacket,
    /// The steps of the scale, lowest first.
    pub scale: Vec<ScaleStep>,
    /// What the levels of competencies are called, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// How it was when the person was given it: from then on names of goals, competencies and levels are those of that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<ReviewPaper>,
    /// What was asked and answered, as far as the caller reads it now.
    pub sections: Vec<PacketSection>,
    /// The overall score, 0 to 1, from the ratings that are in, if everything it counts is the caller's to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rating that calibration settled, or, where the cycle doesn't calibrate, that the answers come to by their weights
    /// unless whoever releases it decided otherwise: for the person once it is released, for others who read what their
    /// manager answered from calibrating, or sharing, on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<ReviewRating>,
    /// What the manager sums up; the person reads it once it is released.
    pub summary: String,
    /// Peers, and whether they are settled: until they are, for the person and whoever settles them; afterwards for the
    /// latter alone.
    pub peers: Vec<ReviewPeer>,
    /// How many peers there may be, at least and at most.
    pub peers_least: u8,
    /// See above.
    pub peers_most: u8,
    /// Whether the caller may settle peers though reviews are written: the person came to the cycle only then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_name_late: bool,
    /// Who was named to write, too, or in place of a manager. The person learns of those that write as a manager, whose names
    /// they read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appointed: Vec<ReviewAppointment>,
    /// Whether the caller may name somebody now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_appoint: bool,
    /// Whether the caller may name a peer in place of one who declined, where they may name nobody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_replace: bool,
    /// Who was invited from outside the organisation, for those who lead the person and Admins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub externals: Vec<ReviewExternal>,
    /// Whether the caller may invite somebody from outside now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_invite: bool,
    /// Who declined to write, and why; never for the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<ReviewDeclined>,
    /// The caller has a review about this person to hand in, and reads what others wrote only then.
    pub owes: bool,
    /// When it was released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<DateTime<Utc>>,
    /// What the person said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledgement: Option<Acknowledgement>,
    /// And in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// When they said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The last day on which the person is asked to answer, as long as they haven't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    /// The day on which it is released by itself, as long as nobody releases it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub releases_on: Option<NaiveDate>,
    /// That it is withheld from the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<ReviewWithheld>,
    /// A review is open again: nothing is released before it is handed in or closed. Never for the person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_reopened: bool,
    /// Reviews of sides with names that were handed in, for Admins, once writing is over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed_in: Vec<ReviewHandedIn>,
    /// What who led the person before writes or has written, for Admins, while whoever leads them now has still to write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerReview>,
    /// That it was taken back from the person, until they are given it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<ReviewWithdrawn>,
    /// That the person is away, until they are back; for them, those who lead them, and Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<ReviewPause>,
    /// What was added since it was signed, first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addenda: Vec<ReviewAddendum>,
    /// Whether the caller may add to it now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_add: bool,
    /// That the person disagrees, and what a second reader said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<ReviewDispute>,
    /// The day on which the person disagreed with a review by the same manager, less than 90 days before that manager handed
    /// this one in; for Admins who don't lead them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed_before: Option<NaiveDate>,
}

/// The rating that holds, and what was proposed. Ratings are steps of the scale, from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewRating {
    /// The rating that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<u8>,
    /// What the manager's answers come to; where the cycle doesn't calibrate, what those of all sides with names come to by
    /// their weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<u8>,
    /// Whether it was said that they get no rating.
    pub not_rated: bool,
    /// Whether it was decided otherwise than proposed.
    pub changed: bool,
    /// Why, first to last; for the person only where the cycle says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What they could grow into, 1 (low) to 3 (high); for Admins, and never for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub potential: Option<u8>,
    /// Whether the packet is in no calibration session, so that an Admin may rate it by itself; for Admins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
    /// Whether the caller may decide otherwise now: where the cycle doesn't calibrate, and before the person has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_decide: bool,
}

/// A section of a packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PacketSection {
    /// The heading.
    pub title: String,
    /// The questions, with what was answered.
    pub questions: Vec<PacketQuestion>,
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PacketQuestion {
    /// What was asked.
    pub question: ReviewQuestion,
    /// Answers, side by side; those without names are in no order.
    pub answers: Vec<PacketAnswer>,
    /// Sides that were asked, and of which too few have answered to be shown.
    pub too_few: Vec<ReviewRelation>,
}

/// An answer in a packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PacketAnswer {
    /// Whose side it is from.
    pub relation: ReviewRelation,
    /// Who gave it, unless that is for nobody to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// As what they were named to write, where they are named here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<ReviewCapacity>,
    /// Whether its author is from outside the organisation, where they are named here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub external: bool,
    /// The answer.
    pub answer: ReviewAnswer,
    /// The names of the goals or competencies that it speaks of, in the order of its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// How far each of these goals had come at the end of what is looked back on, 0 to 1, in the same order; once the person
    /// has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Option<f64>>,
}

/// Somebody who is to write as a peer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPeer {
    /// Who.
    pub person: PersonRef,
    /// How many reviews they have to write as a peer in this cycle already, without this one; for whoever settles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<i64>,
}

/// Somebody who won't write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDeclined {
    /// Who.
    pub person: PersonRef,
    /// As which side.
    pub relation: ReviewRelation,
    /// Why.
    pub reason: String,
}

/// Who is to write as peers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewPeers {
    /// All of them; at most 10.
    #[garde(custom(check::count(0, 10)))]
    pub peers: Vec<PersonId>,
}

/// What a manager sums up.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewRelease {
    /// In their words, for the person to read.
    #[serde(default)]
    #[garde(custom(check::lines(0, 10_000)))]
    pub summary: String,
}

/// What somebody says to what they got.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAcknowledgement {
    /// Which.
    #[garde(skip)]
    pub answer: Acknowledgement,
    /// In their words; needed to disagree.
    #[serde(default)]
    #[garde(custom(check::lines(usize::from(self.answer == Acknowledgement::Disagree), 4_000)))]
    pub comment: String,
}

/// Path of a packet.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewPacketPath {
    /// The packet.
    pub id: ReviewPacketId,
}

/// Which packets to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewPacketFilter {
    /// Of this cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<ReviewCycleId>,
    /// About this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<PersonId>,
    /// About people in this team or below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// About people whom this person leads directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// Standing so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<PacketState>,
    /// Those that wait for the caller, alone: to propose or settle peers, to release, or to answer.
    pub waiting: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
