//! Notices of one-on-ones: who comes as a guest, and what nobody may have brought about.

use super::{Facts, MailWhen, OF_MEETINGS, Subject};

pub(super) const AHEAD: Facts = Facts {
    subject: Subject::MeetingAhead,
    names_actor: false,
    name: "A one-on-one of yours is tomorrow",
    says: "Your one-on-one is near: {what}",
    ..OF_MEETINGS
};

/// It gives sight of what two others share.
pub(super) const GUEST_ASKED: Facts = Facts {
    mail: MailWhen::Now,
    must_have: true,
    name: "Somebody asks you to a one-on-one as a guest",
    says: "{who} asks you to a meeting of {what} as a guest",
    ..OF_MEETINGS
};

pub(super) const GUEST_CHANGED: Facts = Facts {
    mail: MailWhen::Now,
    name: "Somebody else comes to a one-on-one of yours, or no longer does",
    says: "{who} changed who comes as a guest to a meeting of {what}",
    ..OF_MEETINGS
};

/// Nobody ended it, so nobody is named.
pub(super) const GUEST_MEETING_OFF: Facts = Facts {
    subject: Subject::MeetingOff,
    mail: MailWhen::Now,
    names_actor: false,
    name: "A one-on-one to which you were asked as a guest is off",
    says: "The meeting of {what} is off: their one-on-one has ended",
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

pub(super) const OPENED: Facts = Facts {
    mail: MailWhen::Now,
    must_have: true,
    name: "An Admin opens the notes of a one-on-one of yours",
    says: "{who} opened the shared notes of {what}",
    ..OF_MEETINGS
};
