//! Notices of KPIs.

use super::{Facts, MailWhen, Subject, Topic, USUAL};

const OF_KPIS: Facts = Facts { subject: Subject::Kpi, topic: Topic::Kpis, names_actor: false, ..USUAL };

pub(super) const SHARED: Facts = Facts {
    topic: Topic::Shares,
    mail: MailWhen::Now,
    must_have: true,
    names_actor: true,
    name: "Somebody shares a KPI with you",
    says: "{who} shared the KPI “{what}” with you",
    ..OF_KPIS
};

pub(super) const ASSIGNED: Facts = Facts {
    mail: MailWhen::Now,
    names_actor: true,
    name: "Somebody gives you a KPI",
    says: "{who} made you answer for the KPI “{what}”",
    ..OF_KPIS
};

pub(super) const WORSE: Facts = Facts {
    mail: MailWhen::Now,
    name: "A KPI of yours, or of the team you lead, gets worse than a threshold",
    says: "The KPI “{what}” got worse than a threshold",
    ..OF_KPIS
};

pub(super) const WELL: Facts = Facts {
    name: "A KPI of yours, or of the team you lead, is well again",
    says: "The KPI “{what}” is well again",
    ..OF_KPIS
};

pub(super) const DUE: Facts =
    Facts { name: "The value of a KPI of yours is missing", says: "The KPI “{what}” wants its value", ..OF_KPIS };
