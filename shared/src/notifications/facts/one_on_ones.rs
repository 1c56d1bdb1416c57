//! Notices of one-on-ones that nobody may have brought about.

use super::{Facts, MailWhen, OF_MEETINGS, Subject};

pub(super) const AHEAD: Facts = Facts {
    subject: Subject::MeetingAhead,
    names_actor: false,
    name: "A one-on-one of yours is tomorrow",
    says: "Your one-on-one is near: {what}",
    ..OF_MEETINGS
};

pub(super) const ENDED: Facts = Facts {
    subject: Subject::EndedOneOnOne,
    mail: MailWhen::Now,
    names_actor: false,
    name: "A one-on-one of yours ends",
    says: "The one-on-one of {what} has ended",
    ..OF_MEETINGS
};
