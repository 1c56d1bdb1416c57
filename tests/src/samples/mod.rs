//! A request of every operation that succeeds when the actor may make it. An operation without one
//! fails the walks: add it to its feature's list.

mod accounts;
mod analytics;
mod api_tokens;
mod audit_log;
mod billing;
mod calibration;
mod development;
mod feedback;
mod goals;
mod imports;
mod improvement;
mod kpis;
mod notifications;
mod oauth;
mod one_on_ones;
mod organisations;
mod people;
mod privacy;
mod pulse;
mod review_trials;
/// Templates and cycles that tests of reviews begin with.
pub mod reviews;
mod rolling_reviews;
mod sandboxes;
mod scim;
mod search;
mod shares;
mod single_sign_on;
mod teams;
mod trust;
mod webhooks;
mod weekly_check_ins;

use serde_json::{Value, json};
use shared::{
    access::{Permission, Relation, Role, ShareLevel},
    operation::Declaration,
    wire::{KpiId, ObjectiveId},
};

use crate::{Stage, client::Request};

/// A request, and what decides whether it succeeds.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Values of the path's placeholders.
    pub params: Value,
    /// Query parameters.
    pub query: Value,
    /// The body.
    pub body: Payload,
    /// For `If-Match`.
    pub version: Option<i64>,
    /// What it is about.
    pub about: About,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum Payload {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// A file.
    Csv(String),
}

/// What a request is about, and so which relation decides.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// Whatever the caller sees: nobody who may at any relation is refused.
    Everything,
    /// The organisation as a whole.
    Organisation,
    /// The subject themselves.
    Subject(&'static Permission),
    /// A thing of the subject's, seen by this permission, and shared where the relation says so.
    Thing(&'static Permission, Thing),
    /// A thing to which one doesn't stand as to the subject: seen by this permission, in the relation that a role and a
    /// relation to the subject make; `None` if it is hidden.
    Told(&'static Permission, Stands),
}

/// What can be shared.
#[derive(Debug, Clone, Copy)]
pub enum Thing {
    /// An objective.
    Objective(ObjectiveId),
    /// A KPI.
    Kpi(KpiId),
}

/// How somebody with a role, standing to the subject in a relation, stands to a thing.
pub type Stands = fn(Role, Relation) -> Option<Relation>;

impl Sample {
    /// Of an operation that takes nothing and is about whatever the caller sees.
    pub fn plain() -> Self {
        Self { params: json!({}), query: json!({}), body: Payload::None, version: None, about: About::Everything }
    }

    /// At this path.
    pub fn at(self, params: Value) -> Self {
        Self { params, ..self }
    }

    /// With these query parameters.
    pub fn query(self, query: Value) -> Self {
        Self { query, ..self }
    }

    /// With this JSON body.
    pub fn json(self, body: Value) -> Self {
        Self { body: Payload::Json(body), ..self }
    }

    /// With this file.
    pub fn csv(self, text: impl Into<String>) -> Self {
        Self { body: Payload::Csv(text.into()), ..self }
    }

    /// Changing this version.
    pub fn version(self, version: i64) -> Self {
        Self { version: Some(version), ..self }
    }

    /// About something in particular.
    pub fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    /// The request, as the stage's actor makes it.
    pub fn request(&self, declared: &Declaration, stage: &Stage<'_>) -> Request {
        let mut path = declared.path.to_owned();
        for (name, value) in self.params.as_object().into_iter().flatten() {
            path = path.replace(&format!("{{{name}}}"), value.as_str().expect("ids are texts"));
        }
        assert!(!path.contains('{'), "the sample of {} leaves {path} open", declared.name);
        let request = stage.actor.raw(declared.method.as_str(), &path);
        let query = serde_urlencoded::to_string(&self.query).expect("a query");
        let request = if query.is_empty() { request } else { request.query(&query) };
        let request = match &self.body {
            Payload::None => request,
            Payload::Json(body) => request.json(body),
            Payload::Csv(text) => request.body("text/csv", text.as_str()),
        };
        match self.version {
            Some(version) => request.header("if-match", &format!("\"{version}\"")),
            None => request,
        }
    }

    /// Shares what it is about with the actor, if it can be shared at this level.
    pub fn share(&self, stage: &Stage<'_>, level: ShareLevel) -> bool {
        match self.about {
            About::Thing(_, thing) => {
                stage.db_share(thing, level);
                true
            }
            _ => false,
        }
    }
}

type Feature = fn(&str, &Stage<'_>) -> Option<Sample>;

const FEATURES: &[Feature] = &[
    accounts::sample,
    organisations::sample,
    people::sample,
    imports::sample,
    teams::sample,
    goals::sample,
    kpis::sample,
    notifications::sample,
    search::sample,
    shares::sample,
    feedback::sample,
    one_on_ones::sample,
    weekly_check_ins::sample,
    development::sample,
    improvement::sample,
    privacy::sample,
    pulse::sample,
    reviews::sample,
    calibration::sample,
    analytics::sample,
    audit_log::sample,
    trust::sample,
    single_sign_on::sample,
    billing::sample,
    scim::sample,
    api_tokens::sample,
    oauth::sample,
    webhooks::sample,
    sandboxes::sample,
];

/// The sample of an operation on this stage.
pub fn of(name: &str, stage: &Stage<'_>) -> Sample {
    let sample = FEATURES.iter().find_map(|feature| feature(name, stage));
    sample.unwrap_or_else(|| panic!("{name} has no sample; add one in tests/src/samples"))
}

/// All samples of an operation: some ids exclude each other.
pub fn all(name: &str, stage: &Stage<'_>) -> Vec<Sample> {
    let others = [shares::other(name, stage), kpis::other(name, stage), feedback::other(name, stage)];
    std::iter::once(of(name, stage)).chain(others.into_iter().flatten()).collect()
}
