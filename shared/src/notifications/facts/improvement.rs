//! Notices of improvement plans. Mails say only that something waits, and lead to an address that says no more.

use super::{Facts, MailWhen, Subject, Topic, USUAL};

const OF_PLANS: Facts =
    Facts { subject: Subject::ImprovementPlan, topic: Topic::People, mail: MailWhen::Now, discreet: true, ..USUAL };

pub(super) const TO_SCHEDULE: Facts = Facts {
    name: "Something that was drafted waits for an Admin",
    says: "{who} drafted an improvement plan for {what}",
    ..OF_PLANS
};

pub(super) const STARTED: Facts = Facts {
    must_have: true,
    names_actor: false,
    name: "Something waits for you to read it",
    says: "The improvement plan of {what} has started",
    ..OF_PLANS
};

pub(super) const DECIDED: Facts = Facts {
    must_have: true,
    name: "Something that was decided waits for you to read it",
    says: "{who} decided about the improvement plan of {what}",
    ..OF_PLANS
};

pub(super) const ENDING: Facts = Facts {
    must_have: true,
    names_actor: false,
    name: "Something that waits for you ends soon",
    says: "The last day of the improvement plan of {what} is near or over",
    ..OF_PLANS
};

pub(super) const TAKE_OVER: Facts = Facts {
    names_actor: false,
    name: "Something waits for you to take it over",
    says: "The improvement plan of {what} waits for you to take it over",
    ..OF_PLANS
};

pub(super) const NOTED: Facts = Facts {
    name: "Something that was written waits for you to read it",
    says: "{who} wrote in the improvement plan of {what}",
    ..OF_PLANS
};
