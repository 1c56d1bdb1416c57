//! Notices of what programs do here.

use super::{Facts, MailWhen, Subject, Topic, USUAL};

pub(super) const API_TOKEN_ENDING: Facts = Facts {
    subject: Subject::ApiToken,
    topic: Topic::Integrations,
    mail: MailWhen::Now,
    must_have: true,
    names_actor: false,
    name: "An API token of yours ends soon",
    says: "Your API token “{what}” ends soon: make another before what uses it stops",
    ..USUAL
};

pub(super) const SERVICE_TOKEN_ENDING: Facts = Facts {
    subject: Subject::ServiceToken,
    topic: Topic::Integrations,
    mail: MailWhen::Now,
    must_have: true,
    names_actor: false,
    name: "An API token of a service account ends soon",
    says: "The API token “{what}” ends soon: make another before what uses it stops",
    ..USUAL
};

pub(super) const WEBHOOK_STOPPED: Facts = Facts {
    subject: Subject::Webhook,
    topic: Topic::Integrations,
    mail: MailWhen::Now,
    names_actor: false,
    name: "A webhook stops",
    says: "The webhook to {what} stopped: what was sent there didn't arrive",
    ..USUAL
};
