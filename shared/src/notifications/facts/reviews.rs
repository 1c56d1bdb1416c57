//! Notices of review cycles: what is to be done, and how they go on.

use super::{Facts, MailWhen, OF_REVIEWS, Subject};

pub(super) const DUE: Facts = Facts {
    subject: Subject::ReviewDuty,
    names_actor: false,
    mail: MailWhen::Now,
    name: "Something of yours in a review cycle is due",
    says: "“{what}” waits for you",
    ..OF_REVIEWS
};

pub(super) const LATE: Facts = Facts {
    names_actor: false,
    name: "Something in a review cycle is late by a week",
    says: "“{what}”: something was due a week ago and isn't done",
    ..OF_REVIEWS
};

pub(super) const STAGE_ENDING: Facts = Facts {
    names_actor: false,
    mail: MailWhen::Now,
    name: "A stage of a review cycle ends soon by its day",
    says: "“{what}” goes on by itself in a few days: see what is still missing",
    ..OF_REVIEWS
};

pub(super) const STAGE_MOVED: Facts = Facts {
    names_actor: false,
    name: "A review cycle went on by its day",
    says: "“{what}” went on to its next stage, its day being over",
    ..OF_REVIEWS
};

pub(super) const LAUNCH_FAILED: Facts = Facts {
    names_actor: false,
    mail: MailWhen::Now,
    name: "A review cycle couldn't be launched",
    says: "“{what}” couldn't be launched: nothing of it was done, and why stands on its page",
    ..OF_REVIEWS
};

pub(super) const TRIAL_SENT: Facts = Facts {
    subject: Subject::ReviewTrial,
    mail: MailWhen::Now,
    name: "A review cycle is there for you to try",
    says: "{who} asks you to try “{what}” before it begins: nothing that you fill in is kept",
    ..OF_REVIEWS
};

pub(super) const TAKEN_BACK: Facts = Facts {
    mail: MailWhen::Now,
    name: "A review cycle goes back to the stage before",
    says: "{who} took “{what}” back to the stage before: what was written is kept",
    ..OF_REVIEWS
};

pub(super) const CANCELLED: Facts = Facts {
    mail: MailWhen::Now,
    name: "A review cycle is called off",
    says: "{who} called “{what}” off",
    ..OF_REVIEWS
};

pub(super) const TO_RELEASE: Facts = Facts {
    subject: Subject::ReviewDuty,
    names_actor: false,
    mail: MailWhen::Now,
    name: "You have reviews to give to people",
    says: "“{what}” is written: sum up what your people get, and give it to them",
    ..OF_REVIEWS
};

pub(super) const PEERS_LAPSED: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    name: "Peers who were proposed are not settled in time",
    says: "“{what}”: the peers who were proposed were not settled in time, so they don't write",
    ..OF_REVIEWS
};

pub(super) const PEERS_MISSING: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    name: "Nobody is named to write as a peer about somebody of yours",
    says: "“{what}”: nobody was named to write as a peer about somebody of yours",
    ..OF_REVIEWS
};

/// Who it was is for those above alone, on the page.
pub(super) const PEER_DECLINED: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    mail: MailWhen::Now,
    name: "A peer declines to write about you, or about somebody of yours",
    says: "“{what}”: a peer declined to write, so somebody else is wanted in their place",
    ..OF_REVIEWS
};

/// Who withholds it is for those above alone, on the page.
pub(super) const WITHHELD: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    mail: MailWhen::Now,
    must_have: true,
    name: "A review is withheld",
    says: "A review of “{what}” is withheld",
    ..OF_REVIEWS
};

pub(super) const EXTENDED: Facts = Facts {
    subject: Subject::ReviewDuty,
    name: "You get more time for your reviews",
    says: "{who} gave you more time for “{what}”",
    ..OF_REVIEWS
};

pub(super) const PEERS_PROPOSED: Facts = Facts {
    subject: Subject::ReviewPacket,
    name: "Somebody of yours proposes who writes about them",
    says: "{who} proposes who writes about them in “{what}”",
    ..OF_REVIEWS
};

pub(super) const REVIEWERS_CHANGED: Facts = Facts {
    subject: Subject::ReviewPacket,
    name: "Somebody else writes about you, or about somebody of yours",
    says: "{who} changed who writes a review of “{what}”",
    ..OF_REVIEWS
};

pub(super) const REOPENED: Facts = Facts {
    subject: Subject::ReviewDuty,
    mail: MailWhen::Now,
    name: "A review that you handed in is open again",
    says: "{who} has opened a review of yours in “{what}” again",
    ..OF_REVIEWS
};

pub(super) const CLOSED_AGAIN: Facts = Facts {
    name: "A review of yours is closed again",
    says: "{who} has closed a review of yours in “{what}”: it stands as you handed it in last",
    ..OF_REVIEWS
};

pub(super) const PASSED_ON: Facts = Facts {
    subject: Subject::ReviewPacket,
    name: "You may read what who led somebody before wrote",
    says: "{who} lets you read what who led them before wrote in “{what}”",
    ..OF_REVIEWS
};

pub(super) const RELEASES_SOON: Facts = Facts {
    subject: Subject::ReviewDuty,
    names_actor: false,
    mail: MailWhen::Now,
    name: "Reviews of your people are released by themselves soon",
    says: "“{what}” gives your people their reviews by itself in a few days: sum them up before",
    ..OF_REVIEWS
};

pub(super) const RELEASED_BY_ITSELF: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    mail: MailWhen::Now,
    must_have: true,
    name: "A review was released by itself",
    says: "A review of “{what}” is there: it was released by itself, its time being over",
    ..OF_REVIEWS
};

pub(super) const WITHDRAWN: Facts = Facts {
    subject: Subject::ReviewPacket,
    mail: MailWhen::Now,
    must_have: true,
    name: "A review is taken back",
    says: "{who} has taken back a review of “{what}”: it will be given again",
    ..OF_REVIEWS
};

pub(super) const ADDENDUM: Facts = Facts {
    subject: Subject::ReviewPacket,
    mail: MailWhen::Now,
    must_have: true,
    name: "Something is added to a signed review",
    says: "{who} has added to a review of “{what}”",
    ..OF_REVIEWS
};

pub(super) const DISPUTED: Facts = Facts {
    subject: Subject::ReviewPacket,
    mail: MailWhen::Now,
    name: "Somebody disagrees with their review, and waits for a second reader",
    says: "{who} disagrees with their review of “{what}” and waits for a second reader",
    ..OF_REVIEWS
};

pub(super) const SECOND_READ: Facts = Facts {
    subject: Subject::ReviewPacket,
    mail: MailWhen::Now,
    must_have: true,
    name: "A second reader has answered",
    says: "{who} has read a review of “{what}” a second time, and answers",
    ..OF_REVIEWS
};

pub(super) const AFTER_DISPUTE: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    name: "A manager writes about somebody who disagreed with them lately",
    says: "“{what}”: a manager has written about somebody who disagreed with them less than 90 days before",
    ..OF_REVIEWS
};

pub(super) const CORRECTED: Facts = Facts {
    subject: Subject::ReviewPacket,
    names_actor: false,
    name: "A number is corrected after a review of yours was handed in",
    says: "“{what}”: a number was corrected after your review was handed in",
    ..OF_REVIEWS
};

pub(super) const ROLLING_GAP: Facts = Facts {
    subject: Subject::RollingReview,
    names_actor: false,
    name: "Somebody is to be reviewed and has no manager",
    says: "“{what}” has come to somebody who has no manager: it begins if they have one within two weeks, and not after",
    ..OF_REVIEWS
};

pub(super) const SIGHT_GIVEN: Facts = Facts {
    mail: MailWhen::Now,
    must_have: true,
    name: "You may read reviews of others",
    says: "{who} lets you read what was written in “{what}”",
    ..OF_REVIEWS
};
