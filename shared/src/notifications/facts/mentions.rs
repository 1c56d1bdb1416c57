//! Notices to whoever a text names.

use super::{Facts, MailWhen, Subject, Topic, USUAL};

const NAMED: Facts = Facts { mail: MailWhen::Now, ..USUAL };

pub(super) const IN_COMMENT: Facts =
    Facts {
        name: "Somebody mentions you in a comment", says: "{who} mentioned you in a comment on “{what}”", ..NAMED
    };

pub(super) const IN_PRAISE: Facts = Facts {
    subject: Subject::Praise,
    topic: Topic::Feedback,
    name: "Somebody mentions you in praise",
    says: "{who} mentioned you in praise for {what}",
    ..NAMED
};

pub(super) const IN_WEEK: Facts = Facts {
    subject: Subject::WeeklyCheckIn,
    topic: Topic::Feedback,
    name: "Somebody mentions you in a weekly check-in or the answer to it",
    says: "{who} mentioned you in the weekly check-in of {what}",
    ..NAMED
};

pub(super) const ON_KPI: Facts = Facts {
    subject: Subject::Kpi,
    topic: Topic::Kpis,
    name: "Somebody mentions you beside a value of a KPI",
    says: "{who} mentioned you beside a value of the KPI “{what}”",
    ..NAMED
};
