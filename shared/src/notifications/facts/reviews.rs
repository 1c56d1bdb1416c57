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
