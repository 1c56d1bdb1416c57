//! Review cycles on the wire.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{launches::ReviewLaunch, rolling::RollingReviewRef};
use crate::{
    access::Relation,
    people::{PersonRef, TeamRef},
    wire::{Limit, Patch, PersonId, ReviewCycleId, ReviewTemplateId, RollingReviewId, TeamId, check, choice::choice},
};

/// Answers of peers or of reports that are shown together at least, unless a cycle says more.
pub const USUAL_MINIMUM: u8 = 4;

/// So many days after sharing began what nobody has released is released by itself, unless a cycle says otherwise.
pub const USUAL_RELEASE: u8 = 14;

choice! {
    /// Where a cycle stands.
    #[derive(PartialOrd, Ord)]
    pub enum ReviewStage {
        /// Being set up; only Admins see it.
        Draft = "draft",
        /// Who writes as a peer is being settled.
        Nominating = "nominating",
        /// Reviews are written.
        Writing = "writing",
        /// Ratings are compared and settled before anybody gets theirs.
        Calibrating = "calibrating",
        /// They are talked over and released.
        Sharing = "sharing",
        /// Over; nothing changes any more.
        Closed = "closed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

choice! {
    /// A step in the life of a cycle.
    pub enum ReviewStep {
        /// To the next stage; from a draft it is the launch.
        Forward = "forward",
        /// One stage back: it opens again what was closed, and loses nothing. Takes a reason.
        Back = "back",
        /// Call it off. Takes a reason.
        Cancel = "cancel",
    }
}

choice! {
    /// Who learns who wrote what peers and reports say.
    pub enum ReviewNaming {
        /// Whoever reads an answer reads whose it is.
        Named = "named",
        /// Admins who neither are the person nor lead them, and nobody else: for all others answers are as without names.
        Confidential = "confidential",
        /// Nobody, whatever their role: answers are shown without names, mixed, and only from a minimum on.
        Unnamed = "unnamed",
    }
}

/// A review cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCycle {
    /// Names it.
    pub id: ReviewCycleId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub stage: ReviewStage,
    /// The first day of what it looks back on.
    pub period_from: NaiveDate,
    /// The last day of what it looks back on.
    pub period_to: NaiveDate,
    /// Until when peers are to be settled, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominate_by: Option<NaiveDate>,
    /// Until when reviews are to be written.
    pub write_by: NaiveDate,
    /// Until when they are to be released.
    pub share_by: NaiveDate,
    /// How many peers write about somebody at least.
    pub peers_least: u8,
    /// And at most; 0 for none.
    pub peers_most: u8,
    /// How many reviews somebody writes as a peer at most.
    pub peer_load: u8,
    /// Who learns who wrote what peers and reports say.
    pub naming: ReviewNaming,
    /// Fewer answers of peers or of reports than these are never shown, where they have no names.
    pub minimum: u8,
    /// Whether ratings are calibrated between writing and sharing.
    pub calibrates: bool,
    /// Whether somebody whose rating was changed reads why, once they get theirs.
    pub explains_changes: bool,
    /// Whether it goes on by itself when the last day of a stage is over. Launching and calibrating end by hand.
    pub by_date: bool,
    /// For so many days after the last day late work is still taken, 0 to 14; where it goes on by itself.
    pub grace_days: u8,
    /// So many days after sharing began what nobody has released is released by itself, 0 to 60; 0 for never.
    pub release_after: u8,
    /// Why it was taken back or called off, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A cycle by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCycleRef {
    /// Names it.
    pub id: ReviewCycleId,
    /// What it is called.
    pub name: String,
}

/// A cycle with what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCycleDetail {
    /// The cycle.
    pub cycle: ReviewCycle,
    /// Whom it takes in, and what it asks; for Admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<ReviewCycleSetup>,
    /// How far it is, among those whom the caller sees.
    pub progress: ReviewProgress,
    /// The rolling review that began it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RollingReviewRef>,
    /// The launch that was confirmed and isn't done, of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launch: Option<ReviewLaunch>,
}

/// Whom a cycle takes in, and what it asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewCycleSetup {
    /// The template.
    pub template_id: ReviewTemplateId,
    /// What it is called.
    pub template_name: String,
    /// Which version of its form; once launched it stays.
    pub form_number: i32,
    /// Takes in only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Takes in only people below this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// Takes in only people who started on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_until: Option<NaiveDate>,
    /// Takes these in too.
    pub included: Vec<PersonRef>,
    /// Leaves these out.
    pub excluded: Vec<PersonRef>,
    /// Whether Managers, too, name who else writes about their people.
    pub managers_appoint: bool,
}

/// How far a cycle is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewProgress {
    /// Whom it is about.
    pub people: i64,
    /// Of these, whose peers are settled.
    pub nominated: i64,
    /// Reviews there are to write, without those that were declined or are void.
    pub reviews: i64,
    /// Of these, handed in.
    pub submitted: i64,
    /// People to whom theirs is released.
    pub released: i64,
    /// People who have answered it.
    pub acknowledged: i64,
    /// Of these, who disagree with it.
    pub disagreed: i64,
}

/// A cycle to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewCycle {
    /// What it is called.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// What it asks: a template that is in use. The version that holds at the launch stays with the cycle.
    #[garde(skip)]
    pub template_id: ReviewTemplateId,
    /// The first day of what it looks back on.
    #[garde(custom(check::date))]
    pub period_from: NaiveDate,
    /// The last day of what it looks back on.
    #[garde(custom(check::date))]
    pub period_to: NaiveDate,
    /// Until when peers are to be settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub nominate_by: Option<NaiveDate>,
    /// Until when reviews are to be written.
    #[garde(custom(check::date))]
    pub write_by: NaiveDate,
    /// Until when they are to be released.
    #[garde(custom(check::date))]
    pub share_by: NaiveDate,
    /// How many peers write about somebody at least, 0 to 10.
    #[serde(default)]
    #[garde(custom(check::between(0, 10)))]
    pub peers_least: u8,
    /// And at most, 0 to 10; 0 for none.
    #[serde(default)]
    #[garde(custom(check::between(0, 10)))]
    pub peers_most: u8,
    /// How many reviews somebody writes as a peer at most, 1 to 50; 8 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 50))))]
    pub peer_load: Option<u8>,
    /// Who learns who wrote what peers and reports say.
    #[garde(skip)]
    pub naming: ReviewNaming,
    /// Fewer answers of peers or of reports than these are never shown, where they have no names: 3 to 10, 4 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(3, 10))))]
    pub minimum: Option<u8>,
    /// Whether ratings are calibrated between writing and sharing; only where the manager rates something that counts.
    #[serde(default)]
    #[garde(skip)]
    pub calibrates: bool,
    /// Whether somebody whose rating was changed reads why, once they get theirs.
    #[serde(default)]
    #[garde(skip)]
    pub explains_changes: bool,
    /// Whether it goes on by itself when the last day of a stage is over. Launching and calibrating end by hand.
    #[serde(default)]
    #[garde(skip)]
    pub by_date: bool,
    /// For so many days after the last day late work is still taken, 0 to 14; where it goes on by itself.
    #[serde(default)]
    #[garde(custom(check::between(0, 14)))]
    pub grace_days: u8,
    /// So many days after sharing began what nobody has released is released by itself, 0 to 60; 0 for never, 14 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 60))))]
    pub release_after: Option<u8>,
    /// Takes in only people in this team or below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Takes in only people below this one, who isn't among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub manager_id: Option<PersonId>,
    /// Takes in only people who started on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub started_until: Option<NaiveDate>,
    /// Takes these in too; at most 200.
    #[serde(default)]
    #[garde(custom(check::count(0, 200)))]
    pub included: Vec<PersonId>,
    /// Leaves these out; at most 200.
    #[serde(default)]
    #[garde(custom(check::count(0, 200)))]
    pub excluded: Vec<PersonId>,
    /// Whether Managers, too, name who else writes about their people, or in their own place; Admins always may.
    #[serde(default)]
    #[garde(skip)]
    pub managers_appoint: bool,
}

/// Changes to a cycle; what is absent stays. Once launched only its name, its days and how it goes on change, and its
/// minimum, which can only rise.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewCycleChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// What it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub template_id: Option<ReviewTemplateId>,
    /// The first day of what it looks back on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub period_from: Option<NaiveDate>,
    /// The last day of what it looks back on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub period_to: Option<NaiveDate>,
    /// Until when peers are to be settled.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub nominate_by: Patch<NaiveDate>,
    /// Until when reviews are to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub write_by: Option<NaiveDate>,
    /// Until when they are to be released.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub share_by: Option<NaiveDate>,
    /// How many peers write about somebody at least, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 10))))]
    pub peers_least: Option<u8>,
    /// And at most, 0 to 10; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 10))))]
    pub peers_most: Option<u8>,
    /// How many reviews somebody writes as a peer at most, 1 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 50))))]
    pub peer_load: Option<u8>,
    /// Who learns who wrote what peers and reports say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub naming: Option<ReviewNaming>,
    /// Fewer answers of peers or of reports than these are never shown, where they have no names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(3, 10))))]
    pub minimum: Option<u8>,
    /// Whether ratings are calibrated between writing and sharing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub calibrates: Option<bool>,
    /// Whether somebody whose rating was changed reads why, once they get theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub explains_changes: Option<bool>,
    /// Whether it goes on by itself when the last day of a stage is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub by_date: Option<bool>,
    /// For so many days after the last day late work is still taken, 0 to 14.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 14))))]
    pub grace_days: Option<u8>,
    /// So many days after sharing began what nobody has released is released by itself, 0 to 60; 0 for never.
    /// Where that changes while it is shared, they count from that day on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 60))))]
    pub release_after: Option<u8>,
    /// Takes in only people in this team or below it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// Takes in only people below this one, who isn't among them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<PersonId>)]
    #[garde(skip)]
    pub manager_id: Patch<PersonId>,
    /// Takes in only people who started on this day or earlier.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub started_until: Patch<NaiveDate>,
    /// Takes these in too; at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(0, 200))))]
    pub included: Option<Vec<PersonId>>,
    /// Leaves these out; at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(0, 200))))]
    pub excluded: Option<Vec<PersonId>>,
    /// Whether Managers, too, name who else writes about their people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub managers_appoint: Option<bool>,
}

impl ReviewCycleChanges {
    /// Whether anything but the name, the days, how it goes on and the minimum is to change.
    pub fn is_more_than_days(&self) -> bool {
        let rest = Self {
            name: None,
            nominate_by: Patch::Keep,
            write_by: None,
            share_by: None,
            by_date: None,
            grace_days: None,
            release_after: None,
            minimum: None,
            ..self.clone()
        };
        serde_json::to_value(rest).is_ok_and(|rest| rest != serde_json::json!({}))
    }
}

/// A step to take.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewMove {
    /// Which.
    #[garde(skip)]
    pub step: ReviewStep,
    /// How many gaps the rehearsal told of: 409 if there are others by now, and as long as one is left that isn't waived.
    #[serde(default)]
    #[garde(skip)]
    pub gaps: i64,
    /// Why; to go back or to call it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 500))))]
    pub reason: Option<String>,
}

/// People who come to a cycle that has begun.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewLatecomers {
    /// Who; at most 200. Who is in it already stays as they are. None only with `by_rule`.
    #[serde(default)]
    #[garde(custom(check::count(0, 200)))]
    pub people: Vec<PersonId>,
    /// Everybody, too, whom the cycle's rule takes in by now: they came to the team, or below the manager, since.
    #[serde(default)]
    #[garde(skip)]
    pub by_rule: bool,
}

/// Path of a cycle.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewCyclePath {
    /// The cycle.
    pub id: ReviewCycleId,
}

/// Which cycles to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewCycleFilter {
    /// Standing so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub stage: Option<ReviewStage>,
    /// Those that this rolling review began, alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RollingReviewId>,
    /// Those alone that no rolling review began.
    pub by_hand: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
